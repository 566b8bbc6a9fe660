"""The administrator makes accounts and positions, and says who holds them and who stands in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.identity.models import Account
from motcua.apps.identity.tests.factories import FAR, LONG_AGO, make_staff
from motcua.apps.organization import queries
from motcua.apps.organization.models import Counter, Holding, Position, Substitution
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.workcalendar.tests.factories import make_calendar
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

PEOPLE = "/console/people/"


@pytest.fixture
def as_an(centre: CentreView) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An"))


def holding_of(actor: Actor) -> int:
    return given_to(actor).id


def given_to(actor: Actor) -> Holding:
    assert actor.account_id is not None
    return Holding.objects.get(account_id=actor.account_id)


def test_an_account_is_made_and_its_password_shown_once(as_an: Client, client: Client) -> None:
    made = as_an.post(f"{PEOPLE}account/", {"name": "Bạch Mẫu Duyên", "username": "duyen.mau"})
    found = re.search(r"<b>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</b>", made.content.decode())
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    assert found is not None
    first_step = client.post("/desk/sign-in/", {"username": "duyen.mau", "password": found[1]})
    assert first_step["Location"].startswith("/desk/sign-in/second/")
    assert found[1] not in as_an.get(PEOPLE).content.decode()


@pytest.mark.parametrize("username", ["", "Duyên", "a b", "-x", "an", "x" * 61])
def test_a_username_that_cannot_serve_is_told(as_an: Client, username: str) -> None:
    page = as_an.post(f"{PEOPLE}account/", {"name": "Bạch Mẫu Duyên", "username": username})
    assert page.status_code == 422
    assert "Bạch Mẫu Duyên" in page.content.decode()
    assert Account.objects.count() == 1


def test_a_position_is_made_given_and_ended(as_an: Client, centre: CentreView) -> None:
    make_staff(username="duyen.mau", name="Bạch Mẫu Duyên")
    as_an.post(f"{PEOPLE}position/", {"role": "clerk", "title": "Cán bộ quầy 2"})
    position = Position.objects.get(title="Cán bộ quầy 2")
    given = as_an.post(f"{PEOPLE}position/{position.id}/appoint/", {"username": "duyen.mau", "since": "2026-01-05"})
    assert given["Location"] == PEOPLE
    assert "Bạch Mẫu Duyên" in as_an.get(PEOPLE).content.decode()
    holding = Holding.objects.get(position=position)
    assert "Bạch Mẫu Duyên" in as_an.get(f"{PEOPLE}holding/{holding.id}/end/").content.decode()
    as_an.post(f"{PEOPLE}holding/{holding.id}/end/", {"until": ""})
    assert "Bạch Mẫu Duyên" not in as_an.get(PEOPLE).content.decode()
    assert [row.name for row in queries.staff_of(centre.id, at=clock.now())] == ["Tô Mẫu An"]


def test_an_inspector_needs_a_last_day(as_an: Client, centre: CentreView) -> None:
    make_staff(username="thanh.tra", name="Uông Mẫu Thanh")
    position = Position.objects.create(centre_id=centre.id, role="auditor", title="Thanh tra")
    page = as_an.post(f"{PEOPLE}position/{position.id}/appoint/", {"username": "thanh.tra", "since": "2026-01-05"})
    assert page.status_code == 422
    assert "phải có ngày kết thúc" in page.content.decode()
    assert 'value="thanh.tra"' in page.content.decode()


def test_somebody_stands_in_for_an_absent_officer(as_an: Client, minh: Actor, hoa: Actor) -> None:
    typed = {"username": "hoa", "since": "2026-01-05", "until": "2031-01-09", "reason": "Nghỉ phép"}
    assert as_an.post(f"{PEOPLE}holding/{holding_of(minh)}/substitute/", typed)["Location"] == PEOPLE
    assert Substitution.objects.get().account_id == hoa.account_id
    assert "Lê Mẫu Hoa thay từ 05/01/2026 đến hết ngày 09/01/2031: Nghỉ phép" in as_an.get(PEOPLE).content.decode()


@pytest.mark.parametrize("begins", ["2026-01-05", "2031-01-08"])
def test_a_substitution_that_names_the_wrong_person_is_ended_at_once(
    as_an: Client, minh: Actor, hoa: Actor, centre: CentreView, begins: str
) -> None:
    typed = {"username": "hoa", "since": begins, "until": "2031-01-09", "reason": "Nghỉ phép"}
    asked = as_an.get(f"{PEOPLE}holding/{holding_of(minh)}/substitute/").content.decode()
    assert "Tên đăng nhập của người thay" in asked
    as_an.post(f"{PEOPLE}holding/{holding_of(minh)}/substitute/", typed)
    address = f"{PEOPLE}substitution/{Substitution.objects.get().id}/end/"
    asked = as_an.get(address).content.decode()
    assert all(said in asked for said in ("Lê Mẫu Hoa", "Trần Mẫu Minh", "Nghỉ phép", "09/01/2031"))
    assert Substitution.objects.filter(until__gt=clock.now()).exists()
    assert as_an.post(address)["Location"] == PEOPLE
    assert not Substitution.objects.filter(until__gt=clock.now()).exists()
    assert Role.CLERK not in queries.actor_for(hoa.account_id or 0, clock.now()).roles_at(centre.id)
    assert "organization.end_substitution" in as_an.get("/console/audit/").content.decode()
    assert as_an.post(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"username": "nobody"}, "Không có cán bộ nào dùng tên đăng nhập này"),
        ({"username": "minh"}, "Xin chọn một cán bộ khác để thay"),
        ({"until": "2025-01-01"}, "khoảng thời gian vắng"),
        ({"reason": ""}, "Xin ghi lý do vắng"),
    ],
)
def test_a_substitution_that_cannot_be_is_told(
    as_an: Client, minh: Actor, hoa: Actor, change: dict[str, str], said: str
) -> None:
    typed = {"username": "hoa", "since": "2026-01-05", "until": "2026-01-09", "reason": "Nghỉ phép", **change}
    page = as_an.post(f"{PEOPLE}holding/{holding_of(minh)}/substitute/", typed)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Substitution.objects.exists()


def test_the_neighbours_people_do_not_exist_here(as_an: Client, stranger: Actor) -> None:
    assert "Hồ Mẫu Khách" not in as_an.get(PEOPLE).content.decode()
    assert as_an.post(f"{PEOPLE}holding/{holding_of(stranger)}/end/", {"until": ""}).status_code == 404
    lent = Substitution.objects.create(
        holding=given_to(stranger),
        account_id=stranger.account_id,
        since=LONG_AGO,
        until=FAR,
        reason="Nghỉ phép",
    )
    assert as_an.post(f"{PEOPLE}substitution/{lent.id}/end/").status_code == 404
    theirs = given_to(stranger).position_id
    assert as_an.get(f"{PEOPLE}position/{theirs}/appoint/").status_code == 404


def test_a_counter_is_added_once(as_an: Client, centre: CentreView) -> None:
    typed = {"number": "2", "name": "Quầy hộ tịch"}
    assert [as_an.post(f"{PEOPLE}counter/", typed).status_code for _ in range(2)] == [302, 422]
    assert Counter.objects.get(centre_id=centre.id).name == "Quầy hộ tịch"
    assert "Quầy hộ tịch" in as_an.get(PEOPLE).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_many_people(
    rows: int, as_an: Client, centre: CentreView, django_assert_num_queries
) -> None:
    for number in range(rows):
        make_officer(centre_id=centre.id, role=Role.CLERK, username=f"clerk{number}", name=f"Ngô Mẫu {number}")
    as_an.get(PEOPLE)
    with django_assert_num_queries(8):
        as_an.get(PEOPLE)


def test_a_centre_goes_by_another_calendar_where_the_house_has_several(as_an: Client, centre: CentreView) -> None:
    assert "Lịch công chức cả nước" not in as_an.get("/console/people/centre/").content.decode()
    make_calendar("mau-office")
    assert "Lịch mau-office" in as_an.get("/console/people/centre/").content.decode()
    typed = {"address": "Số 2 đường Mẫu", "phone": "", "hours": "Sáng: 8:00 – 12:00", "agency_code": "H99.88"}
    assert as_an.post("/console/people/centre/", {**typed, "calendar": "nowhere"}).status_code == 422
    assert queries.centre(centre.id).calendar == "vn-office"
    answer = as_an.post("/console/people/centre/", {**typed, "calendar": "mau-office"})
    assert answer.status_code == 302
    told = queries.centre(centre.id)
    assert (told.calendar, told.address) == ("mau-office", "Số 2 đường Mẫu")
