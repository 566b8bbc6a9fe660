"""The computer in the hall: one person after another, and nothing of the one is there for the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page, expect

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.identity.tests.factories import make_session
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.base.guards import SESSION_COOKIE
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time
from tests.journeys import breaking, filing
from tests.journeys.night import Night
from tests.journeys.people import OFFICE_PC

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NINE = office_time(2026, 11, 25, 9)
CODE = "9.990001"
RELATION = "Ông/bà là gì của người đó?"


@pytest.fixture
def night(browser: Browser) -> Iterator[Night]:
    """The same, with a rest short enough to wait for."""
    make_procedure(CODE)
    with override_settings(SHARED_REST_SECONDS=2), Night(browser, NINE).served() as served:
        yield served


@pytest.fixture
def kiosk(night: Night, centre: CentreView) -> Page:
    """The browser in which an administrator has said so."""
    an = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An")
    page = night.page(make_session(account_id=an.account_id or 0, centre_id=centre.id), viewport=OFFICE_PC)
    page.goto("/console/people/browser/")
    page.evaluate("localStorage.setItem('motcua-draft/x/y', 'left behind')")
    page.get_by_role("button", name="Đặt trình duyệt này làm máy dùng chung").click()
    expect(page.get_by_role("link", name="Đăng nhập")).to_be_visible()
    page.wait_for_load_state()
    return page


def kept(page: Page) -> int:
    """How much this browser holds that a next person could read."""
    return int(page.evaluate("localStorage.length"))


def test_nothing_typed_stays_and_who_has_gone_is_signed_out(kiosk: Page, lan: Actor) -> None:
    assert kept(kiosk) == 0, "what lay there before went at once"
    kiosk.context.add_cookies(
        [{"name": SESSION_COOKIE, "value": make_session(account_id=lan.account_id or 0), "url": kiosk.url}]
    )
    filing.begin(kiosk, CODE)
    breaking.ready(kiosk)
    kiosk.context.set_offline(True)
    kiosk.get_by_label(RELATION).fill("mẹ")
    breaking.kept(kiosk, breaking.WAITING)
    assert kept(kiosk) == 0
    kiosk.context.set_offline(False)
    breaking.kept(kiosk)
    filing.asks(kiosk, "Ông/bà còn ở đó không?")
    kiosk.get_by_role("link", name="Tôi còn ở đây").click()
    expect(kiosk.get_by_label(RELATION)).to_have_value("mẹ")
    kiosk.wait_for_url("**/con-o-do/**")
    kiosk.locator("[data-rest]").evaluate("form => { form.dataset.rest = '1' }")
    expect(kiosk.get_by_role("link", name="Đăng nhập")).to_be_visible(timeout=15_000)
    assert kept(kiosk) == 0
    kiosk.go_back()
    expect(kiosk.get_by_label(RELATION)).to_have_count(0)
    assert SESSION_COOKIE not in {cookie.get("name") for cookie in kiosk.context.cookies()}


def test_who_is_there_is_not_disturbed(kiosk: Page) -> None:
    filing.begin(kiosk, CODE)
    for _second in range(7):
        kiosk.keyboard.press("Tab")
        kiosk.wait_for_timeout(500)
    filing.asks(kiosk, "Ai nộp hồ sơ này?")
