"""What the log hands out: entries, looks, the head of the chain, and what a verification found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


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
