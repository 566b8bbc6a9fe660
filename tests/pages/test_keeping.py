"""What is typed into the guide is kept while it is typed, half-filled, and never over newer from another device."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.dossiers.values.pens import PENS
from tests.pages.test_filing import LAN, begin, cost_of, fill, papers_of, picture, row_of

HALF = {"filer-name": "Nguyễn Mẫu L", "filer-birth_year": "19", "filer-number": "9990"}


@pytest.fixture
def draft(centre: Any, as_lan: Client) -> str:
    make_procedure()
    return begin(as_lan)


def seen(browser: Client, address: str) -> str:
    return re.findall(r'name="seen" value="(\w+)"', browser.get(address).content.decode())[0]


def kept(draft: str, page: str) -> Any:
    return (row_of(draft).answers or {}).get(page)


def quietly(browser: Client, address: str, typed: dict[str, str], **more: str) -> Any:
    return browser.post(address, {**typed, "quiet": "1", **more})


def test_half_a_page_is_kept_while_typing_and_nothing_is_drawn(draft: str, as_lan: Client) -> None:
    answer = quietly(as_lan, f"{draft}/nguoi-nop/", HALF, seen=seen(as_lan, f"{draft}/nguoi-nop/"), pen="a")
    assert (answer.status_code, answer.content) == (204, b"")
    page = as_lan.get(f"{draft}/nguoi-nop/")
    assert seen(as_lan, f"{draft}/nguoi-nop/") == answer["X-Seen"]
    assert [page.context["filer"][name].value() for name in ("name", "birth_year", "number")] == list(HALF.values())


def test_a_window_that_heard_no_answer_writes_on(draft: str, as_lan: Client) -> None:
    first = seen(as_lan, f"{draft}/nguoi-nop/")
    for name in ("N", "Ng", "Ngu"):
        assert quietly(as_lan, f"{draft}/nguoi-nop/", {"filer-name": name}, seen=first, pen="a").status_code == 204
    assert kept(draft, "nguoi-nop")["filer"]["name"] == "Ngu"


def test_what_was_sent_earlier_and_arrives_later_overwrites_nothing(draft: str, as_lan: Client) -> None:
    address, first = f"{draft}/nguoi-nop/", seen(as_lan, f"{draft}/nguoi-nop/")
    for pen, name in (("a.2", "Nguyễn Mẫu"), ("a.1", "Nguy"), ("a.10", "Nguyễn Mẫu Lan"), ("a.9", "Nguyễn Mẫu L")):
        answer = quietly(as_lan, address, {"filer-name": name}, seen=first, pen=pen)
        assert answer.status_code == 204
    assert kept(draft, "nguoi-nop")["filer"]["name"] == "Nguyễn Mẫu Lan"
    assert answer["X-Seen"] == seen(as_lan, address)
    assert quietly(as_lan, address, {"filer-name": "Khác"}, seen=first, pen="b.1").status_code == 409


@pytest.mark.parametrize(
    ("page", "one", "two"),
    [
        ("nguoi-nop", HALF, {**HALF, "filer-name": "Khác"}),
        ("nhan-ket-qua", {"return_by": "post", "post_address": "Thôn 1"}, {"return_by": "electronic"}),
    ],
)
def test_what_another_device_kept_is_told_and_not_overwritten(
    draft: str, as_lan: Client, page: str, one: dict[str, str], two: dict[str, str]
) -> None:
    address, before = f"{draft}/{page}/", seen(as_lan, f"{draft}/{page}/")
    assert quietly(as_lan, address, one, seen=before, pen="a").status_code == 204
    held = kept(draft, page)
    told = quietly(as_lan, address, two, seen=before, pen="b")
    assert told.status_code == 409
    by_button = as_lan.post(address, {**two, "seen": before})
    assert by_button.status_code == 409
    assert "vừa được lưu từ máy khác" in by_button.content.decode()
    assert kept(draft, page) == held
    assert quietly(as_lan, address, two, seen=told["X-Seen"], pen="b").status_code == 204
    assert kept(draft, page) != held


def test_the_same_words_from_two_devices_are_no_clash(draft: str, as_lan: Client) -> None:
    before = seen(as_lan, f"{draft}/nguoi-nop/")
    for pen in ("a", "b"):
        assert quietly(as_lan, f"{draft}/nguoi-nop/", HALF, seen=before, pen=pen).status_code == 204


def test_another_page_kept_elsewhere_is_no_clash(draft: str, as_lan: Client) -> None:
    before = seen(as_lan, f"{draft}/nguoi-nop/")
    assert as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"}).status_code == 302
    assert quietly(as_lan, f"{draft}/nguoi-nop/", HALF, seen=before, pen="a").status_code == 204


def test_a_paper_to_be_brought_is_kept_and_files_come_in_though_the_ticks_clash(draft: str, as_lan: Client) -> None:
    address, paper = f"{draft}/giay-to/", papers_of(as_lan, draft)[0]
    before = seen(as_lan, address)
    assert quietly(as_lan, address, {f"bring-{paper.id}": "1"}, seen=before, pen="a").status_code == 204
    assert papers_of(as_lan, draft)[0].state == "promised"
    answer = as_lan.post(address, {f"file-{paper.id}": picture(), "seen": before, "stay": "1"})
    assert answer.status_code == 409
    shown = as_lan.get(address)
    assert papers_of(as_lan, draft)[0].state == "promised", "the other device's tick stays, and the file is there too"
    assert [row.name for row in shown.context["files"][paper.id]] == ["to-khai.png"]


def test_nobody_files_by_typing(draft: str, as_lan: Client) -> None:
    fill(as_lan, draft)
    assert as_lan.post(f"{draft}/xem-lai/", {"quiet": "1"}).status_code != 204
    assert not row_of(draft).code


def test_what_was_half_typed_is_told_at_the_end_and_windows_are_forgotten(draft: str, as_lan: Client) -> None:
    fill(as_lan, draft)
    quietly(as_lan, f"{draft}/nguoi-nop/", {**LAN, "filer-birth_year": "19a", "filer-sex": "x"}, pen="a")
    assert as_lan.post(f"{draft}/xem-lai/").status_code == 422
    quietly(as_lan, f"{draft}/nguoi-nop/", LAN, pen="a")
    as_lan.post(f"{draft}/xem-lai/")
    assert row_of(draft).code
    assert PENS not in row_of(draft).answers


def test_a_stranger_keeps_nothing_in_my_draft(draft: str, client: Client) -> None:
    assert quietly(client, f"{draft}/nguoi-nop/", HALF).status_code == 404
    assert kept(draft, "nguoi-nop") is None


@pytest.mark.parametrize("page", ["nguoi-nop", "nhan-ket-qua"])
def test_keeping_what_is_typed_costs_three_statements(draft: str, as_lan: Client, page: str) -> None:
    typed = {"nguoi-nop": HALF, "nhan-ket-qua": {"return_by": "post"}}[page]
    address = f"{draft}/{page}/"
    before = seen(as_lan, address)

    def send() -> Any:
        answer = quietly(as_lan, address, typed, seen=before, pen="a")
        answer.status_code = {204: 200}.get(answer.status_code, answer.status_code)
        return answer

    assert cost_of(send) == 3, "the session, the draft, the page"


def test_signing_out_empties_the_browser(as_lan: Client) -> None:
    assert as_lan.post("/dang-xuat/")["Clear-Site-Data"] == '"storage"'


def test_my_dossiers_say_how_far_a_draft_is_and_lead_to_what_is_open(draft: str, as_lan: Client) -> None:
    assert as_lan.get(f"{draft}/")["Location"].endswith("/nguoi-nop/")
    quietly(as_lan, f"{draft}/nguoi-nop/", {**LAN, "filer-number": "9990"})
    assert as_lan.get(f"{draft}/")["Location"].endswith("/nguoi-nop/")
    assert f'href="{draft}/"' in (page := as_lan.get("/ho-so/").content.decode())
    assert "đã khai: Người nộp" in page
    as_lan.post(f"{draft}/nguoi-nop/", LAN)
    assert as_lan.get(f"{draft}/")["Location"].endswith("/giay-to/")
    fill(as_lan, draft)
    assert as_lan.get(f"{draft}/")["Location"].endswith("/xem-lai/")


@pytest.mark.parametrize("rows", [1, 3])
def test_my_drafts_cost_one_statement_more(centre: Any, as_lan: Client, rows: int) -> None:
    make_procedure()
    for _ in range(rows):
        begin(as_lan)
    as_lan.get("/ho-so/")
    assert cost_of(lambda: as_lan.get("/ho-so/")) == 3


def test_a_stranger_is_led_nowhere(draft: str, client: Client) -> None:
    assert client.get(f"{draft}/").status_code == 404
