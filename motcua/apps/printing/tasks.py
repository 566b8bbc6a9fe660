"""Doorbells: set one long print; each night forget those of last week."""

from __future__ import annotations

from uuid import UUID

from motcua.apps.organization import queries as organization
from motcua.apps.printing.commands import running
from motcua.base import jobs
from motcua.base.db import scope
from motcua.kernel import clock


@jobs.task(name="printing.run", queue="printing")
def run(*, run_id: str, centre_id: int) -> None:  # noqa: ARG001 -- the job's scope is set from it
    """Set one long print of a centre."""
    running.work(run_id=UUID(run_id), at=clock.now())


@jobs.task(name="printing.forget_runs", queue="printing", every=jobs.at_night(minute=41))
def forget_runs() -> None:
    """Each night: what was printed a week ago, of every centre."""
    every_centre = tuple(centre.id for centre in organization.centres())
    with scope.use(scope.Scope(centres=every_centre)):
        running.forget_runs(at=clock.now())
