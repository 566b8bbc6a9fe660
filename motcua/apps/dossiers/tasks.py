"""Doorbells of the deadline clock."""

from __future__ import annotations

from uuid import UUID

import structlog

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import calendars, rehearsing, upkeep
from motcua.apps.organization import queries as organization
from motcua.apps.workcalendar import queries as workcalendar
from motcua.base import jobs
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor

log = structlog.get_logger("dossiers")


@jobs.task(name="dossiers.tick", queue="deadlines", every="*/10 * * * *")
def tick() -> None:
    """Every ten minutes: end what reached its legal end, at each centre within its own scope.

    Nothing ends by a clock that is not to be believed, and no centre waits for another's trouble.
    """
    now = clock.now()
    if not queries.is_clock_believed(now=now):
        log.warning("clock.not_believed", now=now.isoformat())
        return
    for centre in organization.centres():
        try:
            with scope.use(scope.Scope(centres=(centre.id,))):
                upkeep.tick(centre_id=centre.id, actor=Actor.system("deadline-clock"), at=now)
        except Exception as problem:
            log.exception("clock.centre_failed", centre_id=centre.id, error=type(problem).__name__)


@jobs.task(name="dossiers.follow_calendar", queue="deadlines")
def follow_calendar(*, centre_id: int, calendar: str, revision: int | None, after: str = "") -> None:
    """Follow a changed calendar at one centre, a batch a job; where it has changed again since, the later job does.

    Without a revision it is the centre that has changed to this calendar.
    """
    if revision is not None and workcalendar.revision(calendar) > revision:
        return
    actor, begin = Actor.system("deadline-clock"), UUID(after) if after else None
    done = calendars.follow_calendar(centre_id=centre_id, actor=actor, at=clock.now(), after=begin)
    if done.last:
        jobs.later(
            "dossiers.follow_calendar",
            centre_id=centre_id,
            calendar=calendar,
            revision=revision,
            after=str(done.last),
        )


@jobs.task(name="dossiers.rehearse")
def rehearse(*, change_set_id: int) -> None:
    """Rehearse one change set of the catalogue, at each centre within its own scope."""
    rehearsing.rehearse(change_set_id=change_set_id, actor=Actor.system("rehearsal"), at=clock.now())
