"""When a subscriber that failed is asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(hours=1)


def next_try(*, tries: int, at: datetime) -> datetime:
    """2, 4, 8 … seconds after the first, second, third failure, at most an hour."""
    doubled: int = 2 ** min(tries - 1, 20)
    return at + min(_FIRST_WAIT * doubled, _LONGEST_WAIT)
