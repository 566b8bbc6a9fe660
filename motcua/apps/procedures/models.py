"""Rows of the catalogue. A version is written once and never changed: what a dossier was filed under stays.

These rows are public notices and lie behind no wall: a centre a row is for is called `only_centre` (NULL = the
whole country), and `policy` guards who may write it. The posting book alone is the centre's own affair: its tables
have a `centre_id` and the wall.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from motcua.kernel.ids import uuid7


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
    #: The centre's own statement, as its list has it; "" = it states none.
    online_level = models.CharField(max_length=12, blank=True, default="")
    changed_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["only_centre", "procedure"], name="one_posting_per_centre"),
            models.CheckConstraint(
                condition=Q(online_level__in=["", "full", "partial", "information"]), name="posting_level_is_a_level"
            ),
        ]


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


class PrintedSheet(models.Model):
    """A sheet of the board as it was printed: what it showed of each procedure, at which revision; only grows."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    centre_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    #: A field's slug or a procedure's code; "" for the cover.
    key = models.CharField(max_length=60, blank=True)
    name = models.TextField(blank=True)
    size = models.CharField(max_length=4)
    revision = models.PositiveIntegerField()
    #: Code → print of what stood about it; "" is the head.
    shown = models.JSONField()
    digest = models.CharField(max_length=64)
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["centre_id", "kind", "key", "printed_at"], name="prints_of_a_sheet")]
        constraints = [models.UniqueConstraint(fields=["id", "centre_id"], name="a_print_and_its_centre")]


class Hanging(models.Model):
    """A row of the posting book: a printed sheet at a place, since a day and until a day; never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    centre_id = models.BigIntegerField()
    sheet = models.ForeignKey(PrintedSheet, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=160)
    since = models.DateField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    until = models.DateField(null=True)
    taken_down_by = models.CharField(max_length=80, blank=True)
    taken_down_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["centre_id", "until", "since"], name="hangings_of_a_centre")]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "place"], condition=Q(until__isnull=True), name="a_sheet_hangs_once_at_a_place"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="taken_down_after_it_was_hung"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) ^ Q(taken_down_at__isnull=False), name="taken_down_by_somebody"
            ),
        ]
