"""The end of sessions, and the centre a session is at."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.identity import policy
from motcua.apps.identity.models import Session
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound


def sign_out(*, session_id: UUID, actor: Actor, at: datetime) -> None:
    """End one session; ending it twice is no fault."""
    with transaction.atomic():
        ended = Session.objects.filter(id=session_id, ended_at=None).update(ended_at=at)
        outcome = "ended" if ended else "was over"
        audit.record(command="identity.sign_out", actor=actor, at=at, ids=(session_id,), outcome=outcome)


def end_all_sessions(*, account_id: int, actor: Actor, at: datetime) -> int:
    """End every open session of an account (one's own, or by an administrator); how many. Raises NotAllowed."""
    policy.require_self_or_administrator(actor, account_id)
    with transaction.atomic():
        ended = Session.objects.filter(account_id=account_id, ended_at=None).update(ended_at=at)
        audit.record(command="identity.end_all_sessions", actor=actor, at=at, ids=(account_id,), outcome=str(ended))
    return ended


def keep_present_centre(*, session_id: UUID, centre_id: int, actor: Actor, at: datetime) -> None:
    """Note the centre a session is at; organization asks here after it has checked the duty. Raises NotFound."""
    if actor.account_id is None:
        raise NotFound
    with transaction.atomic():
        kept = Session.objects.filter(id=session_id, account_id=actor.account_id, ended_at=None)
        if not kept.update(centre_id=centre_id):
            raise NotFound
        audit.record(
            command="identity.keep_present_centre",
            actor=actor,
            at=at,
            ids=(session_id,),
            outcome=str(centre_id),
            centre_id=centre_id,
        )
