"""News of the catalogue, ids only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueChanged:
    """v1 - versions, facts or postings changed; whoever keeps a copy looks again."""

    revision: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSetMoved:
    """v1 - a change set was prepared, refreshed, approved, withdrawn or rehearsed (`kind`)."""

    change_set_id: int
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHung:
    """v1 - a sheet of the board hangs somewhere; the posting book has the row."""

    hanging_id: UUID
    sheet_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTakenDown:
    """v1 - a sheet was taken down; its row stays in the posting book."""

    hanging_id: UUID
    at: datetime
