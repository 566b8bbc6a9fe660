"""Messages on their way out, sign-in codes apart from them, and each centre's hours, ways and words."""

from __future__ import annotations

from django.db import models

from motcua.apps.notifications.states import Kind, MessageState
from motcua.base.db.fields import EncryptedJson, EncryptedText
from motcua.kernel.ids import uuid7


class Outgoing(models.Model):
    """What every message has: to whom, what, how, and how far it has come."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    to = EncryptedText()
    channel = models.CharField(max_length=10)
    kind = models.CharField(max_length=30)
    params = EncryptedJson()
    language = models.CharField(max_length=12, default="vi")
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
    #: The ways out still to be tried, each [channel, address], in the order they had when the message was written.
    others = EncryptedJson(null=True)
    #: The promise that was not kept, of an apology.
    promise_at = models.DateTimeField(null=True)
    #: Which clerk ended it by hand, when and how.
    handled_by = models.BigIntegerField(null=True)
    handled_at = models.DateTimeField(null=True)
    handled_how = models.CharField(max_length=10, default="")

    class Meta:
        indexes = [
            models.Index(fields=["dossier_id", "created_at"], name="notifications_of_dossier"),
            models.Index(fields=["centre_id", "-created_at"], name="notifications_of_centre"),
            models.Index(
                fields=["centre_id", "next_at"],
                condition=models.Q(state=MessageState.PENDING),
                name="notifications_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=list(MessageState)), name="notifications_message_known_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=Kind.LATE_APOLOGY)
                | models.Q(promise_at__isnull=False, dossier_id__isnull=False),
                name="notifications_apology_names_its_promise",
            ),
            models.UniqueConstraint(
                fields=["dossier_id", "promise_at"],
                condition=models.Q(kind=Kind.LATE_APOLOGY),
                name="notifications_one_apology_per_promise",
            ),
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


class CentreWays(models.Model):
    """In which order a centre tries its channels, and whether telephones get letters without marks."""

    centre_id = models.BigIntegerField(primary_key=True)
    order = models.JSONField(default=list)
    unaccented = models.BooleanField(default=False)


class Wording(models.Model):
    """One change of a centre's words for a kind of message; the newest holds, an empty text gives the house's back."""

    id = models.BigAutoField(primary_key=True)
    centre_id = models.BigIntegerField()
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=12)
    text = models.TextField()
    #: What was said before this change.
    old_text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["centre_id", "kind", "language", "-id"], name="notifications_wording_newest")]
