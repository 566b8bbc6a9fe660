"""At the counter: one page, one POST; bad input keeps what was typed."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.states import Channel, DossierState
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.ids import uuid7
from motcua.surfaces.desk.episodes import opening, papers

CARD = "999098000001||Nguyễn Mẫu Lan|21111998|Nữ|Thôn Mẫu 3, xã Suối Mẫu|01012022"
GOOD = {
    "filer_name": "Nguyễn Mẫu Lan", "filer_number": "999000000001", "filer_phone": "0000111222",
    "filer_birth": "1998", "place": "counter", "return_by": "counter", "copies": "1",
    "paper0_state": "checked", "paper0_originals": "1", "do": "receive",
}  # fmt: skip
KEY = uuid7()


@pytest.fixture
def address(version: VersionView, as_minh: Client) -> str:
    return f"/desk/counter/{version.procedure_code}/"


def only_dossier(actor: Actor) -> Dossier:
    with scope.use(scope.for_actor(actor)):
        return Dossier.objects.get()


def test_minh_finds_the_procedure_without_diacritics(as_minh: Client, version: VersionView) -> None:
    assert version.procedure_code in as_minh.get("/desk/counter/?q=thu tuc mau").content.decode()


def test_the_promise_and_the_fee_are_shown_before_confirming(as_minh: Client, address: str) -> None:
    page = as_minh.get(address).content.decode()
    assert "3 ngày làm việc" in page
    assert "Thứ Sáu, 20/11/2026" in page
    assert "Phí, lệ phí" in page


def test_minh_receives_in_one_go(as_minh: Client, minh: Actor, address: str) -> None:
    answer = as_minh.post(address, GOOD)
    made = only_dossier(minh)
    assert answer["Location"] == f"/desk/dossiers/{made.id}/received/"
    assert made.state == DossierState.RECEIVED
    assert made.channel == Channel.COUNTER
    page = as_minh.get(answer["Location"]).content.decode()
    assert made.code
    assert made.code in page
    assert "Mẫu 01" in page


def test_a_form_sent_twice_makes_one_dossier_and_says_so(as_minh: Client, minh: Actor, address: str) -> None:
    key = re.search(r'name="key" value="([^"]+)"', as_minh.get(address).content.decode())
    assert key
    first = as_minh.post(address, {**GOOD, "key": key[1]})
    again = as_minh.post(address, {**GOOD, "key": key[1]})
    made, page = only_dossier(minh), again.content.decode()
    assert again.status_code == 409
    assert made.code in page
    assert first["Location"] in page
    other = re.search(r'name="key" value="([^"]+)"', page)
    assert other
    assert other[1] != key[1], "sent once more it is another dossier, and what was typed is still there"
    assert GOOD["filer_name"] in page
    assert as_minh.post(address, {**GOOD, "key": other[1]}).status_code == 302


def test_the_key_of_somebody_elses_dossier_is_no_way_to_it(
    as_minh: Client, as_stranger: Client, minh: Actor, address: str
) -> None:
    as_minh.post(address, {**GOOD, "key": str(KEY)})
    answer = as_stranger.post(address, {**GOOD, "key": str(KEY)}, follow=True)
    assert only_dossier(minh).code not in answer.content.decode()


def test_what_came_by_post_is_channel_three(as_minh: Client, minh: Actor, address: str) -> None:
    as_minh.post(address, {**GOOD, "place": "post"})
    assert only_dossier(minh).channel == Channel.POST


@pytest.mark.parametrize(
    "wrong",
    [
        {"filer_name": ""}, {"filer_number": "12345"}, {"filer_birth": "31/02/1998"}, {"filer_birth": "hôm qua"},
        {"paper0_state": ""}, {"paper0_state": "faulty"}, {"copies": "0"}, {"copies": "nhiều"},
        {"other_owner": "on"}, {"filer_phone": "12"}, {"place": "mars"}, {"filer_name": "\x00"},
        {"paper0_state": "waived", "paper0_reason": ""}, {"filer_name": "A" * 400},
    ],
)  # fmt: skip
def test_bad_input_is_told_and_keeps_what_was_typed(
    as_minh: Client, minh: Actor, address: str, wrong: dict[str, str]
) -> None:
    answer = as_minh.post(address, {**GOOD, "filer_address": "Thôn Mẫu 3", **wrong})
    assert answer.status_code == 422, wrong
    assert 'value="Thôn Mẫu 3"' in answer.content.decode()
    with scope.use(scope.for_actor(minh)):
        assert not Dossier.objects.exists()


def test_what_is_not_complete_goes_home_with_form_02(as_minh: Client, minh: Actor, address: str) -> None:
    typed = {**GOOD, "do": "turn_away", "paper0_state": "faulty", "paper0_reason": "Chưa ký", "reason": "Chưa đủ"}
    answer = as_minh.post(address, typed)
    assert only_dossier(minh).state == DossierState.AWAITING_INTAKE_SUPPLEMENT
    page = as_minh.get(answer["Location"]).content.decode()
    assert "Tờ khai mẫu: Chưa ký" in page
    assert "Mẫu 02" in page


def test_turning_away_needs_a_fault_and_a_reason(as_minh: Client, address: str) -> None:
    assert as_minh.post(address, {**GOOD, "do": "turn_away"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"owner_name": "Trần Mẫu Bé"}, "xin đánh dấu ô này, hoặc xoá phần đã ghi"),
        ({"owner_number": "999000000002"}, "xin đánh dấu ô này, hoặc xoá phần đã ghi"),
        ({"relation": "mẹ"}, "xin đánh dấu ô này, hoặc xoá phần đã ghi"),
        ({"reason": "thiếu một tờ"}, "xin bấm «Chưa đủ», hoặc xoá phần này"),
        ({"return_by": "post"}, "Xin ghi địa chỉ nhận qua bưu chính"),
        ({"post_address": "Thôn Mẫu 3"}, "xin chọn nhận qua bưu chính, hoặc xoá địa chỉ"),
        ({"days": "8"}, "xin bấm «Chưa đủ», hoặc xoá phần này"),
        ({"paper0_state": "", "paper0_reason": "thiếu dấu"}, "xin chọn chưa đạt hay không phải nộp"),
        ({"paper1_title": "Giấy mẫu", "paper1_reason": "thiếu dấu"}, "xin chọn chưa đạt hay không phải nộp"),
        ({"basis": "law"}, "xin đánh dấu ô này, hoặc xoá phần đã ghi"),
        ({"other_owner": "on", "owner_name": "Trần Mẫu Bé", "relation": "mẹ"}, "Xin chọn vì sao người nộp"),
        ({"paper1_reason": "ảnh mờ"}, "Xin ghi tên giấy tờ"),
        ({"other_owner": "on", "owner_name": ""}, "Xin ghi họ tên chủ hồ sơ"),
        ({"other_owner": "on", "owner_name": "Trần Mẫu Bé", "until": "mai"}, "Xin ghi ngày như 31/12/2026"),
        ({"witness": "Hồ Mẫu Chứng", "manner": "lăn tay"}, "lăn tay"),
        ({"manner": "thumb"}, "Điểm chỉ thì xin ghi họ tên người làm chứng"),
    ],
)
def test_nothing_typed_goes_unread(
    as_minh: Client, minh: Actor, address: str, typed: dict[str, str], told: str
) -> None:
    answer = as_minh.post(address, {**GOOD, **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert all(value in page for value in typed.values() if value != "on")
    with scope.use(scope.for_actor(minh)):
        assert not Dossier.objects.exists()


def test_where_the_post_brings_it_is_kept_and_printed(as_minh: Client, minh: Actor, address: str) -> None:
    as_minh.post(address, {**GOOD, "return_by": "post", "post_address": "Thôn Mẫu 3"})
    made = only_dossier(minh)
    assert made.post_address == "Thôn Mẫu 3"
    with scope.use(scope.for_actor(minh)):
        opened = opening.open_dossier(actor=minh, dossier_id=made.id, now=clock.now())
    assert forms.place_of_return(papers.source_of(opened)) == "Qua bưu chính: Thôn Mẫu 3"


def test_what_does_not_apply_is_not_asked(as_minh: Client, minh: Actor, address: str) -> None:
    """A count beside no paper: on the page, and not read."""
    as_minh.post(address, {**GOOD, "paper1_copies": "nhiều"})
    assert only_dossier(minh).state == DossierState.RECEIVED


def test_a_card_fills_the_filer_and_keeps_the_rest(as_minh: Client, address: str) -> None:
    page = as_minh.post(address, {**GOOD, "do": "card", "scan": CARD, "filer_phone": "0000999888"}).content.decode()
    assert 'value="999098000001"' in page
    assert 'value="21/11/1998"' in page
    assert 'value="0000999888"' in page


def test_a_scan_that_is_no_card_is_told(as_minh: Client, address: str) -> None:
    answer = as_minh.post(address, {**GOOD, "do": "card", "scan": "xin chào"})
    assert answer.status_code == 422
    assert "Không đọc được mã này" in answer.content.decode()


def test_only_clerks_receive(as_hoa: Client, as_auditor: Client, as_stranger: Client, address: str) -> None:
    assert as_hoa.post(address, GOOD).status_code == 403
    assert as_auditor.get(address).status_code == 403


def test_an_unknown_procedure_is_not_found(as_minh: Client) -> None:
    assert as_minh.get("/desk/counter/9.999999/").status_code == 404


@pytest.mark.parametrize("papers", [1, 3])
def test_receiving_costs_few_statements(as_minh: Client, address: str, papers: int) -> None:
    typed = {**GOOD, **{f"paper{n}_title": f"Giấy thêm {n}" for n in range(1, papers)}}
    typed |= {f"paper{n}_state": "checked" for n in range(papers)}
    as_minh.post(address, typed)  # code block leased, calendar and catalogue kept
    with CaptureQueriesContext(connection) as asked:
        assert as_minh.post(address, typed).status_code == 302
    real = [q["sql"] for q in asked if not re.match(r"(RELEASE )?SAVEPOINT|BEGIN|COMMIT", q["sql"])]
    assert len(real) <= 5, [sql[:100] for sql in real]
