"""The end of sessions, and the centre a session is at."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.identity import policy
from motcua.apps.identity.models import OneTimeCode, Session, Tries
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound

#: How long spent codes and counted tries are kept, and sessions that are over: for questions, then for nobody.
SPENT_AGE, OVER_AGE = timedelta(days=1), timedelta(days=90)


def sign_out(*, session_id: UUID, actor: Actor, at: datetime) -> None:
    """End one session; ending it twice is no fault."""
    with transaction.atomic():
        ended = Session.objects.filter(id=session_id, ended_at=None).update(ended_at=at)
        outcome = "ended" if ended else "was over"
        audit.record(command="identity.sign_out", actor=actor, at=at, ids=(session_id,), outcome=outcome)


def end_all_sessions(*, account_id: int, actor: Actor, at: datetime) -> int:
    """End every open session of an account (one's own, or by an administrator); how many. Raises NotAllowed."""
    actor = policy.require_self_or_administrator(actor, account_id)
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


def forget_spent(*, actor: Actor, at: datetime) -> int:
    """Delete spent codes and tries, and sessions over long ago; how many rows. Raises NotAllowed."""
    policy.require_administrator(actor)
    with transaction.atomic():
        codes, _ = OneTimeCode.objects.filter(expires_at__lt=at - SPENT_AGE).delete()
        tries, _ = Tries.objects.filter(since__lt=at - SPENT_AGE).delete()
        sessions, _ = Session.objects.filter(expires_at__lt=at - OVER_AGE).delete()
        gone = codes + tries + sessions
        audit.record(command="identity.forget_spent", actor=actor, at=at, ids=(), outcome=str(gone))
    return gone
