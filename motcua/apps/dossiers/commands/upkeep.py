"""What the deadline clock does by itself: pauses that reached their cap, drafts nobody touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import InterfaceError, connection, transaction

from motcua.apps.audit import commands as audit
from motcua.apps.audit.queries import CLOCK_CONFIRMED
from motcua.apps.dossiers.commands import _steps, moves
from motcua.apps.dossiers.commands.drafting import remove_draft
from motcua.apps.dossiers.models import Dossier, Pause, Supplement, Transition
from motcua.apps.dossiers.states import Action, DossierState
from motcua.apps.dossiers.values import ClockTick
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import NotAllowed, Refusal

log = structlog.get_logger("dossiers")

#: Drafts untouched so long are purged; their author was told when they began.
DRAFT_LIFE = timedelta(days=30)


def tick(*, centre_id: int, actor: Actor, at: datetime) -> ClockTick:
    """End what has reached its legal end at one centre; one dossier's trouble never stops the others."""
    return ClockTick(expired=_expire(centre_id, actor=actor, at=at), purged=_purge(centre_id, actor=actor, at=at))


def confirm_clock(*, centre_id: int, actor: Actor, at: datetime) -> None:
    """An administrator says that the clock shows the right time after a long rest. Raises NotAllowed."""
    if not actor.has(Role.ADMINISTRATOR, centre_id):
        raise NotAllowed
    audit.record(
        command=CLOCK_CONFIRMED, actor=actor, at=at, ids=(centre_id,), outcome=at.isoformat(), centre_id=centre_id
    )


def _expire(centre_id: int, *, actor: Actor, at: datetime) -> int:
    paused = Pause.objects.filter(centre_id=centre_id, until__isnull=True, cap_at__lt=at).values_list(
        "dossier_id", flat=True
    )
    waiting = Supplement.objects.filter(
        centre_id=centre_id,
        stage="intake",
        replied_at__isnull=True,
        closed_at__isnull=True,
        reply_by__lt=at,
        dossier__state=DossierState.AWAITING_INTAKE_SUPPLEMENT,
    ).values_list("dossier_id", flat=True)
    done = 0
    for dossier_id in {*paused, *waiting}:
        try:
            with _alone("dossier.expire_failed", dossier_id=str(dossier_id)):
                with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="expire") as held:
                    held.advance(Action.EXPIRE, note=_ran_out(held.dossier))
                    _steps.close(held)
                done += 1
        except Refusal as refusal:
            log.warning("dossier.expire_refused", dossier_id=str(dossier_id), code=refusal.code)
    return done


@contextmanager
def _alone(event: str, **of: str) -> Iterator[None]:
    """One dossier's trouble is told and stays its own; a lost connection is everybody's."""
    try:
        yield
    except (Refusal, InterfaceError):
        raise
    except Exception as problem:
        log.exception(event, error=type(problem).__name__, **of)


def _ran_out(dossier: Dossier) -> str:
    """What was waited for and until when, for forms 03 and 05; kept in the dossier, so Vietnamese."""
    pause = Pause.objects.filter(dossier=dossier, until__isnull=True).first()
    if dossier.state == DossierState.AWAITING_DUTY:
        asked = Transition.objects.filter(dossier=dossier, action=Action.REQUIRE_DUTY).order_by("-at").first()
        what = f": {asked.note.rstrip('. ')}" if asked and asked.note else ""
        return f"Quá hạn thực hiện nghĩa vụ tài chính{what}. {_deadline(pause.cap_at if pause else None)}".strip()
    request = Supplement.objects.filter(dossier=dossier, replied_at__isnull=True).order_by("-number").first()
    if request is None:
        return ""
    until = pause.cap_at if pause else request.reply_by
    what = f"yêu cầu bổ sung lần {request.number} (mẫu 02), ngày {clock.local(request.asked_at):%d/%m/%Y}"
    return f"Quá thời hạn bổ sung hồ sơ: {what}. {_deadline(until)}".strip()


def _deadline(until: datetime | None) -> str:
    return f"Hạn: {clock.local(until):%H:%M, ngày %d/%m/%Y}." if until else ""


def _purge(centre_id: int, *, actor: Actor, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossiers_stale_drafts(%s, %s)", [centre_id, at - DRAFT_LIFE])
        stale = [row[0] for row in cursor.fetchall()]
    done = 0
    for draft_id in stale:
        with _alone("draft.purge_failed", dossier_id=str(draft_id)):
            _purge_one(draft_id, actor=actor, at=at)
            done += 1
    return done


def _purge_one(draft_id: UUID, *, actor: Actor, at: datetime) -> None:
    with transaction.atomic(), scope.opened(draft_id):
        # never its answers: what no key opens any more is to go like the rest
        draft = Dossier.objects.only("centre_id").select_for_update().get(pk=draft_id)
        audit.record(
            command="dossiers.purge_draft",
            actor=actor,
            at=at,
            ids=(draft_id,),
            outcome="purged",
            centre_id=draft.centre_id,
        )
        remove_draft(draft, at=at)
