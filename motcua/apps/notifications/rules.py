"""What becomes of a message after a try that did not succeed."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.apps.notifications.states import MessageState

#: After so many tries a person looks at it; the last waiting time is the longest.
MOST_TRIES = 6
_WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=6))


def wait_after(tries: int) -> timedelta:
    """How long to wait after try number `tries` (1, 2, …); also how long a started try may take."""
    return _WAITS[min(tries, len(_WAITS)) - 1]


def after_failure(*, tries: int, at: datetime) -> tuple[MessageState, datetime]:
    """The state and the next moment after a try that may succeed later."""
    if tries >= MOST_TRIES:
        return MessageState.PARKED, at
    return MessageState.PENDING, at + wait_after(tries)
