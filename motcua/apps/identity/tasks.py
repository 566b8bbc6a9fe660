"""Doorbells of identity."""

from __future__ import annotations

from motcua.apps.identity import commands
from motcua.base.jobs import at_night, task
from motcua.kernel import clock
from motcua.kernel.actor import Actor


@task(name="identity.forget_spent", every=at_night(minute=17))
def forget_spent() -> None:
    """Each night: codes, counted tries and sessions that serve nothing any more."""
    commands.forget_spent(actor=Actor.system("identity"), at=clock.now())
