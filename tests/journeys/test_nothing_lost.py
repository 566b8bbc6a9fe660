"""Nothing is lost: at every page of the guide the line is cut, the tab closed, the server killed; all is compared."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.journeys import breaking, filing
from tests.journeys.breaking import Pieces, comes_to_stand, kept, stands
from tests.journeys.people import LAN_NUMBER, LAN_PHONE, People
from tests.journeys.product import Product
from tests.journeys.signing import MARRIAGE_AGAIN

pytestmark = [pytest.mark.journey, pytest.mark.faults]

HALF_NAME = "Nguyễn  Mẫu «Lan» <b>&amp; 'é' \"𠮷\" –"
PIECE = 256 * 1024
Typing = Callable[[Page], None]


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph as telephones make them: some megabytes that do not repeat."""
    noise = random.Random(7).randbytes(1100 * 700 * 3)
    path = tmp_path_factory.mktemp("photo") / "Ảnh chụp giấy.png"
    Image.frombytes("RGB", (1100, 700), noise).save(path)
    return path


def type_case(page: Page) -> None:
    page.get_by_role("radio").nth(1).check()


def type_people(page: Page) -> None:
    filer = page.get_by_role("region", name="Người nộp")
    for label, text in {"Họ, chữ đệm và tên": HALF_NAME, "Năm sinh": "19", "Số định danh cá nhân": "99900"}.items():
        filer.get_by_label(label, exact=True).press_sequentially(text)
    filer.get_by_label("Nơi ở hiện nay").fill("Số 5 – ngõ 12, tổ 7")
    page.get_by_label("Ông/bà là gì của người đó?").fill("con, được uỷ quyền")


def type_papers(page: Page) -> None:
    page.get_by_label("Tôi sẽ mang đến").last.check()


def type_return(page: Page) -> None:
    page.get_by_label("Qua bưu chính, người nhận trả cước").check()
    page.get_by_label("Địa chỉ nhận qua bưu chính").fill("Số 5, ngõ 12 «nhà sau»; gọi trước 10'")


def whole_people(page: Page) -> None:
    filer = page.get_by_role("region", name="Người nộp")
    told = {"Họ, chữ đệm và tên": "Nguyễn Mẫu Lan", "Năm sinh": "1990", "Số định danh cá nhân": LAN_NUMBER}
    for label, text in {**told, "Số điện thoại": LAN_PHONE}.items():
        filer.get_by_label(label, exact=True).fill(text)
    page.get_by_label("Ông/bà là gì của người đó?").fill("")  # nobody else: what stands there would be asked about


@pytest.fixture(autouse=True)
def serving(product: Product) -> Iterator[None]:
    """Whatever was killed serves again before the next one begins."""
    yield
    product.await_pages()


PAGES: dict[str, tuple[Typing, Typing | None]] = {
    "truong-hop": (type_case, None),
    "nguoi-nop": (type_people, whole_people),
    "giay-to": (type_papers, lambda page: [box.check() for box in page.get_by_label("Tôi sẽ mang đến").all()]),
    "nhan-ket-qua": (type_return, None),
}


def cut_line(page: Page, typing: Typing, _product: Product) -> tuple[Page, Any]:
    """The line is cut in mid-typing and comes back."""
    page.context.set_offline(True)
    typing(page)
    kept(page, breaking.WAITING)
    wanted = stands(page)
    page.context.set_offline(False)
    kept(page)
    return page, wanted


def closed_tab(page: Page, typing: Typing, _product: Product) -> tuple[Page, Any]:
    """The tab is closed with the line away; what was typed is offered when the page is opened again."""
    page.context.set_offline(True)
    typing(page)
    kept(page, breaking.WAITING)
    wanted = stands(page)
    page.close()  # before another page may stir it
    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(page.url)
    expect(again.get_by_text("Có nội dung chưa gửi")).to_be_visible()
    again.get_by_role("button", name="Dùng lại").click()
    kept(again)
    return again, wanted


def take_the_offer(page: Page) -> None:
    """Where the browser offers what it kept, take it."""
    if page.locator("[data-offer]").is_visible():
        page.get_by_role("button", name="Dùng lại").click()
        kept(page)


#: The last word of this page was heard; or it came on the heels of an earlier one and the browser keeps it.
_HEARD = """() => {
  const { draft, page } = document.querySelector("[data-kept]").dataset;
  const held = JSON.parse(localStorage.getItem("motcua-draft/" + draft + "/" + page));
  return !held || held.kept || !document.querySelector("[data-clash]").hidden; }"""


