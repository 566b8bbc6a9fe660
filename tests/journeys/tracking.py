"""The public tracking page, as somebody without an account reads it after every step."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.people import LAN_NUMBER

FIRST_DUE = "Hẹn trả ghi trên giấy (mẫu 01)"
ALL_DONE = "mọi bước"
LEGAL_DUE = "Hạn theo quy định, sau các lần tạm dừng và đổi lịch"


@dataclass(frozen=True, slots=True)
class Tracker:
    """A page in a browser that nobody signed in to, and what opens the dossier there."""

    page: Page
    code: str
    second_fact: str = LAN_NUMBER

    def open(self) -> None:
        """Type code and second fact, as from the slip."""
        self.page.goto("/tra-cuu/")
        self.page.get_by_label("Mã hồ sơ").fill(self.code)
        self.page.get_by_label("Số định danh cá nhân hoặc số điện thoại").fill(self.second_fact)
        self.page.get_by_role("button", name="Tra cứu").click()

    def says(self, heading: str, *, step: str, state: str = "", due: str = "", dates: tuple[str, ...] = ()) -> None:
        """The heading, the filled step of the path with its state, the date that matters, the dates by name.

        A path gone to its end (`step` is ALL_DONE) has no present step.
        """
        self.open()
        page = self.page
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        here = page.locator(".path [aria-current=step]")
        if step == ALL_DONE:
            expect(page.locator(".path li:not(.done)")).to_have_count(0)
        else:
            expect(here.locator("b")).to_have_text(step)
        if state:
            expect(here).to_contain_text(state)
        if due:
            expect(page.get_by_role("heading", level=2).first).to_contain_text(due)
            expect(page.get_by_role("table", name="Cách tính ngày hẹn trả")).to_be_visible()
        for name in dates:
            expect(page.get_by_role("term").filter(has_text=name)).to_be_visible()
        assert "Nguyễn Mẫu Lan" not in page.locator("main").inner_text(), "the public page names nobody"

    def date(self, name: str) -> str:
        """One of the named dates as it is written."""
        row = self.page.locator("dl.facts > div").filter(has=self.page.get_by_text(name, exact=True))
        return row.locator("time").inner_text()
