"""What happens to a dossier in time: transitions, pauses, promises, running steps, conditions, notes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.apps.dossiers.states import Action, DossierState, PauseCause
from motcua.base.db.fields import EncryptedText
from motcua.kernel.ids import uuid7


class OfDossier(models.Model):
    """A child row: it carries its parent's centre, and the database holds the pair together."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    centre_id = models.BigIntegerField()

    class Meta:
        abstract = True


class Transition(OfDossier):
    """One move that was made; written by `advance()` alone."""

    action = models.CharField(max_length=24, choices=Action.choices)
    from_state = models.CharField(max_length=32, choices=DossierState.choices)
    to_state = models.CharField(max_length=32, choices=DossierState.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    instrument = models.CharField(max_length=60)
    form = models.CharField(max_length=4, blank=True)
    article = models.CharField(max_length=40)
    ground = models.TextField(blank=True)
    note = EncryptedText(null=True)
    audit_id = models.UUIDField()
    revision = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "revision", "id"], name="transition_in_order")]


class Pause(OfDossier):
    """An interval in which the processing clock stands: cause, document, legal cap, and what follows at its end."""

    cause = models.CharField(max_length=16, choices=PauseCause.choices)
    document = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cap_at = models.DateTimeField(null=True)
    follows = models.CharField(max_length=24, choices=Action.choices, default=Action.EXPIRE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(until__isnull=True), name="one_running_pause"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="pause_ends_after"
            ),
        ]


class Promise(OfDossier):
    """A due date with its derivation, its reason and who approved it. Kinds: acceptance, first, legal, told."""

    kind = models.CharField(max_length=12)
    due_at = models.DateTimeField()
    derivation = models.JSONField()
    term = models.JSONField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    #: The law a later date rests on, of a told one.
    ground = models.CharField(max_length=200, blank=True)
    approver_id = models.BigIntegerField(null=True)
    provisional = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "kind", "at"], name="promise_of_dossier")]


class Assignment(OfDossier):
    """A running or past step of the work: one row of form 06. History is never overwritten."""

    step_key = models.CharField(max_length=40)
    step_name = models.CharField(max_length=200)
    role = models.CharField(max_length=20)
    holder_id = models.BigIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    budget_minutes = models.IntegerField(null=True)
    handed_over_by = models.BigIntegerField(null=True)
    note = EncryptedText(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(until__isnull=True), name="one_running_step")
        ]


class Condition(OfDossier):
    """What must be done before certain moves: opened from the pinned procedure version, met by order from above."""

    kind = models.CharField(max_length=40)
    blocks = ArrayField(models.CharField(max_length=24))
    reference = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["dossier"], condition=Q(met_at__isnull=True), name="condition_open")]


class Note(OfDossier):
    """An officer's remark for colleagues; never shown to the citizen."""

    text = EncryptedText()
    account_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "at"], name="note_of_dossier")]
