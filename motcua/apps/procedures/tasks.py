"""Doorbells of the catalogue."""

from __future__ import annotations

from motcua.apps.procedures.commands import keeping
from motcua.base.jobs import task
from motcua.kernel import clock
from motcua.kernel.actor import Actor


@task(name="procedures.forget_misses", every="23 3 * * *")
def forget_misses() -> None:
    """Each night: words of searches that found nothing, past their life."""
    keeping.forget_misses(actor=Actor.system("procedures"), at=clock.now())
