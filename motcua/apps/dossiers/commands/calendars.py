"""Following a calendar that changed: the dates of dossiers whose clock runs are reckoned anew, in batches.

Done again it changes nothing: what stands is compared with what the calendar gives now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from motcua.apps.dossiers.commands import _clock, moves
from motcua.apps.dossiers.events import PromiseReckoned
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries.moving import RUNNING
from motcua.apps.dossiers.states import Authority, DossierState
from motcua.apps.outbox import commands as outbox
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Refusal

log = structlog.get_logger("dossiers")

#: So many dossiers are looked at in one job.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Followed:
    """How far one batch came: looked at, changed, and after which dossier the next begins (None: it was the last)."""

    seen: int
    changed: int
    last: UUID | None


class _Stands(Refusal):
    """Somebody moved the dossier meanwhile, and its date stands; the turn is taken back."""

    code = "date-stands"


def follow_calendar(
    *, centre_id: int, actor: Actor, at: datetime, after: UUID | None = None, size: int = BATCH
) -> Followed:
    """Bring the next `size` of a centre's running dates in line with its calendar; another system's are its own."""
    running = Dossier.objects.filter(centre_id=centre_id, authority=Authority.OURS, state__in=RUNNING)
    if after is not None:
        running = running.filter(id__gt=after)
    found = list(running.order_by("id").only(*_LOOKED_AT)[:size])
    moved = [row.id for row in found if _clock.moved_by_calendar(row, at=at)]
    changed = sum(_follow(dossier_id, actor=actor, at=at) for dossier_id in moved)
    last = found[-1].id if len(found) == size else None
    log.info("dossiers.calendar_followed", centre_id=centre_id, seen=len(found), changed=changed, done=last is None)
    return Followed(seen=len(found), changed=changed, last=last)


#: What a date is reckoned from; people and answers stay sealed.
_LOOKED_AT = ("id", "centre_id", "state", "received_at", "term", "acceptance_due", "legal_due", "provisional")


def _follow(dossier_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """One dossier; its trouble never stops the others."""
    try:
        with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="follow_calendar") as held:
            found = _clock.moved_by_calendar(held.dossier, at=at)
            if found is None:
                raise _Stands
            before = _in_force(held.dossier)
            promise = _clock.follow(held.dossier, *found, at=at)
            held.touch()
            held.about = (promise.id,)
            fact = PromiseReckoned(
                dossier_id=dossier_id,
                centre_id=held.dossier.centre_id,
                promise_id=promise.id,
                moved=_in_force(held.dossier) != before,
                reckoned_at=at,
            )
            outbox.record(fact, key=dossier_id, centre_id=held.dossier.centre_id, at=at)
    except Refusal as refusal:
        log.warning("dossier.calendar_not_followed", dossier_id=str(dossier_id), code=refusal.code)
        return False
    return True


def _in_force(dossier: Dossier) -> datetime | None:
    """The date its person goes by: a later one that was told by hand stands before what the calendar gives."""
    if dossier.state == DossierState.SUBMITTED:
        return dossier.acceptance_due
    return max((due for due in (dossier.legal_due, dossier.told_due) if due), default=None)
