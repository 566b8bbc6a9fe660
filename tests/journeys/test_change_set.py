"""A decision: one keeper loads it, another approves it, and whoever has begun a draft is told before it is sent."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from motcua.kernel import clock
from tests.journeys import filing
from tests.journeys.papers import Papers
from tests.journeys.people import OFFICE_PC, People

pytestmark = pytest.mark.journey

NUMBER = "77/QĐ-MẪU (bịa ra)"
#: One run uses the first that the page does not say yet; the fee is as many thousands.
TERMS = (9, 11, 12, 13, 14, 16)
REHEARSED_WITHIN = 60.0
SERVED_WITHIN = 15.0


def test_a_decision_is_loaded_compared_approved_and_told(people: People, papers: Papers, tmp_path: Path) -> None:
    khanh, loan, lan = (people.page(who) for who in ("khanh", "loan", "lan"))
    visitor = people.visitor(viewport=OFFICE_PC)
    days = next(days for days in TERMS if not _says(visitor, f"{days} ngày làm việc"))
    term = f"{days} ngày làm việc"
    filing.fill(lan, filing.EXTRACT, [papers.photo])
    _load(khanh, _sheet(tmp_path / "thay-doi.xlsx", days))
    _read(khanh, days)
    expect(khanh.get_by_role("link", name="Duyệt đợt này")).to_have_count(0)
    _rehearse(khanh)
    assert not _says(visitor, term), "prepared is not approved"

    _approve(loan, khanh.url)
    assert _comes_to(visitor, term, says=True), "every process serves the decision by now"
    _is_told(lan, days)

    khanh.goto(khanh.url)
    khanh.get_by_role("link", name="Khôi phục nội dung cũ").click()
    khanh.get_by_label("Lý do").fill("Hết việc thử, trả lại nội dung trước.")
    khanh.get_by_role("button", name="Lập đợt khôi phục").click()
    _approve(loan, khanh.url)
    assert _comes_to(visitor, term, says=False), "the old facts hold again"


def _sheet(path: Path, days: int) -> Path:
    """What an office fills: one procedure changed, one row that cannot be read."""
    heads = ("Mã thủ tục", "Loại thay đổi", "Thời hạn trực tuyến", "Phí trực tuyến", "Miễn, giảm")
    rows = ((filing.EXTRACT, "sửa", f"{days} ngày làm việc", f"Lệ phí: {days}.000", "Không có"), ("sai", "sửa"))
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Thay đổi")
        for number, line in enumerate((heads, *rows)):
            page.write_row(number, 0, line)
    return path


def _load(page: Page, sheet: Path) -> None:
    today = _today().isoformat()
    page.goto("/console/changes/")
    page.get_by_role("link", name="Soạn đợt mới").click()
    page.get_by_label("Số quyết định công bố").fill(NUMBER)
    page.get_by_label("Cơ quan, người ban hành").fill("Chủ tịch Uỷ ban nhân dân Tỉnh Mẫu")
    page.get_by_label("Ngày ban hành").fill(today)
    page.get_by_label("Ngày có hiệu lực").fill(today)
    page.get_by_label("Nguồn").fill("Công báo mẫu số 77")
    page.get_by_label("Tệp thay đổi").set_input_files(sheet)
    page.get_by_role("button", name="Nạp và xem khác biệt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NUMBER)


def _read(page: Page, days: int) -> None:
    """The bad row with its reason, every difference, and nothing a machine finds wrong."""
    problems = page.get_by_role("region", name="Dòng không dùng được").last
    expect(problems).to_contain_text("Mã thủ tục phải có dạng 1.234567.")
    told = page.get_by_role("region", name=f"Khác biệt của {filing.EXTRACT}")
    expect(told).to_contain_text(f"{days} ngày làm việc")
    expect(told).to_contain_text(f"{days}.000")
    assert Axe().run(page).response["violations"] == []


def _rehearse(page: Page) -> None:
    """The worker rehearses; whoever asked may go on and look again."""
    page.get_by_role("button", name="Thử trên hồ sơ 90 ngày qua").click()
    give_up = time.monotonic() + REHEARSED_WITHIN
    while page.get_by_text("Tính xong lúc").count() == 0:
        assert time.monotonic() < give_up, "the rehearsal is not done"
        time.sleep(1)
        page.reload()


def _approve(page: Page, where: str) -> None:
    page.goto(where)
    page.get_by_role("link", name="Duyệt đợt này").click()
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Đã duyệt")


def _is_told(lan: Page, days: int) -> None:
    """Nothing is sent before she has read what is new and said so."""
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    news = lan.get_by_role("region", name="Quy định đã thay đổi")
    expect(news).to_contain_text(f"{days} ngày làm việc")
    expect(news).to_contain_text(f"{days}.000")
    assert Axe().run(lan).response["violations"] == []
    lan.get_by_role("button", name="Tôi đã đọc, làm theo quy định mới").click()
    expect(lan.get_by_role("region", name="Quy định đã thay đổi")).to_have_count(0)
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    filing.receipt(lan)


def _comes_to(page: Page, text: str, *, says: bool) -> bool:
    """Whether the procedure's page soon says it, or says it no more: each process looks again within seconds."""
    give_up = time.monotonic() + SERVED_WITHIN
    while _says(page, text) is not says:
        if time.monotonic() > give_up:
            return False
        time.sleep(0.5)
    return True


def _says(page: Page, text: str) -> bool:
    page.goto(f"/thu-tuc/{filing.EXTRACT}/")
    return text in page.get_by_role("main").inner_text()


def _today() -> date:
    return clock.local(clock.now()).date()
