"""Lan registers a birth by its electronic form: with a script and without it, by keyboard, read again at the desk."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.config import env
from motcua.kernel import clock
from tests.journeys import desk, filing
from tests.journeys.papers import Papers
from tests.journeys.people import People

pytestmark = pytest.mark.journey

RULES = env.ROOT / "motcua/surfaces/portal/static/portal/eform.js"
VECTORS = Path(__file__).parents[1] / "base/eform_vectors.json"
ANSWER = """async ([source, vectors]) => {
  const rules = await import("data:text/javascript;base64," + source);
  return vectors.map((v) => {
    const asked = rules.shown(v.rules, v.order, v.values);
    const faults = rules.faults(v.rules, asked, v.values, "2026-11-25");
    return [v.name, asked, rules.needed(v.rules, v.required, asked, v.values), faults];
  });
}"""
YESTERDAY = clock.local(clock.now()).date() - timedelta(days=1)


def test_the_browsers_rules_answer_the_servers_vectors(browser: Browser) -> None:
    vectors: list[dict[str, Any]] = json.loads(VECTORS.read_text("utf-8"))
    page = browser.new_page()
    answers = page.evaluate(ANSWER, [base64.b64encode(RULES.read_bytes()).decode(), vectors])
    page.close()
    assert answers == [[v["name"], v["shown"], v["needed"], v["faults"]] for v in vectors]


def born(page: Page, day: date) -> None:
    group = page.get_by_role("group", name="Ngày sinh của trẻ")
    for label, number in (("Ngày", day.day), ("Tháng", day.month), ("Năm", day.year)):
        group.get_by_label(label, exact=True).fill(str(number))


def tell_child(page: Page, day: date = YESTERDAY) -> None:
    filing.asks(page, "Trẻ được khai sinh")
    page.get_by_label("Ông/bà là gì của trẻ?").fill("mẹ")
    page.get_by_label("Họ, chữ đệm và tên của trẻ").fill("Nguyễn Mẫu Bé")
    page.get_by_label("Nữ", exact=True).check()
    born(page, day)
    page.get_by_label("Nơi sinh", exact=True).fill("Trạm y tế Xã Suối Mẫu")
    page.get_by_label("Dân tộc").fill("Kinh")
    page.get_by_label("Quốc tịch").fill("Việt Nam")
    filing.go_on(page)


def tell_mother(page: Page) -> None:
    filing.asks(page, "Người mẹ")
    page.get_by_label("Họ, chữ đệm và tên người mẹ").fill("Nguyễn Mẫu Lan")
    page.get_by_label("Họ, chữ đệm và tên người mẹ").press("Tab")
    page.get_by_role("group", name="Ngày sinh").get_by_label("Năm", exact=True).fill("1998")
    page.get_by_label("Số định danh cá nhân").fill("999000000001")
    page.get_by_label("Địa chỉ cư trú").fill("Thôn Mẫu 2, Xã Suối Mẫu")
    filing.go_on(page)


def tell_the_rest(page: Page) -> None:
    filing.asks(page, "Người cha")
    filing.go_on(page)
    filing.asks(page, "Giấy chứng sinh và bản sao")
    page.get_by_label("Số bản sao xin cấp thêm").fill("2")
    filing.go_on(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_birth_is_filed_with_its_form(people: People, papers: Papers, javascript: bool) -> None:
    lan = people.page("lan", java_script_enabled=javascript)
    filing.begin(lan, filing.BIRTH)
    filing.tell_people(lan)
    tell_child(lan)
    tell_mother(lan)
    tell_the_rest(lan)
    filing.attach(lan, [papers.photo])
    filing.choose_return(lan)
    main = lan.get_by_role("main")
    expect(main).to_contain_text("Nguyễn Mẫu Bé")
    lan.get_by_role("link", name="Sửa Trẻ được khai sinh").click()
    expect(lan.get_by_label("Họ, chữ đệm và tên của trẻ")).to_have_value("Nguyễn Mẫu Bé")
    lan.go_back()
    lan.get_by_role("button", name="Nộp hồ sơ").click()
    code = filing.receipt(lan)
    if javascript:
        _is_read(people.page("minh"), code)


def _is_read(minh: Page, code: str) -> None:
    desk.open_dossier(minh, code, tab="intake&order=new")
    minh.get_by_text("Xem những gì đã khai").click()
    declared = minh.get_by_role("region", name="Tờ khai điện tử")
    expect(declared).to_contain_text("Nguyễn Mẫu Bé")
    expect(declared).to_contain_text("999 *** 001")
    minh.get_by_role("link", name="Mở cả tờ khai, số ghi đủ").click()
    expect(minh.get_by_role("region", name="Tờ khai điện tử")).to_contain_text("999000000001")


def test_a_field_comes_when_it_is_asked_and_goes_with_what_was_typed(people: People) -> None:
    page = people.visitor()
    filing.begin(page, filing.BIRTH)
    filing.tell_people(page)
    tell_child(page)
    address = page.get_by_label("Địa chỉ cư trú")
    expect(address).to_be_hidden()
    name = page.get_by_label("Họ, chữ đệm và tên người mẹ")
    name.fill("Mẫu")
    name.press("Tab")
    address.fill("Thôn Mẫu 2")
    for instead, there in (("", False), ("Mẫu", True), ("", False)):
        name.fill(instead)
        name.press("Tab")
        expect(address).to_be_visible(visible=there)
        expect(address).to_have_value("Thôn Mẫu 2")
    filing.go_on(page)
    filing.asks(page, "Người cha")
    page.get_by_role("link", name="Câu trước").click()
    expect(address).to_be_hidden()
    expect(address).to_have_value("")


def test_a_contradiction_is_hinted_at_once_and_refused_by_the_server(people: People) -> None:
    page = people.visitor()
    filing.begin(page, filing.BIRTH)
    filing.tell_people(page)
    tell_child(page, YESTERDAY + timedelta(days=400))
    problems = page.get_by_role("alert")
    problems.get_by_role("link", name="Ngày sinh của trẻ không thể sau hôm nay.").click()
    expect(page.locator(":target")).to_have_attribute("name", "ngay_sinh-d")
    told = page.locator("[data-field=ngay_sinh] [data-told]")
    expect(told).to_have_text("Ngày sinh của trẻ không thể sau hôm nay.")
    born(page, YESTERDAY)
    page.keyboard.press("Tab")
    expect(told).to_be_empty()


def test_the_first_page_of_a_form_can_be_filled_by_keyboard_alone(people: People) -> None:
    page = people.visitor()
    filing.begin(page, filing.EXTRACT)
    filing.tell_people(page)
    page.get_by_label("Giấy khai sinh", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    filing.asks(page, "Người có tên trong giấy")
