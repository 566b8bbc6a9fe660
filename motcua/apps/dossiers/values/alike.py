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
    #: The birth stated in the dossier at hand, '' where none is.
    our_birth: str = ""

    @property
    def birth_differs(self) -> bool:
        """Whether both state a birth and not the same one; a year alone may still be the same day."""
        return bool(self.birth and self.our_birth) and self.birth != self.our_birth

    @property
    def birth_same(self) -> bool:
        """Whether both state the same birth."""
        return bool(self.birth) and self.birth == self.our_birth
