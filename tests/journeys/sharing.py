"""A telephone that several people sign in by: how its pages are reached. Each play has a telephone of its own."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.people import People
from tests.journeys.product import Product


def give_code(page: Page, product: Product, phone: str) -> None:
    """Telephone and code alone, as far as the question who it is."""
    page.goto("/dang-nhap/?next=/ho-so/")
    page.get_by_label("Số điện thoại").fill(phone)
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    page.get_by_label("Mã đăng nhập").fill(product.code(phone))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def register(page: Page, name: str, number: str) -> None:
    """One more person, on the page that asks for them."""
    page.get_by_label("Họ và tên").fill(name)
    page.get_by_label("Số định danh cá nhân").fill(number)
    page.get_by_role("button", name="Đăng ký và đăng nhập").click()


def code_page(page: Page, _people: People) -> None:
    """A code was sent, and is asked for."""
    page.goto("/dang-nhap/")
    page.get_by_label("Số điện thoại").fill("0000222440")
    page.get_by_role("button", name="Gửi mã cho tôi").click()


def first(page: Page, people: People) -> None:
    """Nobody has come by this telephone yet."""
    give_code(page, people.product, "0000222441")


def question(page: Page, people: People) -> None:
    """Two are known."""
    _family(page, people.product, "0000222442")


def added(page: Page, people: People) -> None:
    """And a third comes."""
    _family(page, people.product, "0000222443")
    page.get_by_role("link", name="Không có tôi ở trên").click()


def wrong(page: Page, people: People) -> None:
    """The digits are another's."""
    _family(page, people.product, "0000222444")
    page.get_by_role("radio").first.check()
    page.get_by_label("6 chữ số cuối").fill("123456")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def _family(page: Page, product: Product, phone: str) -> None:
    """Two people register, where they have not before; then somebody gives a code."""
    give_code(page, product, phone)
    if page.get_by_role("radio").count():
        return
    register(page, "Bùi Mẫu Ngoan", "999170000901")
    _leave(page)
    give_code(page, product, phone)
    page.get_by_role("link", name="Không có tôi ở trên").click()
    register(page, "Bùi Mẫu Khôi", "999202000902")
    _leave(page)
    give_code(page, product, phone)


def _leave(page: Page) -> None:
    page.get_by_role("button", name="Đăng xuất, đổi người").click()
    page.wait_for_url("**/")
