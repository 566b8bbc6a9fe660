"""On the smallest telephone, with JavaScript and without: a paper this case does not need is said so, and why."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys import breaking, filing
from tests.journeys.people import People

pytestmark = pytest.mark.journey

SMALLEST = {"width": 320, "height": 640}
WHY = "Không còn giữ bản sao nào, sổ gốc đã mất"
NOT_NEEDED, REASON = "Trường hợp của tôi không cần giấy này", "Vì sao không cần giấy này"


@pytest.mark.parametrize("javascript", [True, False], ids=["with", "without"])
def test_a_paper_is_said_not_to_be_needed(people: People, javascript: bool) -> None:
    page = people.visitor(viewport=SMALLEST, java_script_enabled=javascript)
    filing.begin(page, filing.BIRTH_AGAIN)
    filing.tell_people(page)
    filing.asks(page, "Giấy tờ của hồ sơ")
    sheets = page.locator("#giay-to-form fieldset").filter(has=page.get_by_label(NOT_NEEDED))
    first = sheets.first
    expect(first.get_by_label(REASON)).to_be_hidden()
    first.get_by_label(NOT_NEEDED).check()
    filing.go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Xin ghi vì sao không cần giấy này.")
    first.get_by_label(REASON).fill(WHY)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if javascript:
        assert Axe().run(page).response["violations"] == []
        breaking.kept(page)
        page.goto(page.url)
    first.get_by_label(NOT_NEEDED).uncheck()
    expect(first.get_by_label(REASON), "what was typed is never out of sight").to_have_value(WHY)
    expect(first.get_by_label(REASON)).to_be_visible()
    first.get_by_label(NOT_NEEDED).check()
    for sheet in sheets.all()[1:]:
        sheet.get_by_label("Tôi sẽ mang đến").check()
    filing.go_on(page)
    filing.choose_return(page)
    expect(page.get_by_role("main")).to_contain_text(f"ông/bà báo không cần {WHY}")
