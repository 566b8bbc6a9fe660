"""What subscribers are handed, and how the outbox is doing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

#: The dispatcher looks each second; what waits so much longer is not seen by any.
DISPATCHER_LATE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact as a subscriber sees it; `body` holds the fields of the event, ids and moments as text."""

    id: int
    topic: str
    key: UUID
    centre_id: int
    body: Mapping[str, Any]
    at: datetime


#: Topic → subscribers in the order they are called, each as `(fact=…, at=…)`. A subscriber writes rows, nothing
#: else: no network, no waiting.
Subscriptions = Mapping[str, Sequence[Callable[..., object]]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much has not been delivered: facts not seen yet, facts a subscriber could not take, and since when."""

    facts: int
    oldest: datetime | None
    held: int


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A fact that holds back one subscriber for one key."""

    fact_id: int
    topic: str
    subscriber: str
    key: UUID
    tries: int
    next_at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Facts of one kind that one subscriber could not take: how many, since when, and when it is asked next.

    No `next_at` where all of them wait behind another fact of their key.
    """

    topic: str
    subscriber: str
    count: int
    oldest: datetime
    next_at: datetime | None
    #: How often the one that was tried most has been tried.
    tries: int

    def is_being_tried(self, now: datetime) -> bool:
        """Whether it is the dispatcher's turn."""
        return self.next_at is not None and now - DISPATCHER_LATE < self.next_at <= now

    def is_left_lying(self, now: datetime) -> bool:
        """Whether its time is long over: no dispatcher runs, or it knows this subscriber no more."""
        return self.next_at is not None and self.next_at <= now - DISPATCHER_LATE
