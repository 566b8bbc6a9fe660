"""Who signs one filing together, and who may file for somebody else on what paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ConfirmedBefore(StrEnum):
    """What waits until everybody has confirmed."""

    ACCEPTANCE = "acceptance"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Signatories:
    """The people who sign together, by role («Bên nam»): two at least, each role once."""

    roles: tuple[str, ...]
    before: ConfirmedBefore = ConfirmedBefore.DECISION


@dataclass(frozen=True, slots=True)
class Representation:
    """Filing for somebody else: whether it may be, and what the law spares kin («ông, bà»).

    `kin` need no written proxy at all; the proxy of those in `uncertified` need not be certified.
    """

    allowed: bool = True
    kin: tuple[str, ...] = ()
    uncertified: tuple[str, ...] = ()
