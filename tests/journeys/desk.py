"""What officers do again and again at the desk."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from motcua.kernel.text import fold


def open_dossier(page: Page, code: str, *, tab: str = "") -> None:
    """From the list of a tab where one is named, else by the search field of the frame, which opens a whole code."""
    if tab:
        page.goto(f"/desk/?tab={tab}")
        page.get_by_role("link", name=code, exact=True).click()
    else:
        page.goto("/desk/")
        page.locator("[data-find]").fill(code)
        page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(re.escape(code)))


def begin(page: Page, act: str) -> None:
    """Press the act's button in the bar; its panel opens within the page."""
    page.get_by_role("region", name="Thao tác").get_by_role("link", name=act, exact=True).click()
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(act)


def panel(page: Page):
    """The panel of the act at hand."""
    return page.locator("#panel")


def finish(page: Page, act: str) -> None:
    """Send the panel; the page says that it is written down."""
    panel(page).get_by_role("button", name=act, exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"Đã ghi: {act}")


def do(page: Page, act: str) -> None:
    """An act that asks nothing."""
    begin(page, act)
    finish(page, act)


def give_to(page: Page, name: str) -> None:
    """Choose the colleague who goes on."""
    field = panel(page).get_by_label("Giao cho")
    wanted = next(text for text in field.locator("option").all_inner_texts() if fold(name) in fold(text))
    field.select_option(label=wanted)


def state(page: Page) -> str:
    """The state the head of the dossier page shows."""
    return page.locator(".head .tag").first.inner_text()


def hand_to(page: Page, name: str) -> None:
    """The clerk gives a received dossier to a specialist."""
    begin(page, "Chuyển giải quyết")
    give_to(page, name)
    finish(page, "Chuyển giải quyết")


def draft(page: Page, code: str, *, title: str) -> None:
    """The specialist writes the result and asks for the signature."""
    open_dossier(page, code)
    begin(page, "Soạn dự thảo kết quả")
    panel(page).get_by_label("Giải quyết", exact=True).check()
    panel(page).get_by_label("Tên kết quả").fill(title)
    panel(page).get_by_label("Nội dung").fill(f"{title}, theo hồ sơ {code}.")
    finish(page, "Soạn dự thảo kết quả")
    do(page, "Trình lãnh đạo ký")


def sign(page: Page, code: str) -> None:
    """The leader finds it among what waits for the signature, reads the draft, signs."""
    open_dossier(page, code, tab="approval&order=new")
    begin(page, "Ký duyệt kết quả")
    expect(panel(page).locator(".letter")).to_contain_text(code)
    finish(page, "Ký duyệt kết quả")
    assert state(page) == "Đã có kết quả"


def hand_out(page: Page, code: str, *, to: str, number: str) -> None:
    """The clerk gives the result to its owner, whose card was looked at."""
    open_dossier(page, code, tab="return&order=new")
    begin(page, "Trả kết quả")
    panel(page).get_by_label("Người nhận là").select_option(label="Chủ hồ sơ")
    panel(page).get_by_label("Họ tên người nhận").fill(to)
    panel(page).get_by_label("Số giấy tờ tuỳ thân").fill(number)
    finish(page, "Trả kết quả")
    assert state(page) == "Đã trả kết quả"