def hurried_tab(page: Page, typing: Typing, _product: Product) -> tuple[Page, Any]:
    """The tab is closed at the very moment: the browser's last word arrives, or what it kept is offered."""
    typing(page)
    wanted, again = stands(page), page.context.new_page()
    page.close(run_before_unload=True)
    again.goto(page.url)
    take_the_offer(again)
    return again, wanted


def overtaken_tab(page: Page, typing: Typing, _product: Product) -> tuple[Page, Any]:
    """The page is read again before the closing tab's last word arrives, and shown after it."""
    typing(page)
    wanted, again = stands(page), page.context.new_page()

    def older(route: Route) -> None:
        answer = route.fetch()
        with page.context.expect_event("response", lambda one: one.request.method == "POST"):
            page.evaluate("dispatchEvent(new Event('pagehide'))")
        page.wait_for_function(_HEARD)
        page.close()
        route.fulfill(response=answer)

    again.route(page.url, older, times=1)
    again.goto(page.url)
    take_the_offer(again)
    return again, wanted


def killed_server(page: Page, typing: Typing, product: Product) -> tuple[Page, Any]:
    """Kill -9 of what serves pages, in mid-typing."""
    breaking.kill_web(product)
    typing(page)
    wanted = stands(page)
    kept(page)
    return page, wanted


FAULTS = [cut_line, closed_tab, hurried_tab, overtaken_tab, killed_server]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_character_of_every_page_survives(fault: Any, people: People, product: Product) -> None:
    page, elsewhere = people.page("lan"), people.page("lan")
    filing.begin(page, filing.BUSINESS)
    draft = page.url.rsplit("/", 2)[0]
    for name, (typing, whole) in PAGES.items():
        expect(page).to_have_url(re.compile(f"/{name}/$"))
        breaking.ready(page)
        before = stands(page)
        page, wanted = fault(page, typing, product)
        assert wanted != before, name
        assert comes_to_stand(page, wanted), name
        elsewhere.goto(f"{draft}/{name}/")
        assert stands(elsewhere) == wanted, f"{name}: on another device"
        if whole:
            whole(page)
        filing.go_on(page)
    filing.asks(page, "Xin đọc lại trước khi nộp")


def type_anything(page: Page) -> None:
    """Something odd into every box that is in sight, and the last of every choice."""
    for box in page.locator("main form:not(.bare) :is(input[type=text], input:not([type]), textarea):visible").all():
        box.fill(HALF_NAME[: int(box.get_attribute("maxlength") or len(HALF_NAME))])
    for choice in page.locator("main form:not(.bare) fieldset:has(input[type=radio]:visible)").all():
        choice.locator("input[type=radio]").last.check()


