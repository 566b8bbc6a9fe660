"""Three people, one phone: a mother, her son and the grandmother sign in by turns, and none sees what is another's."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import filing
from tests.journeys.people import People
from tests.journeys.product import Product

pytestmark = pytest.mark.journey

SHARED = "0000222333"
SMALL = {"width": 320, "height": 640}
MOTHER, SON, GRANDMOTHER = "Trần Mẫu Thu", "Lê Mẫu Tí", "Hồ Mẫu Sáu"
LETTERS = {MOTHER: "T. M. T.", SON: "L. M. T."}
TAILS = {MOTHER: "000111", SON: "000222"}


def test_three_people_share_one_phone(people: People, product: Product) -> None:
    phone = people.visitor(viewport=SMALL)
    _asks_who(phone, product)
    _guesses_wrong(phone)
    _is_let_in(phone, MOTHER)
    hers = _addresses(phone)
    draft = _begins_a_draft(phone)
    _leaves(phone)
    _nothing_is_left(phone, [*hers, draft])

    _asks_who(phone, product)
    _is_let_in(phone, SON)
    _sees_nothing_of(phone, MOTHER, [*hers, draft])
    _leaves(phone)

    _asks_who(phone, product)
    _is_added(phone)
    _sees_nothing_of(phone, MOTHER, [*hers, draft])
    expect(phone.get_by_text("Chưa có hồ sơ nào đã nộp.")).to_be_visible()


def _asks_who(page: Page, product: Product) -> None:
    """Telephone and code; the page that follows shows first letters, and nobody's name or number."""
    page.goto("/dang-nhap/?next=/ho-so/")
    page.get_by_label("Số điện thoại").fill(SHARED)
    page.get_by_role("button", name="Gửi mã cho tôi").click()
    page.get_by_label("Mã đăng nhập").fill(product.code(SHARED))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    filing.asks(page, "Ông/bà là ai?")
    for letters in LETTERS.values():
        expect(page.get_by_label(letters)).to_be_visible()
    told = page.content()
    assert not any(secret in told for secret in (MOTHER, SON, "Thu", "Tí", *TAILS.values(), SHARED))


def _guesses_wrong(page: Page) -> None:
    """The son's digits do not make anybody his mother."""
    page.get_by_label(LETTERS[MOTHER]).check()
    page.get_by_label("6 chữ số cuối").fill(TAILS[SON])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa khớp")
    assert MOTHER not in page.content()


def _is_let_in(page: Page, name: str) -> None:
    page.get_by_label(LETTERS[name]).check()
    page.get_by_label("6 chữ số cuối").fill(TAILS[name])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    filing.asks(page, "Hồ sơ của tôi")
    expect(page.get_by_role("main")).to_contain_text(name)


def _addresses(page: Page) -> list[str]:
    """What the list of the one who has signed in leads to."""
    links = page.locator("main ul.links a")
    found = [links.nth(number).get_attribute("href") or "" for number in range(links.count())]
    assert len(found) >= 2
    return found


def _begins_a_draft(page: Page) -> str:
    """A page half filled; the address it has."""
    filing.begin(page, filing.BIRTH_AGAIN)
    page.get_by_role("region", name="Người nộp").get_by_label("Họ, chữ đệm và tên").fill(MOTHER)
    filing.go_on(page)
    return page.url


def _leaves(page: Page) -> None:
    page.goto("/ho-so/")
    page.get_by_role("button", name="Đăng xuất, đổi người").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Đăng nhập")).to_be_visible()


def _nothing_is_left(page: Page, hers: list[str]) -> None:
    """Nobody has signed in: her pages ask for it or are not there, and the browser keeps nothing she typed."""
    for address in hers:
        page.goto(address)
        assert MOTHER not in page.content()
    assert MOTHER not in str(page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"))


def _sees_nothing_of(page: Page, other: str, theirs: list[str]) -> None:
    page.goto("/ho-so/")
    assert not any(address in page.content() for address in theirs)
    for address in theirs:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404, address
        assert other not in page.content()
    page.goto("/ho-so/")


def _is_added(page: Page) -> None:
    """The grandmother comes for the first time, on the same telephone."""
    page.get_by_role("link", name="Không có tôi ở trên").click()
    filing.asks(page, "Thêm một người dùng điện thoại này")
    page.get_by_label("Họ và tên").fill(GRANDMOTHER)
    page.get_by_label("Số định danh cá nhân").fill("999148000333")
    page.get_by_role("button", name="Đăng ký và đăng nhập").click()
    filing.asks(page, "Hồ sơ của tôi")
    expect(page.get_by_role("main")).to_contain_text(GRANDMOTHER)
