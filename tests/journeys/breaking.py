"""What breaks on a citizen: the line, the tab, the server; and what stands in a page, to the character."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, expect
from playwright.sync_api import TimeoutError as PageTimeout

from tests.journeys.product import Product

SAVED, WAITING = "Đã lưu lúc", "đang chờ mạng"
#: Every field of the page's form as a person left it, without what the page itself puts there.
_STANDS = """() => {
  const ours = ["csrfmiddlewaretoken", "seen", "pen"];
  return [...document.querySelector("main form:not(.bare)").elements]
    .filter((one) => one.name && !ours.includes(one.name) && !["file", "submit"].includes(one.type))
    .map((one) => [one.name, one.type === "checkbox" || one.type === "radio" ? [one.value, one.checked] : one.value]);
}"""


def stands(page: Page) -> Any:
    """The fields of the page, to the character."""
    return page.evaluate(_STANDS)


def comes_to_stand(page: Page, wanted: Any) -> bool:
    """Whether the page shows just these fields: at once, or after it has read itself anew because it was older."""
    with suppress(PageTimeout):
        page.wait_for_function(f"wanted => JSON.stringify(({_STANDS})()) === wanted", arg=_told(wanted), timeout=5_000)
    return bool(stands(page) == wanted)


def _told(fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def ready(page: Page) -> None:
    """Wait until the page's script has come: the line is cut after that."""
    expect(page.locator("form input[name=pen]")).to_have_count(1)


def kept(page: Page, words: str = SAVED) -> None:
    """Wait until the page says so."""
    expect(page.locator("[data-kept]")).to_contain_text(words, timeout=40_000)


def kill_web(product: Product) -> None:
    """Kill -9 of the web server and its workers; the house starts it again."""
    [web] = processes(product)["motcua-web"]
    _kill([web, *_children(web)])


def kill_house(product: Product) -> None:
    """Kill -9 of the house; the launcher opens another."""
    _kill([_house(product)])


def processes(product: Product) -> dict[str, list[int]]:
    """The processes of the house by name; the kernel keeps fifteen letters of each."""
    found: dict[str, list[int]] = {}
    for pid in _children(_house(product)):
        found.setdefault(Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip(), []).append(pid)
    return found


def _house(product: Product) -> int:
    launcher = json.loads((product.var / "start.lock").read_text(encoding="utf-8"))["pid"]
    [house] = [pid for pid in _children(launcher) if b"motcua.config.house" in _words(pid)]
    return house


def _words(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _kill(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


class Pieces:
    """The pieces of a file on their way: `at` is told before piece number `number` goes; the bytes' places are kept."""

    def __init__(self, page: Page, *, number: int, at: Callable[[Route], None]) -> None:
        self.places: list[int] = []
        self._number, self._at = number, at
        page.route("**/tai-len/*/", self._one)

    def _one(self, route: Route) -> None:
        if route.request.method != "PATCH":
            return route.continue_()
        self.places.append(int(route.request.headers["x-offset"]))
        return self._at(route) if len(self.places) == self._number else route.continue_()