#: Pages only some guides have: an electronic form's, and the one for those who sign too.
OTHERS = [(filing.EXTRACT, "khai-nguoi"), (filing.BIRTH, "khai-tre"), (MARRIAGE_AGAIN, "cung-ky")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
@pytest.mark.parametrize(("code", "name"), OTHERS)
def test_every_character_of_a_form_survives(fault: Any, code: str, name: str, people: People, product: Product) -> None:
    page, elsewhere = people.page("lan"), people.page("lan")
    filing.begin(page, code)
    filing.tell_people(page)
    address = f"{page.url.rsplit('/', 2)[0]}/{name}/"
    page.goto(address)
    breaking.ready(page)
    before = stands(page)
    page, wanted = fault(page, type_anything, product)
    assert wanted != before
    assert comes_to_stand(page, wanted)
    elsewhere.goto(address)
    assert stands(elsewhere) == wanted, "on another device"


def cut(route: Route, _product: Product) -> None:
    """The line breaks under a piece."""
    route.abort("internetdisconnected")


def killed(route: Route, product: Product) -> None:
    """Kill -9 of the whole web server while a piece is on its way."""
    breaking.kill_web(product)
    route.continue_()


@pytest.mark.parametrize("fault", [cut, killed], ids=lambda fault: fault.__name__)
def test_a_photo_goes_on_at_its_byte_and_is_filed_to_the_byte(
    fault: Any, people: People, product: Product, photo: Path
) -> None:
    page = people.page("lan")
    to_papers(page)
    pieces = Pieces(page, number=4, at=lambda route: fault(route, product))
    attach(page, photo)
    filing.go_on(page)
    expect(page).to_have_url(re.compile("/nhan-ket-qua/$"), timeout=40_000)
    assert pieces.places[3] == 3 * PIECE
    assert set(pieces.places) == set(range(0, photo.stat().st_size, PIECE)), "no piece twice but the broken one"
    assert file(page) == photo.read_bytes()


def test_the_tab_closed_in_mid_photo_another_device_goes_on_the_next_day(
    people: People, product: Product, photo: Path
) -> None:
    page = people.page("lan")
    to_papers(page)
    held: list[Route] = []
    Pieces(page, number=4, at=held.append)
    attach(page, photo)
    expect(page.locator(".coming progress")).to_have_attribute("value", str(3 * PIECE))
    address = page.url
    page.close()
    other = people.page("lan")
    other.goto(address)
    expect(other.locator(".coming")).to_contain_text("Xin chọn lại đúng tệp này")
    there = int(other.locator(".coming progress").get_attribute("value") or 0)
    pieces = Pieces(other, number=0, at=held.append)
    attach(other, photo)
    expect(other.locator(".coming")).to_have_count(0)
    assert pieces.places[0] == there >= 3 * PIECE
    filing.go_on(other)
    assert file(other) == photo.read_bytes()


def test_a_server_killed_at_the_last_press_files_once(people: People, product: Product) -> None:
    page = people.page("lan")
    to_papers(page)
    for box in page.get_by_label("Tôi sẽ mang đến").all():
        box.check()
    filing.go_on(page)
    filing.choose_return(page)
    filing.asks(page, "Xin đọc lại trước khi nộp")
    said, address = page.locator("main").inner_text(), page.url

    def struck(route: Route) -> None:
        breaking.kill_web(product)
        route.abort("connectionreset")

    page.route(address, struck, times=1)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    product.await_pages()
    page.goto(address)
    assert page.locator("main").inner_text() == said
    page.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(page)
    page.goto(address)
    assert filing.receipt(page) == code


def to_papers(page: Page) -> None:
    """A draft of Lan's at the page of papers."""
    filing.begin(page, filing.BIRTH_AGAIN)
    filing.tell_people(page)
    filing.asks(page, "Giấy tờ của hồ sơ")
    breaking.ready(page)


def attach(page: Page, photo: Path) -> None:
    """The photo for the first paper, the others to be brought along."""
    for sheet in page.locator("#giay-to-form fieldset").all()[1:]:
        sheet.get_by_label("Tôi sẽ mang đến").check()
    page.locator("#giay-to-form input[type=file]").first.set_input_files(photo)


def file(page: Page) -> bytes:
    """File the dossier, then take the first paper's file back from its page."""
    filing.choose_return(page)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    filing.receipt(page)
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    link = page.get_by_role("link", name="Ảnh chụp giấy.png")
    answer = page.request.get(link.get_attribute("href") or "")
    assert answer.ok
    return answer.body()


def test_what_two_devices_keep_is_told_and_each_is_asked(people: People) -> None:
    one, two = people.page("lan"), people.page("lan")
    filing.begin(one, filing.BIRTH_AGAIN)
    two.goto(one.url)
    breaking.ready(one)
    one.get_by_label("Ông/bà là gì của người đó?").fill("mẹ")
    kept(one)
    two.get_by_label("Ông/bà là gì của người đó?").fill("con")
    expect(two.locator("[data-clash]")).to_be_visible()
    two.reload()
    expect(two.get_by_label("Ông/bà là gì của người đó?")).to_have_value("mẹ")


def test_nothing_typed_stays_in_the_browser_once_it_is_kept_or_signed_out(people: People) -> None:
    page = people.page("lan")
    filing.begin(page, filing.BIRTH_AGAIN)
    breaking.ready(page)
    page.get_by_label("Ông/bà là gì của người đó?").fill("mẹ")
    kept(page)
    assert page.evaluate("localStorage.length") == 0
    page.evaluate("localStorage.setItem('motcua-draft/x/y', '{}')")
    page.route("**/dang-xuat/", lambda route: route.fulfill(status=204))  # the others are still signed in
    with page.expect_request("**/dang-xuat/"):
        page.get_by_role("button", name="Đăng xuất").click()
    assert page.evaluate("localStorage.length") == 0
