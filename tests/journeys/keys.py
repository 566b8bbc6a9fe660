"""Hands at a keyboard: Tab, Enter, Space, arrows and letters, never a pointer; every stop of the focus is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

#: More stops than any page has.
MOST = 250
#: Where the focus is, and what is wrong there: no ring, a ring that stays without the focus, out of sight, a trap.
_STOP = """(moved) => {
  const here = document.activeElement, before = globalThis.keysBefore, faults = [];
  const name = (n) =>
    (n.ariaLabel || n.labels?.[0]?.innerText || n.innerText || n.title || n.tagName).trim().slice(0, 60);
  const line = ({ outlineStyle, outlineWidth, outlineColor, boxShadow }) =>
    [outlineStyle, outlineWidth, outlineColor, boxShadow].join(" ");
  const look = (n) => line(getComputedStyle(n));
  const ring = (n) => n && (look(n).startsWith("none") ? ring(n.parentElement) : n);
  if (moved && before?.node === here && here !== document.body) faults.push(`trap: the focus stays at «${name(here)}»`);
  else if (moved && before?.ring?.isConnected && !before.ring.contains(here) && look(before.ring) === before.look)
    faults.push(`«${name(before.node)}» looks the same without the focus`);
  globalThis.keysBefore = null;
  if (here === document.body || !here) return { name: "", faults };
  const drawn = ring(here);
  if (!drawn) faults.push(`«${name(here)}» has no ring`);
  const wide = document.documentElement.clientWidth, ours = [here, ...(here.labels ?? [])];
  const seen = (box) => {
    const [left, right] = [Math.max(0, box.left), Math.min(wide, box.right)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
    return left < right && top < bottom && [0.5, 0.1, 0.9].some((part) => {
      const there = document.elementFromPoint(left + (right - left) * part, top + (bottom - top) * part);
      return there && (there.contains(here) || ours.some((n) => n.contains(there)));
    });
  };
  const boxes = [...here.getClientRects()].filter((box) => box.width > 3 && box.height > 3);
  if (!boxes.some(seen)) faults.push(`«${name(here)}» is not in sight`);
  globalThis.keysBefore = { node: here, ring: drawn, look: drawn && look(drawn) };
  return { name: name(here), faults };
}"""


class Keys:
    """Two hands and the page before them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.on("filechooser", lambda _window: None)  # from now on the browser hands its windows for files over

    def open(self, address: str) -> None:
        """Write an address; the page's first stop is the link past its head, and it leads there."""
        self.page.goto(address)
        self.skip()

    def skip(self) -> None:
        """Tab, Enter: the next Tab is within the main part."""
        assert self.tab(), "nothing takes the focus"
        assert self._focused("n => n.matches('.skip')"), "the first stop is the link to the main part"
        self.page.keyboard.press("Enter")
        self.tab()
        assert self._focused("n => n.closest('main') !== null"), "the link to the main part leads there"

    def tab(self, *, back: bool = False) -> str:
        """One stop on; what is there, "" where the focus has left the page."""
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        return self._stop(moved=True)

    def look(self) -> str:
        """What holds the focus: seen, with its ring."""
        return self._stop(moved=False)

    def _stop(self, *, moved: bool) -> str:
        stop: dict[str, Any] = self.page.evaluate(_STOP, moved)
        assert stop["faults"] == [], f"{stop['faults']} at {self.page.url}"
        return str(stop["name"])

    def to(self, target: Locator, *, back: bool = False) -> None:
        """Tab until the target holds the focus."""
        for _stop in range(MOST):
            if self.at(target):
                return
            self.tab(back=back)
        raise AssertionError(f"{target} is not reached by Tab at {self.page.url}")

    def at(self, target: Locator) -> bool:
        """Whether the target holds the focus."""
        return bool(target.evaluate("n => n === document.activeElement"))

    def walk(self) -> list[str]:
        """From here to the end of the page, stop by stop: no trap, nothing unseen."""
        names = []
        while name := self.tab():
            names.append(name)
            assert len(names) < MOST, "the page does not let go"
        return names

    def enter(self, target: Locator, *, back: bool = False) -> None:
        """Go there and press Enter."""
        self.to(target, back=back)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        """Go to a field and type; what stood there is selected by coming there, and goes."""
        self.to(field)
        self.page.keyboard.type(text)

    def tick(self, box: Locator) -> None:
        """Go to a box and press Space, unless it is ticked."""
        self.to(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, radio: Locator) -> None:
        """Into the group by Tab, along it by arrows."""
        name = radio.get_attribute("name")
        for _stop in range(MOST):
            if self._focused("(n, name) => n.type === 'radio' && n.name === name", name):
                break
            self.tab()
        for _choice in range(MOST):
            if self.at(radio):
                break
            self.page.keyboard.press("ArrowDown")
        if not radio.is_checked():
            self.page.keyboard.press("Space")
        assert radio.is_checked()
        self.look()

    def pick(self, field: Locator, label: str) -> None:
        """One of a list, by arrows."""
        self.to(field)
        self.page.keyboard.press("Home")
        for _option in range(MOST):
            if label in field.evaluate("n => n.selectedOptions[0]?.text ?? ''"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} is not in the list")

    def attach(self, field: Locator, path: Path) -> None:
        """Open the browser's own window for files by Space; choosing there is the browser's work."""
        self.to(field)
        with self.page.expect_file_chooser() as window:
            self.page.keyboard.press("Space")
        window.value.set_files(path)

    def told(self, words: str) -> None:
        """The focus stands at what is wrong, seen; the first line of it, or the next stop, is the field."""
        alert = self.page.locator("[role=alert]:focus")
        alert.wait_for()
        self.look()
        assert words in alert.inner_text()
        self.tab()
        if self._focused("n => n.closest('[role=alert]') !== null"):
            self.page.keyboard.press("Enter")
        assert self._focused("n => n.matches('input, select, textarea') || document.querySelector(':target') !== null")

    def _focused(self, asks: str, given: str | None = None) -> bool:
        return bool(self.page.evaluate(f"(given) => ({asks})(document.activeElement, given)", given))
