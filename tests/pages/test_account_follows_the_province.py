"""On an installation that is open, whoever sits at the machine lets an officer follow the whole province."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conftest import sign_in
from motcua.apps.audit.models import Entry
from motcua.apps.identity.tests.factories import accounts, make_staff
from motcua.apps.organization import commands, queries
from motcua.apps.organization.models import Centre, Holding, Position
from motcua.apps.organization.tests.factories import give_position, make_centre, make_officer
from motcua.apps.organization.values import CentreView
from motcua.base.testing.roles import as_role
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import NotAllowed


@pytest.fixture
def an(centre: CentreView, other_centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an.mau", name="Tô Mẫu An")


@pytest.fixture
def phu(centre: CentreView) -> int:
    """Somebody else who follows the province."""
    account_id = make_staff(username="phu.mau", name="Kha Mẫu Phú").id
    give_position(account_id=account_id, centre_id=centre.id, role=Role.PROVINCE)
    return account_id


def let(*words: str) -> str:
    said = StringIO()
    call_command("account_province", *(words or ("an.mau",)), stdout=said)
    return said.getvalue()


def refused(*words: str) -> str:
    before = (Position.objects.count(), Holding.objects.filter(until=None).count())
    with pytest.raises(CommandError) as refusal:
        let(*words)
    assert (Position.objects.count(), Holding.objects.filter(until=None).count()) == before
    return str(refusal.value)


def reach(account_id: int | None) -> set[int | None]:
    """The centres an account follows now."""
    held = queries.duties_of(account_id or 0, clock.now())
    return {duty.centre_id for duty in held if duty.role is Role.PROVINCE}


def test_an_administrator_gives_far_reaching_roles_from_then_on(an: Actor, centre: CentreView) -> None:
    browser = sign_in(an)
    assert browser.get("/console/people/").status_code == 200
    assert Role.KEEPER not in queries.roles_to_give(an, centre.id)
    said = let("An.Mau")
    assert "Tô Mẫu An (an.mau) theo dõi cả Tỉnh Mẫu từ bây giờ, 2 Trung tâm." in said
    assert "--take-back" in said
    now = queries.actor_for(an.account_id or 0, clock.now())
    assert {Role.KEEPER, Role.PROVINCE} <= queries.roles_to_give(now, centre.id)
    asked = browser.get("/console/people/")
    assert asked["Location"].startswith("/desk/centre/"), "the session goes on, and asks which centre"


def test_every_centre_of_the_province_is_followed_and_no_other(an: Actor, centre: CentreView) -> None:
    far = make_centre(code="xa-mau", commune="Xã Xa Mẫu", agency_code="H98.01", commune_code="98001")
    Centre.objects.filter(id=far.id).update(province_code="98", province_name="Tỉnh Khác")
    queries.forget_centres()
    let()
    assert reach(an.account_id) == {one.id for one in queries.centres() if one.province_code == "99"}
    assert far.id not in reach(an.account_id)


@pytest.mark.django_db(transaction=True)
def test_each_centre_finds_it_in_its_log(an: Actor, phu: int, centre: CentreView, other_centre: CentreView) -> None:
    let()
    let("an.mau", "--take-back")
    with as_role("motcua_owner"):
        found = Entry.objects.filter(actor="system:at-the-machine").order_by("seq")
        kept = [(one.command.removeprefix("organization."), one.centre_id) for one in found]
    places = sorted((centre.id, other_centre.id))
    assert kept == [
        ("create_position", centre.id),
        ("appoint", centre.id),
        *(("follow_province", place) for place in places),
        ("end_holding", centre.id),
        *(("leave_province", place) for place in places),
    ]


def test_what_is_taken_back_ends_at_once_and_the_rest_stays(an: Actor, phu: int, centre: CentreView) -> None:
    let()
    assert "thôi theo dõi cả Tỉnh Mẫu; chức danh khác giữ nguyên" in let("an.mau", "--take-back")
    assert reach(an.account_id) == set()
    assert queries.actor_for(an.account_id or 0, clock.now()).has(Role.ADMINISTRATOR, centre.id)
    let()
    assert reach(an.account_id)
    assert Position.objects.filter(role=Role.PROVINCE, title="Văn phòng Uỷ ban nhân dân tỉnh").count() == 1


def test_who_will_follow_from_next_month_does_so_already_for_the_machine(an: Actor, phu: int) -> None:
    held = Holding.objects.filter(account_id=phu)
    held.update(since=clock.now() + timedelta(days=30))
    assert "Kha Mẫu Phú đã theo dõi cả Tỉnh Mẫu rồi" in refused("phu.mau")
    let()
    let("phu.mau", "--take-back")
    with clock.stopped(clock.now() + timedelta(days=31)):
        assert reach(phu) == set()


def test_the_last_one_is_not_taken_back(an: Actor, centre: CentreView) -> None:
    let()
    assert "Hãy giao cho người khác trước" in refused("an.mau", "--take-back")
    make_staff(username="binh.mau", name="Mạc Mẫu Bình")
    let("binh.mau")
    let("an.mau", "--take-back")
    accounts().filter(username="an.mau").update(active=False)
    assert "chưa thu lại" in refused("binh.mau", "--take-back")


def test_what_is_there_already_and_what_is_not_are_told(an: Actor, phu: int) -> None:
    assert "Tô Mẫu An không theo dõi Tỉnh Mẫu" in refused("an.mau", "--take-back")
    let()
    assert "Tô Mẫu An đã theo dõi cả Tỉnh Mẫu rồi" in refused("an.mau")


def test_an_unknown_or_closed_name_is_refused(an: Actor) -> None:
    assert "Có phải (did you mean):\n    an.mau" in refused("an.maux")
    accounts().filter(username="an.mau").update(active=False)
    assert "«an.mau» đã khoá" in refused("an.mau")


def test_where_there_are_two_provinces_one_is_named(an: Actor, other_centre: CentreView) -> None:
    Centre.objects.filter(id=other_centre.id).update(province_code="98", province_name="Tỉnh Khác")
    queries.forget_centres()
    make_staff(username="moi.mau", name="Lý Mẫu Mới")
    told = refused("moi.mau")
    assert "Hãy thêm --centre" in told
    assert "doi-mau  Xã Đồi Mẫu, Tỉnh Khác" in told
    assert "Hãy thêm --centre" in refused("moi.mau", "--centre", "khong-co")
    assert "theo dõi cả Tỉnh Khác" in let("moi.mau", "--centre", "Doi-Mau")
    assert "theo dõi cả Tỉnh Mẫu" in let("an.mau")


def test_without_a_centre_the_next_step_is_to_open_one(db: None) -> None:
    make_staff(username="moi.mau", name="Lý Mẫu Mới")
    assert "bin/motcua centre open" in refused("moi.mau")


def test_only_the_machine_gives_it(an: Actor) -> None:
    for act in (commands.follow_province, commands.leave_province):
        with pytest.raises(NotAllowed):
            act(username="an.mau", actor=an, at=clock.now())
