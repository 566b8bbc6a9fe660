"""Positions carry the rights: given, ended, lent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from motcua.apps.identity.tests.factories import make_staff
from motcua.apps.organization import commands, queries
from motcua.apps.organization.models import Holding
from motcua.apps.organization.tests.factories import give_position, make_centre, make_officer
from motcua.apps.organization.values import CentreView
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Duty, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
INSTALLER = Actor.system("installer")
DAY = timedelta(days=1)


def make_position(centre: CentreView, role: Role = Role.CLERK, actor: Actor = INSTALLER, **more: Any) -> int:
    return commands.create_position(
        centre_id=centre.id, role=role, title="Công chức một cửa", actor=actor, at=NOON, **more
    )


def appoint(position_id: int, account_id: int, until: datetime | None = None) -> int:
    return commands.appoint(
        position_id=position_id, account_id=account_id, since=NOON, until=until, actor=INSTALLER, at=NOON
    )


def make_neighbour() -> None:
    make_centre(code="doi-mau", commune="Xã Đồi Mẫu", agency_code="H99.98", commune_code="99902")
    queries.forget_centres()


def someone() -> int:
    return make_staff(username="moi.mau", name="Lý Mẫu Mới").id


def test_an_appointment_gives_the_duty_from_its_day(centre: CentreView) -> None:
    account_id = someone()
    appoint(make_position(centre, fields=["hộ tịch"]), account_id)
    assert queries.duties_of(account_id, NOON - DAY) == frozenset()
    assert queries.duties_of(account_id, NOON) == {Duty(Role.CLERK, centre.id, frozenset({"hộ tịch"}))}


def test_the_duty_ends_with_the_holding(centre: CentreView) -> None:
    account_id = someone()
    holding = appoint(make_position(centre), account_id)
    commands.end_holding(holding_id=holding, until=NOON + DAY, actor=INSTALLER, at=NOON)
    assert queries.duties_of(account_id, NOON)
    assert queries.duties_of(account_id, NOON + DAY) == frozenset()


def test_an_inspector_looks_until_a_date(centre: CentreView) -> None:
    account_id, position = someone(), make_position(centre, Role.AUDITOR)
    with pytest.raises(Invalid) as told:
        appoint(position, account_id)
    assert "until" in told.value.problems
    appoint(position, account_id, until=NOON + DAY)
    assert queries.duties_of(account_id, NOON + DAY - timedelta(minutes=1))
    assert queries.duties_of(account_id, NOON + DAY) == frozenset()


def test_who_stands_in_has_the_duty_for_that_time(minh: Actor, hoa: Actor, centre: CentreView) -> None:
    assert minh.account_id is not None
    assert hoa.account_id is not None
    holding = Holding.objects.get(account_id=minh.account_id)
    commands.substitute(
        holding_id=holding.id,
        account_id=hoa.account_id,
        since=NOON,
        until=NOON + DAY,
        reason="đi tập huấn",
        actor=INSTALLER,
        at=NOON,
    )
    during = queries.actor_for(hoa.account_id, NOON)
    assert during.roles_at(centre.id) == {Role.CLERK, Role.SPECIALIST}
    assert during.stands_in_for(frozenset({Role.CLERK}), centre.id) == minh.account_id
    assert during.stands_in_for(frozenset({Role.SPECIALIST, Role.CLERK}), centre.id) is None
    assert queries.actor_for(hoa.account_id, NOON + DAY).roles_at(centre.id) == {Role.SPECIALIST}


def test_nobody_stands_in_for_oneself(minh: Actor) -> None:
    assert minh.account_id is not None
    holding = Holding.objects.get(account_id=minh.account_id)
    with pytest.raises(Invalid):
        commands.substitute(
            holding_id=holding.id,
            account_id=minh.account_id,
            since=NOON,
            until=NOON + DAY,
            reason="đi tập huấn",
            actor=INSTALLER,
            at=NOON,
        )


def test_an_administrator_gives_positions_at_the_own_centre_only(centre: CentreView, other_centre: CentreView) -> None:
    admin = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="quantri", name="Cao Mẫu Quản")
    assert make_position(centre, actor=admin)
    with pytest.raises(NotAllowed):
        make_position(other_centre, actor=admin)


@pytest.mark.parametrize("role", [Role.CITIZEN, Role.DEVICE])
def test_nobody_is_appointed_citizen_or_device(centre: CentreView, role: Role) -> None:
    with pytest.raises(Invalid):
        make_position(centre, role)


def test_a_citizen_holds_no_position(centre: CentreView, lan: Actor) -> None:
    assert lan.account_id is not None
    with pytest.raises(Invalid):
        appoint(make_position(centre), lan.account_id)


def test_a_position_reports_within_its_centre(centre: CentreView, other_centre: CentreView) -> None:
    elsewhere = make_position(other_centre, Role.LEADER)
    with pytest.raises(NotFound):
        make_position(centre, reports_to=elsewhere)


def test_staff_are_listed_with_names_by_field(centre: CentreView, minh: Actor) -> None:
    account_id = someone()
    appoint(make_position(centre, Role.SPECIALIST, fields=["đất đai"]), account_id)
    assert [row.name for row in queries.staff_of(centre.id, at=NOON)] == ["Trần Mẫu Minh", "Lý Mẫu Mới"]
    assert [row.name for row in queries.staff_of(centre.id, at=NOON, field="hộ tịch")] == ["Trần Mẫu Minh"]


def test_positions_are_listed_with_their_holders(centre: CentreView, minh: Actor) -> None:
    vacant = make_position(centre, Role.GUIDE)
    listed = {p.id: p.holders for p in queries.positions(centre.id, at=NOON)}
    assert listed[vacant] == ()
    assert (minh.account_id,) in listed.values()


def test_a_role_that_reaches_beyond_the_centre_is_not_its_administrators_to_give(centre: CentreView) -> None:
    an = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An")
    assert Role.KEEPER in queries.roles_to_give(an, centre.id), "alone, the catalogue is the centre's own"
    make_neighbour()
    assert {Role.PROVINCE, Role.KEEPER}.isdisjoint(queries.roles_to_give(an, centre.id))
    for role in (Role.PROVINCE, Role.KEEPER):
        with pytest.raises(NotAllowed):
            make_position(centre, role, an)
        made = make_position(centre, role)
        with pytest.raises(NotAllowed):
            commands.appoint(position_id=made, account_id=an.account_id or 0, since=NOON, actor=an, at=NOON)
        holding = appoint(made, make_staff(username=f"giu.{role}", name="Lý Mẫu Giữ").id)
        with pytest.raises(NotAllowed):
            commands.substitute(
                holding_id=holding, account_id=an.account_id or 0, since=NOON, until=NOON + DAY, reason="Nghỉ phép",
                actor=an, at=NOON,
            )  # fmt: skip


def test_who_follows_the_province_and_administers_a_centre_may_give_them_there(centre: CentreView) -> None:
    make_neighbour()
    an = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An")
    give_position(account_id=an.account_id or 0, centre_id=centre.id, role=Role.PROVINCE)
    assert make_position(centre, Role.KEEPER, queries.actor_for(an.account_id or 0, clock.now()))
