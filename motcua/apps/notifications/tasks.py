"""Doorbells: send one message, send what waits, forget old codes."""

from __future__ import annotations

from uuid import UUID

from motcua.apps.notifications import commands
from motcua.apps.organization import queries as organization
from motcua.base import jobs
from motcua.base.db import scope
from motcua.kernel import clock


@jobs.task(name="notifications.send", queue="messages")
def send(*, message_id: str, centre_id: int) -> None:  # noqa: ARG001 -- the job's scope is set from it
    """Send one message of a centre."""
    commands.send(message_id=UUID(message_id), at=clock.now())


@jobs.task(name="notifications.send_code", queue="messages")
def send_code(*, message_id: str) -> None:
    """Send one sign-in code."""
    commands.send_code_message(message_id=UUID(message_id), at=clock.now())


@jobs.task(name="notifications.send_waiting", queue="messages", every="* * * * *")
def send_waiting() -> None:
    """Each minute: what quiet hours or a failed try held back, of every centre."""
    every_centre = tuple(centre.id for centre in organization.centres())
    with scope.use(scope.Scope(centres=every_centre)):
        commands.send_waiting(at=clock.now())


@jobs.task(name="notifications.forget_codes", queue="messages", every=jobs.at_night(minute=17))
def forget_codes() -> None:
    """Each night: sign-in codes older than a day."""
    commands.forget_codes(at=clock.now())


@jobs.task(name="notifications.forget_outgoing", queue="messages", every=jobs.at_night(minute=27))
def forget_outgoing() -> None:
    """Each night: what the `file` channel wrote so many days ago."""
    commands.forget_outgoing(at=clock.now())
