"""The house that loads once and forks the rest: killed, it is opened again, and nothing of the old one stays."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import breaking
from tests.journeys.people import People
from tests.journeys.product import Product

pytestmark = [pytest.mark.journey, pytest.mark.faults]

NAMES = {"motcua-web", "motcua-worker", "motcua-dispatch"}
#: Seconds the forks of a killed house may take to finish what they hold.
GRACE = 15.0


def test_a_killed_house_is_opened_again_and_who_was_signed_in_still_is(people: People, product: Product) -> None:
    page = people.page("lan")
    page.goto("/ho-so/")
    before = breaking.processes(product)
    assert set(before) == NAMES
    breaking.kill_house(product)
    _await_end([pid for pids in before.values() for pid in pids])
    product.await_pages()
    page.reload()
    expect(page.get_by_role("heading", name="Hồ sơ của tôi")).to_be_visible()
    assert set(breaking.processes(product)) == NAMES


def _await_end(pids: list[int]) -> None:
    give_up = time.monotonic() + GRACE
    while left := [pid for pid in pids if _lives(pid)]:
        assert time.monotonic() < give_up, f"still there: {left}"
        time.sleep(0.1)


def _lives(pid: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"
