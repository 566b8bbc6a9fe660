"""A dossier another system holds: by its code, by a list with a bad row, with a note of ours, tracked by its code."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk
from tests.journeys.people import People
from tests.journeys.tracking import Tracker

pytestmark = pytest.mark.journey

RESIDENCE = "1.004194"
OWNER, NUMBER = "Vũ Mẫu Tạm", "999088000055"
HEADS = "Mã hồ sơ,Mã thủ tục,Chủ hồ sơ,Trạng thái,Hẹn trả"


@pytest.fixture
def code() -> str:
    """A code of the other system that no earlier run has used."""
    return f"000.99.99.H99-{time.time_ns() // 1_000_000 % 10**9:09d}"


def test_a_dossier_of_another_system_is_followed_not_moved(people: People, code: str) -> None:
    minh = people.page("minh")
    minh.goto("/desk/outside/")
    one = minh.get_by_role("region", name="Ghi nhận một hồ sơ theo mã")
    one.get_by_label("Mã hồ sơ của hệ thống ấy").fill(code)
    one.get_by_label("Mã thủ tục").fill(RESIDENCE)
    one.get_by_label("Họ tên chủ hồ sơ").fill(OWNER)
    one.get_by_label("Số định danh của chủ hồ sơ").fill(NUMBER)
    one.get_by_label("Trạng thái ở hệ thống ấy").select_option("4")
    one.get_by_role("button", name="Ghi nhận").click()
    expect(minh.get_by_role("status")).to_contain_text("Đã ghi nhận hồ sơ theo mã của hệ thống kia.")
    assert _buttons(minh) <= {"Giao người theo dõi"}, "its state is not ours to change"
    minh.get_by_label("Ghi chú nội bộ").fill("Bà ấy sẽ gọi lại sáng mai.")
    minh.get_by_role("button", name="Ghi lại").click()
    expect(minh.get_by_role("complementary", name="Quá trình")).to_contain_text("Bà ấy sẽ gọi lại sáng mai.")
    Tracker(people.visitor(), code, second_fact=NUMBER).says(
        "Hồ sơ đang được giải quyết", step="Xem xét, giải quyết", state="Đang giải quyết"
    )


def test_one_bad_row_of_a_list_stops_nobody(people: People, code: str, tmp_path: Path) -> None:
    minh, given = people.page("minh"), tmp_path / "danh-sach.csv"
    rows = [f"{code}-{n},{RESIDENCE},{OWNER} {n},4,31/12/2026 16:00" for n in (1, 2)]
    rows.insert(1, f"{code}-9,9.999999,{OWNER},4,không rõ")
    given.write_text("\n".join([HEADS, *rows]), encoding="utf-8")
    minh.goto("/desk/outside/")
    listed = minh.get_by_role("region", name="Đưa vào một danh sách")
    listed.get_by_label("Tệp danh sách").set_input_files(given)
    listed.get_by_role("button", name="Xem trước").click()
    expect(minh.get_by_role("row").filter(has_text=f"{code}-9")).to_contain_text("Bỏ qua")
    expect(minh.get_by_role("row").filter(has_text="Được")).to_have_count(2)
    minh.get_by_role("button", name="Đưa 2 dòng vào").click()
    expect(minh.get_by_role("heading", level=1)).to_have_text("Đã đưa danh sách vào")
    expect(minh.locator("dl div").filter(has_text="Hồ sơ mới")).to_contain_text("2")
    desk.open_dossier(minh, f"{code}-1")
    expect(minh.locator(".head")).to_contain_text("giữ")
    desk.open_dossier(minh, f"{code}-2")


def _buttons(page: Page) -> set[str]:
    bar = page.get_by_role("region", name="Thao tác").get_by_role("link")
    return {text.split("\n")[0].removesuffix(" Enter").strip() for text in bar.all_inner_texts()}
