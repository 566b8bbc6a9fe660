"""What filing costs, line by line, and whether anything is owed at all; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.apps.procedures.values.facts import Exemption, Fact
from motcua.kernel.money import Dong


class Owed(StrEnum):
    """Whether a filing is to be paid for: a known amount, nothing at all, or nobody can say yet."""

    SOMETHING = "something"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line of a quote: count × price."""

    name: str
    amount: Dong
    per: str
    count: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What filing costs. `total` None: not told, because the price is unknown or `needs` must be counted first.

    Exemptions always stand beside the amount; while they are unknown nothing may be charged (`chargeable`).
    """

    lines: tuple[QuoteLine, ...]
    total: Dong | None
    exemptions: Fact[tuple[Exemption, ...]]
    unknown: bool
    source: str
    needs: frozenset[str] = frozenset()
    #: Whether something is to be paid however much of `needs` is counted.
    priced: bool = False

    @property
    def owed(self) -> Owed:
        """Whether a payment may be waited for: never on a price or on exemptions that nobody knows."""
        if self.total == 0 and not self.unknown:
            return Owed.NOTHING
        if self.unknown or not self.exemptions.is_known or not (self.priced or self.total):
            return Owed.UNKNOWN
        return Owed.SOMETHING

    @property
    def chargeable(self) -> bool:
        """Whether this amount may be asked of a person."""
        return self.total is not None and (self.total == 0 or self.exemptions.is_known)
