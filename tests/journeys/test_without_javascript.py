"""The portal asks no browser for JavaScript: finding, reading and filing work without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import filing
from tests.journeys.papers import Papers
from tests.journeys.people import People
from tests.journeys.screens import PORTAL

pytestmark = pytest.mark.journey


def test_a_telephone_without_javascript_finds_and_fills_a_dossier(people: People, papers: Papers) -> None:
    page = people.visitor(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Viết như đang nói").fill("trich luc khai sinh")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("main").get_by_role("link", name=filing.EXTRACT)).to_be_visible()
    filing.fill(page, filing.EXTRACT, [papers.photo])
    page.get_by_role("button", name="Đăng nhập để nộp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")


def test_what_is_wrong_is_told_and_what_was_typed_stays_without_javascript(people: People) -> None:
    page = people.visitor(java_script_enabled=False)
    filing.begin(page, filing.EXTRACT)
    filer = page.get_by_role("region", name="Người nộp")
    filer.get_by_label("Họ, chữ đệm và tên").fill("Nguyễn Mẫu Lan")
    filing.go_on(page)
    problems = page.get_by_role("alert")
    expect(problems).to_contain_text("Xin ghi số định danh cá nhân.")
    expect(filer.get_by_label("Họ, chữ đệm và tên")).to_have_value("Nguyễn Mẫu Lan")
    problems.get_by_role("link", name="Xin ghi số định danh cá nhân.").click()
    expect(page.locator(":target")).to_have_attribute("name", "filer-number")


def test_following_and_half_an_answer_need_no_javascript(people: People) -> None:
    screens = {screen.name: screen for screen in PORTAL}
    tracked = screens["tracked"].open(people, java_script_enabled=False)
    expect(tracked.get_by_role("term").filter(has_text="Bước tiếp theo")).to_be_visible()
    page = screens["own-reply"].open(people, java_script_enabled=False)
    page.get_by_label("Lời giải thích").first.fill("Tôi sẽ hỏi lại nơi cấp.")
    page.get_by_role("button", name="Lưu, gửi sau").click()
    expect(page.get_by_label("Lời giải thích").first).to_have_value("Tôi sẽ hỏi lại nơi cấp.")
