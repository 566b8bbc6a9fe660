"""Every screen, at the office PC, on the smallest telephone, in English: nothing a machine finds wrong or cut off."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.people import OFFICE_PC, People
from tests.journeys.screens import EVERY, PORTAL, Screen
from tests.pages.test_english import SPOKEN, Reader

pytestmark = pytest.mark.journey

SMALLEST = {"width": 320, "height": 640}
IN_THE_DARK = [s for s in EVERY if s.name in {"home", "procedure", "sign-in", "own-dossier", "tab-all", "dossier-mine"}]
#: Texts of ours that the demonstration's data happen to say too: fields of work, titles, positions, answers.
SAID_BY_DATA = frozenset(
    {"Đất đai", "Người có công", "Nữ", "Nam", "Việt Nam", "Giám đốc Trung tâm", "Văn thư", "Trả kết quả"}
    | {"Đăng ký kết hôn", "Trợ cấp hưu trí xã hội", "Giấy khai sinh", "Bên nam", "Bên nữ"}
)
#: How far the page is wider than the window, and what sticks out: whatever is not inside something that scrolls.
_STICKS_OUT = """() => {
  const root = document.documentElement, wide = root.clientWidth;
  if (root.scrollWidth <= wide) return [];
  const held = (n) => { for (let p = n.parentElement; p; p = p.parentElement)
    if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(p).overflowX)) return true; return false; };
  return [...document.querySelectorAll('body *')].filter((n) => n.getBoundingClientRect().right > wide + 1 && !held(n))
    .map((n) => n.tagName + '.' + n.className + ' ' + Math.round(n.getBoundingClientRect().right)).slice(0, 8)
    .concat('page ' + root.scrollWidth); }"""


@pytest.mark.parametrize("screen", EVERY, ids=lambda screen: screen.name)
def test_a_screen_is_for_everybody(screen: Screen, people: People) -> None:
    page = screen.open(people, viewport=OFFICE_PC)
    assert _faults(page) == []
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    if screen in PORTAL:
        assert _faults(page) == []
    assert page.evaluate(_STICKS_OUT) == []
    assert _vietnamese(page) <= SAID_BY_DATA


@pytest.mark.parametrize("screen", IN_THE_DARK, ids=lambda screen: screen.name)
def test_a_screen_is_for_everybody_in_the_dark(screen: Screen, people: People) -> None:
    assert _faults(screen.open(people, viewport=OFFICE_PC, color_scheme="dark")) == []


def _faults(page: Page) -> list[str]:
    """What axe finds, one line each: the rule and the first element."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']} x{len(fault['nodes'])}: {fault['nodes'][0]['html'][:160]}" for fault in found]


def _vietnamese(page: Page) -> set[str]:
    """Our Vietnamese texts on the same screen under /en/."""
    answer = page.request.get("/en" + urlsplit(page.url)._replace(scheme="", netloc="").geturl())
    assert '<html lang="en"' in answer.text()
    reader = Reader()
    reader.feed(answer.text())
    return {text for text in map(str.strip, reader.read) if text in SPOKEN}
