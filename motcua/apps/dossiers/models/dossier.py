"""The dossier row and who may see it besides its deciding centre."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from motcua.apps.dossiers.states import (
    OPEN_STATES,
    Authority,
    Channel,
    ClockClass,
    DossierState,
    Outcome,
)
from motcua.base.db.fields import EncryptedJson, EncryptedText
from motcua.kernel.ids import uuid7


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Adjectives for dossiers; every list names its centre first (the index begins with it)."""

    def at_centre(self, centre_id: int) -> Self:
        """Decided by this centre."""
        return self.filter(centre_id=centre_id)

    def filed(self) -> Self:
        """No longer a draft."""
        return self.exclude(state=DossierState.DRAFT)

    def open(self) -> Self:
        """Somebody still has to do something."""
        return self.filter(state__in=OPEN_STATES)

    def held_by(self, account_id: int) -> Self:
        """In this officer's hands."""
        return self.filter(holder_id=account_id)

    def due_before(self, moment: datetime) -> Self:
        """Whose next legal time lies before `moment`."""
        return self.filter(sort_due__lt=moment)

    def by_due_date(self) -> Self:
        """Nearest legal time first; those without one last."""
        return self.order_by(models.F("sort_due").asc(nulls_last=True), "id")


class Dossier(models.Model):
    """One request of one person to one deciding centre.

    `centre` decides; `received_centre` took it in and `helped_centre` helped, where they differ. Three dates:
    `first_due` (form 01, never changes), `legal_due` (after pauses), `told_due` (after an apology). `sort_due`
    is the time the work list sorts by: the acceptance clock before acceptance, else `legal_due`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey("organization.Centre", on_delete=models.PROTECT, related_name="+", db_index=False)
    received_centre = models.ForeignKey(
        "organization.Centre", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    helped_centre = models.ForeignKey(
        "organization.Centre", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    version = models.ForeignKey("procedures.Version", on_delete=models.PROTECT, related_name="+")
    case_key = models.CharField(max_length=80, blank=True)
    work_field = models.CharField(max_length=80)

    code = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 -- unique, and a draft has none
    state = models.CharField(max_length=32, choices=DossierState.choices)
    came_from = models.CharField(max_length=32, choices=DossierState.choices, blank=True)
    revision = models.IntegerField(default=0)
    channel = models.SmallIntegerField(choices=Channel.choices, null=True)
    authority = models.CharField(max_length=8, choices=Authority.choices, default=Authority.OURS)
    source_system = models.CharField(max_length=40, blank=True)
    external_code = models.CharField(max_length=60, blank=True)

    author_id = models.BigIntegerField(null=True)
    filer_account_id = models.BigIntegerField(null=True)
    helper_id = models.BigIntegerField(null=True)
    filer_party = models.UUIDField(null=True)
    owner_party = models.UUIDField(null=True)
    subject_party = models.UUIDField(null=True)
    answers = EncryptedJson(null=True)
    #: Thumb print, witness, interpreter at filing (`values.attested`); None for a plain signature.
    attested = EncryptedJson(null=True)
    #: Who helped (`values.helping`), fixed at filing; None where the filer typed alone. `helper_id` is the account.
    helped = EncryptedJson(null=True)
    #: The code another system gave a filing prepared here, as its filer wrote it; the state stays DRAFT meanwhile.
    portal_code = models.CharField(max_length=60, blank=True, default="")
    return_by = models.CharField(max_length=16, blank=True)
    #: Where the post brings the result; None for every other way.
    post_address = EncryptedText(null=True)
    copies = models.SmallIntegerField(default=1)

    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    acceptance_due = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    first_due = models.DateTimeField(null=True)
    legal_due = models.DateTimeField(null=True)
    told_due = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    term = models.JSONField(null=True)
    sort_due = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    class_by_date = models.CharField(max_length=12, choices=ClockClass.choices, blank=True)
    class_by_minute = models.CharField(max_length=12, choices=ClockClass.choices, blank=True)
    returned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    holder_id = models.BigIntegerField(null=True)
    step_key = models.CharField(max_length=40, blank=True)
    supplements_asked = models.SmallIntegerField(default=0)
    conditions_open = models.SmallIntegerField(default=0)
    approval_asked_at = models.DateTimeField(null=True)
    #: Until when its person has to answer, while something waits for them.
    reply_by = models.DateTimeField(null=True)
    #: When some items of an open request were answered, others not yet: officers may look, the clock stands.
    answered_in_part_at = models.DateTimeField(null=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["centre", "state", "sort_due"], name="dossier_by_centre_state"),
            # What the tabs count by and what the wall asks stands in the index too: counting then reads no row.
            models.Index(
                fields=["centre", "sort_due", "id"],
                include=[
                    "state",
                    "authority",
                    "holder_id",
                    "approval_asked_at",
                    "work_field",
                    "filer_account_id",
                    "author_id",
                ],
                name="dossier_open_by_due",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(
                fields=["centre", "holder_id", "sort_due", "id"],
                name="dossier_open_by_holder",
                condition=Q(state__in=OPEN_STATES),
            ),
            models.Index(fields=["filer_account_id", "-begun_at"], name="dossier_by_filer"),
            models.Index(fields=["author_id"], name="dossier_drafts", condition=Q(state="DRAFT")),
            models.Index(
                fields=["centre", "portal_code"],
                name="dossier_prepared",
                condition=Q(state="DRAFT") & ~Q(portal_code=""),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id", "centre"], name="dossier_with_its_centre"),
            models.UniqueConstraint(
                fields=["centre", "source_system", "external_code"],
                name="one_dossier_per_external_code",
                condition=~Q(external_code=""),
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(channel__isnull=False), name="a_filed_dossier_has_a_channel"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(code__isnull=False) | ~Q(external_code=""),
                name="a_filed_dossier_has_a_code",
            ),
            models.CheckConstraint(
                condition=Q(first_due__isnull=True)
                | Q(received_at__isnull=True)
                | Q(first_due__gt=models.F("received_at")),
                name="due_after_received",
            ),
        ]

    @property
    def channel_code(self) -> int:
        """The national code of the channel; a draft has none yet and counts as online."""
        return Channel(self.channel).code if self.channel is not None else Channel.SELF_ONLINE.code


class Share(models.Model):
    """A centre that helped or received a dossier another one decides: it may look."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="shares")
    centre = models.ForeignKey("organization.Centre", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[("helped", "helped"), ("received", "received")])
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "centre", "kind"], name="one_share_per_kind")]
