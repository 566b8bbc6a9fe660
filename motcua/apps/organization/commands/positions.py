"""Positions, who holds them, and who stands in for whom: every right of the house is given here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.identity import queries as identity
from motcua.apps.organization import policy
from motcua.apps.organization.models import Centre, Holding, Position, Substitution
from motcua.apps.organization.queries.centres import is_alone
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import Invalid, NotFound

#: Roles that are not given by a position: a citizen is one by account, a device by its key.
_NOT_HELD = frozenset({Role.CITIZEN, Role.DEVICE})


def create_position(
    *,
    centre_id: int,
    role: Role,
    title: str,
    actor: Actor,
    at: datetime,
    fields: Iterable[str] = (),
    reports_to: int | None = None,
) -> int:
    """Make a position; no fields means every field of work. Returns its id. Raises NotAllowed, NotFound, Invalid."""
    policy.require_giver(actor, role, centre_id, alone=is_alone())
    if role in _NOT_HELD or not title.strip():
        raise Invalid({"role" if role in _NOT_HELD else "title": "Xin chọn vai trò và ghi tên chức danh."})
    with transaction.atomic():
        if not Centre.objects.filter(id=centre_id).exists():
            raise NotFound
        if reports_to is not None and not Position.objects.filter(id=reports_to, centre_id=centre_id).exists():
            raise NotFound
        position = Position.objects.create(
            centre_id=centre_id, role=role, title=title.strip(), fields=sorted(fields), reports_to_id=reports_to
        )
        _record("create_position", actor, at, (position.id,), centre_id)
    return position.id


def appoint(
    *, position_id: int, account_id: int, since: datetime, actor: Actor, at: datetime, until: datetime | None = None
) -> int:
    """Give a position to an account, from `since`. An inspector's needs `until`.

    Returns the holding's id. Raises NotAllowed, NotFound, Invalid.
    """
    with transaction.atomic():
        position = _load_position(position_id)
        policy.require_giver(actor, Role(position.role), position.centre_id, alone=is_alone())
        if identity.account(account_id=account_id).kind != "staff":
            raise Invalid({"account": "Chỉ tài khoản cán bộ mới giữ được chức danh."})
        if position.role == Role.AUDITOR and until is None:
            raise Invalid({"until": "Quyền thanh tra phải có ngày kết thúc."})
        if until is not None and until <= since:
            raise Invalid({"until": "Ngày kết thúc phải sau ngày bắt đầu."})
        holding = Holding.objects.create(position=position, account_id=account_id, since=since, until=until)
        _record("appoint", actor, at, (holding.id, position_id, account_id), position.centre_id)
    return holding.id


def end_holding(*, holding_id: int, until: datetime, actor: Actor, at: datetime) -> None:
    """End a holding at `until`; the rights end with it. Raises NotAllowed, NotFound, Invalid."""
    with transaction.atomic():
        holding = _load_holding(holding_id)
        policy.require_administrator_of(actor, holding.position.centre_id)
        if until < holding.since:
            raise Invalid({"until": "Ngày kết thúc phải sau ngày bắt đầu."})
        holding.until = until
        holding.save(update_fields=["until"])
        _record("end_holding", actor, at, (holding.id,), holding.position.centre_id)


def substitute(
    *, holding_id: int, account_id: int, since: datetime, until: datetime, reason: str, actor: Actor, at: datetime
) -> int:
    """Let somebody stand in for an absent holder, from `since` to `until`. Raises NotAllowed, NotFound, Invalid."""
    with transaction.atomic():
        holding = _load_holding(holding_id)
        position = holding.position
        policy.require_giver(actor, Role(position.role), position.centre_id, alone=is_alone())
        if until <= since or not reason.strip():
            raise Invalid({"until" if reason.strip() else "reason": "Xin ghi lý do và khoảng thời gian vắng."})
        if account_id == holding.account_id or identity.account(account_id=account_id).kind != "staff":
            raise Invalid({"account": "Xin chọn một cán bộ khác để thay."})
        made = Substitution.objects.create(
            holding=holding, account_id=account_id, since=since, until=until, reason=reason.strip()
        )
        _record("substitute", actor, at, (made.id, holding.id, account_id), holding.position.centre_id)
    return made.id


def end_substitution(*, substitution_id: int, actor: Actor, at: datetime) -> None:
    """End a substitution now, whoever it named; one that has not begun never was. Raises NotAllowed, NotFound.

    One that is over is NotFound: there is nothing left to end.
    """
    with transaction.atomic():
        found = Substitution.objects.select_for_update(of=("self",)).select_related("holding__position")
        lent = found.filter(id=substitution_id, until__gt=at).first()
        if lent is None:
            raise NotFound
        centre_id = lent.holding.position.centre_id
        policy.require_administrator_of(actor, centre_id)
        ids = (lent.id, lent.holding_id, lent.account_id)
        if lent.since >= at:
            lent.delete()
        else:
            lent.until = at
            lent.save(update_fields=["until"])
        _record("end_substitution", actor, at, ids, centre_id)


def _load_position(position_id: int) -> Position:
    found = Position.objects.filter(id=position_id).first()
    if found is None:
        raise NotFound
    return found


def _load_holding(holding_id: int) -> Holding:
    found = Holding.objects.select_for_update(of=("self",)).select_related("position").filter(id=holding_id).first()
    if found is None:
        raise NotFound
    return found


def _record(command: str, actor: Actor, at: datetime, ids: tuple[int, ...], centre_id: int) -> None:
    audit.record(
        command=f"organization.{command}",
        actor=actor.by(policy.ADMINISTRATORS, centre_id),
        at=at,
        ids=ids,
        outcome=str(ids[0]),
        centre_id=centre_id,
    )
