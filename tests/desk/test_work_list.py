"""The one work list: tabs, lights, paging, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.desk.conftest import NOW, Bring

S = DossierState


def test_minh_finds_online_filings_with_their_eight_hour_clock(as_minh: Client, bring: Bring) -> None:
    bring(S.SUBMITTED)
    page = as_minh.get("/desk/").content.decode()
    assert "Chờ tiếp nhận <b>1</b>" in page
    assert "Hạn tiếp nhận" in page
    assert "Sắp hết" in page


def test_hoa_begins_with_what_stands_on_her_name(as_hoa: Client, bring: Bring) -> None:
    bring(S.PROCESSING)
    page = as_hoa.get("/desk/").content.decode()
    assert "Việc của tôi <b>1</b>" in page
    assert "Nguyễn Mẫu Lan" in page
    assert "Trong hạn" in page


def test_tuan_begins_with_what_waits_for_his_name(as_tuan: Client, bring: Bring) -> None:
    assert 'aria-current="page">Chờ lãnh đạo ký' in as_tuan.get("/desk/").content.decode()


def test_a_paused_dossier_shows_that_the_citizen_is_awaited(as_hoa: Client, bring: Bring) -> None:
    bring(S.AWAITING_SUPPLEMENT)
    page = as_hoa.get("/desk/?tab=citizen").content.decode()
    assert "Tạm dừng, chờ người dân (1)" in page


def test_work_in_nobodys_hands_has_a_list_and_says_so(as_minh: Client, bring: Bring) -> None:
    dossier_id = bring(S.RECEIVED)
    with scope.opened(dossier_id):
        Dossier.objects.filter(pk=dossier_id).update(state=S.PROCESSING)
    page = as_minh.get("/desk/?tab=unheld").content.decode()
    assert "Chờ giao việc <b>1</b>" in page
    assert "<td>Chưa có người giữ</td>" in page
    assert "<dd>Chưa có người giữ</dd>" in as_minh.get(f"/desk/dossiers/{dossier_id}/").content.decode()


def test_filters_that_leave_nothing_offer_the_way_back(as_minh: Client, bring: Bring) -> None:
    bring(S.SUBMITTED)
    assert "Bỏ lọc" in as_minh.get("/desk/?tab=intake&channel=3").content.decode()


@pytest.mark.parametrize("asked", ["page=0", "page=x", "page=999999999999", "tab=khac", "channel=%00", "field=%27"])
def test_nonsense_in_the_address_still_gives_a_list(as_minh: Client, bring: Bring, asked: str) -> None:
    assert as_minh.get(f"/desk/?{asked}").status_code == 200


def test_the_stranger_sees_nothing_of_ours(as_stranger: Client, bring: Bring) -> None:
    bring(S.SUBMITTED)
    assert "Nguyễn Mẫu Lan" not in as_stranger.get("/desk/?tab=all").content.decode()


def test_a_guide_is_told_that_they_hold_no_dossiers(as_guide: Client, bring: Bring) -> None:
    bring(S.SUBMITTED)
    page = as_guide.get("/desk/").content.decode()
    assert "không giữ hồ sơ nào" in page
    assert "Nguyễn Mẫu Lan" not in page


def test_the_print_of_today_holds_what_is_due(as_minh: Client, bring: Bring) -> None:
    bring(S.SUBMITTED)
    bring(S.PROCESSING)
    with clock.stopped(NOW + timedelta(hours=18)):
        page = as_minh.get("/desk/today/?tab=all").content.decode()
    assert page.count("<td>☐</td>") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_work_list_costs_two_statements(as_hoa: Client, bring: Bring, count: int, version: VersionView) -> None:
    for _ in range(count):
        bring(S.PROCESSING)
    as_hoa.get("/desk/")  # centre, calendar and catalogue are kept in the process
    with CaptureQueriesContext(connection) as asked:
        assert as_hoa.get("/desk/").status_code == 200
    assert len(asked) == 2, [q["sql"][:90] for q in asked]


def test_a_kept_page_shows_what_changed_and_whose_it_is(as_minh: Client, as_hoa: Client, bring: Bring) -> None:
    dossier_id = bring(S.RECEIVED)
    before = [client.get("/desk/?tab=all").content.decode() for client in (as_minh, as_minh, as_hoa)]
    assert "Trần Mẫu Minh" in before[1]
    assert "Trần Mẫu Minh" not in before[2]
    assert "@@" not in "".join(before)
    with scope.opened(dossier_id):
        Dossier.objects.filter(pk=dossier_id).update(state=S.AWAITING_SUPPLEMENT)
    assert "Tạm dừng, chờ người dân (1)" in as_minh.get("/desk/?tab=all").content.decode()


def test_the_remaining_time_is_drawn_anew_each_minute(as_minh: Client, bring: Bring) -> None:
    bring(S.SUBMITTED)
    pages = []
    for minutes in (0, 1):
        with clock.stopped(NOW + timedelta(minutes=minutes)):
            pages.append(as_minh.get("/desk/?tab=intake").content.decode())
    assert pages[0] != pages[1]
    assert f"{NOW + timedelta(minutes=1):%H:%M}" in pages[1]


def test_a_message_is_shown_once(as_minh: Client, bring: Bring) -> None:
    kept = as_minh.get("/desk/?tab=all").content.decode()
    request = RequestFactory().get("/")
    store = CookieStorage(request)
    store.add(messages.SUCCESS, "Đã ghi mẫu.")
    answer = HttpResponse()
    store.update(answer)
    as_minh.cookies["messages"] = answer.cookies["messages"].value
    assert "Đã ghi mẫu." in as_minh.get("/desk/?tab=all").content.decode()
    assert "Đã ghi mẫu." not in kept + as_minh.get("/desk/?tab=all").content.decode()


def test_twenty_rows_make_a_page(as_minh: Client, bring: Bring, minh: Actor) -> None:
    for _ in range(21):
        bring(S.RECEIVED)
    first = as_minh.get("/desk/?tab=all").content.decode()
    second = as_minh.get("/desk/?tab=all&page=2").content.decode()
    assert first.count("data-href=") == 20
    assert second.count("data-href=") == 1
