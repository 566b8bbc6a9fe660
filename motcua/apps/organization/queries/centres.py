"""Centres, counters, positions and their holders, as frozen rows; centres are kept in the process for seconds."""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from motcua.apps.identity import queries as identity
from motcua.apps.organization import policy
from motcua.apps.organization.models import Centre, Counter, Holding, Position, Substitution
from motcua.apps.organization.values import (
    CentreView,
    CounterView,
    Hands,
    HoldingRow,
    PositionRow,
    StaffRow,
    SubstituteRow,
)
from motcua.base.db.fields import showing_damage
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import NotFound, Refusal

#: Centres change a few times a year: they are trusted longer than what changes daily.
_SELDOM = 5
_kept: dict[int, CentreView] = {}
_kept_until = 0.0


def centre(centre_id: int) -> CentreView:
    """One centre; raises NotFound."""
    found = _all().get(centre_id)
    if found is None:
        raise NotFound
    return found


class NoCentreYet(Refusal):
    """The installation runs, and its first centre has still to be opened at the machine."""

    code = "no-centre-yet"
    status = 503
    message = (
        "Máy này chưa mở Trung tâm nào nên chưa phục vụ được. Người cài đặt, ngay tại máy chủ, chạy lệnh «bin/motcua "
        "centre open MÃ-XÃ» để mở Trung tâm và tạo tài khoản quản trị đầu tiên; rồi tải lại trang này."
    )


def require_some_centre() -> tuple[CentreView, ...]:
    """Every centre, by code; raises NoCentreYet where the first one has still to be opened."""
    found = centres()
    if not found:
        raise NoCentreYet
    return found


def centres() -> tuple[CentreView, ...]:
    """Every centre, by code."""
    return tuple(_all().values())


def is_alone() -> bool:
    """Whether the house has no more than one centre: what is common to all is then that centre's own."""
    return len(_all()) <= 1


def roles_to_give(actor: Actor, centre_id: int) -> frozenset[Role]:
    """The roles this actor may give at a centre; those that reach beyond it are not its administrator's to give."""
    alone = is_alone()
    return frozenset(role for role in Role if policy.may_give(actor, role, centre_id, alone=alone))


def forget_centres() -> None:
    """Read the centres anew at the next question; called by the commands that change them."""
    global _kept_until  # noqa: PLW0603 -- a cache of one process
    _kept_until = 0.0


def counters_of(centre_id: int) -> tuple[CounterView, ...]:
    """The counters of a centre, by number."""
    rows = Counter.objects.filter(centre_id=centre_id).order_by("number")
    return tuple(CounterView(c.id, c.centre_id, c.number, c.name, frozenset(c.fields)) for c in rows)


def staff_of(centre_id: int, *, at: datetime, field: str | None = None) -> tuple[StaffRow, ...]:
    """Who holds a position of the centre at a moment (for a field of work, when named), by role and name."""
    held = _held(at).filter(position__centre_id=centre_id, account__active=True)
    found = list(held.select_related("position").order_by("position__role", "id"))
    names = identity.names_of(h.account_id for h in found)
    return tuple(
        StaffRow(
            account_id=h.account_id,
            name=names[h.account_id],
            role=Role(h.position.role),
            title=h.position.title,
            position_id=h.position_id,
            fields=frozenset(h.position.fields),
        )
        for h in found
        if not field or not h.position.fields or field in h.position.fields
    )


def hands_of(centre_id: int, *, at: datetime, roles: Collection[Role], field: str) -> dict[int, Hands]:
    """In whose hands the work of each holder of these roles in a field lies at a moment; two statements.

    While somebody stands in for the holder, in theirs. Nobody is named for a holder whose deputy is away too, or gone.
    """
    held = _held(at).filter(position__centre_id=centre_id, position__role__in=roles, account__active=True)
    found = [
        (h.id, h.account_id, Role(h.position.role))
        for h in held.select_related("position").order_by("position__role", "id")
        if not field or not h.position.fields or field in h.position.fields
    ]
    lent = Substitution.objects.filter(holding__in=[id_ for id_, _a, _r in found], since__lte=at, until__gt=at)
    deputies = {s.holding_id: s for s in lent.select_related("account").order_by("since", "id")}
    here = {account: Hands(account, role) for id_, account, role in found if id_ not in deputies}
    away = {account for _id, account, _role in found} - here.keys()
    instead = {
        account: Hands(deputies[id_].account_id, role)
        for id_, account, role in found
        if account in away and deputies[id_].account.active and deputies[id_].account_id not in away
    }
    return here | instead


def positions(centre_id: int, *, at: datetime) -> tuple[PositionRow, ...]:
    """The positions of a centre and who holds them at a moment."""
    holders: dict[int, list[int]] = {}
    for position_id, account_id in (
        _held(at).filter(position__centre_id=centre_id).order_by("id").values_list("position_id", "account_id")
    ):
        holders.setdefault(position_id, []).append(account_id)
    return tuple(
        PositionRow(
            id=p.id,
            centre_id=p.centre_id,
            role=Role(p.role),
            title=p.title,
            fields=frozenset(p.fields),
            reports_to=p.reports_to_id,
            holders=tuple(holders.get(p.id, ())),
        )
        for p in Position.objects.filter(centre_id=centre_id).order_by("id")
    )


@showing_damage()
def holdings_of(centre_id: int, *, at: datetime) -> tuple[HoldingRow, ...]:
    """Holdings of a centre that last or begin after a moment, with their substitutes; three statements."""
    lasting = Q(until=None) | Q(until__gt=at)
    found = list(Holding.objects.filter(lasting, position__centre_id=centre_id).select_related("position"))
    standing_in = list(Substitution.objects.filter(holding__in=[h.id for h in found], until__gt=at).order_by("since"))
    names = identity.names_of([*(h.account_id for h in found), *(s.account_id for s in standing_in)])
    substitutes: dict[int, list[SubstituteRow]] = {}
    for s in standing_in:
        row = SubstituteRow(s.id, names[s.account_id], s.since, s.until, s.reason)
        substitutes.setdefault(s.holding_id, []).append(row)
    return tuple(
        HoldingRow(
            id=h.id,
            centre_id=centre_id,
            position_id=h.position_id,
            title=h.position.title,
            account_id=h.account_id,
            name=names[h.account_id],
            since=h.since,
            until=h.until,
            substitutes=tuple(substitutes.get(h.id, ())),
        )
        for h in sorted(found, key=lambda h: (h.position_id, h.since, h.id))
    )


def _held(at: datetime) -> QuerySet[Holding]:
    return Holding.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at)


def _all() -> dict[int, CentreView]:
    global _kept, _kept_until  # noqa: PLW0603 -- a cache of one process
    if time.monotonic() >= _kept_until:
        rows = Centre.objects.select_related("agency").order_by("code")
        _kept = {c.id: _view(c) for c in rows}
        _kept_until = time.monotonic() + settings.MEMORY_TRUSTED_SECONDS * _SELDOM
    return _kept


def _view(c: Centre) -> CentreView:
    return CentreView(
        id=c.id,
        code=c.code,
        name=c.name,
        commune_name=c.commune_name,
        province_name=c.province_name,
        province_code=c.province_code,
        commune_code=c.commune_code,
        agency_code=c.agency.code,
        agency_name=c.agency.name,
        agency_known=c.agency.known,
        calendar=c.calendar,
        address=c.address,
        phone=c.phone,
        hours=c.hours,
        demo=c.demo,
    )
