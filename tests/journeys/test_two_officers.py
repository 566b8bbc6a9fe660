"""Two officers at one dossier: the second is told what happened meanwhile, nothing is overwritten or lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import desk, filing
from tests.journeys.papers import Papers
from tests.journeys.people import People
from tests.journeys.tracking import Tracker

pytestmark = pytest.mark.journey

TYPED = "Ảnh chụp giấy chứng sinh bị mất góc dưới, xin chụp lại."


def test_the_second_officer_is_told_and_keeps_what_was_typed(people: People, papers: Papers) -> None:
    lan, minh, tuan = (people.page(who) for who in ("lan", "minh", "tuan"))
    filing.fill(lan, filing.EXTRACT, [papers.photo])
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(lan)
    for officer in (minh, tuan):
        desk.open_dossier(officer, code)
        desk.begin(officer, "Yêu cầu bổ sung")
        desk.panel(officer).get_by_label("Lý do, viết để người dân hiểu được").fill("Ảnh chưa đủ bốn góc.")
    desk.panel(minh).get_by_role("group").get_by_role("textbox").first.fill("Xin chụp lại.")
    line = desk.panel(tuan).get_by_role("group").get_by_role("textbox").first
    line.fill(TYPED)
    desk.finish(minh, "Yêu cầu bổ sung")

    desk.panel(tuan).get_by_role("button", name="Yêu cầu bổ sung").click()
    told = desk.panel(tuan).get_by_role("alert").first
    expect(told).to_contain_text("Vừa có người khác xử lý hồ sơ này")
    expect(told).to_contain_text("Trần Mẫu Minh")
    expect(line).to_have_value(TYPED)
    desk.open_dossier(minh, code)
    expect(minh.get_by_role("region", name="Yêu cầu bổ sung")).to_have_count(1)
    public = Tracker(people.visitor(), code)
    public.says("Hồ sơ cần ông/bà bổ sung", step="Đã nộp", state="Chờ bổ sung trước tiếp nhận", dates=("Nộp",))
    expect(public.page.get_by_role("main")).not_to_contain_text("tạm dừng")
    assert desk.state(minh) == "Chờ bổ sung trước tiếp nhận", "what the first did stands"
