"""The filing guide of the portal, page by page, as a citizen goes through it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.people import LAN_NUMBER, LAN_PHONE

ON = "Lưu và sang câu sau"
#: Registering a birth again: five working days at the counter and online, filed here in the demonstration; no cases.
BIRTH_AGAIN = "1.004884"
EXTRACT = "2.000635"
#: Filed on the National Portal in the demonstration: with papers; with a form and no papers in the source.
DEATH_AGAIN, FUNERAL = "1.005461", "1.001731"
ELSEWHERE = frozenset({DEATH_AGAIN, FUNERAL})
BIRTH = "1.001193"
#: Registering a small business: four cases, a page more.
BUSINESS = "2.000720"


def asks(page: Page, question: str) -> None:
    """The one question of the page."""
    expect(page.get_by_role("heading", level=1)).to_have_text(question)


def go_on(page: Page) -> None:
    """To the next page of the guide."""
    page.get_by_role("button", name=ON).click()


def begin(page: Page, code: str) -> None:
    """From the procedure's page into the guide."""
    page.goto(f"/thu-tuc/{code}")
    page.get_by_role("link", name="Chuẩn bị hồ sơ" if code in ELSEWHERE else "Nộp hồ sơ tại đây").click()
    page.get_by_role("button", name="Bắt đầu").click()


#: Somebody old with a simple telephone.
OLD_MAN, OLD_NUMBER, OLD_PHONE = "Đặng Mẫu Cụ", "999041000077", "0000333444"


def begin_helped(page: Page, code: str) -> None:
    """From the page where filing begins into the guide, for somebody else."""
    page.goto(f"/nop-ho-so/{code}/")
    page.get_by_role("link", name="Tôi giúp người khác nộp").click()
    page.get_by_role("button", name="Bắt đầu giúp").click()


def tell_old_man(page: Page) -> None:
    """The filer is whoever is helped: only the year of birth is known."""
    asks(page, "Ai nộp hồ sơ này?")
    filer = page.get_by_role("region", name="Người nộp")
    filer.get_by_label("Họ, chữ đệm và tên").fill(OLD_MAN)
    filer.get_by_label("Năm sinh", exact=True).fill("1941")
    filer.get_by_label("Số định danh cá nhân").fill(OLD_NUMBER)
    filer.get_by_label("Số điện thoại").fill(OLD_PHONE)
    go_on(page)


def choose_case(page: Page, number: int) -> None:
    """The first page where the procedure has cases."""
    asks(page, "Ông/bà thuộc trường hợp nào?")
    page.get_by_role("radio").nth(number).check()
    go_on(page)


def tell_people(page: Page) -> None:
    """Lan files for herself."""
    asks(page, "Ai nộp hồ sơ này?")
    filer = page.get_by_role("region", name="Người nộp")
    filer.get_by_label("Họ, chữ đệm và tên").fill("Nguyễn Mẫu Lan")
    filer.get_by_label("Ngày", exact=True).fill("12")
    filer.get_by_label("Tháng", exact=True).fill("5")
    filer.get_by_label("Năm sinh", exact=True).fill("1990")
    filer.get_by_label("Số định danh cá nhân").fill(LAN_NUMBER)
    filer.get_by_label("Số điện thoại").fill(LAN_PHONE)
    go_on(page)


def declare_extract(page: Page) -> None:
    """The three pages of the form for copies from the registers."""
    asks(page, "Giấy cần bản sao")
    page.get_by_label("Giấy khai sinh", exact=True).check()
    page.get_by_label("Cần mấy bản sao").fill("2")
    go_on(page)
    asks(page, "Người có tên trong giấy")
    page.get_by_label("Ông/bà là gì của người đó?").fill("bản thân")
    expect(page.get_by_label("Họ, chữ đệm và tên")).to_have_value("Nguyễn Mẫu Lan")
    go_on(page)
    asks(page, "Đã đăng ký ở đâu")
    page.get_by_label("Nơi đã đăng ký").fill("Xã Suối Mẫu")
    go_on(page)


def attach(page: Page, uploads: Sequence[Path]) -> None:
    """The first papers by file, what is left of the required ones to be brought along."""
    asks(page, "Giấy tờ của hồ sơ")
    sheets = page.locator("#giay-to-form fieldset")
    assert sheets.count() >= len(uploads)
    for number in range(sheets.count()):
        if sheets.nth(number).get_by_text("không phải nộp giấy này").count():
            continue
        if number < len(uploads):
            sheets.nth(number).locator("input[type=file]").set_input_files(uploads[number])
        else:
            sheets.nth(number).get_by_label("Tôi sẽ mang đến").check()
    go_on(page)


def choose_return(page: Page) -> None:
    """She comes for the result herself."""
    asks(page, "Nhận kết quả ở đâu?")
    page.get_by_label("Đến Trung tâm nhận").check()
    go_on(page)


def fill(page: Page, code: str, uploads: Sequence[Path], *, case: int | None = None) -> None:
    """All pages up to the review."""
    begin(page, code)
    if case is not None:
        choose_case(page, case)
    tell_people(page)
    if code == EXTRACT:
        declare_extract(page)
    attach(page, uploads)
    choose_return(page)
    asks(page, "Xin đọc lại trước khi nộp")


def receipt(page: Page) -> str:
    """The code on the e-receipt that the last page led to."""
    asks(page, "Đã nhận hồ sơ nộp trực tuyến")
    expect(page.locator("figure svg")).to_be_visible()
    return page.locator("dd.code").inner_text().strip()
