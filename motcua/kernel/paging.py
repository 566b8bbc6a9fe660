"""One page of a list: frozen rows, and how far the list goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of page `number` (from 1) of a list of `total` rows, `size` a page."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        """Whether a further page exists."""
        return self.number < self.count

    @property
    def has_previous(self) -> bool:
        """Whether an earlier page exists."""
        return self.number > 1
