"""Lan prepares here what is filed on the National Portal, brings its code back, and follows one dossier."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import desk, filing
from tests.journeys.people import LAN_NUMBER, PHONE, People

pytestmark = pytest.mark.journey

NAME = "Nguyễn Mẫu Lan"


@pytest.fixture
def code() -> str:
    """A code of the portal that no earlier run has used."""
    return f"G09.20-20261101-{time.time_ns() // 1_000_000 % 10**7:07d}"


def _prepared(lan: Page) -> str:
    """Up to what is carried over; the address of the draft."""
    filing.begin(lan, filing.DEATH_AGAIN)
    filing.tell_people(lan)
    filing.asks(lan, "Ông/bà cần những giấy nào?")
    lan.get_by_role("checkbox").first.check()
    filing.go_on(lan)
    filing.asks(lan, "Chép sang Cổng rồi nộp")
    return lan.url.rsplit("/", 2)[0]


def test_lan_prepares_brings_the_code_and_the_office_links_it(people: People, code: str) -> None:
    lan, minh = people.page("lan"), people.page("minh")
    draft = _prepared(lan)
    lan.goto(f"{draft}/chuan-bi/")
    expect(lan.get_by_role("checkbox").first).to_be_checked()
    lan.goto(f"{draft}/ma-cong/")
    lan.get_by_label("Mã hồ sơ Cổng đã cấp").fill("khong phai ma")
    lan.get_by_role("button", name="Báo mã").click()
    expect(lan.get_by_role("alert").first).to_contain_text("Mã chưa đúng dạng")
    lan.get_by_label("Mã hồ sơ Cổng đã cấp").fill(code)
    lan.get_by_role("button", name="Báo mã").click()
    expect(lan.get_by_role("main")).to_contain_text("Trung tâm chưa nhận được từ Cổng")
    lan.goto("/ho-so/")
    expect(lan.get_by_role("main")).to_contain_text(f"nộp tại Cổng Dịch vụ công quốc gia, mã {code}")

    minh.goto("/desk/?tab=all&order=new")
    expect(minh.get_by_role("main")).not_to_contain_text(code)
    _take_in(minh, code)
    expect(minh.locator(".head")).to_contain_text("giữ")

    lan.goto("/ho-so/")
    expect(lan.get_by_role("main")).not_to_contain_text("chưa biết; Trung tâm")
    filed = lan.get_by_role("main").get_by_role("listitem").filter(has_text=code)
    expect(filed).to_have_count(1)
    filed.get_by_role("link").click()
    filing.asks(lan, "Hồ sơ đã được tiếp nhận")
    expect(lan.get_by_role("main")).to_contain_text(f"Nộp tại Cổng Dịch vụ công quốc gia, mã {code}")
    desk.open_dossier(minh, code)


def _take_in(minh: Page, code: str) -> None:
    minh.goto("/desk/outside/")
    one = minh.get_by_role("region", name="Ghi nhận một hồ sơ theo mã")
    one.get_by_label("Hệ thống giữ hồ sơ").select_option("cong-dvc")
    one.get_by_label("Mã hồ sơ của hệ thống ấy").fill(code)
    one.get_by_label("Mã thủ tục").fill(filing.DEATH_AGAIN)
    one.get_by_label("Họ tên chủ hồ sơ").fill(NAME)
    one.get_by_label("Số định danh của chủ hồ sơ").fill(LAN_NUMBER)
    one.get_by_label("Trạng thái ở hệ thống ấy").select_option("2")
    one.get_by_role("button", name="Ghi nhận").click()
    expect(minh.get_by_role("status")).to_contain_text("Đã ghi nhận hồ sơ theo mã của hệ thống kia.")


def test_a_field_is_copied_by_its_button_and_is_plain_text_without_scripts(people: People) -> None:
    lan = people.page("lan", permissions=["clipboard-read", "clipboard-write"])
    _prepared(lan)
    row = lan.locator(".carry > div").filter(has_text="Số định danh cá nhân")
    row.get_by_role("button", name="Chép").click()
    expect(row.get_by_role("button")).to_contain_text("Đã chép")
    assert lan.evaluate("navigator.clipboard.readText()") == LAN_NUMBER
    address = lan.url
    plain = people.page("lan", viewport=PHONE, java_script_enabled=False)
    plain.goto(address)
    row = plain.locator(".carry > div").filter(has_text="Số định danh cá nhân")
    expect(row).to_contain_text(LAN_NUMBER)
    expect(row.get_by_role("button")).to_have_count(0)
    link = plain.get_by_role("link", name="Mở Cổng Dịch vụ công quốc gia")
    assert (link.get_attribute("href") or "").startswith("https://")
