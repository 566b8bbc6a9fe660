"""The machine's clock, watched while the dispatcher runs: a leap is written down, and nothing ends by it unseen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.audit.queries import CLOCK_LEAPT
from motcua.apps.organization import queries as organization
from motcua.kernel import clock
from motcua.kernel.actor import Actor

#: A clock that is set by more has leapt; what a time server mends in passing is seconds.
LEAP: Final = timedelta(hours=1)
#: What the clock showed when it was last looked at, and how long the machine had run then.
_last: tuple[datetime, timedelta] | None = None

log = structlog.get_logger("dossiers")


def watch_clock(*, at: datetime, ran: timedelta | None = None) -> None:
    """Compare the clock with the time the machine has run (`clock.ran`) since the last look, each second.

    Somebody who mistypes the date sets it by days or weeks: too little for the rests of an office to tell
    (`audit.is_believed`), enough to end what waits for papers and to purge drafts.
    """
    global _last  # noqa: PLW0603 -- what one process has seen
    ran = clock.ran() if ran is None else ran
    by = at - _last[0] - (ran - _last[1]) if _last else timedelta(0)
    if abs(by) > LEAP:
        log.warning("clock.leapt", seconds=round(by.total_seconds()))
        note_leap(by=by, at=at)
    _last = at, ran  # after the note: one that could not be written is tried at the next look


def note_leap(*, by: timedelta, at: datetime) -> None:
    """Write down at every centre how far the clock leapt; it is believed again as after a long rest."""
    with transaction.atomic():
        for centre in organization.centres():
            audit.record(
                command=CLOCK_LEAPT,
                actor=Actor.system("clock-watch"),
                at=at,
                ids=(centre.id,),
                outcome=f"{by.total_seconds():+.0f} s",
                centre_id=centre.id,
            )


def forget() -> None:
    """Begin to watch anew."""
    global _last  # noqa: PLW0603 -- what one process has seen
    _last = None
