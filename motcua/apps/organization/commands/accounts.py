"""A lost password and a lost second factor: renewed by the administrator of the centre the person works at."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.identity import commands as identity
from motcua.apps.organization import policy
from motcua.apps.organization.queries import account_of
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Refusal


class ServesElsewhere(Refusal):
    """Whoever renews an account could sign in with it, so nobody does it alone for a person of two centres."""

    code = "serves-elsewhere"
    message = "Người này còn giữ hoặc thay chức danh ở nơi khác. Nơi đó cần ghi thôi giữ trước, rồi mới cấp lại được."


def renew_password(*, centre_id: int, account_id: int, password: str, actor: Actor, at: datetime) -> None:
    """Give an account of this centre a new password and end its sessions.

    Raises NotAllowed, NotFound (no account of this centre), ServesElsewhere, Invalid.
    """
    policy.require_administrator_of(actor, centre_id)
    with transaction.atomic():
        _check(centre_id, account_id, at=at)
        identity.set_password(account_id=account_id, password=password, actor=actor, at=at)
        _record("renew_password", account_id, centre_id, actor=actor, at=at)


def renew_second_factor(*, centre_id: int, account_id: int, actor: Actor, at: datetime) -> None:
    """Take an account's second factor away and end its sessions; a new one is shown at the next sign-in.

    Raises NotAllowed, NotFound (no account of this centre), ServesElsewhere.
    """
    policy.require_administrator_of(actor, centre_id)
    with transaction.atomic():
        _check(centre_id, account_id, at=at)
        identity.enrol_second_factor(account_id=account_id, actor=actor, at=at)
        _record("renew_second_factor", account_id, centre_id, actor=actor, at=at)


def _check(centre_id: int, account_id: int, *, at: datetime) -> None:
    if account_of(centre_id, account_id, at=at).elsewhere:
        raise ServesElsewhere


def _record(verb: str, account_id: int, centre_id: int, *, actor: Actor, at: datetime) -> None:
    audit.record(
        command=f"organization.{verb}",
        actor=actor.by(policy.ADMINISTRATORS, centre_id),
        at=at,
        ids=(account_id,),
        outcome="renewed",
        centre_id=centre_id,
    )
