"""Units, agencies, centres, counters, and the positions that carry the rights.

These tables hold no personal data and stand before any scope is known, so they have no wall.
"""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from motcua.base.db.fields import EncryptedText
from motcua.kernel.actor import Role

_ROLES = [(str(role), role.name) for role in Role]


class Unit(models.Model):
    """An administrative unit (province, district, commune) as it is named from one day to another.

    No `valid_from`: since before our sources begin. `valid_to` is the last day. The unit above is named by its
    code, since that one may be renamed while this one stays.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    type = models.CharField(max_length=20, default="")
    name = models.CharField(max_length=200)
    parent_code = models.CharField(max_length=20, default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["code", "valid_from"], nulls_distinct=False, name="one_unit_per_code_and_day"),
            CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]


class UnitChange(models.Model):
    """Into which unit an ended one went, since when, how much of it (`values.How`), and who says so."""

    id = models.BigAutoField(primary_key=True)
    old = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=20)
    since = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [UniqueConstraint(fields=["old", "new"], name="one_change_from_unit_to_unit")]


class UnitRevision(models.Model):
    """One row for each change of the units; a process keeps what it has read as long as the last one stands."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    outcome = models.CharField(max_length=200)


class Agency(models.Model):
    """A body that decides or receives; `known` says whether its code is an official one or our TMP code."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=20)
    known = models.BooleanField()


class Centre(models.Model):
    """One public service centre of a commune, and the agency that decides there."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    commune_name = models.CharField(max_length=120)
    commune_code = models.CharField(max_length=20)
    province_name = models.CharField(max_length=120)
    province_code = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    calendar = models.CharField(max_length=60)
    address = models.CharField(max_length=300, default="")
    phone = models.CharField(max_length=30, default="")
    hours = models.CharField(max_length=300, default="")
    demo = models.BooleanField(default=False)

    class Meta:
        indexes = [Index(fields=["province_code"], name="centre_by_province")]


class Counter(models.Model):
    """One counter of a centre and the fields of work it serves (none: all)."""

    id = models.BigAutoField(primary_key=True)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    number = models.SmallIntegerField()
    name = models.CharField(max_length=120)
    fields = models.JSONField(default=list)

    class Meta:
        constraints = [UniqueConstraint(fields=["centre", "number"], name="one_counter_per_number")]


class Position(models.Model):
    """A role at a centre for some fields of work (none: all). A PROVINCE position reaches its whole province."""

    id = models.BigAutoField(primary_key=True)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=_ROLES)
    title = models.CharField(max_length=120)
    fields = models.JSONField(default=list)
    reports_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")


class Holding(models.Model):
    """Who holds a position, from when until when (none: until ended)."""

    id = models.BigAutoField(primary_key=True)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="holding_ends_after_since")
        ]


class Substitution(models.Model):
    """Who stands in for an absent holder, from when until when, and why."""

    id = models.BigAutoField(primary_key=True)
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    #: May tell of an illness, so it is cipher text.
    reason = EncryptedText()

    class Meta:
        constraints = [CheckConstraint(condition=Q(until__gt=F("since")), name="substitution_ends_after_since")]
