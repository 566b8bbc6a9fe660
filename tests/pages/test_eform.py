"""Lan fills in an e-form inside the filing guide: kept half-filled, checked by the server, read again at the desk."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.models import Component
from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.tests.factories import make_procedure, settle
from motcua.apps.identity.tests.factories import make_citizen
from motcua.apps.organization.tests.factories import make_officer
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import Invalid, NotFound
from tests.pages.test_filing import LAN, begin, cost_of, papers_of, row_of


def own_form(**changes: Any) -> dict[str, Any]:
    """Two pages: somebody and a date of theirs, and a paper asked for only where there is one."""
    some = {"type": "string", "maxLength": 40, "description": "Ghi như trên giấy."}
    return {
        "sources": {"M": "Mẫu bịa ra để thử"},
        "schema": {
            "type": "object",
            "required": ["ten", "co_giay"],
            "properties": {
                "ten": {**some, "title": "Tên trẻ"},
                "sinh": {"type": "string", "format": "partial-date", "title": "Ngày sinh", "description": "Chỉ năm."},
                "so": {**some, "title": "Số định danh"},
                "co_giay": {"type": "string", "enum": ["Có", "Không"], "title": "Có giấy?", "description": "Chọn."},
                "so_giay": {**some, "title": "Số giấy"},
            },
        },
        "layout": {
            "pages": [
                {"key": "tre", "title": "Về trẻ", "sections": [{"fields": ["ten", "sinh", "so"]}]},
                {"key": "giay", "title": "Về giấy", "sections": [{"title": "Giấy", "fields": ["co_giay", "so_giay"]}]},
            ]
        },
        "rules": [
            {"show": ["so_giay"], "when": {"field": "co_giay", "is": ["Có"]}, "say": "Chỉ điền khi có giấy."},
            {"require": ["so_giay"], "when": {"field": "co_giay", "is": ["Có"]}},
            {"order": ["sinh", "today"], "say": "Ngày sinh không thể sau hôm nay."},
        ],
        "fields": {
            "ten": {"sources": ["M: 1"], "prefill": "subject.name"},
            "sinh": {"sources": ["M: 2"], "prefill": "subject.birth"},
            "so": {"sources": ["M: 3"], "masked": True},
            "co_giay": {
                "sources": ["M: 4"],
                "help": "Giấy có dấu đỏ.",
                "picture": {"file": "ui/mark.svg", "text": "Tờ giấy có dấu ở góc dưới"},
                "clip": {"file": "ui/mark.mp3", "text": "Nghe hướng dẫn"},
            },
            "so_giay": {"sources": ["M: 5"]},
        },
        **changes,
    }


@pytest.fixture
def form(centre):
    return make_procedure(settled={"eform": own_form()})


GOOD = {
    "khai-tre": {"ten": "Nguyễn Mẫu Bé", "sinh-y": "2026", "so": "999000000009"},
    "khai-giay": {"co_giay": "Có", "so_giay": "12/2026"},
}  # fmt: skip


def fill(browser: Client, draft: str, **instead: dict[str, str]) -> None:
    assert browser.post(f"{draft}/nguoi-nop/", LAN)["Location"].endswith("/khai-tre/")
    for name, typed in {**GOOD, **instead}.items():
        browser.post(f"{draft}/{name}/", typed)
    paper = papers_of(browser, draft)[0]
    assert browser.post(f"{draft}/giay-to/", {f"bring-{paper.id}": "1", "on": "1"}).status_code == 302
    browser.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})


def test_the_pages_of_the_form_stand_between_people_and_papers(form, as_lan):
    draft = begin(as_lan)
    where = [as_lan.post(f"{draft}/nguoi-nop/", LAN)["Location"]]
    where += [as_lan.post(f"{draft}/{name}/", typed)["Location"] for name, typed in GOOD.items()]
    assert [each.rstrip("/").rsplit("/", 1)[-1] for each in where] == ["khai-tre", "khai-giay", "giay-to"]
    page = as_lan.get(f"{draft}/khai-giay/").content.decode()
    assert "phần 3 trên 6" in page
    assert f'{draft}/khai-tre/"' in page, "the question before"


def test_half_a_page_is_kept_and_each_problem_leads_to_its_field(form, as_lan):
    draft = begin(as_lan)
    answer = as_lan.post(f"{draft}/khai-tre/", {"ten": " ", "sinh-d": "31", "sinh-m": "2", "sinh-y": "2020", "so": "9"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_ten">Xin điền «Tên trẻ».</a>' in page
    assert '<a href="#id_sinh-d">' in page
    again = as_lan.get(f"{draft}/khai-tre/").content.decode()
    assert re.search(r'name="sinh-m" value="2"', again)
    assert 'name="so" value="9"' in again


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"co_giay": ""}, "Xin điền «Có giấy?»."),
        ({"co_giay": "Có"}, "Xin điền «Số giấy»."),
        ({"co_giay": "Có lẽ"}, "Xin chọn một trong các mục."),
    ],
)
def test_the_server_knows_the_rules_without_a_script(form, as_lan, typed, problem):
    draft = begin(as_lan)
    answer = as_lan.post(f"{draft}/khai-giay/", typed)
    assert (answer.status_code, problem in answer.content.decode()) == (422, True)


def test_without_a_script_a_field_says_when_to_fill_it_in(form, as_lan):
    page = as_lan.get(f"{begin(as_lan)}/khai-giay/").content.decode()
    assert "Chỉ điền khi có giấy. Ghi như trên giấy." in page


def test_help_a_picture_and_a_clip_stand_at_their_field(form, as_lan):
    page = as_lan.get(f"{begin(as_lan)}/khai-giay/").content.decode()
    assert "Giấy có dấu đỏ." in page
    assert 'alt="Tờ giấy có dấu ở góc dưới"' in page
    assert "<audio controls" in page


def test_an_answer_to_what_is_no_longer_asked_stays_typed_and_counts_for_nothing(form, as_lan, lan):
    draft = begin(as_lan)
    fill(as_lan, draft, **{"khai-giay": {"co_giay": "Không", "so_giay": "cũ"}})
    page = as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert ">cũ<" not in page
    kept = dossiers.draft(actor=lan, draft_id=UUID(draft.rsplit("/", 1)[-1])).answers["khai-giay"]
    assert kept["so_giay"] == "cũ"


def test_people_known_already_are_offered_with_a_word_of_where_from(form, as_lan):
    draft = begin(as_lan)
    blank = as_lan.get(f"{draft}/khai-tre/").content.decode()
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    page = as_lan.get(f"{draft}/khai-tre/").content.decode()
    assert ("Nguyễn Mẫu Lan" in blank.split("<form")[-1], 'name="ten" value="Nguyễn Mẫu Lan"' in page) == (False, True)
    assert 'name="sinh-y" value="1998"' in page
    assert "Đã điền sẵn từ trang" in page


def test_what_is_offered_to_one_is_not_drawn_for_another(form, as_lan):
    as_lan.post(f"{(draft := begin(as_lan))}/nguoi-nop/", LAN)
    as_lan.get(f"{draft}/khai-tre/")
    account = make_citizen(phone="0000999888", name="Vũ Mẫu Khác", number="999000777666")
    other = sign_in(Actor(kind=ActorKind.CITIZEN, account_id=account.id))
    assert "Nguyễn Mẫu Lan" not in other.get(f"{begin(other)}/khai-tre/").content.decode()


def test_the_review_shows_every_answer_with_a_way_back(form, as_lan):
    draft = begin(as_lan)
    fill(as_lan, draft)
    page = as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert "Nguyễn Mẫu Bé" in page
    assert f'href="{draft}/khai-giay/"' in page


def test_a_form_half_filled_is_not_filed_and_says_what_is_missing(form, as_lan):
    draft = begin(as_lan)
    fill(as_lan, draft, **{"khai-giay": {"co_giay": "Có"}})
    answer = as_lan.post(f"{draft}/xem-lai/")
    assert answer.status_code == 422
    assert "Tờ khai còn chỗ chưa xong." in answer.content.decode()
    assert "Xin điền «Số giấy»." in answer.content.decode()


def test_a_paper_the_form_stands_for_is_not_asked_for_and_given_with_it(centre, as_lan):
    version = make_procedure()
    settle("9.990001", "eform", own_form(stands_for=[version.cases[0].papers[0].id]))
    draft = begin(as_lan)
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    for name, typed in GOOD.items():
        as_lan.post(f"{draft}/{name}/", typed)
    assert "không phải nộp giấy này" in as_lan.get(f"{draft}/giay-to/").content.decode()
    assert as_lan.post(f"{draft}/giay-to/", {"on": "1"}).status_code == 302
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    row = row_of(draft)
    with scope.opened(row.id):
        assert [p.state for p in Component.objects.filter(dossier=row)] == [ComponentState.GIVEN]


def filed(browser: Client) -> str:
    draft = begin(browser)
    fill(browser, draft)
    assert browser.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    return draft.rsplit("/", 1)[-1]


def test_the_officer_reads_it_in_part_and_on_its_own_page_in_full(form, as_lan, as_minh, as_stranger):
    dossier = filed(as_lan)
    page = as_minh.get(f"/desk/dossiers/{dossier}/").content.decode()
    assert "Nguyễn Mẫu Bé" in page
    assert "999 *** 009" in page
    assert "999000000009" not in page
    assert "999000000009" in as_minh.get(f"/desk/dossiers/{dossier}/eform/").content.decode()
    assert as_stranger.get(f"/desk/dossiers/{dossier}/eform/").status_code == 404


def test_the_filer_reads_it_again_and_nobody_else(form, as_lan, client):
    dossier = filed(as_lan)
    page = as_lan.get(f"/ho-so/{dossier}/").content.decode()
    assert "Những gì ông/bà đã khai" in page
    assert "999000000009" in page
    assert "Nguyễn Mẫu Bé" not in client.get(f"/ho-so/{dossier}/").content.decode()


def test_a_form_speaks_english_where_its_words_are_known_and_else_vietnamese_said_to_be(form, as_lan):
    draft = begin(as_lan)
    page = as_lan.get(f"/en{draft}/khai-giay/").content.decode()
    assert "See the help" in page
    assert 'data-field="co_giay" lang="vi"' in page
    assert "Có giấy?" in page
    known = as_lan.get(f"/en{draft}/khai-tre/").content.decode()
    assert 'data-field="sinh">\n<fieldset class="field"><legend>Date of birth (if any)</legend>' in known
    assert 'value="Có"' in page, "what is kept is what the form says, in every language"
    wrong = as_lan.post(f"/en{draft}/khai-giay/", {"co_giay": "Có"}).content.decode()
    assert "Fill in only if there is such a paper." in wrong


def test_the_console_lists_the_words_a_language_lacks(form, centre):
    keeper = sign_in(make_officer(centre_id=centre.id, role=Role.KEEPER, username="thu", name="Đinh Mẫu Thư"))
    page = keeper.get("/console/languages/en/").content.decode()
    told = page.split("Câu hỏi và tờ khai điện tử còn hiện tiếng Việt")[1]
    assert "<li>Có giấy?</li>" in told
    assert "<li>Ngày sinh</li>" not in told


def test_a_name_with_markup_stays_a_name(form, as_lan, as_minh):
    draft = begin(as_lan)
    fill(as_lan, draft, **{"khai-tre": {"ten": "<script>alert(1)</script>"}})
    assert "<script>alert" not in as_lan.get(f"{draft}/khai-tre/").content.decode()
    assert "<script>alert" not in as_lan.get(f"{draft}/xem-lai/").content.decode()
    as_lan.post(f"{draft}/xem-lai/")
    assert "<script>alert" not in as_minh.get(f"/desk/dossiers/{draft.rsplit('/', 1)[-1]}/").content.decode()


def test_what_was_filed_is_read_by_the_form_it_was_filed_under(form, as_lan, as_minh):
    dossier = filed(as_lan)
    changed = own_form()
    changed["schema"]["properties"]["ten"]["title"] = "Tên con"
    settle("9.990001", "eform", changed)
    page = as_minh.get(f"/desk/dossiers/{dossier}/").content.decode()
    assert "Tên trẻ" in page
    assert "Tên con" not in page


def test_answers_are_frozen_with_the_filing(form, as_lan, lan):
    dossier = UUID(filed(as_lan))
    with pytest.raises(NotFound):
        drafting.save_page(draft_id=dossier, page="khai-tre", answers={"ten": "khác"}, actor=lan, at=clock.now())


def test_a_form_that_does_not_hold_together_is_refused_when_it_is_set(form):
    torn = own_form(rules=[{"show": ["khong_co"], "when": {"field": "ten", "filled": True}, "say": "Chỉ."}])
    with pytest.raises(Invalid) as told:
        settle("9.990001", "eform", torn)
    assert "khong_co" in told.value.problems["eform"]


def test_text_in_a_field_not_asked_is_no_silent_loss(form, as_lan):
    draft = begin(as_lan)
    fill(as_lan, draft)
    told = "Đã ghi «Số giấy»: xin xem lại «Có giấy?», hoặc xoá phần đã ghi."
    answer = as_lan.post(f"{draft}/khai-giay/", {"co_giay": "Không", "so_giay": "12/2026"})
    assert answer.status_code == 422
    assert f'<a href="#id_co_giay">{told}</a>' in answer.content.decode()
    assert told in as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert as_lan.post(f"{draft}/xem-lai/").status_code == 422
    assert as_lan.post(f"{draft}/khai-giay/", {"co_giay": "Không", "so_giay": ""}).status_code == 302


def test_a_page_nobody_knows_is_no_page(form, as_lan):
    assert as_lan.get(f"{begin(as_lan)}/khai-gi/").status_code == 404


def test_a_page_of_the_form_costs_as_few_statements_as_the_others(form, as_lan):
    draft = begin(as_lan)
    for name, typed in GOOD.items():
        assert cost_of(lambda name=name: as_lan.get(f"{draft}/{name}/")) <= 2, name
        assert cost_of(lambda name=name, typed=typed: as_lan.post(f"{draft}/{name}/", typed)) <= 4, name
