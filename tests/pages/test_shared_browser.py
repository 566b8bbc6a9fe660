"""A browser that many share: set by an administrator, it keeps nothing, and who has gone leaves nothing open."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.audit.models import Entry
from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.identity.tests.factories import make_session, sessions
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.base.guards import SESSION_COOKIE, SHARED_COOKIE
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time
from motcua.surfaces.portal.views.shared import ANSWER, HERE_COOKIE, LINE

PAGE = "/console/people/browser/"
NINE = office_time(2026, 11, 25, 9)
REST = 180


@pytest.fixture
def kiosk(centre: CentreView) -> Client:
    """A browser in which an administrator has said so."""
    browser = sign_in(make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An"))
    with clock.stopped(NINE):
        assert browser.post(f"{PAGE}share/")["Location"] == "/"
    return browser


def at(moment: datetime, browser: Client, address: str = "/ho-so/") -> int:
    with clock.stopped(moment):
        return browser.get(address).status_code


def test_the_word_is_signed_and_written_down_and_the_administrator_is_out(kiosk: Client, centre: CentreView) -> None:
    assert kiosk.cookies[SESSION_COOKIE].value == ""
    assert sessions().filter(ended_at=None).count() == 0
    with scope.use(scope.Scope(centres=(centre.id,))):
        assert Entry.objects.filter(command="organization.share_browser").count() == 1
    assert f'data-kiosk="{REST}" data-asks="/con-o-do/"' in kiosk.get("/").content.decode()
    kiosk.cookies[SHARED_COOKIE] = "1:forged"
    assert "data-kiosk" not in kiosk.get("/").content.decode()


def test_it_is_taken_back(kiosk: Client, centre: CentreView) -> None:
    again = sign_in(make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="em", name="Tô Mẫu Em"))
    again.cookies[SHARED_COOKIE] = kiosk.cookies[SHARED_COOKIE].value
    assert "Trả lại thành máy của một người" in again.get(PAGE).content.decode()
    again.post(f"{PAGE}unshare/")
    assert again.cookies[SHARED_COOKIE].value == ""
    assert "Đặt trình duyệt này làm máy dùng chung" in again.get(PAGE).content.decode()


def test_who_rested_too_long_has_gone(kiosk: Client, lan: Actor) -> None:
    assert at(NINE, kiosk, "/con-o-do/?con") == 204
    kiosk.cookies[SESSION_COOKIE] = make_session(account_id=lan.account_id or 0)
    patience = timedelta(seconds=REST + ANSWER + LINE)
    asked, gone = NINE + patience - timedelta(seconds=1), NINE + 3 * patience
    assert at(asked, kiosk, "/con-o-do/") == 200
    assert at(asked, kiosk) == 200, "the question itself is no sign of life"
    assert at(gone, kiosk) == 302
    assert (kiosk.cookies[SESSION_COOKIE].value, kiosk.cookies[HERE_COOKIE].value) == ("", "")
    assert sessions().filter(ended_at=None).count() == 0
    assert at(gone, kiosk, "/thu-tuc/") == 200, "the next person begins"


def test_nobody_loses_the_way_where_nothing_is_kept(kiosk: Client) -> None:
    assert [at(NINE + timedelta(hours=n), kiosk, "/thu-tuc/") for n in range(3)] == [200, 200, 200]


def test_a_session_there_ends_with_the_window(kiosk: Client, as_lan: Client, centre: CentreView) -> None:
    code = make_procedure().procedure_code
    for browser, ages in ((kiosk, ""), (Client(), 30 * 86_400)):
        browser.post(f"/nop-ho-so/{code}/")
        assert browser.cookies["motcua_drafts"]["max-age"] == ages
    page = kiosk.post("/con-o-do/")
    assert page["Clear-Site-Data"] == '"storage"'
    assert kiosk.cookies["motcua_drafts"].value == ""


def test_pages_drawn_for_one_are_not_shown_to_the_other(kiosk: Client) -> None:
    code = make_procedure().procedure_code
    for browser, shared in ((Client(), False), (kiosk, True), (Client(), False)):
        with clock.stopped(NINE):
            first = browser.post(f"/nop-ho-so/{code}/", follow=True)
        assert ("data-kiosk" in first.content.decode()) is shared


def test_an_officers_browser_is_left_alone(as_minh: Client, kiosk: Client) -> None:
    as_minh.cookies[SHARED_COOKIE] = kiosk.cookies[SHARED_COOKIE].value
    assert at(NINE + timedelta(hours=9), as_minh, "/desk/") == 200
