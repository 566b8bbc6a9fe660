"""Lan answers a request for papers item by item; tab, line and server fail her, and nothing typed or sent is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys import breaking, desk, filing
from tests.journeys.papers import Papers
from tests.journeys.people import People
from tests.journeys.product import Product

pytestmark = pytest.mark.journey

PAPER, WORD = "Giấy thứ nhất chụp mờ, xin chụp lại.", "Xin cho biết vì sao tên cửa hàng khác nhau."
SAID = "Cửa hàng “Mẫu Lan” đổi tên năm 2024; tên cũ ghi trên giấy uỷ quyền."
BRING = "Tôi sẽ mang đến"


def test_lan_answers_item_by_item_though_everything_fails(people: People, product: Product, papers: Papers) -> None:
    lan, minh = people.page("lan"), people.page("minh")
    code, where = _asked(lan, minh, papers)
    lan.goto(f"{where}bo-sung/")
    breaking.ready(lan)
    _item(lan, WORD).get_by_label("Lời giải thích").fill(SAID)
    breaking.kept(lan)
    typed = breaking.stands(lan)
    lan.close()

    lan = people.page("lan")  # another day
    lan.goto(f"{where}bo-sung/")
    assert breaking.stands(lan) == typed, "to the character"
    _photo_through_a_cut_line(lan, papers)
    breaking.kill_web(product)
    _item(lan, WORD).get_by_label(BRING).check()
    breaking.kept(lan)
    product.await_pages()

    _sends_a_part(lan, minh, code)
    _item(lan, WORD).get_by_label(BRING).uncheck()
    lan.get_by_role("button", name="Gửi bổ sung").click()
    expect(lan.get_by_role("heading", level=1)).to_have_text("Hồ sơ đang chờ tiếp nhận")
    desk.open_dossier(minh, code)
    told = minh.get_by_role("region", name="Yêu cầu bổ sung")
    expect(told.locator(".tag", has_text="Đã trả lời")).to_have_count(2)
    expect(told).to_contain_text(SAID)


def _asked(lan: Page, minh: Page, papers: Papers) -> tuple[str, str]:
    """Lan has filed, Minh asks for a paper and for a word; the code, and Lan's page of it."""
    filing.fill(lan, filing.BUSINESS, [papers.pdf], case=0)
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(lan)
    lan.get_by_role("link", name="Theo dõi hồ sơ").click()
    desk.open_dossier(minh, code, tab="intake&order=new")
    desk.begin(minh, "Yêu cầu bổ sung")
    panel = desk.panel(minh)
    panel.get_by_role("group").get_by_role("textbox").first.fill(PAPER)
    panel.get_by_label("Điều khác cần bổ sung (1)").fill(WORD)
    panel.get_by_label("Lý do, viết để người dân hiểu được").fill("Chưa tiếp nhận được.")
    panel.get_by_label("Số ngày dành cho người dân").fill("15")
    desk.finish(minh, "Yêu cầu bổ sung")
    return code, lan.url


def _item(page: Page, text: str):
    return page.get_by_role("group").filter(has_text=text)


def _photo_through_a_cut_line(lan: Page, papers: Papers) -> None:
    """The first piece is lost twice on its way; the page goes on by itself, and says that the item is there."""
    left = [2]

    def cut(route: Route) -> None:
        left[0] -= 1
        route.abort() if left[0] >= 0 else route.continue_()

    lan.route("**/tai-len/*/", lambda route: cut(route) if route.request.method == "PATCH" else route.continue_())
    _item(lan, PAPER).get_by_label("Chọn tệp").set_input_files(papers.photo)
    expect(_item(lan, PAPER).locator(".file", has_text=papers.photo.name)).to_be_visible(timeout=30_000)
    expect(_item(lan, PAPER).locator(".tag")).to_have_text("Đã có")
    expect(lan.get_by_role("heading", name="Đã đủ mọi mục")).to_be_visible()


def _sends_a_part(lan: Page, minh: Page, code: str) -> None:
    """One item is there, one will be brought: the officer sees both, and the request stays open."""
    lan.get_by_role("button", name="Gửi bổ sung").click()
    expect(lan.get_by_role("status").first).to_contain_text("Còn thiếu 1 mục")
    desk.open_dossier(minh, code)
    told = minh.get_by_role("region", name="Yêu cầu bổ sung")
    expect(told.locator(".tag", has_text="Đã trả lời")).to_have_count(1)
    expect(told.locator(".tag", has_text="Sẽ mang đến")).to_have_count(1)
    expect(told).to_contain_text("giay-chung-sinh.png")
    assert desk.state(minh) == "Chờ bổ sung trước tiếp nhận"
