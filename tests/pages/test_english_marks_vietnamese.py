"""On English pages of the portal, words of Vietnamese data say that they are Vietnamese (WCAG 3.1.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from conftest import sign_in
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, brought_to, make_procedure
from motcua.apps.organization.tests.factories import make_officer
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.ui.templatetags import ui
from tests.pages.test_english import BARE, SHOWN
from tests.pages.test_filing import begin, fill

S = DossierState
LETTERS = re.compile("[À-ỹ]")
#: An amount of money is said alike in both languages; a title of a page cannot be marked in parts.
MONEY = re.compile(r"[\d.]+ đ\b")
UNSPOKEN = frozenset({"title", "script", "style"})
VISITOR = (
    "", "thu-tuc/", "thu-tuc/9.990001/", "thu-tuc/?q=thu+tuc+mau", "tra-cuu/", "huong-dan/", "dang-nhap/", "doi-song/",
    "nop-ho-so/9.990001/", "giup-nop/9.990001/",
)  # fmt: skip


class Unmarked(HTMLParser):
    """Gathers what a visitor's voice would read as English though it has Vietnamese letters."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.above: list[tuple[str, str]] = [("", "en")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        tongue = known.get("lang") or self.above[-1][1]
        if tag not in BARE:
            self.above.append((tag, tongue))
        for name in SHOWN & known.keys():
            self._hear(known[name] or "", tongue)

    def handle_endtag(self, tag: str) -> None:
        if tag not in BARE:
            self.above.pop()

    def handle_data(self, data: str) -> None:
        tag, tongue = self.above[-1]
        if tag not in UNSPOKEN:
            self._hear(data, tongue)

    def _hear(self, text: str, tongue: str) -> None:
        if tongue == "en" and LETTERS.search(MONEY.sub("", text)):
            self.read.append(" ".join(text.split()))


def unmarked(page: Any) -> list[str]:
    reader = Unmarked()
    reader.feed(page.content.decode())
    return reader.read


def all_unmarked(browser: Client, pages: Mapping[str, int]) -> dict[str, list[str]]:
    found = {}
    for address, status in pages.items():
        page = browser.get(f"/en/{address}")
        assert (page.status_code, '<html lang="en"' in page.content.decode()) == (status, True), address
        found[address] = unmarked(page)
    return {address: texts for address, texts in found.items() if texts}


@pytest.fixture
def cast(lan: Actor, minh: Actor, hoa: Actor, tuan: Actor) -> dict[str, Actor]:
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}


def test_what_a_visitor_reads_says_which_of_it_is_vietnamese(client: Client, centre) -> None:
    make_procedure()
    assert all_unmarked(client, dict.fromkeys(VISITOR, 200)) == {}


@pytest.mark.parametrize("state", [S.SUBMITTED, S.AWAITING_INTAKE_SUPPLEMENT, S.REFUSED])
def test_a_citizens_own_pages_do(centre, cast, as_lan: Client, state: DossierState) -> None:
    filed = brought_to(state, centre_id=centre.id, version=make_procedure(), cast=cast)
    pages = ["ho-so/", f"ho-so/{filed}/", f"ho-so/{filed}/bien-nhan/", f"ho-so/{filed}/ai-da-xem/"]
    pages += [f"ho-so/{filed}/bo-sung/"] if state is S.AWAITING_INTAKE_SUPPLEMENT else []
    assert all_unmarked(as_lan, dict.fromkeys(pages, 200)) == {}


def test_who_looked_is_named_with_a_vietnamese_title(centre, cast, as_lan: Client) -> None:
    officer = {"centre_id": centre.id, "role": Role.CLERK, "username": "duyen", "name": "Bạch Mẫu Duyên"}
    clerk = make_officer(**officer, title="Công chức Tư pháp – Hộ tịch")
    with clock.stopped(TUESDAY_9AM):
        filed = brought_to(S.SUBMITTED, centre_id=centre.id, version=make_procedure(), cast=cast)
        sign_in(clerk).get(f"/desk/dossiers/{filed}/")
        page = as_lan.get(f"/en/ho-so/{filed}/ai-da-xem/")
    assert (
        '<b lang="vi">Bạch Mẫu Duyên</b>, <span lang="vi">Công chức Tư pháp – Hộ tịch</span>' in page.content.decode()
    )
    assert unmarked(page) == []


def test_the_pages_of_filing_do(centre, as_lan: Client) -> None:
    make_procedure()
    draft = begin(as_lan)
    fill(as_lan, draft)
    pages = ("nguoi-nop/", "giay-to/", "nhan-ket-qua/", "xem-lai/", "bo/")
    assert all_unmarked(as_lan, {f"{draft.removeprefix('/')}/{page}": 200 for page in pages}) == {}
    assert unmarked(as_lan.post(f"/en{draft}/xem-lai/", follow=True)) == []


def test_a_full_device_is_told_so_too(centre, client: Client) -> None:
    make_procedure()
    for _each in range(10):
        begin(client)
    told = client.post("/en/nop-ho-so/9.990001/")
    assert (told.status_code, unmarked(told)) == (409, [])


def test_on_a_vietnamese_page_nothing_is_marked(client: Client, centre) -> None:
    assert str(ui.native("Xã <Mẫu>")) == "Xã &lt;Mẫu&gt;"
    with override("en"):
        assert ui.native("Xã <Mẫu>") == '<span lang="vi">Xã &lt;Mẫu&gt;</span>'
        assert ui.native("plain & simple") == "plain &amp; simple"
        assert (
            ui.priced("1.000 đ/trang, at most 9 đ/bản <x>")
            == '1.000 đ/trang, at most 9 đ/<span lang="vi">bản &lt;x&gt;</span>'
        )
        told = ui.native_in("for %(who)s & nobody <else>", who="ông <b>")
    assert told == 'for <span lang="vi">ông &lt;b&gt;</span> &amp; nobody &lt;else&gt;'
