"""What people have set by hand, frozen: who wrote a fact, who signed it, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact somebody set: who, from which source, who signed it, and how it ended (None: it has not)."""

    id: int
    code: str
    path: str
    value: object
    source: str
    set_by: str
    signed_by: str
    centre_id: int | None
    #: Who withdrew it, or signed the one that replaced it.
    retired_by: str
    retired_at: datetime | None
    #: Empty where a newer one replaced it.
    retired_reason: str

    @property
    def withdrawn(self) -> bool:
        """Whether somebody took it back."""
        return self.retired_at is not None and bool(self.retired_reason)

    @property
    def replaced(self) -> bool:
        """Whether a newer signed one took its place."""
        return self.retired_at is not None and not self.retired_reason
