"""Messages on their way out, sign-in codes apart from them, and each centre's quiet hours."""

from __future__ import annotations

from django.db import models

from motcua.apps.notifications.states import MessageState
from motcua.base.db.fields import EncryptedJson, EncryptedText
from motcua.kernel.ids import uuid7


class Outgoing(models.Model):
    """What every message has: to whom, what, how, and how far it has come."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    to = EncryptedText()
    channel = models.CharField(max_length=10)
    kind = models.CharField(max_length=30)
    params = EncryptedJson()
    state = models.CharField(max_length=10, default=MessageState.PENDING)
    tries = models.IntegerField(default=0)
    #: Not before this moment; while a try runs, the moment it counts as lost.
    next_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    #: A stable word from the sender, never its text.
    error = models.CharField(max_length=60, default="")

    class Meta:
        abstract = True


class Message(Outgoing):
    """A message of a centre, mostly about one dossier."""

    centre_id = models.BigIntegerField()
    dossier_id = models.UUIDField(null=True)
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dossier_id", "created_at"], name="notifications_of_dossier"),
            models.Index(
                fields=["centre_id", "next_at"],
                condition=models.Q(state=MessageState.PENDING),
                name="notifications_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(MessageState)), name="notifications_message_known_state"
            )
        ]


class CodeMessage(Outgoing):
    """A sign-in code: of no centre and no dossier, known by a keyed print of the number, gone after a day."""

    to_index = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["to_index", "created_at"], name="notifications_code_to")]


class CentreQuiet(models.Model):
    """The hours in which a centre's messages wait; without a row the house's night holds."""

    centre_id = models.BigIntegerField(primary_key=True)
    begins = models.TimeField()
    ends = models.TimeField()
