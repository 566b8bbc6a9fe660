"""The catalogue: one keeper writes a fact down, another signs it, and from then on the procedure's page tells it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import OFFICE_PC, People

pytestmark = pytest.mark.journey

#: Procedures whose source lost the unit of the term; the demonstration leaves them so. One run uses one of them.
UNKNOWN_TERMS = ("1.004859", "1.000893", "1.001022", "1.000689")
SOURCE = "Quyết định mẫu số 9 của Xã Suối Mẫu (bịa ra)"
TERM = "Thời hạn giải quyết, trực tiếp"
#: Web processes hear of a new revision within seconds (MEMORY_TRUSTED_SECONDS); so many is a fault.
PATIENCE = 20.0


def test_a_fact_counts_from_the_second_signature_on(people: People) -> None:
    khanh, loan, visitor = people.page("khanh"), people.page("loan"), people.visitor(viewport=OFFICE_PC)
    code = next(code for code in UNKNOWN_TERMS if _how_long(visitor, code) == "Chưa xác định")
    khanh.goto(f"/console/catalogue/{code}/")
    khanh.get_by_role("link", name=f"Ghi {TERM}").click()
    khanh.get_by_label("Số lượng").fill("7")
    khanh.get_by_label("Đơn vị").select_option(label="ngày làm việc")
    khanh.get_by_label("Nguồn").fill(SOURCE)
    khanh.get_by_role("button", name="Ghi, chờ người khác ký").click()
    expect(khanh.get_by_role("status")).to_contain_text("khi một người khác kiểm tra và ký")
    expect(khanh.get_by_role("button", name=f"Ký: {TERM}, {code}")).to_have_count(0)
    assert _how_long(visitor, code) == "Chưa xác định", "one signature promises nothing"

    loan.goto("/console/catalogue/waiting/")
    loan.get_by_role("button", name=f"Ký: {TERM}, {code}").click()
    expect(loan.get_by_role("status")).to_contain_text("Đã ký")
    give_up = time.monotonic() + PATIENCE
    while _how_long(visitor, code) != "7 ngày làm việc":
        assert time.monotonic() < give_up, "the page does not tell what was signed"


def _how_long(page: Page, code: str) -> str:
    """What the procedure's page answers to «how long?»."""
    page.goto(f"/thu-tuc/{code}/")
    return page.locator(".answers dl > div").filter(has_text="Bao lâu?").locator("dd").first.inner_text().strip()
