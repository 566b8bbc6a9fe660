"""Rows of the catalogue. A version is written once and never changed: what a dossier was filed under stays.

These rows are public notices and lie behind no wall: a centre a row is for is called `only_centre` (NULL = the
whole country), and `policy` guards who may write it.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q


class Field(models.Model):
    """A field of work (lĩnh vực); its slug stands in addresses and in duties."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)


class Procedure(models.Model):
    """A procedure by its national code; everything that may change stands in its versions."""

    code = models.CharField(max_length=20, unique=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    title = models.TextField()


class ChangeSet(models.Model):
    """One announcement decision: rows that change nothing until a second person approved them and their day has come.

    `holds_from` is the day its versions begin, known once it is approved. `undoes` names the set it takes back. What
    a set says is common to all centres; what is one centre's to say is set and signed there, fact by fact.
    """

    decision = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    decided_on = models.DateField()
    effective_from = models.DateField()
    source = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200, blank=True)
    problems = models.JSONField(default=list)
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, related_name="undone_by", null=True)
    revision = models.PositiveIntegerField(default=0)
    prepared_by = models.CharField(max_length=80)
    prepared_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    holds_from = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    rehearsal_asked_at = models.DateTimeField(null=True)
    rehearsed_at = models.DateTimeField(null=True)
    rehearsal = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("prepared_by")) & Q(Q(approved_by="") ^ Q(approved_at__isnull=False)),
                name="a_change_set_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(holds_from__isnull=False),
                name="an_approved_change_set_has_its_day",
            ),
        ]


class ChangeRow(models.Model):
    """What a change set says of one procedure; `basis` is the version it was compared with (None: there was none)."""

    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    action = models.CharField(max_length=8)
    facts = models.JSONField(default=dict)
    basis = models.ForeignKey("Version", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change_set", "code"], name="one_row_per_procedure")]


class VersionQuerySet(models.QuerySet["Version"]):
    """Adjectives for versions."""

    def standing(self) -> Self:
        """Without those of a change set that was withdrawn before its day."""
        return self.filter(change_set__withdrawn_at__isnull=True)


class Version(models.Model):
    """One edition of a procedure: the source's facts, the facts settled over them, and full texts where imported.

    `document` and `settled` are explained in rules.document and rules.views; `digest` is the fingerprint of
    the source's part, so that the same source never makes a second version. One that `repeals` begins the time in
    which there is no such procedure.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    only_centre = models.BigIntegerField(null=True)
    decision = models.CharField(max_length=200, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)
    as_of = models.CharField(max_length=20, blank=True)
    document = models.JSONField()
    settled = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    texts_digest = models.CharField(max_length=64, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    change_set = models.ForeignKey(ChangeSet, on_delete=models.PROTECT, related_name="versions", null=True)
    repeals = models.BooleanField(default=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="one_number_per_procedure"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="version_ends_after_it_begins",
            ),
        ]


class FactSet(models.Model):
    """A fact somebody set with its source; it counts only when another person has signed it."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="facts_set")
    only_centre = models.BigIntegerField(null=True)
    path = models.CharField(max_length=40)
    value = models.JSONField()
    source = models.TextField()
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    retired_by = models.CharField(max_length=80, blank=True)
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(signed_by=F("set_by")) & Q(Q(signed_by="") ^ Q(signed_at__isnull=False)),
                name="a_fact_is_signed_by_another",
            ),
            models.UniqueConstraint(
                fields=["procedure", "only_centre", "path"],
                condition=Q(signed_at__isnull=False, retired_at__isnull=True),
                nulls_distinct=False,
                name="one_fact_counts",
            ),
        ]


class Posting(models.Model):
    """What one centre says of one procedure on its board: whether it takes it, where, whom to call."""

    only_centre = models.BigIntegerField()
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="postings")
    listed = models.BooleanField(default=True)
    counter_text = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    changed_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["only_centre", "procedure"], name="one_posting_per_centre")]


class Revision(models.Model):
    """One row: how often the catalogue changed. `stamp` differs after every change, also after a rollback."""

    number = models.PositiveIntegerField(default=0)
    stamp = models.UUIDField()
    changed_at = models.DateTimeField()


class Check(models.Model):
    """A keeper compared a procedure with a source and found it right."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="checks")
    source = models.CharField(max_length=300)
    checked_by = models.CharField(max_length=80)
    checked_at = models.DateTimeField()


class KeepingRule(models.Model):
    """One row: after how many days a procedure is to be checked again."""

    check_days = models.PositiveIntegerField(default=180)
    changed_by = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField(null=True)


class Miss(models.Model):
    """How often on one day the search found nothing for such words; only words of the catalogue, in no order.

    `strange` counts the words that were left out.
    """

    day = models.DateField()
    words = models.CharField(max_length=200)
    strange = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "words", "strange"], name="one_miss_a_day")]
