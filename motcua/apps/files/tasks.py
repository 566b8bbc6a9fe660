"""Doorbells of files."""

from __future__ import annotations

from motcua.apps.files.commands import coming
from motcua.base.jobs import at_night, task
from motcua.kernel import clock


@task(name="files.forget_coming", every=at_night(minute=41))
def forget_coming() -> None:
    """Each night: half files nobody went on with."""
    coming.forget_old(at=clock.now())
