"""A paper the filer's case does not need: said with why and read back; no file or tick is forgotten beside it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.models import Component
from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.files import commands as files
from motcua.apps.organization import queries as organization
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.surfaces.portal.episodes.consent import sheet_of
from motcua.surfaces.portal.views.helping import agreed_to
from tests.pages.test_filing import LAN, begin, cost_of, papers_of, picture, row_of
from tests.pages.test_keeping import quietly, seen

WHY = "Con nuôi, không có giấy chứng sinh"
BOTH = "Xin chọn một trong hai"


@pytest.fixture
def draft(centre: Any, as_lan: Client, settings: Any, tmp_path: Any) -> str:
    settings.BLOB_DIR = tmp_path / "blobs"
    items = [{"name": name, "originals": 1, "copies": 0} for name in ("Giấy chứng sinh", "Sổ hộ tịch")]
    make_procedure(components=[{"case": None, "items": items}])
    return begin(as_lan)


def say(browser: Client, draft: str, *, button: str = "on", number: int = 0, **said: Any) -> Any:
    """The papers page sent with what is said of one paper, the other to be brought along."""
    papers = papers_of(browser, draft)
    typed = {f"bring-{papers[1 - number].id}": "1", **{f"{name}-{papers[number].id}": v for name, v in said.items()}}
    return browser.post(f"{draft}/giay-to/", {**typed, button: "1"})


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def first(browser: Client, draft: str) -> Component:
    return papers_of(browser, draft)[0]


def said_on_page(answer: Any) -> tuple[bool, bool, str]:
    one = answer.context["papers"][0].said
    return one.bring, one.spared, one.why


def test_a_paper_that_is_not_needed_is_filed_with_why_and_read_back(draft: str, as_lan: Client) -> None:
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    assert say(as_lan, draft, spared="1", why=f" {WHY} ").status_code == 302
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    review = text_of(as_lan.get(f"{draft}/xem-lai/"))
    assert f"Giấy chứng sinh: ông/bà báo không cần {WHY}" in review
    receipt = as_lan.post(f"{draft}/xem-lai/")["Location"]
    assert receipt.endswith("/bien-nhan/")
    assert f"Ông/bà báo không cần Giấy chứng sinh {WHY}" in text_of(as_lan.get(receipt))
    own = text_of(as_lan.get(receipt.replace("bien-nhan/", "")))
    assert f"Giấy chứng sinh Ông/bà báo không cần Ông/bà cho biết không cần giấy này: {WHY}" in own


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"spared": "1", "why": " "}, "Xin ghi vì sao không cần giấy này."),
        ({"why": WHY}, "Đã ghi vì sao không cần"),
        ({"why": WHY, "bring": "1"}, "Đã ghi vì sao không cần"),
        ({"spared": "1", "why": "a" * 201}, "không quá 200 ký tự"),
        ({"spared": "1", "why": WHY, "bring": "1"}, BOTH),
        ({"spared": "1", "bring": "1"}, BOTH),
        ({}, "Xin đính kèm, chọn “Tôi sẽ mang đến”"),
    ],
)
def test_what_is_half_said_is_told_and_shown_again(draft: str, as_lan: Client, said: dict[str, str], told: str) -> None:
    answer = say(as_lan, draft, **said)
    assert (answer.status_code, told in text_of(answer)) == (422, True)
    typed = ("bring" in said, "spared" in said, said.get("why", "").strip())
    assert said_on_page(answer) == typed
    if BOTH not in told:
        assert said_on_page(as_lan.get(f"{draft}/giay-to/")) == typed, "and is kept"
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    assert as_lan.post(f"{draft}/xem-lai/").status_code == 422
    assert not row_of(draft).code


def test_two_that_exclude_each_other_are_told_by_every_button(draft: str, as_lan: Client) -> None:
    assert say(as_lan, draft, button="stay", spared="1", why=WHY, bring="1").status_code == 422
    assert say(as_lan, draft, button="stay", spared="1").status_code == 302


def test_why_is_kept_while_it_is_typed_and_another_device_overwrites_nothing(draft: str, as_lan: Client) -> None:
    address, paper = f"{draft}/giay-to/", first(as_lan, draft)
    before = seen(as_lan, address)
    answer = quietly(as_lan, address, {f"spared-{paper.id}": "1", f"why-{paper.id}": "Con n"}, seen=before, pen="a")
    assert (answer.status_code, answer["X-Seen"]) == (204, seen(as_lan, address))
    assert quietly(as_lan, address, {f"why-{paper.id}": WHY}, seen=answer["X-Seen"], pen="a").status_code == 204
    assert said_on_page(as_lan.get(address)) == (False, False, WHY)
    late = as_lan.post(address, {f"why-{paper.id}": "Khác", "seen": before, "stay": "1"})
    assert (late.status_code, said_on_page(late)) == (409, (False, False, "Khác"))
    assert first(as_lan, draft).claim == WHY


def test_a_window_that_heard_no_answer_writes_on_and_nothing_older_overwrites(draft: str, as_lan: Client) -> None:
    address, paper = f"{draft}/giay-to/", first(as_lan, draft)
    before = seen(as_lan, address)
    for pen, why in (("a.2", "Con nu"), ("a.1", "Con"), ("a.10", WHY), ("a.9", "Con nuôi")):
        told = {f"spared-{paper.id}": "1", f"why-{paper.id}": why}
        assert quietly(as_lan, address, told, seen=before, pen=pen).status_code == 204
    assert said_on_page(as_lan.get(address)) == (False, True, WHY)
    assert quietly(as_lan, address, {f"why-{paper.id}": "Khác"}, seen=before, pen="b.1").status_code == 409
    as_lan.post(address, {f"bring-{paper.id}": "1", "stay": "1"})
    assert quietly(as_lan, address, {}, seen=before, pen="a.11").status_code == 409, (
        "a page without a script came between"
    )
    assert "giay-to" not in (row_of(draft).answers or {}), "which window wrote is no answer of its own"


def test_a_page_drawn_once_for_all_is_no_other_devices(draft: str, as_lan: Client) -> None:
    drawn, other = (seen(as_lan, f"{one}/giay-to/") for one in (draft, begin(as_lan)))
    assert drawn == other, "nobody has filled in either"
    assert quietly(as_lan, f"{draft}/giay-to/", {f"why-{first(as_lan, draft).id}": WHY}, seen=other).status_code == 204


def test_what_is_said_no_more_is_gone(draft: str, as_lan: Client) -> None:
    say(as_lan, draft, spared="1", why=WHY)
    assert say(as_lan, draft, bring="1", why="").status_code == 302
    assert (first(as_lan, draft).state, first(as_lan, draft).claim) == ("promised", None)


def test_a_file_is_kept_and_the_original_to_be_brought_is_told_too(draft: str, as_lan: Client) -> None:
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    assert say(as_lan, draft, file=picture(), bring="1").status_code == 302
    page = as_lan.get(f"{draft}/giay-to/")
    assert said_on_page(page) == (True, False, "")
    assert [row.name for row in page.context["papers"][0].files] == ["to-khai.png"]
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    review = text_of(as_lan.get(f"{draft}/xem-lai/"))
    assert "Giấy chứng sinh: đã đính kèm sẽ mang đến" in review
    assert "Sổ hộ tịch: sẽ mang đến" in review
    own = text_of(as_lan.get(as_lan.post(f"{draft}/xem-lai/")["Location"].replace("bien-nhan/", "")))
    assert "Giấy chứng sinh Sẽ mang đến to-khai.png" in own


def test_the_tick_outlives_the_file_and_the_file_the_tick(draft: str, as_lan: Client) -> None:
    say(as_lan, draft, file=picture(), bring="1")
    say(as_lan, draft)
    assert first(as_lan, draft).state == "given"
    say(as_lan, draft, bring="1")
    [row] = as_lan.get(f"{draft}/giay-to/").context["papers"][0].files
    as_lan.post(f"{draft}/giay-to/{row.id}/bo/")
    assert first(as_lan, draft).state == "promised"


def test_a_file_for_a_paper_not_needed_is_kept_and_the_filer_chooses(draft: str, as_lan: Client) -> None:
    answer = say(as_lan, draft, file=picture(), spared="1", why=WHY)
    assert (answer.status_code, "Giấy này đã có tệp" in text_of(answer)) == (422, True)
    [row] = as_lan.get(f"{draft}/giay-to/").context["papers"][0].files
    as_lan.post(f"{draft}/giay-to/{row.id}/bo/")
    assert said_on_page(as_lan.get(f"{draft}/giay-to/")) == (False, True, WHY)
    assert say(as_lan, draft, spared="1", why=WHY).status_code == 302


def test_a_day_that_is_full_takes_no_file_and_loses_nothing_said(draft: str, as_lan: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(files, "BYTES_A_DAY", 100)
    answer = say(as_lan, draft, file=picture())
    assert (answer.status_code, "đã nhận rất nhiều tệp hôm nay" in text_of(answer)) == (422, True)
    kept = as_lan.get(f"{draft}/giay-to/").context["papers"]
    assert [(one.said.bring, len(one.files)) for one in kept] == [(False, 0), (True, 0)]


def test_the_sheet_a_helped_filer_signs_says_it(draft: str, as_lan: Client, lan: Actor) -> None:
    say(as_lan, draft, spared="1", why=WHY)
    say(as_lan, draft, number=1, file=picture(), bring="1")
    papers = papers_of(as_lan, draft)
    as_lan.post(
        f"{draft}/giay-to/",
        {f"spared-{papers[0].id}": "1", f"why-{papers[0].id}": WHY, f"bring-{papers[1].id}": "1"},
    )
    agreed = agreed_to(dossiers.draft(actor=lan, draft_id=row_of(draft).id))
    sheet = sheet_of(agreed, centre=organization.centre(row_of(draft).centre_id), helper="Lý Mẫu", at=clock.now())
    assert [line for part in sheet.parts for line in part.boxes] == [
        f"Giấy chứng sinh – không cần, vì: {WHY}", "Sổ hộ tịch – đã đính kèm, sẽ mang đến",
    ]  # fmt: skip


def test_saying_it_costs_no_statement_more(draft: str, as_lan: Client) -> None:
    paper, address = first(as_lan, draft), f"{draft}/giay-to/"
    said = {f"bring-{paper.id}": "1"}, {f"spared-{paper.id}": "1", f"why-{paper.id}": WHY}
    costs = {cost_of(lambda one=one: as_lan.post(address, {**one, "stay": "1"})) for one in said}
    assert len(costs) == 1
    assert cost_of(lambda: as_lan.get(address)) == 3, "the session, the draft, its files"
