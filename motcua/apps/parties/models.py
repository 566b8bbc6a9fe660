"""Parties of a dossier, what they said earlier, the accounts and the mandates that go with them."""

from __future__ import annotations

from django.db import models

from motcua.base.db.fields import EncryptedJson, EncryptedText
from motcua.kernel.ids import uuid7


class Party(models.Model):
    """A person or organisation as stated in one dossier; its key never changes, its content by revision."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier_id = models.UUIDField(db_index=True)
    centre_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    stated = EncryptedJson()
    #: Blind indexes: equal for equal values, telling nothing else; None where nothing was stated.
    name_index = models.BinaryField()
    number_index = models.BinaryField(null=True)
    phone_index = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["centre_id", "number_index"], name="parties_by_number"),
            models.Index(fields=["centre_id", "phone_index"], name="parties_by_phone"),
            models.Index(fields=["centre_id", "name_index"], name="parties_by_name"),
        ]


class EarlierStatement(models.Model):
    """What a party had stated before a correction, why it changed and who changed it; only grows."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    dossier_id = models.UUIDField()
    centre_id = models.BigIntegerField()
    revision = models.IntegerField()
    stated = EncryptedJson()
    corrected_at = models.DateTimeField()
    corrected_by = models.CharField(max_length=60)
    reason = EncryptedText()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "revision"], name="parties_one_row_per_revision")]


class AccountLink(models.Model):
    """This party proved to be the holder of that account; accounts are never merged."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    dossier_id = models.UUIDField()
    centre_id = models.BigIntegerField()
    account_id = models.BigIntegerField(db_index=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "account_id"], name="parties_one_link_per_account")]


class Mandate(models.Model):
    """Who may act for whom in this dossier, on which paper, for what and until when."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    dossier_id = models.UUIDField(db_index=True)
    centre_id = models.BigIntegerField()
    grantor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    grantee = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    #: The scanned paper: a reference of files; None while only shown at the counter.
    paper_id = models.UUIDField(null=True)
    scope = EncryptedText()
    until = models.DateField(null=True)
    #: Why one acts for the other: as kin the law spares a proxy, by a proxy, or as representative at law.
    basis = models.CharField(max_length=12, default="proxy")
    #: What the one is to the other, in their own words.
    relation = EncryptedText(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(grantor=models.F("grantee")), name="parties_mandate_of_two")
        ]
