"""When a subscriber that failed is asked again, and when the chores of the day are due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(hours=1)
_NIGHT = range(2, 5)
_SETTLED = timedelta(hours=1)


def next_try(*, tries: int, at: datetime) -> datetime:
    """2, 4, 8 … seconds after the first, second, third failure, at most an hour."""
    doubled: int = 2 ** min(tries - 1, 20)
    return at + min(_FIRST_WAIT * doubled, _LONGEST_WAIT)


def is_daily_due(*, now: datetime, done: date | None, up: timedelta) -> bool:
    """Whether the day's chores are to be done: between two and five at night, `now` being the office's wall clock.

    A process that has done none yet does them an hour after its start: some machines sleep at night.
    """
    if done == now.date() or up < _SETTLED:
        return False
    return done is None or now.hour in _NIGHT
