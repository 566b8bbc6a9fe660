"""Ten ways through the house by keyboard alone: by day at the telephone's keys, by an officer who has no mouse."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk, filing
from tests.journeys.keys import Keys
from tests.journeys.papers import Papers
from tests.journeys.people import LAN_NUMBER, LAN_PHONE, NEXT_CODE, OFFICE_PC, People
from tests.journeys.product import Product

pytestmark = pytest.mark.journey


def test_a_procedure_is_found_in_ones_own_words_and_read(people: People) -> None:
    page = people.visitor()
    keys = Keys(page)
    keys.open("/")
    keys.write(page.get_by_role("searchbox"), "làm giấy khai sinh cho con")
    keys.enter(page.get_by_role("search").get_by_role("button"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("thủ tục có thể đúng")
    keys.skip()
    keys.enter(page.get_by_role("main").get_by_role("link", name="1.001193"))
    filing.asks(page, "Đăng ký khai sinh")
    stops = keys.walk()
    assert any("Nộp hồ sơ" in stop or "Chuẩn bị hồ sơ" in stop for stop in stops)
    assert any("Trả lời vài câu" in stop for stop in stops)


def test_questions_are_answered_to_their_end(people: People) -> None:
    page = people.visitor()
    keys = Keys(page)
    keys.open("/thu-tuc/1.001193/")
    keys.enter(page.get_by_role("link", name="Tôi cần giấy nào?"))
    on = page.get_by_role("button", name="Sang câu sau")
    keys.enter(on)
    keys.told("Xin chọn một câu trả lời.")
    for answer in (
        "Trẻ chưa khai sinh lần nào",
        "Trẻ có cha hoặc mẹ, không thuộc hai trường hợp dưới",
        "Không, nhưng có người làm chứng việc sinh",
        "Không, tôi tự làm",
        "Đến quầy của Trung tâm",
    ):
        keys.choose(page.get_by_label(answer, exact=True))
        keys.enter(on)
    filing.asks(page, "Ông/bà cần mang những giấy này")
    assert keys.walk()


def test_somebody_signs_in_by_a_telephones_code(people: People, product: Product) -> None:
    page = people.visitor()
    keys = Keys(page)
    keys.open("/dang-nhap/")
    keys.enter(page.get_by_role("button", name="Gửi mã cho tôi"))
    keys.told("Xin")
    digits = f"{time.time_ns() // 1000 % 10**6:06d}"
    page.keyboard.type(f"0000{digits}")
    page.keyboard.press("Enter")
    filing.asks(page, "Nhập mã đăng nhập")
    keys.write(page.get_by_label("Mã đăng nhập"), product.code(f"0000{digits}"))
    keys.write(page.get_by_label("Số định danh cá nhân"), f"999000{digits}")
    keys.write(page.get_by_label("Họ và tên"), "Nguyễn Mẫu Phím")
    keys.enter(page.get_by_role("button", name="Đăng ký và đăng nhập"))
    expect(page.get_by_role("link", name="Hồ sơ của tôi", exact=True)).to_be_visible()
    keys.enter(page.get_by_role("button", name="Đăng xuất"))
    expect(page.get_by_role("button", name="Đăng xuất")).to_have_count(0)


def test_a_dossier_is_filed_whole(people: People) -> None:
    page = people.page("lan")
    keys = Keys(page)
    begin(keys, filing.BUSINESS)
    keys.choose(page.get_by_role("radio").first)
    on(keys)
    filing.asks(page, "Ai nộp hồ sơ này?")
    page.get_by_role("region", name="Người nộp").get_by_label("Họ, chữ đệm và tên").evaluate("n => { n.value = '' }")
    on(keys)
    keys.told("Xin")
    tell_people(keys)
    filing.asks(page, "Giấy tờ của hồ sơ")
    for box in page.get_by_label("Tôi sẽ mang đến").all():
        keys.tick(box)
    on(keys)
    filing.asks(page, "Nhận kết quả ở đâu?")
    keys.choose(page.get_by_label("Đến Trung tâm nhận"))
    on(keys)
    filing.asks(page, "Xin đọc lại trước khi nộp")
    keys.enter(page.get_by_role("button", name="Nộp hồ sơ"))
    filing.receipt(page)


def test_a_file_is_attached_and_taken_away(people: People, papers: Papers) -> None:
    page = people.page("lan")
    keys = Keys(page)
    begin(keys, filing.BIRTH_AGAIN)
    tell_people(keys)
    filing.asks(page, "Giấy tờ của hồ sơ")
    keys.attach(page.locator("#giay-to-form input[type=file]").first, papers.pdf)
    away = page.get_by_role("button", name=f"Bỏ {papers.pdf.name}")
    expect(page.locator(".file:not(.coming)")).to_contain_text(papers.pdf.name)
    assert keys.look(), "what was chosen leaves the focus where it was"
    keys.enter(away, back=True)
    expect(away).to_have_count(0)
    expect(page.locator("#giay-to-form input[type=file]").first).to_be_focused()


def test_a_dossier_is_followed_by_its_code_to_the_why_of_its_date(people: People) -> None:
    code = filed(people.page("lan"))
    desk.open_dossier(minh := people.page("minh"), code, tab="intake&order=new")
    desk.do(minh, "Tiếp nhận")
    page = people.visitor()
    keys = Keys(page)
    keys.open("/tra-cuu/")
    keys.enter(page.get_by_role("button", name="Tra cứu"))
    keys.told("Xin")
    keys.write(page.get_by_label("Mã hồ sơ"), code)
    keys.write(page.get_by_label("Số định danh cá nhân hoặc số điện thoại"), LAN_NUMBER)
    page.keyboard.press("Enter")
    filing.asks(page, "Hồ sơ đã được tiếp nhận")
    why, table = page.locator("summary", has_text="Vì sao"), page.get_by_role("table", name="Cách tính ngày hẹn trả")
    shown = table.is_visible()
    keys.enter(why)
    expect(table).to_be_visible(visible=not shown)
    page.keyboard.press("Enter")
    expect(table).to_be_visible(visible=shown)
    assert keys.walk()


def test_what_is_missing_is_answered(people: People, papers: Papers) -> None:
    page = people.page("lan")
    code = filed(page)
    desk.open_dossier(minh := people.page("minh"), code, tab="intake&order=new")
    desk.begin(minh, "Yêu cầu bổ sung")
    desk.panel(minh).get_by_role("group").get_by_role("textbox").first.fill("Xin chụp lại.")
    desk.panel(minh).get_by_label("Lý do, viết để người dân hiểu được").fill("Ảnh chưa đủ bốn góc.")
    desk.finish(minh, "Yêu cầu bổ sung")
    keys = Keys(page)
    page.goto(page.url)
    keys.enter(page.get_by_role("link", name="Xem phải bổ sung gì và trả lời"))
    filing.asks(page, "Ông/bà cần bổ sung")
    keys.enter(page.get_by_role("button", name="Gửi bổ sung"))
    keys.told("Còn")
    keys.attach(page.get_by_label("Chọn tệp hoặc chụp ảnh").first, papers.photo)
    keys.write(page.get_by_label("Lời giải thích").first, "Tôi gửi ảnh chụp lại.")
    keys.enter(page.get_by_role("button", name="Gửi bổ sung"))
    expect(page.get_by_role("link", name=papers.photo.name)).to_be_visible()


def test_a_dossier_is_withdrawn(people: People) -> None:
    page = people.page("lan")
    filed(page)
    keys = Keys(page)
    keys.skip()
    keys.enter(page.get_by_role("link", name="Xin rút hồ sơ"))
    filing.asks(page, "Xin rút hồ sơ?")
    keys.write(page.get_by_label("Lý do"), "Tôi chưa cần nữa.")
    keys.enter(page.get_by_role("button", name="Gửi yêu cầu rút"))
    filing.asks(page, "Hồ sơ đã dừng giải quyết")
    keys.look()


def test_an_officer_signs_in_and_accepts_what_came_online(people: People, product: Product) -> None:
    code = filed(people.page("lan"))
    page = people.visitor(viewport=OFFICE_PC)
    keys = Keys(page)
    keys.open("/desk/sign-in/")
    officer_signs_in(keys, product)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.goto("/desk/?tab=intake&order=new")
    keys.enter(page.get_by_role("link", name=code, exact=True))
    expect(page.locator(".head")).to_contain_text(code)
    keys.enter(page.get_by_role("region", name="Thao tác").get_by_role("link", name="Tiếp nhận", exact=True))
    expect(desk.panel(page).get_by_role("heading", level=2)).to_be_focused()
    keys.enter(desk.panel(page).get_by_role("button", name="Tiếp nhận", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Đã ghi: Tiếp nhận")
    assert keys.walk()


def test_a_counter_filing_is_done_whole_and_its_slip_printed(people: People) -> None:
    page = people.page("minh")
    keys = Keys(page)
    page.goto("/desk/counter/")
    keys.write(page.get_by_label("Người dân cần việc gì?"), "trich luc ho tich")
    page.keyboard.press("Enter")
    keys.enter(page.get_by_role("main").get_by_role("row").filter(has_text=filing.EXTRACT).get_by_role("link"))
    receive = page.get_by_role("button", name="Đủ: tiếp nhận, in mẫu 01")
    keys.enter(receive)
    keys.told("Xin")
    filer = page.get_by_role("group", name="Người nộp", exact=True)
    keys.write(filer.get_by_label("Họ và tên"), "Đặng Mẫu Cụ")
    keys.write(filer.get_by_label("Số giấy tờ"), "999041000078")
    keys.write(filer.get_by_label("Ngày sinh"), "1941")
    keys.pick(filer.get_by_label("Giới tính"), "Nam")
    keys.enter(page.get_by_role("button", name="Tất cả đạt"))
    keys.enter(receive)
    expect(page.get_by_role("status")).to_contain_text("Đã tiếp nhận")
    with page.context.expect_event("response", lambda answer: answer.url.endswith(".pdf")) as slip:
        keys.enter(page.get_by_role("button", name="mẫu 01"))
    assert slip.value.ok


def filed(page: Page) -> str:
    """A dossier of Lan's, its page open."""
    filing.fill(page, filing.BIRTH_AGAIN, [])
    page.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(page)
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    expect(page.get_by_role("main")).to_contain_text(code)
    return code


