"""A fee that need not be paid, or not all of it: as stated, as kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

#: Off a fee that is not owed at all.
WHOLE: Final = 100
LONGEST_GROUND: Final = 200


@dataclass(frozen=True, slots=True)
class ReliefStated:
    """What the clerk saw: which exemption of the procedure, or '' for another with its `ground`, and what proves it."""

    applicant_class: str
    paper: str
    ground: str = ""
    #: The proof where it is one of the papers of the dossier.
    component_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReliefRow:
    """An exemption as it was recorded. `name` '' for one the procedure does not state; `paper` may name a person."""

    applicant_class: str
    name: str
    percent_off: int
    ground: str
    paper: str
    component_id: UUID | None
    account_id: int
    at: datetime
    taken_back_at: datetime | None
    taken_back_by: int | None
    why: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing at all is owed."""
        return self.percent_off == WHOLE

    @property
    def who(self) -> str:
        """Whom it concerns, as the procedure names them; else the ground."""
        return self.name or self.ground
