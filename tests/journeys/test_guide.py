"""A visitor who does not know what to bring: typing, answering, listening, and filing with the case already found."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import filing
from tests.journeys.people import People

pytestmark = pytest.mark.journey

BIRTH = "/thu-tuc/1.001193/"
#: A browser with a Vietnamese voice: what it was given to say is kept in `said`, each part done at once.
VOICE = """
globalThis.said = [];
class Said { constructor(text) { this.text = text; } }
Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value: Said });
Object.defineProperty(globalThis, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "vi-VN", name: "Mau" }], cancel() {}, addEventListener() {},
  speak(one) { said.push(one.text); setTimeout(() => one.onend(), 0); } } });
"""


def answer(page: Page, text: str) -> None:
    page.get_by_label(text, exact=True).check()
    page.get_by_role("button", name="Sang câu sau").click()


def to_the_list(page: Page) -> None:
    """A birth, the certificate at hand, at the counter."""
    page.goto(BIRTH)
    page.get_by_role("link", name="Tôi cần giấy nào? Trả lời vài câu").click()
    answer(page, "Trẻ chưa khai sinh lần nào")
    answer(page, "Trẻ có cha hoặc mẹ, không thuộc hai trường hợp dưới")
    answer(page, "Có")
    answer(page, "Không, tôi tự làm")
    answer(page, "Đến quầy của Trung tâm")


@pytest.mark.parametrize("javascript", [True, False])
def test_answers_lead_to_a_list_of_ones_own(people: People, javascript: bool) -> None:
    page = people.visitor(java_script_enabled=javascript)
    to_the_list(page)
    filing.asks(page, "Ông/bà cần mang những giấy này")
    bring = page.get_by_role("heading", name="Mang theo").locator("..").get_by_role("listitem")
    expect(bring).to_have_count(3)
    expect(bring.first).to_contain_text("Giấy chứng sinh")


def test_an_answer_can_be_taken_back(people: People) -> None:
    page = people.visitor()
    to_the_list(page)
    page.get_by_role("link", name="Câu trước").click()
    filing.asks(page, "Ông/bà muốn nộp bằng cách nào?")
    answer(page, "Trực tuyến")
    expect(page.get_by_role("link", name="Nộp hồ sơ", exact=True)).to_be_visible()


def test_no_answer_is_said_and_nothing_is_lost(people: People) -> None:
    page = people.visitor()
    page.goto(f"{BIRTH}hoi/?viec=moi")
    page.get_by_role("button", name="Sang câu sau").click()
    expect(page.get_by_role("alert")).to_contain_text("Xin chọn một câu trả lời.")
    answer(page, "Trẻ bị bỏ rơi")
    filing.asks(page, "Ông/bà đi làm thay người khác theo văn bản uỷ quyền phải không?")


def test_filing_begins_with_the_case_that_was_found(people: People) -> None:
    page = people.visitor()
    page.goto(f"/thu-tuc/{filing.BUSINESS}/hoi/?gi=thanh-vien&tiep-nhan=co&thay=tu-lam&cach=truc-tuyen")
    page.get_by_role("link", name="Nộp hồ sơ", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("thay đổi thành viên hộ gia đình")
    page.get_by_role("button", name="Bắt đầu").click()
    filing.asks(page, "Ông/bà thuộc trường hợp nào?")
    expect(page.get_by_role("radio", checked=True)).to_have_value("cffb845e0")


def test_procedures_are_offered_while_typing(people: People) -> None:
    page = people.visitor()
    page.goto("/")
    page.get_by_role("searchbox").press_sequentially("khai sinh", delay=20)
    page.locator("#goi-y").get_by_role("link", name="Đăng ký khai sinh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")


def test_the_main_text_is_read_aloud_in_order(people: People) -> None:
    page = people.visitor()
    page.add_init_script(VOICE)
    page.goto(BIRTH)
    button = page.locator("[data-read]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    said: list[str] = page.evaluate("said")
    order = [said.index(text) for text in ("Đăng ký khai sinh", "Mang gì?", "Giấy tờ cần có", "Các bước")]
    assert order == sorted(order)
    assert "Đến nội dung chính" not in said


@pytest.mark.parametrize("asked", ["question", "filing"])
def test_a_question_is_read_aloud_with_its_answers(people: People, asked: str) -> None:
    page = people.visitor()
    page.add_init_script(VOICE)
    if asked == "question":
        page.goto(f"{BIRTH}hoi/")
    else:
        filing.begin(page, filing.BUSINESS)
    heading, answer = page.locator("h1").inner_text(), page.locator("label.choice b").first.inner_text()
    page.locator("[data-read]").click()
    expect(page.locator("[data-read]")).to_have_attribute("aria-pressed", "false")
    said: list[str] = page.evaluate("said")
    assert said.index(heading) < said.index(answer)


def test_without_a_voice_nothing_is_offered(people: People) -> None:
    page = people.visitor()
    page.add_init_script("Object.defineProperty(globalThis, 'speechSynthesis', { value: undefined })")
    page.goto(BIRTH)
    expect(page.get_by_role("button", name="In tờ hướng dẫn")).to_be_visible()
    expect(page.get_by_role("button", name="Nghe đọc trang này")).to_be_hidden()


def test_a_description_for_machines_troubles_no_policy(people: People) -> None:
    page, told = people.visitor(), []
    page.on("console", lambda message: told.append(message.text))
    page.goto(BIRTH, wait_until="networkidle")
    assert page.locator("script[type='application/ld+json']").count() == 1
    assert told == []
