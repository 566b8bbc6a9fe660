"""What the office keeps can be read: what a signature decides, who wrote, why a draft went back, the receipt."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers.commands import conditions
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import PRICED, counter_dossier, make_procedure, reload, revision
from motcua.base.db import scope
from tests.desk.conftest import NOW
from tests.desk.test_acts import do

S = DossierState
DECLINED = "Không giải quyết, có văn bản trả lời"
DRAFT = {"outcome": "declined", "title": "Thư mẫu", "text": "Chưa đủ điều kiện"}


def page_of(browser, dossier_id, rest: str = "") -> str:
    return browser.get(f"/desk/dossiers/{dossier_id}/{rest}").content.decode()


def test_the_leader_reads_what_the_signature_decides_and_who_proposed_it(as_hoa, as_tuan, bring):
    found = bring(S.PROCESSING)
    do(as_hoa, found, "draft", **DRAFT)
    do(as_hoa, found, "ask-approval")
    for rest in ("", "do/decide/"):
        page = page_of(as_tuan, found, rest)
        assert f"<b>{DECLINED}</b>" in page, rest
        assert "Hoa soạn" in page, rest
    do(as_tuan, found, "decide")
    result = page_of(as_tuan, found).partition("Kết quả: ")[2].partition("</section>")[0]
    assert f"<b>{DECLINED}</b>" in result
    assert "Hoa soạn" in result
    assert "Tuấn ký" in result


def test_why_a_draft_went_back_stays_in_the_history(as_hoa, as_tuan, bring):
    found = bring(S.PROCESSING)
    for why in ("Sai căn cứ", "Thiếu ngày sinh"):
        do(as_hoa, found, "draft", **DRAFT)
        do(as_hoa, found, "ask-approval")
        do(as_tuan, found, "give-back", why=why)
    do(as_hoa, found, "draft", **DRAFT)
    do(as_hoa, found, "ask-approval")
    for _signed in range(2):
        history = page_of(as_hoa, found).partition('class="timeline"')[2]
        assert "Sai căn cứ" in history
        assert "Thiếu ngày sinh" in history
        do(as_tuan, found, "decide")
    assert reload(found).state == S.DECIDED


def test_a_remark_names_its_author(as_hoa, as_minh, bring):
    found = bring(S.PROCESSING)
    do(as_hoa, found, "note", text="Đã gọi hỏi")
    assert "Hoa:</b> Đã gọi hỏi" in page_of(as_minh, found)


@pytest.fixture
def with_fee(centre, minh):
    version = make_procedure(settled={"fee_at": "acceptance", **PRICED})
    return counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id


def test_the_receipt_of_the_fee_can_be_read_and_is_asked_for_once(with_fee, as_minh):
    assert "nộp phí, lệ phí" in page_of(as_minh, with_fee)
    do(as_minh, with_fee, "fee", receipt="BL-0042")
    page = page_of(as_minh, with_fee)
    assert '<b class="code">BL-0042</b>' in page
    assert "do/fee/" not in page


def test_a_fee_nobody_knows_is_told_as_unknown_and_not_asked_for(centre, minh, as_minh):
    told = {"Không thu.": {"fee:*": {"lines": []}}, "Chưa xác định, nên chưa thu.": {}}
    for number, (words, settled) in enumerate(told.items()):
        version = make_procedure(f"9.99000{number}", settled={"fee_at": "acceptance", **settled})
        page = page_of(as_minh, counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id)
        assert words in page
        assert "do/fee/" not in page


def test_a_second_receipt_is_not_told_as_recorded(with_fee, minh, as_minh):
    do(as_minh, with_fee, "fee", receipt="BL-0042")
    with scope.use(scope.for_actor(minh)), pytest.raises(conditions.NoFeeAwaited):
        conditions.record_fee_paid(
            dossier_id=with_fee, receipt="BL-0043", actor=minh, at=NOW, seen_revision=revision(with_fee)
        )
    answer = do(as_minh, with_fee, "fee", receipt="BL-0043")
    assert answer.status_code == 409
    assert "chưa được lưu" in answer.content.decode()
