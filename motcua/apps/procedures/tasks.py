"""Doorbells of the catalogue."""

from __future__ import annotations

from motcua.apps.procedures.commands import keeping
from motcua.base.jobs import at_night, task
from motcua.kernel import clock
from motcua.kernel.actor import Actor


@task(name="procedures.forget_misses", every=at_night(minute=23))
def forget_misses() -> None:
    """Each night: words of searches that found nothing, past their life."""
    keeping.forget_misses(actor=Actor.system("procedures"), at=clock.now())
