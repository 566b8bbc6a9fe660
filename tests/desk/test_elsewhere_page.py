"""The page of a dossier another system holds says what that system said, and nothing of our own clock."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers.commands import outside
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from tests.desk.conftest import Bring

S = DossierState
DUE = office_time(2026, 11, 20, 17)


class Take:
    """Brings an outside dossier in, or its next status."""

    def __init__(self, centre_id: int, minh: Actor) -> None:
        self.centre_id, self.minh, self.at = centre_id, minh, TUESDAY_9AM

    def __call__(self, status: str, **said: object) -> UUID:
        self.at += timedelta(minutes=5)
        given = {"procedure_code": "9.990001", "owner_name": "Hồ Mẫu Út", "status": status, **said}
        rows = [OutsideRow(external_code="G99-1", **given)]  # type: ignore[arg-type]
        with scope.use(scope.for_actor(self.minh)):
            outside.import_list(
                centre_id=self.centre_id, source_system="tinh", rows_given=rows, actor=self.minh, at=self.at
            )
            return Dossier.objects.get(external_code="G99-1").pk


@pytest.fixture
def take(centre, minh: Actor, version: VersionView) -> Take:
    return Take(centre.id, minh)


def page_of(browser: Client, dossier_id: UUID) -> str:
    return browser.get(f"/desk/dossiers/{dossier_id}/").content.decode()


def test_before_it_is_received_the_other_systems_date_stands_and_no_clock_of_ours(as_minh: Client, take: Take) -> None:
    page = page_of(as_minh, take("1", due_at=DUE))
    assert "Hẹn trả của hệ thống ấy</dt><dd><b>Thứ Sáu, 20/11/2026, 17:00" in page
    assert "còn 3 ngày" in page
    for ours in ("Phải trả lời trước", "chính chủ", "Tính từ lúc tiếp nhận", "Vì sao là ngày này"):
        assert ours not in page
    assert "hệ thống kia không cho biết" in page


def test_a_day_the_other_system_gave_stands_as_a_day(as_minh: Client, take: Take) -> None:
    page = page_of(as_minh, take("2", received_at=office_time(2026, 11, 13)))
    assert "Tiếp nhận</dt><dd>Thứ Sáu, 13/11/2026</dd>" in page


def test_what_earlier_versions_wrote_of_their_own_is_not_told_as_the_other_systems(as_minh: Client, take: Take) -> None:
    found = take("2")
    Dossier.objects.filter(pk=found).update(received_at=take.at, submitted_at=take.at)
    assert 'Tiếp nhận</dt><dd><span class="unknown">' in page_of(as_minh, found)


def test_a_pause_elsewhere_threatens_with_no_stop(as_minh: Client, take: Take) -> None:
    take("4")
    page = page_of(as_minh, take("6"))
    assert "Tạm dừng" in page
    assert "hồ sơ dừng giải quyết" not in page


@pytest.mark.parametrize(("status", "word"), [("3", "Từ chối tiếp nhận"), ("8", "Dừng giải quyết")])
def test_elsewhere_an_ended_dossier_waits_for_nothing(as_minh: Client, take: Take, status: str, word: str) -> None:
    take("1", due_at=DUE)
    page = page_of(as_minh, take(status))
    assert f"<dt>{word}</dt><dd>theo ngày ghi nhận" in page
    assert "Hẹn trả" not in page


@pytest.mark.parametrize("state", [S.REFUSED, S.STOPPED])
def test_here_an_ended_dossier_waits_for_nothing(as_hoa: Client, bring: Bring, state: S) -> None:
    page = page_of(as_hoa, bring(state))
    assert f"<dt>{state.label}</dt><dd><b>" in page
    assert "Phải trả lời trước" not in page
    assert "Tính từ lúc tiếp nhận" not in page


def test_reports_stay_on_the_page_with_who_settled_them(as_minh: Client, as_hoa: Client, take: Take) -> None:
    take("9")
    found = take("1")
    waiting = page_of(as_minh, found)
    address = re.search(r'action="([^"]+/reports/[^"]+)"', waiting)
    assert address
    assert "Chờ người xem" in waiting
    assert "/reports/" not in page_of(as_hoa, found)
    as_minh.post(address[1])
    settled = page_of(as_hoa, found)
    assert "Chờ người xem" not in settled
    assert re.search(r"Đã xem, không cần gì thêm</span> <span class=\"small soft\">Trần Mẫu Minh, 17/11", settled)


def test_such_a_page_costs_no_more_than_any_other(as_hoa: Client, take: Take) -> None:
    take("9")
    found = take("1")
    as_hoa.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        page_of(as_hoa, found)
    assert len(asked) <= 14, [q["sql"][:90] for q in asked]


def test_settling_is_asked_once_more(as_minh: Client, take: Take) -> None:
    take("9")
    take("1")
    page = as_minh.get("/desk/outside/").content.decode()
    assert re.search(r"<details[^>]*><summary>Đã xem, không cần gì thêm</summary><form", page)


def test_lists_do_not_say_how_it_came_in_elsewhere(as_minh: Client, take: Take) -> None:
    take("1", due_at=DUE)
    page = as_minh.get("/desk/?tab=outside").content.decode()
    assert '<td>–</td><td class="num">20/11, 17:00</td>' in page


def test_who_follows_it_by_its_code_reads_the_other_systems_date(client: Client, take: Take) -> None:
    take("1", due_at=DUE, submitted_at=office_time(2026, 11, 13), owner_number="999000000017")
    client.post("/tra-cuu/", {"code": "G99-1", "second_fact": "999000000017"})
    page = client.get("/tra-cuu/ho-so/").content.decode()
    assert "Thứ Sáu, 20/11/2026, 17:00" in page
    assert ">Thứ Sáu, 13/11/2026</time>" in page
    for ours in ("Trung tâm trả lời trước", "Hạn theo quy định"):
        assert ours not in page
