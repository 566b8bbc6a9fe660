"""Dossiers another system holds: one row of its list, and what an import of them did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """One row of a list from another system: its code, procedure, owner and reported status."""

    external_code: str
    procedure_code: str
    owner_name: str
    status: str
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    #: Without one of the two nobody can follow the dossier on the public page.
    owner_number: str = ""
    owner_phone: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A status the other system reported: followed, or parked until somebody settles it."""

    id: UUID
    code: str
    source: str
    at: datetime
    followed: bool
    settled_at: datetime | None
    settled_by: int | None

    @property
    def waits(self) -> bool:
        """Whether somebody still has to look at it."""
        return not self.followed and self.settled_at is None


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that was left out, and why."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class OutsideImported:
    """What an import of outside dossiers did.

    Every row counts once, as new, moved, unchanged or parked, or is refused; `updated` counts the known ones whose
    dates or owner it stated otherwise, moved and parked ones among them.
    """

    created: int
    moved: int
    updated: int
    unchanged: int
    parked: int
    refused: tuple[RowRefused, ...] = field(default_factory=tuple)
