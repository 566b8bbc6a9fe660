"""Two officers at one dossier: the second is told what happened meanwhile, nothing is overwritten or lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import desk, filing
from tests.journeys.papers import Papers
from tests.journeys.people import People

pytestmark = pytest.mark.journey

TYPED = "Ảnh chụp giấy chứng sinh bị mất góc dưới, xin chụp lại."


def test_the_second_officer_is_told_and_keeps_what_was_typed(people: People, papers: Papers) -> None:
    lan = people.page("lan")
    filing.fill(lan, filing.EXTRACT, [papers.photo])
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(lan)

    tuan, minh = people.page("tuan"), people.page("minh")
    for officer in (tuan, minh):
        desk.open_dossier(officer, code)
    desk.begin(minh, "Yêu cầu bổ sung")
    line = desk.panel(minh).get_by_role("group").get_by_role("textbox").first
    line.fill(TYPED)
    desk.panel(minh).get_by_label("Lý do, viết để người dân hiểu được").fill("Ảnh chưa đủ bốn góc.")
    tuan.get_by_label("Ghi chú nội bộ").fill("Ưu tiên hồ sơ này.")
    tuan.get_by_role("button", name="Ghi lại").click()
    desk.do(tuan, "Tiếp nhận")

    desk.panel(minh).get_by_role("button", name="Yêu cầu bổ sung").click()
    told = desk.panel(minh).get_by_role("alert").first
    expect(told).to_contain_text("Vừa có người khác xử lý hồ sơ này")
    expect(told).to_contain_text("Phạm Mẫu Tuấn")
    expect(line).to_have_value(TYPED)
    desk.open_dossier(tuan, code)
    assert desk.state(tuan) == "Đã tiếp nhận", "what the first did stands"
