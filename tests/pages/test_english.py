"""English pages: found under /en/, said to be English, no Vietnamese word of ours, and one link from the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import polib
import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import brought_to, make_procedure
from motcua.apps.organization.tests.factories import make_officer
from motcua.kernel.actor import Role
from tools import collect_texts as texts

SPOKEN = {e.msgid for e in polib.pofile(str(texts.TARGET)) if texts.VIETNAMESE.search(e.msgid)}
#: Beginnings of our sentences and our commonest words: they would show a text that was joined or not marked.
WORDS = re.compile(r"\b(Ông/bà|ông/bà|Xin |Chưa|Không|Đăng nhập|Hẹn trả|Tra cứu|Quá hạn|Giấy tờ|Thời hạn|Lúc)\b")
SHOWN = frozenset({"title", "aria-label", "placeholder", "alt"})
BARE = frozenset({"meta", "link", "input", "br", "img", "use", "path", "hr", "wbr", "col", "circle", "rect"})
PORTAL = ("", "thu-tuc/", "thu-tuc/9.990001/", "thu-tuc/?q=khai+sinh", "tra-cuu/", "huong-dan/", "dang-nhap/")
CONSOLE = {
    "overview": Role.DIRECTOR,
    "catalogue": Role.KEEPER,
    "people": Role.ADMINISTRATOR,
    "audit": Role.AUDITOR,
    "messages": Role.DIRECTOR,
    "messages/words": Role.KEEPER,
    "messages/words/decided": Role.KEEPER,
    "messages/ways": Role.ADMINISTRATOR,
    "messages/letters": Role.CLERK,
}


class Reader(HTMLParser):
    """Reads a page as its visitor does: between the tags and in spoken attributes, but not what says lang=vi."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.above: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        ours = self.above[-1] or known.get("lang") == "vi"
        if tag not in BARE:
            self.above.append(ours)
        self.read += [value or "" for name, value in attrs if name in SHOWN and not ours]

    def handle_endtag(self, tag: str) -> None:
        if tag not in BARE:
            self.above.pop()

    def handle_data(self, data: str) -> None:
        if not self.above[-1]:
            self.read.append(data)


def leaks(page: Any) -> list[str]:
    """The Vietnamese texts of ours on a page."""
    reader = Reader()
    reader.feed(page.content.decode())
    return [text for text in map(str.strip, reader.read) if text in SPOKEN or WORDS.search(text)]


def told_in_english(page: Any) -> bool:
    return '<html lang="en"' in page.content.decode()


@pytest.fixture
def procedure(centre):
    return make_procedure()


@pytest.mark.parametrize("address", PORTAL)
def test_the_portal_speaks_english(client: Client, procedure, address: str) -> None:
    page = client.get(f"/en/{address}")
    assert (page.status_code, told_in_english(page), leaks(page)) == (200, True, [])


@pytest.mark.parametrize("address", PORTAL)
def test_each_page_leads_to_itself_in_the_other_language(client: Client, procedure, address: str) -> None:
    query = address.replace("&", "&amp;")
    assert f'href="/en/{query}" hreflang="en"' in client.get(f"/{address}").content.decode()
    assert f'href="/{query}" hreflang="vi"' in client.get(f"/en/{address}").content.decode()


def test_a_page_without_prefix_stays_vietnamese_whatever_the_browser_prefers(client: Client, procedure) -> None:
    page = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="vi"' in page
    assert "Ông/bà cần làm việc gì?" in page


def test_what_is_wrong_with_a_form_is_said_in_english(client: Client, procedure) -> None:
    for address in ("dang-nhap", "tra-cuu"):
        page = client.post(f"/en/{address}/", {"nothing": "said"})
        assert (page.status_code, leaks(page)) == (422, [])


def test_an_unknown_address_is_told_in_english(client: Client, procedure) -> None:
    page = client.get("/en/khong-co-trang-nay/")
    assert (page.status_code, told_in_english(page), leaks(page)) == (404, True, [])


def test_a_refusal_is_told_in_english(as_stranger: Client, other_centre) -> None:
    page = as_stranger.get("/en/desk/dossiers/01890000-0000-7000-8000-000000000000/")
    assert (page.status_code, leaks(page)) == (404, [])
    assert "This was not found." in page.content.decode()


def test_the_way_to_sign_in_stays_english(client: Client, procedure) -> None:
    assert client.get("/en/desk/")["Location"].startswith("/en/desk/")


def dossiers(centre, lan, minh, hoa, tuan) -> Iterator[tuple[DossierState, object]]:
    cast, version = {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}, make_procedure()
    for state in (DossierState.SUBMITTED, DossierState.PROCESSING, DossierState.AWAITING_SUPPLEMENT):
        yield state, brought_to(state, centre_id=centre.id, version=version, cast=cast)


def test_the_desk_speaks_english(centre, lan, minh, hoa, tuan) -> None:
    made = dict(dossiers(centre, lan, minh, hoa, tuan))
    pages = ["", "counter/", "counter/9.990001/", "outside/", "today/"]
    pages += [f"dossiers/{key}/" for key in made.values()]
    shown = {page: sign_in(minh).get(f"/en/desk/{page}") for page in pages}
    assert {page: answer.status_code for page, answer in shown.items() if answer.status_code != 200} == {}
    assert {page: leaks(answer) for page, answer in shown.items() if leaks(answer)} == {}


def test_a_citizens_own_pages_speak_english(centre, lan, minh, hoa, tuan) -> None:
    browser = sign_in(lan)
    filed = dict(dossiers(centre, lan, minh, hoa, tuan))[DossierState.SUBMITTED]
    pages = ["", *(f"{filed}/{page}" for page in ("", "bien-nhan/", "rut/", "ai-da-xem/"))]
    shown = {page: browser.get(f"/en/ho-so/{page}") for page in pages}
    assert {page: answer.status_code for page, answer in shown.items() if answer.status_code != 200} == {}
    assert {page: leaks(answer) for page, answer in shown.items() if leaks(answer)} == {}


@pytest.mark.parametrize(("tab", "role"), CONSOLE.items())
def test_the_console_speaks_english(centre, tab: str, role: Role) -> None:
    make_procedure()
    browser = sign_in(make_officer(centre_id=centre.id, role=role, username="nguoi-xem", name="Cao Mẫu Xem"))
    page = browser.get(f"/en/console/{tab}/" if tab != "overview" else "/en/console/")
    assert (page.status_code, told_in_english(page), leaks(page)) == (200, True, [])
