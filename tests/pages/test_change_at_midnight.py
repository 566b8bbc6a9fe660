"""A draft begun at ten to midnight: told of the new fee, term and papers when it is opened or filed after midnight."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from motcua.apps.dossiers.tests.factories import make_procedure, settle
from motcua.apps.procedures import queries
from motcua.apps.procedures.models import Miss
from motcua.apps.procedures.tests.decisions import approved, change, prepared
from motcua.kernel import clock
from motcua.kernel.clock import office_time
from tests.pages.test_filing import begin, fill, papers_of, row_of

CODE, FIRST = "9.990001", date(2026, 12, 1)
EVE, MIDNIGHT = office_time(2026, 11, 30, 23, 50), office_time(2026, 12, 1, 0, 5)
FEE = {"lines": [{"line": "Lệ phí", "amount": 15000}]}
FACTS = {"fee:2": FEE, "term:2": {"quantity": "7", "unit": "working_day"}, "exemptions": []}
TWO = [{"papers": [{"title": "Tờ khai mẫu", "originals": 1}, {"title": "Ảnh mẫu", "originals": 2}]}]


@pytest.fixture(autouse=True)
def _a_procedure(centre) -> None:
    make_procedure()


def announced(**said) -> None:
    """A decision from the first of December, approved in the evening before."""
    with clock.stopped(EVE):
        approved(prepared(change(**said), effective_from=FIRST, at=EVE), at=EVE)


def drafted(browser: Client) -> str:
    """Filled and ready at ten to midnight."""
    with clock.stopped(EVE):
        draft = begin(browser)
        fill(browser, draft)
    return draft


def follow(browser: Client, draft: str, **told):
    shown = browser.get(f"{draft}/xem-lai/").context["news"]
    return browser.post(f"{draft}/quy-dinh-moi/", {"version": shown.version_id, "page": "xem-lai", **told})


def test_the_page_says_the_new_rule_from_midnight_in_the_same_process(client):
    announced(facts=FACTS)
    for moment, fee, term in ((EVE, "Chưa xác định", "3 ngày làm việc"), (MIDNIGHT, "15.000", "7 ngày làm việc")):
        with clock.stopped(moment):
            page = client.get(f"/thu-tuc/{CODE}/").content.decode()
            assert fee in page.replace("\xa0", " ")
            assert term in page


def test_opened_after_midnight_the_draft_tells_what_is_new(as_lan):
    draft = drafted(as_lan)
    announced(facts=FACTS, cases=TWO)
    with clock.stopped(EVE):
        assert "Quy định đã thay đổi" not in as_lan.get(f"{draft}/xem-lai/").content.decode()
    with clock.stopped(MIDNIGHT):
        page = as_lan.get(f"{draft}/nguoi-nop/")
        told = [(line.name, line.old, line.new.replace("\xa0", " ")) for line in page.context["news"].lines]
    assert told == [
        ("Miễn, giảm", "chưa xác định", "không có"),
        ("Thời hạn", "3 ngày làm việc", "7 ngày làm việc"),
        ("Phí, lệ phí", "chưa xác định", "15.000 đ"),
        ("Giấy tờ", "không có", "Ảnh mẫu (2 bản chính, 0 bản sao)"),
    ]
    assert "Quy định đã thay đổi từ 01/12/2026" in page.content.decode()


def test_filed_after_midnight_nothing_is_sent_before_the_filer_has_read_and_confirmed(as_lan):
    draft = drafted(as_lan)
    announced(facts=FACTS, cases=TWO)
    with clock.stopped(MIDNIGHT):
        answer = as_lan.post(f"{draft}/xem-lai/")
        assert answer.status_code == 409
        assert "15.000" in answer.content.decode()
        assert row_of(draft).state == "DRAFT"
        assert follow(as_lan, draft)["Location"].endswith("/giay-to/")
        papers = papers_of(as_lan, draft)
        assert [(paper.title, bool(paper.state)) for paper in papers] == [("Tờ khai mẫu", True), ("Ảnh mẫu", False)]
        assert as_lan.post(f"{draft}/giay-to/", {f"bring-{papers[1].id}": "1", "on": "1"}).status_code == 302
        assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    assert row_of(draft).version_id == queries.in_force(CODE, on=FIRST).id


def test_a_version_that_changes_nothing_for_the_filer_holds_nobody_up(as_lan):
    draft = drafted(as_lan)
    announced(legal=["9/2026/NĐ-MẪU"])
    with clock.stopped(MIDNIGHT):
        assert "Quy định đã thay đổi" not in as_lan.get(f"{draft}/xem-lai/").content.decode()
        assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    assert row_of(draft).version_id == queries.in_force(CODE, on=FIRST).id


def test_a_confirmation_of_an_older_page_is_asked_again(as_lan):
    draft = drafted(as_lan)
    announced(facts=FACTS)
    with clock.stopped(MIDNIGHT):
        settle(CODE, "fee:2", {"lines": []}, at=MIDNIGHT)
        older = queries.in_force(CODE, on=FIRST).id - 1
        answer = as_lan.post(f"{draft}/quy-dinh-moi/", {"version": older, "page": "xem-lai"}, follow=True)
        assert "Xin xem lại giấy tờ, thời hạn và phí" in answer.content.decode()
        assert "Quy định đã thay đổi" in answer.content.decode()
        assert follow(as_lan, draft)["Location"].endswith("/xem-lai/")
        assert follow_quietly(as_lan, draft) == 302


def follow_quietly(browser: Client, draft: str) -> int:
    """Pressed once more, when there is nothing new any longer."""
    return browser.post(f"{draft}/quy-dinh-moi/", {"version": "x", "page": "x"}).status_code


def test_a_draft_of_a_repealed_procedure_is_told_what_took_its_place(as_lan, client):
    draft = drafted(as_lan)
    new = {"code": "9.990009", "action": "new", "title": "Thủ tục mới", "field": "Lĩnh vực mẫu"}
    gone = {"code": CODE, "action": "repeal", "facts": {"replaced_by": ["9.990009"]}}
    with clock.stopped(EVE):
        approved(prepared(new, gone, effective_from=FIRST, at=EVE), at=EVE)
    with clock.stopped(MIDNIGHT):
        answer = as_lan.post(f"{draft}/xem-lai/")
        assert answer.status_code == 409
        assert "/thu-tuc/9.990009/" in answer.content.decode()
        page = client.get(f"/thu-tuc/{CODE}/")
        assert page.status_code == 404
        assert "bãi bỏ từ 01/12/2026" in page.content.decode()
        assert "/thu-tuc/9.990009/" in page.content.decode()
        assert follow_quietly(as_lan, draft) == 302
    assert row_of(draft).state == "DRAFT"


@pytest.mark.parametrize(("words", "kept"), [("xyzzy qwrt", [("", 2)]), (CODE, [])])
def test_a_search_that_finds_nothing_is_counted_without_what_was_typed(client, words, kept):
    client.get("/thu-tuc/", {"q": words})
    assert list(Miss.objects.values_list("words", "strange")) == kept
