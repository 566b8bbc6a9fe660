"""What is measured against which yardstick, and the share that is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """One of ours beside its yardstick, and the share that is asked for; 0 where it is only told."""

    name: str
    yardstick: str
    goal: float = 0.0


PAIRS = (
    Pair("counter", "insert", 0.25),
    Pair("tracking", "read", 0.35),
    Pair("work list", "list", 0.5),
    Pair("online filing", "insert", 0.05),
    Pair("first page", "read"),
    Pair("guide page", "read"),
    Pair("autosave", "insert"),
)
#: The yardstick of everything that writes.
WRITES = "insert"
