"""Several people sign one filing: how its filer names them, and how somebody with a link goes through the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import filing
from tests.journeys.people import People
from tests.journeys.product import Product

#: Registering a marriage again: filed here in the demonstration, and two sign it.
MARRIAGE_AGAIN, GROOM, BRIDE = "1.004746", "Bên nam", "Bên nữ"
NOBODY = "Tôi không phải ai trong số này"


@dataclass(frozen=True, slots=True)
class Signer:
    """A made-up person who signs by a link to their own telephone."""

    name: str
    phone: str
    year: str


#: Hùng is awaited by what the demonstration holds; the others are named in the plays.
HUNG = Signer("Đinh Mẫu Hùng", "0000333444", "1988")
THANG, CUC = Signer("Vũ Mẫu Thắng", "0000555001", "1991"), Signer("Đặng Mẫu Cúc", "0000555002", "1993")
#: Of the screens alone: a telephone gets three codes in a quarter of an hour.
VINH, SEN = Signer("Đỗ Mẫu Vinh", "0000555003", "1990"), Signer("Hồ Mẫu Sen", "0000555004", "1992")


def to_signers(page: Page) -> None:
    """As far as the question who signs too."""
    filing.begin(page, MARRIAGE_AGAIN)
    filing.tell_people(page)
    filing.asks(page, "Ai cùng ký hồ sơ này?")


def name(page: Page, role: str, signer: Signer) -> None:
    """Say who signs in this role, by a link to their telephone."""
    part = page.get_by_role("region", name=role)
    part.get_by_label("Bằng điện thoại của mình").check()
    part.get_by_label("Họ, chữ đệm và tên").fill(signer.name)
    part.get_by_label("Số điện thoại của người ấy").fill(signer.phone)
    part.get_by_label("Năm sinh của người ấy").fill(signer.year)


def file_for(page: Page, groom: Signer, bride: Signer, uploads: list[Path]) -> None:
    """Lan files for two others, each of whom gets a link."""
    to_signers(page)
    page.get_by_label(NOBODY).check()
    name(page, GROOM, groom)
    name(page, BRIDE, bride)
    to_review(page, uploads)
    page.get_by_role("button", name="Nộp hồ sơ").click()


def to_review(page: Page, uploads: list[Path]) -> None:
    """From the signers to the last page."""
    filing.go_on(page)
    filing.attach(page, uploads)
    filing.choose_return(page)
    filing.asks(page, "Xin đọc lại trước khi nộp")


def ask_code(page: Page) -> None:
    """On the page of the link: have a code sent."""
    page.get_by_role("button", name=re.compile("Gửi mã (cho tôi|mới)")).click()
    expect(page.get_by_text("Đã gửi mã")).to_be_visible()


def prove(page: Page, product: Product, signer: Signer, *, fact: str = "") -> None:
    """Show the code and the second fact."""
    ask_code(page)
    page.get_by_label("Mã xác nhận").fill(product.code(signer.phone))
    page.get_by_label("Số định danh cá nhân hoặc năm sinh").fill(fact or signer.year)
    page.get_by_role("button", name="Xem hồ sơ").click()


def open_link(page: Page, product: Product, signer: Signer) -> str:
    """Open the link as it came by message; where it leads."""
    address = product.link(signer.phone)
    page.goto(address)
    return address


def door(page: Page, people: People) -> None:
    """Hùng's link, before he has shown who he is."""
    open_link(page, people.product, HUNG)


def code_asked(page: Page, people: People) -> None:
    """He says that he has the code."""
    door(page, people)
    page.get_by_role("link", name="Tôi đã có mã").click()


def wrong(page: Page, people: People) -> None:
    """The same with a code that does not fit."""
    code_asked(page, people)
    page.get_by_label("Mã xác nhận").fill("000000")
    page.get_by_label("Số định danh cá nhân hoặc năm sinh").fill(HUNG.year)
    page.get_by_role("button", name="Xem hồ sơ").click()


def question(page: Page, people: People) -> None:
    """Hùng has shown who he is, and reads."""
    door(page, people)
    prove(page, people.product, HUNG)


def confirmed(page: Page, people: People) -> None:
    """Sen says yes to what Lan filed for her."""
    file_for(people.page("lan"), VINH, SEN, [])
    open_link(page, people.product, SEN)
    prove(page, people.product, SEN)
    page.get_by_role("button", name="Tôi xác nhận").click()


def refused(page: Page, people: People) -> None:
    """Vinh says no."""
    file_for(people.page("lan"), VINH, SEN, [])
    open_link(page, people.product, VINH)
    prove(page, people.product, VINH)
    page.get_by_role("button", name="Tôi không đồng ý").click()


def answered(page: Page, people: People) -> None:
    """And opens the link once more."""
    refused(page, people)
    page.goto(page.url)
