"""Rows of the catalogue. A version is written once and never changed: what a dossier was filed under stays.

These rows are public notices and lie behind no wall: a centre a row is for is called `only_centre` (NULL = the
whole country), and `policy` guards who may write it.
"""

from __future__ import annotations

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


class Version(models.Model):
    """One edition of a procedure: the source's facts, the facts settled over them, and full texts where imported.

    `document` and `settled` are explained in rules.document and rules.views; `digest` is the fingerprint of
    the source's part, so that the same source never makes a second version.
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
