"""What each officer does to a dossier: the button and the guard agree, nothing is overwritten, typed words stay."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client

from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import ask, reload, revision
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.surfaces.desk.views.table import ACTS
from tests.desk.conftest import NOW, Bring

S = DossierState
FILED = [state for state in S if state is not S.DRAFT]
WHY = {"ground": "Điều mẫu", "reason": "Lý do mẫu"}
RECEIVER = {
    "way": "counter", "relation": "owner", "receiver_name": "Nguyễn Mẫu Lan", "receiver_number": "999000000001",
    "proof": "identity",
}  # fmt: skip


def do(browser: Client, dossier_id: UUID, slug: str, **typed: object):
    given = {"seen_revision": revision(dossier_id), **typed}
    return browser.post(f"/desk/dossiers/{dossier_id}/do/{slug}/", given)


def offered(browser: Client, dossier_id: UUID) -> set[str]:
    """The acts the page shows a button (or the note's field) for."""
    page = browser.get(f"/desk/dossiers/{dossier_id}/").content.decode()
    return set(re.findall(rf'(?:href|action)="/desk/dossiers/{dossier_id}/do/([a-z-]+)/"', page))


def test_minh_accepts_an_online_filing(as_minh: Client, bring: Bring) -> None:
    found = bring(S.SUBMITTED)
    answer = do(as_minh, found, "accept")
    assert answer["Location"] == f"/desk/dossiers/{found}/"
    assert reload(found).state == S.RECEIVED


def test_minh_refuses_with_ground_and_text_only(as_minh: Client, bring: Bring) -> None:
    found = bring(S.SUBMITTED)
    half = do(as_minh, found, "refuse", reason="Không thuộc thẩm quyền của xã", ground="")
    assert half.status_code == 422
    assert "Không thuộc thẩm quyền của xã" in half.content.decode()
    assert do(as_minh, found, "refuse", **WHY).status_code == 302
    assert reload(found).state == S.REFUSED


def test_hoa_asks_for_all_that_is_missing_at_once(as_hoa: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    page = as_hoa.get(f"/desk/dossiers/{found}/do/supplement/").content.decode()
    paper = re.search(r'name="(paper-[0-9a-f-]+)"', page)
    assert paper
    typed = {paper[1]: "Chưa ký", "free-1": "Thêm ảnh", "reason": "Chưa đủ căn cứ", "basis": "Điều 5 mẫu"}
    assert do(as_hoa, found, "supplement", **typed).status_code == 302
    shown = as_hoa.get(f"/desk/dossiers/{found}/").content.decode()
    assert "Chưa ký" in shown
    assert "Thêm ảnh" in shown
    assert "Căn cứ: Điều 5 mẫu." in shown


def test_a_request_without_an_item_keeps_its_reason(as_hoa: Client, bring: Bring) -> None:
    answer = do(as_hoa, bring(S.PROCESSING), "supplement", reason="Chưa đủ căn cứ mẫu")
    assert answer.status_code == 422
    assert "Chưa đủ căn cứ mẫu" in answer.content.decode()


def test_the_second_request_is_the_leaders_and_says_what_it_costs(
    as_hoa: Client, as_tuan: Client, as_minh: Client, hoa: Actor, bring: Bring
) -> None:
    found = bring(S.AWAITING_SUPPLEMENT)
    page = as_minh.get(f"/desk/dossiers/{found}/do/reply/").content.decode()
    answer = re.search(r'name="(answer-[0-9a-f-]+)"', page)
    assert answer
    assert do(as_minh, found, "reply", **{answer[1]: "Đã ký lại"}).status_code == 302
    assert "supplement" not in offered(as_hoa, found)
    assert "Chỉ số 766" in as_tuan.get(f"/desk/dossiers/{found}/do/supplement/").content.decode()


def test_hoa_drafts_tuan_signs_minh_hands_over(as_minh, as_hoa, as_tuan, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    assert do(as_hoa, found, "draft", outcome="granted", title="Giấy mẫu", text="Đồng ý").status_code == 302
    assert do(as_hoa, found, "ask-approval").status_code == 302
    assert "Chờ lãnh đạo ký <b>1</b>" in as_tuan.get("/desk/").content.decode()
    assert do(as_tuan, found, "decide").status_code == 302
    assert do(as_minh, found, "return", **RECEIVER).status_code == 302
    assert reload(found).state == S.RETURNED


def test_tuan_gives_a_draft_back_and_hoa_reads_why(as_hoa, as_tuan, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    do(as_hoa, found, "draft", outcome="granted", title="Giấy mẫu", text="Đồng ý")
    do(as_hoa, found, "ask-approval")
    assert do(as_tuan, found, "give-back", why="Sai tên mẫu").status_code == 302
    assert "Sai tên mẫu" in as_hoa.get(f"/desk/dossiers/{found}/").content.decode()


def test_van_returns_a_result_only_with_proof(as_van: Client, bring: Bring) -> None:
    found = bring(S.DECIDED)
    proxy = do(as_van, found, "return", **{**RECEIVER, "relation": "proxy", "receiver_name": "Đào Mẫu Thay"})
    assert proxy.status_code == 422
    assert "Đào Mẫu Thay" in proxy.content.decode()
    assert do(as_van, found, "return", **RECEIVER).status_code == 302


def test_the_second_officer_is_told_and_nothing_is_overwritten(as_hoa: Client, as_tuan: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    seen = revision(found)
    assert do(as_tuan, found, "stop", **WHY).status_code == 302
    late = do(as_hoa, found, "draft", seen_revision=seen, outcome="granted", title="Giấy mẫu", text="Chữ của Hoa")
    page = late.content.decode()
    assert late.status_code == 409
    assert "Phạm Mẫu Tuấn" in page
    assert "Dừng giải quyết" in page
    assert "Chữ của Hoa" in page
    assert reload(found).state == S.STOPPED


def test_what_was_typed_can_be_sent_again_after_a_look(as_hoa: Client, as_minh: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    seen = revision(found)
    assert do(as_minh, found, "note", text="Dân gọi hỏi").status_code == 302
    do(as_hoa, found, "draft", outcome="granted", title="Giấy mẫu", text="Lần một")
    late = do(as_hoa, found, "draft", seen_revision=seen, outcome="granted", title="Giấy mẫu", text="Lần hai")
    assert late.status_code == 409
    again = re.search(r'name="seen_revision" value="(\d+)"', late.content.decode())
    assert again
    assert int(again[1]) == revision(found)


def test_who_made_the_last_move_is_not_named_for_a_draft(as_hoa: Client, as_tuan: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    seen = revision(found)
    do(as_hoa, found, "draft", outcome="granted", title="Giấy mẫu", text="Lần một")
    late = do(as_tuan, found, "stop", seen_revision=seen, **WHY)
    [told] = re.findall(r'<div class="note near" role="alert".*?</div>', late.content.decode(), re.DOTALL)
    assert late.status_code == 409
    assert "Ghi chú, giấy tờ, dự thảo" in told
    assert told.count("<b>") == 1, "nobody is named"


@pytest.mark.parametrize("state", FILED, ids=str)
@pytest.mark.parametrize("who", ["as_minh", "as_hoa", "as_tuan", "as_van", "as_auditor"])
def test_a_hidden_button_is_refused_and_a_shown_one_opens(
    request: pytest.FixtureRequest, bring: Bring, who: str, state: DossierState
) -> None:
    browser, found = request.getfixturevalue(who), bring(state)
    shown, before = offered(browser, found), revision(found)
    for act in ACTS:
        opened = browser.get(f"/desk/dossiers/{found}/do/{act.slug}/").status_code
        assert opened == (200 if act.slug in shown else 409), act.slug
        if act.slug not in shown:
            typed = {**WHY, **RECEIVER, "why": "Vì mẫu", "text": "Mẫu", "title": "Mẫu", "outcome": "granted"}
            assert do(browser, found, act.slug, **typed, holder="1", **{"free-1": "Mẫu"}).status_code in {403, 409, 422}
    assert revision(found) == before


def test_minh_marks_a_paper_and_must_say_why_it_is_faulty(as_minh: Client, bring: Bring, minh: Actor) -> None:
    found = bring(S.SUBMITTED)
    page = as_minh.get(f"/desk/dossiers/{found}/").content.decode()
    [address] = set(re.findall(rf'action="(/desk/dossiers/{found}/papers/[0-9a-f-]+/)"', page))
    assert as_minh.post(address, {"state": "faulty"}).status_code == 422
    assert as_minh.post(address, {"state": "faulty", "reason": "Mờ chữ ký"}).status_code == 302
    assert "Mờ chữ ký" in as_minh.get(f"/desk/dossiers/{found}/").content.decode()
    assert as_minh.post(address, {"state": "nothing"}).status_code == 422


def test_a_withdrawal_is_asked_for_and_granted(as_minh: Client, as_tuan: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    assert do(as_minh, found, "withdraw", reason="Không cần nữa").status_code == 302
    assert do(as_tuan, found, "grant").status_code == 302
    assert reload(found).state == S.STOPPED


def test_a_result_handed_to_the_wrong_person_is_taken_back(as_minh: Client, bring: Bring) -> None:
    found = bring(S.RETURNED)
    assert do(as_minh, found, "recall", why="Trả nhầm người").status_code == 302
    assert reload(found).state == S.DECIDED


def test_htmx_is_sent_to_the_dossier(as_minh: Client, bring: Bring) -> None:
    found = bring(S.SUBMITTED)
    answer = as_minh.post(
        f"/desk/dossiers/{found}/do/accept/", {"seen_revision": revision(found)}, headers={"HX-Request": "true"}
    )
    assert answer["HX-Redirect"] == f"/desk/dossiers/{found}/"


def test_a_button_whose_act_has_closed_tells_so_in_the_panel(as_minh: Client, bring: Bring) -> None:
    found = bring(S.RETURNED)
    answer = as_minh.get(f"/desk/dossiers/{found}/do/accept/", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'id="panel"' in page
    assert "việc này hiện không mở cho ông/bà" in page
    assert f'href="/desk/dossiers/{found}/"' in page


def test_a_page_left_open_since_before_a_supplement_is_told(as_hoa: Client, hoa: Actor, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    seen = revision(found)
    ask(found, hoa, at=NOW)
    with scope.use(scope.for_actor(hoa)):
        late = do(as_hoa, found, "supplement", seen_revision=seen, reason="Thiếu", **{"free-1": "Ảnh"})
    assert late.status_code == 409
    assert "không còn mở" in late.content.decode()
