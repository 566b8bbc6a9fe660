"""Conditions: opened from the procedure version, met by order of the apps above."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.events import ConditionMet
from motcua.apps.dossiers.models import Condition
from motcua.apps.outbox import commands as outbox
from motcua.kernel.actor import Actor


def meet_condition(*, dossier_id: UUID, kind: str, actor: Actor, at: datetime) -> None:
    """Record that what stood in the way is done; a second report changes nothing."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="meet_condition") as held:
        dossier = held.dossier
        for condition in Condition.objects.filter(dossier=dossier, kind=kind, met_at__isnull=True):
            condition.met_at, condition.met_by = at, actor.label
            condition.save(update_fields=["met_at", "met_by"])
            dossier.conditions_open = max(0, dossier.conditions_open - 1)
            fact = ConditionMet(
                dossier_id=dossier.id, centre_id=dossier.centre_id, condition_id=condition.id, met_at=at
            )
            outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=at)
