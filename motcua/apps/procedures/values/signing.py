"""Who signs one filing together, and before what all of them must have confirmed."""

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
