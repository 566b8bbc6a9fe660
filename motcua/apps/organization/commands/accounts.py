"""A lost password and a lost second factor: renewed by an administrator of the centre, or at the machine itself.

Refusals: Refusal > ServesElsewhere, NobodyThere, HasLeft.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.apps.identity.values import AccountRow
from motcua.apps.organization import policy
from motcua.apps.organization.queries import account_of, belongs
from motcua.apps.organization.values import AT_MACHINE, Loss
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound, Refusal


class ServesElsewhere(Refusal):
    """Whoever renews an account could sign in with it, so nobody does it alone for a person of two centres."""

    code = "serves-elsewhere"
    message = "Người này còn giữ hoặc thay chức danh ở nơi khác. Nơi đó cần ghi thôi giữ trước, rồi mới cấp lại được."


class NobodyThere(Refusal):
    """No officer signs in by this name."""

    code = "nobody-there"
    status = 404
    message = "Không có cán bộ nào dùng tên đăng nhập «%(username)s»."


class HasLeft(Refusal):
    """The account is closed, or its person has left every position: a new password would open nothing."""

    code = "has-left"
    message = (
        "Tài khoản «%(username)s» đã khoá, hoặc người này đã thôi mọi chức danh: cấp lại cũng không làm được việc gì. "
        "Hãy cấp lại cho một người quản trị đang giữ chức danh; người ấy giao chức danh ở «Nhân sự»."
    )


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


def renew_at_machine(*, username: str, password: str, loss: Loss, actor: Actor, at: datetime) -> AccountRow:
    """Give a new password and take the second factor away, for whom no administrator can do it; whose it is.

    Who sits at the machine has the database and its keys anyway, so a second centre is no hindrance: each one the
    person belongs to finds it in its log. Raises NotAllowed, NobodyThere, HasLeft, Invalid.
    """
    policy.require_program(actor)
    with transaction.atomic():
        try:
            found = accounts.staff_account(username=username)
        except NotFound:
            raise NobodyThere(username=username) from None
        place = belongs(found.id, at=at)
        if place.left or not found.active:
            raise HasLeft(username=username)
        identity.set_password(account_id=found.id, password=password, actor=actor, at=at)
        identity.enrol_second_factor(account_id=found.id, actor=actor, at=at)
        for centre_id in place.centres:
            audit.record(
                command=AT_MACHINE, actor=actor, at=at, ids=(found.id,), outcome=loss.value, centre_id=centre_id
            )
    return found


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
