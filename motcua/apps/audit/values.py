"""What the log hands out: entries, looks, the head of the chain, and what a verification found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

#: Begins a new epoch when stored transaction numbers lie ahead of the server's: the database was restored. A dump keeps
#: the numbers, but a new cluster counts from its own. For the system's role and the owner; the number begun, or no row.
BEGIN_EPOCH_AFTER_RESTORE = """
SELECT setval('audit_epoch_number', audit_epoch() + 1) WHERE (
    SELECT xid FROM audit_entry WHERE epoch = audit_epoch() ORDER BY xid DESC LIMIT 1
) >= pg_snapshot_xmax(pg_current_snapshot())
"""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One command of the log."""

    id: UUID
    at: datetime
    command: str
    actor: str
    ids: tuple[str, ...]
    outcome: str
    #: The account whose duties the actor stood in for, where it was one.
    acting_for: int | None


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look at personal data."""

    at: datetime
    actor: str
    account_id: int | None
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Head:
    """The newest seal: whoever keeps it outside the house can tell whether the chain was made anew."""

    batch: int
    chain: str
    sealed_at: datetime


class Fault(StrEnum):
    """What a verification can find."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    CHAIN_BROKEN = "chain-broken"
    SEAL_MISSING = "seal-missing"
    HEAD_DIFFERS = "head-differs"
    ENTRY_MISSING = "entry-missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault and where it is: the batch, or the table whose row has lost its entry."""

    fault: Fault
    batch: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was verified, and every fault found."""

    batches: int
    entries: int
    unsealed: int
    findings: tuple[Finding, ...]
