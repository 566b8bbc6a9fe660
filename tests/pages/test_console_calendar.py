"""The days of a year, setting one with its source, and the calculator that explains a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.organization.models import Centre
from motcua.apps.organization.tests.factories import make_centre, make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.workcalendar import queries
from motcua.apps.workcalendar.models import CalendarDay
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.kernel.clock import office_time

YEAR, DAY, CLEAR, CALCULATOR = (f"/console/calendar/{part}" for part in ("", "day/", "clear/", "calculator/"))
TYPED = {
    "date": "2026-12-24",
    "kind": "swapped_off",
    "name": "Ngày nghỉ mẫu",
    "status": "official",
    "source": "Thông báo mẫu số 7",
}
ASKED = {"accepted_at": "2026-11-20T14:10", "quantity": "3", "unit": "working_day"}


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    queries.forget()
    with clock.stopped(office_time(2026, 11, 20, 9)):
        yield
    queries.forget()


@pytest.fixture
def as_thu(centre: CentreView) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.KEEPER, username="thu", name="Đinh Mẫu Thư"))


def seen_in(page: str) -> str:
    """The mark of what stands there, as the page sends it along."""
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_day_tells_its_source_its_status_and_who_entered_it(as_thu: Client) -> None:
    assert as_thu.post(DAY, TYPED)["Location"] == YEAR
    page = as_thu.get(YEAR).content.decode()
    assert "Lịch làm việc năm 2026" in page
    for said in ("24/12/2026", "Ngày nghỉ mẫu", "Thông báo mẫu số 7", "Đã công bố", "Đinh Mẫu Thư"):
        assert said in page
    assert "Hệ thống (" in page


def test_a_cleared_day_follows_its_weekday_again(as_thu: Client) -> None:
    as_thu.post(DAY, TYPED)
    asked = as_thu.get(f"{CLEAR}?date=2026-12-24").content.decode()
    for said in ('value="2026-12-24"', "Ngày nghỉ mẫu", "Thông báo mẫu số 7", "Đinh Mẫu Thư"):
        assert said in asked
    assert as_thu.post(CLEAR, {"date": "2026-12-24"}).status_code == 409
    assert CalendarDay.objects.filter(name="Ngày nghỉ mẫu").exists()
    assert as_thu.post(CLEAR, {"date": "2026-12-24", "seen": seen_in(asked)})["Location"] == YEAR
    assert not CalendarDay.objects.filter(name="Ngày nghỉ mẫu").exists()
    gone = as_thu.post(CLEAR, {"date": "2026-12-24"})
    assert gone.status_code == 422
    assert "không có gì để bỏ" in gone.content.decode()


def test_a_day_that_stands_there_is_shown_before_it_is_replaced(as_thu: Client) -> None:
    as_thu.post(DAY, TYPED)
    other = {**TYPED, "kind": "holiday", "name": "Ngày khác", "source": "Thông báo mẫu số 8"}
    asked = as_thu.post(DAY, other)
    page = asked.content.decode()
    assert asked.status_code == 409
    for said in ("«Ngày nghỉ mẫu»", "Thông báo mẫu số 7", "Đinh Mẫu Thư", "Ngày khác", "Lịch đã ghi ngày này rồi"):
        assert said in page
    elsewhere = {**other, "date": "2026-12-25"}
    assert as_thu.post(DAY, elsewhere).status_code == 302
    assert as_thu.post(DAY, {**elsewhere, "name": "Nữa", "seen": seen_in(page)}).status_code == 409
    assert CalendarDay.objects.get(date="2026-12-24").name == "Ngày nghỉ mẫu"
    assert as_thu.post(DAY, {**other, "seen": seen_in(page)})["Location"] == YEAR
    assert CalendarDay.objects.get(date="2026-12-24").name == "Ngày khác"


def test_a_change_stands_in_the_log_of_every_centre_it_holds_for(
    as_thu: Client, centre: CentreView, other_centre: CentreView
) -> None:
    far = make_centre(code="rung-mau", commune="Xã Rừng Mẫu", agency_code="H99.97", commune_code="99903")
    Centre.objects.filter(id=far.id).update(calendar="mau-office")
    logs = {}
    for where, username in ((other_centre.id, "tra"), (far.id, "xa")):
        logs[username] = sign_in(make_officer(centre_id=where, role=Role.AUDITOR, username=username, name="Uông Mẫu"))
    logs["an"] = sign_in(make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu"))
    as_thu.post(DAY, TYPED)
    as_thu.post(CLEAR, {"date": "2026-12-24", "seen": seen_in(as_thu.get(f"{CLEAR}?date=2026-12-24").content.decode())})
    for who, told in (("an", True), ("tra", True), ("xa", False)):
        page = logs[who].get("/console/audit/").content.decode()
        for said in ("workcalendar.set_day", "workcalendar.clear_day", "2026-12-24", "Đinh Mẫu Thư"):
            assert (said in page) is told, (who, said)


@pytest.mark.parametrize("centres", [1, 3])
def test_a_change_costs_the_same_for_many_centres(centres: int, as_thu: Client, django_assert_num_queries) -> None:
    for number in range(1, centres):
        make_centre(code=f"mau-{number}", agency_code=f"H99.9{number}", commune_code=f"9990{number + 3}")
    as_thu.get("/console/calendar/")
    with django_assert_num_queries(13):
        as_thu.post(DAY, TYPED)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date": "2026-02-30"}, "Xin chọn một ngày có thật"),
        ({"date": ""}, "Xin chọn một ngày có thật"),
        ({"name": ""}, "Xin ghi tên ngày"),
        ({"source": ""}, "Xin ghi văn bản làm căn cứ"),
        ({"kind": "party"}, "party"),
    ],
)
def test_a_day_that_cannot_be_is_told_and_stays_typed(as_thu: Client, change: dict[str, str], said: str) -> None:
    page = as_thu.post(DAY, {**TYPED, **change})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "Thông báo mẫu số 7" in page.content.decode() or "source" in change


def test_a_clerk_reads_the_calendar_and_changes_nothing(as_minh: Client) -> None:
    assert DAY not in as_minh.get(YEAR).content.decode()
    assert as_minh.post(DAY, TYPED).status_code == 403


@pytest.mark.parametrize(("asked", "shown"), [("2025", 2025), ("1", 2026), ("x", 2026), ("9999", 2050), ("٢٠٢٥", 2026)])
def test_a_year_is_a_year(as_minh: Client, asked: str, shown: int) -> None:
    assert f"Lịch làm việc năm {shown}" in as_minh.get(f"{YEAR}?year={asked}").content.decode()


def test_the_calculator_tells_the_date_and_why_day_by_day(as_minh: Client) -> None:
    page = as_minh.get(CALCULATOR, ASKED).content.decode()
    assert "Hẹn trả: Thứ Năm, 26/11/2026" in page
    assert "Vì sao là ngày này?" in page
    assert "24/11/2026" in page
    assert "Nghỉ hằng tuần" in page


def test_a_pause_moves_the_date(as_minh: Client) -> None:
    pause = {"pause_from": "2026-11-23T08:00", "pause_to": "2026-11-27T08:00"}
    page = as_minh.get(CALCULATOR, {**ASKED, **pause}).content.decode()
    assert "Tạm dừng tính thời hạn" in page
    assert "26/11/2026</h2>" not in page


@pytest.mark.parametrize(
    "change",
    [
        {"accepted_at": "hôm qua"},
        {"accepted_at": "0001-01-01T00:00"},
        {"quantity": "0"},
        {"quantity": "nan"},
        {"quantity": "99999"},
        {"quantity": ""},
        {"unit": "year"},
        {"unit": "month", "quantity": "1.5"},
        {"pause_from": "2026-11-23T08:00"},
        {"pause_from": "2026-11-23T08:00", "pause_to": "2026-11-22T08:00"},
    ],
)
def test_the_calculator_tells_what_it_cannot_reckon(as_minh: Client, change: dict[str, str]) -> None:
    page = as_minh.get(CALCULATOR, {**ASKED, **change})
    assert page.status_code == 422
    assert "Hẹn trả:" not in page.content.decode()
    assert 'role="alert"' in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_year_costs_the_same_for_many_days(rows: int, as_thu: Client, django_assert_num_queries) -> None:
    for number in range(1, rows + 1):
        as_thu.post(DAY, {**TYPED, "date": f"2031-03-0{number}"})
    as_thu.get(f"{YEAR}?year=2031")
    with django_assert_num_queries(3):
        assert as_thu.get(f"{YEAR}?year=2031").content.decode().count("Ngày nghỉ mẫu") == rows
