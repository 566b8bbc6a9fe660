"""A volunteer of the digital team files for an old man without a smartphone, and then knows no more of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk, filing
from tests.journeys.people import PHONE, People
from tests.journeys.product import Product
from tests.journeys.tracking import Tracker

pytestmark = pytest.mark.journey


def _up_to_consent(page: Page) -> str:
    """Everything told and nothing filed; the address of the draft."""
    filing.begin_helped(page, filing.BIRTH_AGAIN)
    filing.tell_old_man(page)
    filing.attach(page, [])
    filing.choose_return(page)
    filing.asks(page, "Xin đọc lại trước khi nộp")
    page.get_by_role("button", name="Hỏi người nộp có đồng ý không").click()
    filing.asks(page, "Người nộp có đồng ý nộp không?")
    return page.url.rsplit("/", 2)[0]


def test_tinh_files_for_an_old_man_and_cannot_see_it_afterwards(people: People, product: Product) -> None:
    tinh, minh = people.page("tinh", viewport=PHONE), people.page("minh")
    draft = _up_to_consent(tinh)
    tinh.get_by_role("button", name="Gửi mã cho người nộp").click()
    tinh.get_by_label("Mã người nộp đọc cho ông/bà").fill(product.code(filing.OLD_PHONE))
    tinh.get_by_role("button", name="Nộp hồ sơ", exact=True).click()
    filing.asks(tinh, "Ông/bà đã giúp xong")

    minh.goto("/desk/?tab=intake&order=new")
    minh.get_by_role("row").filter(has_text=filing.OLD_MAN).get_by_role("link").first.click()
    expect(minh.get_by_role("complementary").first).to_contain_text("Lý Mẫu Tình (Tổ công nghệ số cộng đồng")
    expect(minh.get_by_role("complementary").first).to_contain_text("Giúp tại nhà")
    code = minh.locator(".code", has_text="H99.99-").first.inner_text().strip()

    for page in ("nguoi-nop", "xem-lai", "dong-y"):
        tinh.goto(f"{draft}/{page}/")
        filing.asks(tinh, "Ông/bà đã giúp xong")
    assert tinh.goto(f"{draft}/phieu-dong-y.pdf").status == 404  # type: ignore[union-attr]
    tinh.goto("/tra-cuu/")
    tinh.get_by_label("Mã hồ sơ").fill(code)
    tinh.get_by_label("Số").last.fill(filing.OLD_NUMBER)
    tinh.get_by_role("main").get_by_role("button", name="Tra cứu").click()
    filing.asks(tinh, "Hồ sơ của ông/bà đến đâu?")
    expect(tinh.get_by_role("main")).not_to_contain_text(filing.OLD_MAN)

    old_man = people.visitor()
    Tracker(old_man, code, second_fact=filing.OLD_NUMBER).open()
    expect(old_man.get_by_role("main")).to_contain_text("Tổ công nghệ số cộng đồng")
    expect(old_man.get_by_role("main")).not_to_contain_text("Lý Mẫu Tình")


def test_hien_at_the_door_keeps_the_sheet_with_a_thumb_print(people: People) -> None:
    hien, minh = people.page("hien"), people.page("minh")
    _up_to_consent(hien)
    hien.get_by_label("Điểm chỉ, có người làm chứng").check()
    hien.get_by_role("button", name="Nộp hồ sơ, đã giữ phiếu").click()
    expect(hien.get_by_role("alert")).to_contain_text("người làm chứng")
    hien.get_by_label("Người làm chứng", exact=True).fill("Hồ Mẫu Chứng")
    hien.get_by_role("button", name="Nộp hồ sơ, đã giữ phiếu").click()
    filing.asks(hien, "Ông/bà đã giúp xong")
    minh.goto("/desk/?tab=intake&order=new")
    minh.get_by_role("row").filter(has_text=filing.OLD_MAN).get_by_role("link").first.click()
    expect(minh.get_by_role("complementary").first).to_contain_text("người làm chứng Hồ Mẫu Chứng")


def test_without_telephone_the_clerk_waits_for_the_sheet(people: People) -> None:
    tinh, minh = people.page("tinh", viewport=PHONE), people.page("minh")
    _up_to_consent(tinh)
    tinh.get_by_role("button", name="Nộp, phiếu đưa đến sau").click()
    filing.asks(tinh, "Ông/bà đã giúp xong")
    minh.goto("/desk/?tab=intake&order=new")
    minh.get_by_role("row").filter(has_text=filing.OLD_MAN).get_by_role("link").first.click()
    expect(minh.get_by_role("complementary").first).to_contain_text("Chờ phiếu người nộp ký")
    desk.begin(minh, "Tiếp nhận")
    desk.panel(minh).get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(desk.panel(minh)).to_contain_text("người nộp xác nhận")
    minh.reload()
    desk.do(minh, "Ghi nhận người nộp xác nhận")
    expect(minh.get_by_role("complementary").first).to_contain_text("Ký tên trên phiếu")
    desk.do(minh, "Tiếp nhận")
