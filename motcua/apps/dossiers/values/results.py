"""Proposed and signed results as they cross the door; what each decides, in the office's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers.states import Outcome


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What is proposed as the result."""

    id: UUID
    outcome: str
    title: str
    text: str
    drafted_by: int
    drafted_at: datetime
    asked_at: datetime | None
    given_back_why: str

    @property
    def decision(self) -> str:
        """What the signature will decide, in the office's words."""
        return str(Outcome(self.outcome).label)


@dataclass(frozen=True, slots=True)
class GivenBackRow:
    """A proposal a leader gave back: what it was, why, when."""

    outcome: str
    title: str
    drafted_by: int
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A signed result."""

    id: UUID
    year: int
    number: int
    version: int
    outcome: str
    title: str
    text: str
    signed_by: int
    signed_at: datetime
    drafted_by: int | None = None

    @property
    def decision(self) -> str:
        """What was decided, in the office's words."""
        return str(Outcome(self.outcome).label)
