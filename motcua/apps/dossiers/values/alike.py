"""A dossier that is like another one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """One of them: of the same person by number (`same`), or of somebody of the same name, with what was stated."""

    id: UUID
    code: str
    same: bool
    #: Of the namesake: the birth as stated, and whether a number was stated, which then is another one.
    birth: str
    numbered: bool
