"""Rows of the log: what was commanded, what was looked at, and the seals over the first."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.apps.audit.rules import Place, chain_after
from motcua.kernel.ids import uuid7


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction number, which orders rows by when their transaction began."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 -- Django's signature
        """The server's own type: it compares, and never wraps around."""
        return "xid8"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> int | None:
        """The driver hands it over as text."""
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> Any:
        """Text on its way in: the server casts no number to xid8."""
        return None if value is None else value if hasattr(value, "resolve_expression") else str(value)


class OfServer(models.Func):
    """A value the server fills in by a function of its own."""

    template = "%(function)s"
    arg_joiner = ""


class Entry(models.Model):
    """One command: who called it, with which ids, and what came of it. Sealed after its commit."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    #: Order inside one transaction.
    seq = models.BigIntegerField(db_default=OfServer(function="nextval('audit_entry_seq'::regclass)"))
    xid = TransactionId(db_default=OfServer(function="pg_current_xact_id()"))
    #: Grows when a restored database begins to count its transactions anew.
    epoch = models.IntegerField(db_default=OfServer(function="audit_epoch()"))
    at = models.DateTimeField()
    command = models.TextField()
    actor = models.TextField()
    account_id = models.BigIntegerField(null=True)
    acting_for = models.BigIntegerField(null=True)
    ids = ArrayField(models.TextField())
    outcome = models.TextField()
    centre_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["epoch", "xid", "seq"], name="entries_in_seal_order"),
            models.Index(fields=["centre_id", "-at"], name="entries_of_a_centre"),
            models.Index(
                fields=["centre_id", "command"],
                name="entries_of_a_command",
                opclasses=["int8_ops", "text_pattern_ops"],
            ),
        ]


class Look(models.Model):
    """Somebody opened personal data: one row for each opening, export or search by a number."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    actor = models.TextField()
    account_id = models.BigIntegerField(null=True)
    what = models.TextField()
    dossier_id = models.UUIDField(null=True)
    centre_id = models.BigIntegerField(null=True)
    detail = models.TextField()

    class Meta:
        indexes = [
            models.Index(
                fields=["dossier_id", "-at"],
                name="looks_at_a_dossier",
                condition=models.Q(dossier_id__isnull=False),
            ),
            models.Index(fields=["centre_id", "-at"], name="looks_at_a_centre"),
        ]


class Seal(models.Model):
    """A batch of entries in commit order, closed by a root and chained to the batch before."""

    batch = models.BigIntegerField(primary_key=True)
    epoch = models.IntegerField()
    hi_xid = TransactionId()
    hi_seq = models.BigIntegerField()
    n = models.IntegerField()
    root = models.BinaryField()
    chain = models.BinaryField()
    sealed_at = models.DateTimeField()

    @property
    def upto(self) -> Place:
        """The place of the last entry of the batch."""
        return (self.epoch, self.hi_xid, self.hi_seq)

    def chain_from(self, previous: bytes) -> bytes:
        """The chain value this seal must have after `previous`."""
        return chain_after(
            previous, batch=self.batch, upto=self.upto, n=self.n, root=bytes(self.root), sealed_at=self.sealed_at
        )
