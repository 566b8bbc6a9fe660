"""Facts waiting for their subscribers, what a subscriber could not do yet, and what gateways send and take in."""

from __future__ import annotations

from django.db import models

from motcua.apps.outbox.states import DeliveryState
from motcua.kernel.ids import uuid7


class Fact(models.Model):
    """News written in the transaction of its act. Its id orders the facts of one key."""

    id = models.BigAutoField(primary_key=True)
    topic = models.TextField()
    key = models.UUIDField()
    centre_id = models.BigIntegerField()
    body = models.JSONField()
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="facts_not_done", condition=models.Q(done_at__isnull=True)),
            models.Index(fields=["done_at"], name="facts_done", condition=models.Q(done_at__isnull=False)),
        ]


class Held(models.Model):
    """A fact one subscriber could not take: it and the later ones of its key wait, for that subscriber alone."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="+")
    subscriber = models.TextField()
    key = models.UUIDField()
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    error = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "key", "fact"], name="held_once_per_subscriber"),
        ]
        indexes = [models.Index(fields=["next_at"], name="held_by_next_try")]


class Delivery(models.Model):
    """One message on its way out through a gateway."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    gateway = models.TextField()
    key = models.TextField()
    state = models.TextField(choices=DeliveryState.choices, default=DeliveryState.PENDING)
    why = models.TextField(default="")
    next_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gateway", "key"], name="one_delivery_per_key")]
        indexes = [models.Index(fields=["state", "next_at"], name="deliveries_by_next_try")]


class Inbox(models.Model):
    """A message that came in: recorded by its key before it acts, so a hundred copies have one effect."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    gateway = models.TextField()
    key = models.TextField()
    body = models.JSONField()
    received_at = models.DateTimeField()
    effect = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gateway", "key"], name="one_message_per_key")]
