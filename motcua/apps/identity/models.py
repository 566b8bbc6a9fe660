"""Accounts, sessions, one-time codes and counted tries: names, numbers and telephones only as cipher text."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from motcua.apps.identity.states import AccountKind, Purpose
from motcua.base.db.fields import EncryptedText
from motcua.kernel.ids import uuid7


class Account(models.Model):
    """One way to sign in. A person may have several: accounts are never merged."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=AccountKind)
    username = models.CharField(max_length=60, null=True)  # noqa: DJ001 -- unique where present; citizens have none
    name = EncryptedText()
    password = models.CharField(max_length=200, default="!")
    totp_secret = EncryptedText(null=True)
    totp_confirmed_at = models.DateTimeField(null=True)
    #: The last time step a second factor was accepted for; an equal or earlier one is a replay.
    totp_last_step = models.BigIntegerField(null=True)
    active = models.BooleanField(default=True)
    phone = EncryptedText(null=True)
    phone_index = models.BinaryField(null=True)
    #: The citizen number as stated at registration; nobody has verified it.
    number = EncryptedText(null=True)
    number_index = models.BinaryField(null=True)
    created_at = models.DateTimeField()
    demo = models.BooleanField(default=False)
    language = models.CharField(max_length=5, default="vi")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["username"], name="one_account_per_username"),
            # Several people share a telephone, and one person may register anew with a new one.
            UniqueConstraint(fields=["phone_index", "number_index"], name="one_account_per_phone_and_number"),
            CheckConstraint(
                condition=Q(kind=AccountKind.STAFF, username__isnull=False)
                | Q(kind=AccountKind.CITIZEN, phone_index__isnull=False, number_index__isnull=False),
                name="account_can_be_found",
            ),
        ]


class Session(models.Model):
    """One signed-in browser; the token itself is only in its cookie."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    token_hash = models.BinaryField(unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    last_seen = models.DateTimeField()
    expires_at = models.DateTimeField()
    second_factor_at = models.DateTimeField(null=True)
    #: The present centre of an officer who works at several.
    centre_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=80, default="")


class OneTimeCode(models.Model):
    """A code sent to a telephone; only the newest of a telephone opens anything."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    phone_index = models.BinaryField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    code_hash = models.BinaryField()
    purpose = models.CharField(max_length=12, choices=Purpose)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.SmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [Index(fields=["phone_index", "-created_at"], name="code_by_phone")]


class Tries(models.Model):
    """How often something was tried since `since`: one row per blind index of a username, telephone or address."""

    key = models.BinaryField(primary_key=True)
    since = models.DateTimeField()
    count = models.IntegerField()
