"""The dossier page: who may open it, what it shows, that every opening is written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers.commands import calendars
from motcua.apps.dossiers.states import DossierState
from motcua.apps.organization.values import CentreView
from motcua.apps.parties import queries as parties
from motcua.apps.procedures.values import VersionView
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.commands import set_day
from motcua.apps.workcalendar.values import DayKind, DayStatus
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.desk.conftest import NOW, Bring

S = DossierState
FILED = [state for state in S if state is not S.DRAFT]


@pytest.mark.parametrize("state", FILED, ids=str)
def test_every_state_has_its_page(as_hoa: Client, bring: Bring, state: DossierState) -> None:
    page = as_hoa.get(f"/desk/dossiers/{bring(state)}/")
    assert page.status_code == 200
    assert str(state.label) in page.content.decode()


def test_the_page_names_three_dates(as_hoa: Client, bring: Bring) -> None:
    page = as_hoa.get(f"/desk/dossiers/{bring(S.AWAITING_SUPPLEMENT)}/").content.decode()
    for name in ("Hẹn trả (mẫu 01)", "Hạn sau tạm dừng, đổi lịch", "Đã báo lại (mẫu 04)"):
        assert name in page


def test_a_date_the_calendar_moved_is_told_beside_the_printed_one(
    as_hoa: Client, bring: Bring, centre: CentreView
) -> None:
    found, keeper = bring(S.PROCESSING), Actor.system("keeper")
    set_day(
        calendar=centre.calendar, date=date(2026, 11, 19), kind=DayKind.HOLIDAY, name="Nghỉ tránh bão Mẫu",
        source="Công điện 1/CĐ-MẪU", status=DayStatus.OFFICIAL, actor=keeper, at=NOW,
    )  # fmt: skip
    workcalendar.forget()
    with scope.use(scope.Scope(centres=(centre.id,))):
        calendars.follow_calendar(centre_id=centre.id, actor=keeper, at=NOW)
    page = as_hoa.get(f"/desk/dossiers/{found}/").content.decode()
    assert "<b>Thứ Sáu, 20/11/2026, 09:00</b>" in page
    assert "<b>Thứ Hai, 23/11/2026, 09:00</b>" in page
    assert "tính lại hạn, vì lịch làm việc đổi" in page
    assert "Hạn tính lại khi lịch làm việc đổi" in as_hoa.get(f"/desk/dossiers/{found}/why/").content.decode()


def test_the_number_is_masked_until_it_is_asked_for(as_hoa: Client, hoa: Actor, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    assert "999000000001" not in as_hoa.get(f"/desk/dossiers/{found}/").content.decode()
    with scope.use(scope.for_actor(hoa)):
        [party] = parties.of_dossier(dossier_id=found)
    shown = as_hoa.post(f"/desk/dossiers/{found}/people/{party.id}/")
    assert "999000000001" in shown.content.decode()
    with scope.use(scope.for_actor(hoa)):
        assert {look.what for look in audit.looks_at(found)} == {"dossier.opened", "party.number_shown"}


def test_a_number_is_called_by_the_paper_it_stands_on(as_minh: Client, version: VersionView) -> None:
    counter = {
        "filer_name": "Trần Mẫu Ngoại", "filer_number": "M1234567", "filer_number_kind": "passport", "filer_sex": "nữ",
        "place": "counter", "return_by": "counter", "copies": "1", "paper0_state": "checked", "do": "receive",
    }  # fmt: skip
    received = as_minh.post(f"/desk/counter/{version.procedure_code}/", counter)
    page = as_minh.get(received["Location"].replace("received/", "")).content.decode()
    assert "<dt>Hộ chiếu</dt>" in page
    assert "<b>Trần Mẫu Ngoại</b>, Nữ" in page


def test_to_whom_the_result_went_is_told_with_its_proof(as_minh: Client, bring: Bring) -> None:
    page = as_minh.get(f"/desk/dossiers/{bring(S.RETURNED)}/").content.decode()
    told = page[page.index("Đã trả cho") :].split("</p>")[0]
    for word in ("Nguyễn Mẫu Lan", "Chủ hồ sơ", "999 *** 001", "Tại quầy", "Đã xem giấy tờ tuỳ thân"):
        assert word in told
    assert "999000000001" not in page


def test_every_opening_is_written_down(as_hoa: Client, as_tuan: Client, hoa: Actor, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    as_hoa.get(f"/desk/dossiers/{found}/")
    as_tuan.get(f"/desk/dossiers/{found}/")
    with scope.use(scope.for_actor(hoa)):
        assert len(audit.looks_at(found)) == 2


def test_a_stranger_is_not_told_that_it_exists(as_stranger: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    for address in ("", "why/", "do/stop/", "print/01/", "received/"):
        assert as_stranger.get(f"/desk/dossiers/{found}/{address}").status_code in {403, 404}
    assert as_stranger.get(f"/desk/dossiers/{found}/").status_code == 404


def test_a_citizen_and_a_passer_by_do_not_enter(as_lan: Client, client: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    assert as_lan.get(f"/desk/dossiers/{found}/").status_code == 403
    assert client.get(f"/desk/dossiers/{found}/")["Location"].startswith("/desk/sign-in/")


def test_the_auditor_reads_and_has_no_buttons(as_auditor: Client, bring: Bring) -> None:
    page = as_auditor.get(f"/desk/dossiers/{bring(S.PROCESSING)}/").content.decode()
    assert 'class="bar"' not in page
    assert "Ghi chú nội bộ" not in page
    assert 'class="check"' not in page


def test_the_date_explains_itself_day_by_day(as_hoa: Client, bring: Bring) -> None:
    page = as_hoa.get(f"/desk/dossiers/{bring(S.PROCESSING)}/why/").content.decode()
    assert "Hẹn trả trên mẫu 01" in page
    assert "Thứ Tư, 18/11/2026" in page


@pytest.mark.parametrize("state", FILED, ids=str)
def test_a_dossier_page_costs_fourteen_statements_at_most(as_hoa: Client, bring: Bring, state: DossierState) -> None:
    found = bring(state)
    as_hoa.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        assert as_hoa.get(f"/desk/dossiers/{found}/").status_code == 200
    assert len(asked) <= 14, [q["sql"][:90] for q in asked]


def test_lateness_is_told_in_working_time(as_hoa: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    with clock.stopped(NOW + timedelta(days=7)):
        page = as_hoa.get(f"/desk/dossiers/{found}/").content.decode()
    assert "Quá hạn, −" in page
