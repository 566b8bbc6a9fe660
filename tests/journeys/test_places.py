"""Old names of places in the browser: below the field as soon as it is typed; without JavaScript on the next page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import filing
from tests.journeys.people import OFFICE_PC, People
from tests.journeys.test_every_screen import _STICKS_OUT, SMALLEST, _faults

pytestmark = pytest.mark.journey

SPLIT = "Thôn 2, xã Khe Mẫu, huyện Núi Mẫu"


def test_anybody_reads_on_a_small_telephone_what_an_old_commune_became(people: People) -> None:
    page = people.visitor(viewport=OFFICE_PC)
    page.goto("/dia-gioi/")
    page.get_by_label("Tên xã, phường").fill("xa huong hiep, dakrong, quang tri")
    page.get_by_role("button", name="Xem").click()
    expect(page.get_by_text("Xã Hướng Hiệp, Tỉnh Quảng Trị").first).to_be_visible()
    fits(page)


def test_the_guide_asks_which_commune_it_is_now_without_javascript(people: People) -> None:
    page = people.visitor(java_script_enabled=False)
    page.goto(f"/nop-ho-so/{filing.BIRTH_AGAIN}/")
    page.locator("main form button.main").click()
    page.locator("#id_filer-name").fill("Nguyễn Mẫu Lan")
    page.locator("#id_filer-number").fill("999000000001")
    page.locator("#id_filer-address").fill(SPLIT)
    page.get_by_role("button", name="Lưu và sang câu sau").click()
    page.get_by_label("Xã Đồi Mẫu, Tỉnh Mẫu").check()
    expect(page.locator("#id_filer-address")).to_have_value(SPLIT)
    page.get_by_role("button", name="Lưu và sang câu sau").click()
    expect(page).not_to_have_url("nguoi-nop")


def test_the_counter_tells_below_the_field_while_the_person_stands_there(people: People) -> None:
    page = people.page("minh", viewport=OFFICE_PC)
    page.goto(f"/desk/counter/{filing.BIRTH_AGAIN}/")
    page.locator("#id_filer_address").fill(SPLIT)
    page.locator("#id_filer_address").press("Tab")
    expect(page.get_by_label("Xã Đồi Mẫu, Tỉnh Mẫu")).to_be_visible()
    fits(page)


def fits(page: Page) -> None:
    """Nothing a machine finds wrong; nothing sticks out on the smallest telephone."""
    assert _faults(page) == []
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    assert page.evaluate(_STICKS_OUT) == []
