"""Tasks by name: registering them, and asking for them in a transaction."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

import structlog
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import TaskNotFound

from motcua.base.db import scope
from motcua.kernel import clock

#: After so many runs a job is parked as failed, for a person.
MAX_ATTEMPTS = 5
log = structlog.get_logger("jobs")
Task = TypeVar("Task", bound=Callable[..., None])


class NoSuchTask(LookupError):
    """A job was asked for under a name no task has."""


def at_night(*, minute: int) -> str:
    """The cron line of a nightly task: three o'clock of the office's clock, in the UTC that cron lines are read in.

    Where the machine sleeps then, the task runs when it is started next (`running.MADE_UP_SECONDS`).
    """
    night = clock.office_time(2026, 1, 1, 3, minute)
    return f"{night.minute} {night.hour} * * *"


def task(*, name: str, queue: str = "default", every: str | None = None) -> Callable[[Task], Task]:
    """Register a function of a tasks.py under `name` ("app.verb").

    A failed job is tried again after 4, 16, 64 and 256 seconds, then parked. `every` is a cron line in UTC (a sixth
    field counts seconds); such a task gets no arguments. A task that takes `centre_id` is given the centre it was
    asked for; any task sees the rows of that centre, and without one none.
    """

    def register(function: Task) -> Task:
        retry = RetryStrategy(max_attempts=MAX_ATTEMPTS - 1, exponential_wait=4)
        registered = app.task(name=name, queue=queue, retry=retry)(_scoped(name, function))
        if every is not None:
            app.periodic(cron=every)(registered)
        return function

    return register


def later(name: str, *, centre_id: int | None = None, wait: timedelta | None = None, **kwargs: Any) -> None:
    """Ask for the task `name` in the present transaction: a rollback takes the job back. It runs after `wait`, if any.

    Arguments are ids and words that JSON holds. Raises NoSuchTask.
    """
    try:
        within: Any = {"schedule_in": {"seconds": int(wait.total_seconds())}} if wait else {}
        deferrer = app.configure_task(name, allow_unknown=False, **within)
    except TaskNotFound:
        raise NoSuchTask(name) from None
    deferrer.defer(centre_id=centre_id, **kwargs)


def _scoped(name: str, function: Callable[..., None]) -> Callable[..., None]:
    """The function as the worker runs it: under the centre's scope, with only the arguments it takes.

    What it raises is written down at each try; procrastinate tells of the last one only.
    """
    takes_centre = "centre_id" in inspect.signature(function).parameters

    @wraps(function)
    def run(*, centre_id: int | None = None, **kwargs: Any) -> None:
        kwargs.pop("timestamp", None)  # procrastinate hands the planned moment to every periodic task
        given = {"centre_id": centre_id, **kwargs} if takes_centre else kwargs
        with scope.use(scope.Scope(centres=() if centre_id is None else (centre_id,))):
            try:
                function(**given)
            except Exception:
                log.exception("job.failed", task=name, centre_id=centre_id)
                raise

    return run
