"""What is not taken is told where it was pressed, nothing typed goes, and the button may be pressed again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from motcua.base.guards import SESSION_COOKIE
from tests.journeys import desk
from tests.journeys.filing import EXTRACT
from tests.journeys.people import People

pytestmark = pytest.mark.journey

MAN, ACTS = "Đặng Mẫu Tín", re.compile(r"/do/")
HANDING, ASKING, RECEIVING = "Chuyển giải quyết", "Yêu cầu bổ sung", "Đủ: tiếp nhận, in mẫu 01"
TYPED = "Ảnh chụp mất góc, xin chụp lại."


def test_a_button_that_is_not_taken_says_why_and_may_be_pressed_again(people: People) -> None:
    minh = people.page("minh")
    _fill(minh)
    minh.get_by_role("button", name=RECEIVING).click()
    minh.get_by_role("link", name="Mở hồ sơ").click()
    other = minh.context.new_page()
    other.goto(minh.url)
    _cut(minh)
    _press(minh, HANDING)
    expect(_trouble(minh)).to_contain_text("Máy chủ chưa trả lời")
    minh.unroute(ACTS)
    desk.hand_to(other, "Lê Mẫu Hoa")
    _press(minh, HANDING)
    expect(desk.panel(minh).get_by_role("alert")).to_contain_text("việc này hiện không mở")
    expect(_trouble(minh)).to_have_count(0)
    _press(minh, HANDING)
    expect(desk.panel(minh)).to_have_count(1)


def test_what_was_typed_into_an_act_is_sent_after_the_line_and_the_session_are_back(people: People) -> None:
    minh, hoa = people.page("minh"), people.page("hoa")
    _fill(minh)
    minh.get_by_role("button", name=RECEIVING).click()
    minh.get_by_role("link", name="Mở hồ sơ").click()
    desk.hand_to(minh, "Lê Mẫu Hoa")
    hoa.goto(minh.url)
    desk.begin(hoa, ASKING)
    why, send = desk.panel(hoa).get_by_label("Lý do, viết để người dân"), desk.panel(hoa).get_by_role("button")
    desk.panel(hoa).get_by_role("group").get_by_role("textbox").first.fill(TYPED)
    why.fill(TYPED)
    _cut(hoa)
    send.click()
    expect(_trouble(hoa)).to_contain_text("Máy chủ chưa trả lời")
    expect(send).to_have_text(ASKING)
    hoa.unroute(ACTS)
    back = _rest_too_long(hoa)
    send.click()
    expect(_trouble(hoa).get_by_role("link", name="Đăng nhập ở thẻ mới")).to_have_attribute("target", "_blank")
    expect(why).to_have_value(TYPED)
    hoa.context.add_cookies(back)
    desk.finish(hoa, ASKING)


def test_a_counter_page_sent_after_the_session_ended_is_sent_again(people: People) -> None:
    minh = people.page("minh")
    _fill(minh)
    back = _rest_too_long(minh)
    minh.get_by_role("button", name=RECEIVING).click()
    expect(minh.get_by_role("heading", level=1)).to_have_text("Phiên làm việc đã kết thúc")
    minh.context.add_cookies(back)
    minh.get_by_role("button", name="Đã đăng nhập: gửi lại").click()
    expect(minh.get_by_role("status")).to_contain_text("Đã tiếp nhận")


def _fill(minh: Page) -> None:
    minh.goto("/desk/counter/")
    minh.get_by_label("Người dân cần việc gì?").fill("trich luc ho tich")
    minh.get_by_role("main").get_by_role("button", name="Tìm").click()
    minh.get_by_role("row").filter(has_text=EXTRACT).get_by_role("link").click()
    minh.get_by_role("group", name="Người nộp", exact=True).get_by_label("Họ và tên").fill(MAN)
    minh.get_by_role("button", name="Tất cả đạt").click()


def _press(page: Page, act: str) -> None:
    with page.expect_event("request", lambda asked: bool(ACTS.search(asked.url))):
        page.get_by_role("region", name="Thao tác").get_by_role("link", name=act, exact=True).click()


def _trouble(page: Page):
    return page.locator("[data-trouble]")


def _cut(page: Page) -> None:
    page.route(ACTS, lambda route: route.abort())


def _rest_too_long(page: Page) -> list:
    """The session goes; what signing in again brings back to the browser is handed out."""
    back = [one for one in page.context.cookies() if one["name"] == SESSION_COOKIE]
    page.context.clear_cookies(name=SESSION_COOKIE)
    return back
