"""The one clock of the house: read at the edge, handed inward as a value."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

#: The zone offices reckon in (Vietnam has one, without summer time).
OFFICE = ZoneInfo("Asia/Ho_Chi_Minh")

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC. Only views, tasks and commands of the command line may ask."""
    return _stopped_at.get() or datetime.now(UTC)


def ran() -> timedelta:
    """How long this machine has run, the hours it slept among them where it can tell; setting the clock changes nothing
    of it. Two of them compare within one process only.
    """
    counter: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return timedelta(seconds=time.monotonic() if counter is None else time.clock_gettime(counter))


def to_minute(moment: datetime) -> datetime:
    """The same moment cut to the minute: promises are told in minutes."""
    return moment.replace(second=0, microsecond=0)


def local(moment: datetime) -> datetime:
    """The moment as the office's wall clock shows it."""
    return moment.astimezone(OFFICE)


def office_time(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A wall-clock time of the office as an aware UTC moment."""
    return datetime(year, month, day, hour, minute, tzinfo=OFFICE).astimezone(UTC)


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """Stop the clock at one moment: for tests and for making the demonstration centre."""
    token = _stopped_at.set(at)
    try:
        yield
    finally:
        _stopped_at.reset(token)
