"""What becomes of a message after a try that did not succeed."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.apps.notifications.states import Kind, MessageState

#: What is told after which move; a move not named here is the office's own affair.
_AFTER_ACTION = {
    "SUBMIT": Kind.SUBMITTED,
    "ACCEPT": Kind.ACCEPTED,
    "RECEIVE_AT_COUNTER": Kind.ACCEPTED,
    "ASK_SUPPLEMENT": Kind.SUPPLEMENT_ASKED,
    "DECIDE": Kind.DECIDED,
    "RETURN": Kind.RETURNED,
}
#: An end is told whichever move led there.
_AFTER_STATE = {"REFUSED": Kind.REFUSED, "STOPPED": Kind.STOPPED}

#: News older than this is told to nobody: a dispatcher that slept must not wake a commune with last week.
STALE = timedelta(days=1)

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


def kind_after(*, action: str, to_state: str, age: timedelta) -> Kind | None:
    """What a move is told as; None for a move that is no news to the citizen, or no news any more."""
    if age > STALE:
        return None
    return _AFTER_STATE.get(to_state) or _AFTER_ACTION.get(action)
