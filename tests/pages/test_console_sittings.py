"""Changing the office's hours from a day on: what would change is shown first, and nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.dossiers.tests.factories import counter_dossier, make_procedure, online_dossier, reload
from motcua.apps.organization.tests.factories import make_centre, make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.workcalendar import queries
from motcua.apps.workcalendar.models import CalendarSittings
from motcua.apps.workcalendar.values import NATIONAL
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time

YEAR, SITTINGS = "/console/calendar/", "/console/calendar/sittings/"
TYPED = {
    "since": "2026-11-18",
    "start_1": "08:00",
    "end_1": "12:00",
    "start_2": "13:00",
    "end_2": "17:00",
    "start_3": "",
    "end_3": "",
    "start_s": "",
    "end_s": "",
    "source": "Quyết định mẫu số 7",
}


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    queries.forget()
    with clock.stopped(office_time(2026, 11, 17, 12)):
        yield
    queries.forget()


@pytest.fixture
def as_thu(centre: CentreView) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.KEEPER, username="thu", name="Đinh Mẫu Thư"))


def look(client: Client, **change: str) -> tuple[str, dict[str, str]]:
    """The page that shows what would change, and what is sent to have it so."""
    answer = client.post(SITTINGS, {**TYPED, **change})
    page = answer.content.decode()
    assert answer.status_code == 200, page
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return page, {**TYPED, **change, "seen": found[1]}


def test_what_would_change_is_shown_first_and_then_set(as_thu: Client) -> None:
    begun = as_thu.get(SITTINGS).content.decode()
    assert 'value="07:00"' in begun
    assert 'value="16:30"' not in begun
    page, sure = look(as_thu)
    for said in ("Từ Thứ Tư, 18/11/2026", "08:00–12:00, 13:00–17:00", "thay cho 07:00–11:30, 13:30–17:00"):
        assert said in page
    assert "Không hồ sơ nào đổi ngày hẹn trả" in page
    assert not CalendarSittings.objects.exists()
    assert as_thu.post(SITTINGS, sure)["Location"] == YEAR
    queries.forget()
    assert queries.calendar(NATIONAL).sittings_on(date(2026, 11, 18)).told == "08:00–12:00, 13:00–17:00"


def test_the_calendar_tells_which_hours_hold_and_which_will(as_thu: Client, as_minh: Client) -> None:
    as_thu.post(SITTINGS, look(as_thu)[1])
    queries.forget()
    page = as_minh.get(YEAR).content.decode()
    now, ahead = page.index("Đang áp dụng"), page.index("Sẽ áp dụng")
    assert page.index("07:00–11:30") < now < page.index("08:00–12:00") < ahead
    assert "Quyết định mẫu số 7" in page
    assert "Lịch công chức cả nước" in page
    assert SITTINGS not in page
    with clock.stopped(office_time(2026, 11, 18, 7)):
        later = as_minh.get(YEAR).content.decode()
    assert "Sẽ áp dụng" not in later
    assert later.index("Đã qua") < later.index("Đang áp dụng")


def test_how_many_dates_move_is_told_and_they_stand_until_the_change(
    as_thu: Client, centre: CentreView, minh: Actor, lan: Actor
) -> None:
    version = make_procedure()
    found = counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id
    online_dossier(centre_id=centre.id, version=version, citizen=lan)
    before = reload(found).legal_due
    page, _sure = look(as_thu)
    assert "Trung tâm có 2 hồ sơ đang tính thời hạn" in page
    assert "2 hồ sơ đổi ngày giờ hẹn trả" in page
    assert ": 2 muộn hơn, 0 sớm hơn" in page
    assert reload(found).legal_due == before
    assert "Không hồ sơ nào đổi" in look(as_thu, since="2026-12-01")[0]


def test_what_was_typed_otherwise_or_another_calendar_is_shown_anew(as_thu: Client) -> None:
    _page, sure = look(as_thu)
    for other in ({"end_2": "17:30"}, {"since": "2026-11-19"}):
        assert "Điều sẽ đổi" in as_thu.post(SITTINGS, {**sure, **other}).content.decode()
    day = {"date": "2026-12-24", "kind": "swapped_off", "name": "Mẫu", "status": "official", "source": "Mẫu"}
    as_thu.post("/console/calendar/day/", day)
    assert "Điều sẽ đổi" in as_thu.post(SITTINGS, sure).content.decode()
    assert not CalendarSittings.objects.exists()


def test_an_entry_for_the_same_day_stands_before_the_one_that_stays_readable(as_thu: Client) -> None:
    as_thu.post(SITTINGS, look(as_thu)[1])
    page, sure = look(as_thu, end_2="16:30", source="Quyết định mẫu số 8")
    assert "Lần đã ghi cho chính ngày ấy không áp dụng nữa" in page
    assert "Mỗi ngày làm việc có 7 giờ 30 phút" in page
    as_thu.post(SITTINGS, sure)
    told = as_thu.get(SITTINGS).content.decode()
    assert told.index("Quyết định mẫu số 8. Đinh Mẫu Thư") < told.index("Quyết định mẫu số 7. Đinh Mẫu Thư")
    assert told.count("Đã ghi lại") == 1


def test_a_saturday_desk_is_set_and_told_to_everybody(as_thu: Client, client: Client) -> None:
    page, sure = look(as_thu, start_s="08:00", end_s="11:00")
    assert "Thứ Bảy, chỉ tiếp nhận và trả: 08:00–11:00" in page
    assert "Điều sẽ đổi" in as_thu.post(SITTINGS, {**sure, "end_s": "11:30"}).content.decode()
    as_thu.post(SITTINGS, sure)
    for hour, open_now in ((9, True), (11, False)):
        with clock.stopped(office_time(2026, 11, 21, hour)):
            queries.forget()
            home = client.get("/").content.decode()
        assert ("Đang mở cửa" in home) is open_now
        assert "Thứ Bảy, chỉ tiếp nhận và trả: 08:00–11:00" in home
    assert "Thứ Bảy không còn bàn tiếp nhận" in look(as_thu)[0]


def test_a_day_that_closes_early_says_what_becomes_of_the_day(as_thu: Client) -> None:
    page, _sure = look(as_thu, start_2="", end_2="")
    assert "Việc trả trong ngày chỉ nhận trước 12:00" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"since": ""}, "Xin chọn một ngày có thật"),
        ({"since": "2026-11-16"}, "những ngày đã qua giữ giờ đã có"),
        ({"since": "2090-01-01"}, "từ 2020 đến 2050"),
        ({"source": ""}, "Xin ghi văn bản làm căn cứ"),
        ({"end_1": ""}, "Xin ghi cả giờ bắt đầu và giờ kết thúc"),
        ({"start_s": "08:00"}, "Xin ghi cả giờ bắt đầu và giờ kết thúc"),
        ({"start_s": "11:00", "end_s": "08:00"}, "phải kết thúc sau khi bắt đầu"),
        ({"end_1": "07:30"}, "phải kết thúc sau khi bắt đầu"),
        ({"end_1": "08:00"}, "phải kết thúc sau khi bắt đầu"),
        ({"end_2": "24:30"}, "từ 00:00 đến 23:59"),
        ({"start_2": "11:30"}, "khi buổi trước chưa kết thúc"),
        ({"start_1": "", "end_1": "", "start_2": "", "end_2": ""}, "Xin ghi ít nhất một buổi"),
        ({"start_1": "07:00", "end_1": "11:30", "start_2": "13:30"}, "đúng giờ ấy rồi"),
    ],
)
def test_hours_that_cannot_be_are_told_and_stay_typed(as_thu: Client, change: dict[str, str], said: str) -> None:
    page = as_thu.post(SITTINGS, {**TYPED, **change})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert 'role="alert"' in page.content.decode()
    assert "Điều sẽ đổi" not in page.content.decode()


def test_nobody_else_changes_the_hours(as_minh: Client) -> None:
    assert as_minh.get(SITTINGS).status_code == as_minh.post(SITTINGS, TYPED).status_code == 403


def test_the_change_stands_in_the_log_of_every_centre_it_holds_for(
    as_thu: Client, centre: CentreView, other_centre: CentreView
) -> None:
    page, sure = look(as_thu)
    assert "Lịch này dùng chung cho 2 trung tâm" in page
    as_thu.post(SITTINGS, sure)
    for where, username in ((centre.id, "tra"), (other_centre.id, "xa")):
        auditor = make_officer(centre_id=where, role=Role.AUDITOR, username=username, name="Uông Mẫu")
        log = sign_in(auditor).get("/console/audit/").content.decode()
        for said in ("workcalendar.set_sittings", "2026-11-18 08:00–12:00", "Đinh Mẫu Thư"):
            assert said in log


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_many_entries(rows: int, as_thu: Client, django_assert_num_queries: Any) -> None:
    for number in range(rows):
        as_thu.post(SITTINGS, look(as_thu, since=f"2026-12-0{number + 1}", end_2=f"17:0{number}")[1])
        queries.forget()
    as_thu.get(YEAR)
    with django_assert_num_queries(3):
        assert as_thu.get(SITTINGS).content.decode().count("Đinh Mẫu Thư nhập lúc") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_a_look_costs_the_same_for_many_dossiers_and_centres(
    rows: int, as_thu: Client, centre: CentreView, minh: Actor, lan: Actor, django_assert_num_queries: Any
) -> None:
    version = make_procedure()
    for number in range(rows):
        counter_dossier(centre_id=centre.id, version=version, clerk=minh)
        online_dossier(centre_id=centre.id, version=version, citizen=lan)
        make_centre(code=f"mau-{number}", agency_code=f"H99.9{number}", commune_code=f"9990{number + 3}")
    as_thu.get(YEAR)
    with django_assert_num_queries(9):
        as_thu.post(SITTINGS, TYPED)
