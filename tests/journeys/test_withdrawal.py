"""Lan wants her dossier back, also after it went to another officer; Tuấn grants it, and both pages say so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk, filing
from tests.journeys.papers import Papers
from tests.journeys.people import People
from tests.journeys.tracking import FIRST_DUE, Tracker

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("changed", [False, True], ids=["received", "officer-changed"])
def test_lan_withdraws_and_tuan_grants_it(people: People, papers: Papers, changed: bool) -> None:
    lan, minh = people.page("lan"), people.page("minh")
    code, page_of_it = _received(lan, minh, papers)
    if changed:
        desk.hand_to(minh, "Ngô Mẫu Dũng")
        desk.begin(minh, "Chuyển người khác")
        desk.give_to(minh, "Phạm Mẫu Tuấn")
        desk.finish(minh, "Chuyển người khác")

    lan.goto(page_of_it)
    lan.get_by_role("link", name="Xin rút hồ sơ").click()
    lan.get_by_label("Lý do").fill("Tôi chưa mở cửa hàng nữa.")
    lan.get_by_role("button", name="Gửi yêu cầu rút").click()
    public = Tracker(people.visitor(), code)
    public.says(
        "Ông/bà đã xin rút hồ sơ", step="Xem xét, giải quyết", state="Xin rút hồ sơ", dates=("Tiếp nhận", FIRST_DUE)
    )

    tuan = people.page("tuan")
    desk.open_dossier(tuan, code)
    expect(tuan.get_by_role("complementary", name="Quá trình")).to_contain_text("Tôi chưa mở cửa hàng nữa.")
    desk.do(tuan, "Đồng ý cho rút")
    public.says("Hồ sơ đã dừng giải quyết", step="Dừng giải quyết")
    lan.goto(page_of_it)
    expect(lan.get_by_role("heading", level=1)).to_have_text("Hồ sơ đã dừng giải quyết")


def _received(lan: Page, minh: Page, papers: Papers) -> tuple[str, str]:
    """Lan files, Minh accepts: the code, and where she follows it."""
    filing.fill(lan, filing.BUSINESS, [papers.pdf], case=0)
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(lan)
    lan.get_by_role("link", name="Theo dõi hồ sơ").click()
    desk.open_dossier(minh, code, tab="intake&order=new")
    desk.do(minh, "Tiếp nhận")
    return code, lan.url
