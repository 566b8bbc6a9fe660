"""The work list at the widths of office screens: every procedure's name can be read, no row grows when it changes."""

from __future__ import annotations

import pytest

from tests.journeys.people import People

pytestmark = pytest.mark.journey

#: Of every row: whether its name is cut off, and its height; then how far the list is wider than its room.
_ROWS = """() => {
  const rows = [...document.querySelectorAll('tr[data-href]')], list = document.querySelector('.list').parentElement;
  const cut = rows.map((row) => row.querySelector('.cut > *') ?? row.querySelector('.cut'))
    .filter((name) => name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight + 1);
  return {rows: rows.length, cut: cut.length, wider: list.scrollWidth - list.clientWidth,
    heights: [...new Set(rows.map((row) => Math.round(row.getBoundingClientRect().height)))]}; }"""
#: Another step, as a row says it after the next act.
_LONGER = "() => document.querySelectorAll('tr[data-href] td:nth-child(6)').forEach(n => n.textContent = 'Chờ bổ sung')"


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_the_names_of_procedures_can_be_read(width: int, people: People) -> None:
    page = people.page("minh", viewport={"width": width, "height": 800})
    page.goto("/desk/?tab=all")
    seen = page.evaluate(_ROWS)
    assert seen["rows"] > 10
    assert (seen["cut"], seen["wider"]) == (0, 0)
    page.evaluate(_LONGER)
    assert page.evaluate(_ROWS)["heights"] == seen["heights"]