def officer_signs_in(keys: Keys, product: Product) -> None:
    """Name, password, the code of the moment; one code opens one sign-in."""
    page = keys.page
    keys.write(page.get_by_label("Tên đăng nhập"), "minh")
    keys.write(page.get_by_label("Mật khẩu"), product.passwords["minh"])
    keys.enter(page.get_by_role("button", name="Tiếp tục"))
    keys.write(page.get_by_label("Mã xác thực"), product.code("minh"))
    with page.expect_navigation():
        keys.enter(page.get_by_role("button", name="Đăng nhập"))
    if "/sign-in/" in page.url:
        keys.told("Mã")
        time.sleep(NEXT_CODE)
        page.keyboard.type(product.code("minh"))
        page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Bàn làm việc")).to_be_visible()


def begin(keys: Keys, code: str) -> None:
    """From the procedure's page into the guide."""
    keys.open(f"/thu-tuc/{code}/")
    keys.enter(keys.page.get_by_role("link", name="Nộp hồ sơ tại đây"))
    keys.enter(keys.page.get_by_role("button", name="Bắt đầu"))


def on(keys: Keys) -> None:
    """To the next page of the guide."""
    keys.enter(keys.page.get_by_role("button", name=filing.ON))


def tell_people(keys: Keys) -> None:
    """Lan files for herself."""
    filer = keys.page.get_by_role("region", name="Người nộp")
    keys.write(filer.get_by_label("Họ, chữ đệm và tên"), "Nguyễn Mẫu Lan")
    keys.write(filer.get_by_label("Năm sinh", exact=True), "1990")
    keys.write(filer.get_by_label("Số định danh cá nhân"), LAN_NUMBER)
    keys.write(filer.get_by_label("Số điện thoại"), LAN_PHONE)
    on(keys)
