"""What readers of the catalogue ask beside its procedures: events of a life, and which state they read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event of a life: a key, and the procedures it asks for in the order they are needed."""

    key: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Which state of the catalogue this is: a stamp that differs after every change, and when it changed."""

    stamp: str
    number: int
    changed_at: datetime | None
