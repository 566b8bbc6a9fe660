"""Lan wants her dossier back; Tuấn grants it; both pages say so, and the path shows where it ended."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import desk, filing
from tests.journeys.papers import Papers
from tests.journeys.people import People
from tests.journeys.tracking import FIRST_DUE, Tracker

pytestmark = pytest.mark.journey


def test_lan_withdraws_and_tuan_grants_it(people: People, papers: Papers) -> None:
    lan = people.page("lan")
    filing.fill(lan, filing.BUSINESS, [papers.pdf], case=0)
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(lan)
    lan.get_by_role("link", name="Theo dõi hồ sơ").click()
    page_of_it = lan.url
    minh = people.page("minh")
    desk.open_dossier(minh, code, tab="intake&order=new")
    desk.do(minh, "Tiếp nhận")

    lan.goto(page_of_it)
    lan.get_by_role("link", name="Xin rút hồ sơ").click()
    lan.get_by_label("Lý do").fill("Tôi chưa mở cửa hàng nữa.")
    lan.get_by_role("button", name="Gửi yêu cầu rút").click()
    public = Tracker(people.visitor(), code)
    public.says("Ông/bà đã xin rút hồ sơ", step="Giải quyết", state="Xin rút hồ sơ", dates=("Tiếp nhận", FIRST_DUE))

    tuan = people.page("tuan")
    desk.open_dossier(tuan, code)
    expect(tuan.get_by_role("complementary", name="Quá trình")).to_contain_text("Tôi chưa mở cửa hàng nữa.")
    desk.do(tuan, "Đồng ý cho rút")
    public.says("Hồ sơ đã dừng giải quyết", step="Dừng giải quyết")
    lan.goto(page_of_it)
    expect(lan.get_by_role("heading", level=1)).to_have_text("Hồ sơ đã dừng giải quyết")
