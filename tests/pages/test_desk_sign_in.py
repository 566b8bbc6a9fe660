"""The sign-in pages of the desk."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from motcua.apps.identity.models import Account, Session
from motcua.apps.identity.tests.factories import make_staff
from motcua.apps.organization.tests.factories import give_position
from motcua.apps.organization.values import CentreView
from motcua.base.guards import SESSION_COOKIE
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "suối mẫu buổi sáng"
FIRST, SECOND, CENTRE = "/desk/sign-in/", "/desk/sign-in/second/", "/desk/centre/"


@pytest.fixture
def officer(centre: CentreView) -> Account:
    made = make_staff(username="minh.mau", name="Trần Mẫu Minh", password=PASSWORD, totp_secret=SECRET)
    give_position(account_id=made.id, centre_id=centre.id, role=Role.CLERK)
    return made


def present_code(secret: str = SECRET) -> str:
    return str(pyotp.TOTP(secret).at(int(clock.now().timestamp())))


def give_password(client: Client) -> None:
    client.post(FIRST, {"username": "minh.mau", "password": PASSWORD})


def test_minh_signs_in_with_two_steps(client: Client, officer: Account) -> None:
    first = client.post(FIRST, {"username": "minh.mau", "password": PASSWORD, "next": "/desk/?trang=2"})
    assert first["Location"] == "/desk/sign-in/second/?next=%2Fdesk%2F%3Ftrang%3D2"
    second = client.post(SECOND, {"code": present_code(), "next": "/desk/?trang=2"})
    assert second["Location"] == "/desk/?trang=2"
    assert client.get(CENTRE).status_code == 200


def test_the_password_alone_opens_no_page(client: Client, officer: Account) -> None:
    give_password(client)
    assert client.get(CENTRE)["Location"].startswith(FIRST)


def test_a_wrong_password_keeps_the_name_and_drops_the_password(client: Client, officer: Account) -> None:
    page = client.post(FIRST, {"username": "minh.mau", "password": "không phải mật khẩu"})
    assert page.status_code == 422
    assert "minh.mau" in page.content.decode()
    assert "không phải mật khẩu" not in page.content.decode()


def test_a_wrong_code_is_told_and_not_kept(client: Client, officer: Account) -> None:
    give_password(client)
    page = client.post(SECOND, {"code": "12a456"})
    assert page.status_code == 422
    assert "12a456" not in page.content.decode()


def test_lock_out_is_told_with_the_minutes(client: Client, officer: Account) -> None:
    for _ in range(5):
        client.post(FIRST, {"username": "minh.mau", "password": "không phải mật khẩu"})
    page = client.post(FIRST, {"username": "minh.mau", "password": PASSWORD})
    assert page.status_code == 429
    assert "phút" in page.content.decode()


def test_a_new_officer_is_shown_how_to_set_up_the_second_factor(client: Client, centre: CentreView) -> None:
    make_staff(username="minh.mau", name="Trần Mẫu Minh", password=PASSWORD)
    give_password(client)
    secret = Account.objects.get().totp_secret
    assert f"{secret[:4]} {secret[4:8]}" in client.get(SECOND).content.decode()
    assert client.post(SECOND, {"code": present_code(secret)})["Location"] == "/desk/"


def test_a_known_second_factor_is_never_shown(client: Client, officer: Account) -> None:
    give_password(client)
    page = client.get(SECOND).content.decode()
    assert SECRET[:4] not in page
    assert 'class="qr"' not in page


def test_the_second_step_needs_the_first(client: Client, db: None) -> None:
    assert client.get(SECOND)["Location"].startswith(FIRST)


def test_an_officer_of_two_centres_is_asked_where(as_minh: Client, minh: Actor, other_centre: CentreView) -> None:
    assert minh.account_id is not None
    give_position(account_id=minh.account_id, centre_id=other_centre.id, role=Role.SECONDED)
    page = as_minh.get(CENTRE)
    assert "Xã Đồi Mẫu" in page.content.decode()
    chosen = as_minh.post(CENTRE, {"centre": other_centre.id})
    assert chosen["Location"] == "/desk/"
    assert Session.objects.get().centre_id == other_centre.id


def test_a_centre_without_a_duty_cannot_be_chosen(as_minh: Client, other_centre: CentreView) -> None:
    assert as_minh.post(CENTRE, {"centre": other_centre.id}).status_code == 422


def test_minh_signs_out(as_minh: Client) -> None:
    token = as_minh.cookies[SESSION_COOKIE].value
    assert as_minh.get("/desk/sign-out/").status_code == 405
    as_minh.post("/desk/sign-out/")
    as_minh.cookies[SESSION_COOKIE] = token
    assert as_minh.get(CENTRE)["Location"].startswith(FIRST)


def test_a_citizen_does_not_enter_the_desk(as_lan: Client) -> None:
    assert as_lan.get(CENTRE).status_code == 403


def test_who_was_sent_to_the_door_comes_back_where_it_was(client: Client, db: None) -> None:
    assert client.get(CENTRE)["Location"] == "/desk/sign-in/?next=%2Fdesk%2Fcentre%2F"


def test_a_fragment_sends_the_whole_page_to_the_door(client: Client, db: None) -> None:
    answer = client.get(CENTRE, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?trang=2"})
    assert answer["HX-Redirect"] == "/desk/sign-in/?next=%2Fdesk%2F"


@pytest.fixture
def browser() -> Client:
    """A browser whose forms are looked at as everywhere but in tests."""
    return Client(enforce_csrf_checks=True)


def form_token(client: Client, address: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found[1]


def come_in(client: Client, username: str, *, later: int = 0) -> None:
    """Both steps, in as many pages; a code serves once, so the second time is later."""
    with clock.stopped(clock.now() + timedelta(minutes=later)):
        first = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": form_token(client, FIRST)}
        client.post(FIRST, first)
        second = {"code": present_code(), "csrfmiddlewaretoken": form_token(client, SECOND)}
        assert client.post(SECOND, second)["Location"] == "/desk/"


def test_what_was_sent_after_the_session_ended_is_kept_and_the_door_opens_beside_it(client: Client, db: None) -> None:
    answer = client.post("/desk/counter/1.0/", {"filer_name": "Lò Mẫu <Kén>", "many": ["1", "2"], "password": "kín"})
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "no-store" in answer["Cache-Control"]
    assert f'href="{FIRST}" target="_blank"' in page
    assert 'name="filer_name" value="Lò Mẫu &lt;Kén&gt;"' in page
    assert page.count('name="many"') == 2
    assert "kín" not in page


def test_a_fragment_sent_after_the_session_ended_leaves_the_page_where_it_is(client: Client, db: None) -> None:
    answer = client.post("/desk/places/", {"filer_address": "Thôn Mẫu 3"}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "bấm lại" in answer.content.decode()
    assert "Thôn Mẫu 3" not in answer.content.decode()


def test_who_signs_in_again_sends_the_page_that_was_open(browser: Client, officer: Account, centre: CentreView) -> None:
    come_in(browser, "minh.mau")
    open_page = form_token(browser, CENTRE)
    Session.objects.update(ended_at=clock.now())
    typed = {"centre": str(centre.id), "csrfmiddlewaretoken": open_page}
    kept = browser.post(CENTRE, typed)
    assert kept.status_code == 401
    come_in(browser, "minh.mau", later=2)
    assert browser.post(CENTRE, typed).status_code == 302
    again = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', kept.content.decode())
    assert again
    assert browser.post(CENTRE, {**typed, "csrfmiddlewaretoken": again[1]}).status_code == 302


def test_a_page_of_somebody_else_is_not_sent_under_a_new_name(
    browser: Client, officer: Account, centre: CentreView
) -> None:
    other = make_staff(username="hoa.mau", name="Lê Mẫu Hoa", password=PASSWORD, totp_secret=SECRET)
    give_position(account_id=other.id, centre_id=centre.id, role=Role.CLERK)
    come_in(browser, "minh.mau")
    typed = {"centre": str(centre.id), "csrfmiddlewaretoken": form_token(browser, CENTRE)}
    come_in(browser, "hoa.mau")
    told = browser.post(CENTRE, typed, headers={"Origin": "http://testserver"})
    page = told.content.decode()
    assert told.status_code == 403
    assert "Gửi lại dưới tên Lê Mẫu Hoa" in page
    again = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert again
    assert browser.post(CENTRE, {**typed, "csrfmiddlewaretoken": again[1]}).status_code == 302


@pytest.mark.parametrize("origin", ["http://elsewhere.test", ""])
def test_what_another_site_sent_is_not_offered_to_be_sent_again(
    browser: Client, officer: Account, centre: CentreView, origin: str
) -> None:
    come_in(browser, "minh.mau")
    headers = {"Referer": "http://testserver/desk/centre/", **({"Origin": origin} if origin else {})}
    told = browser.post(CENTRE, {"centre": str(centre.id)}, headers=headers)
    assert told.status_code == 403
    assert 'name="centre"' not in told.content.decode()
    assert 'href="http://testserver/desk/centre/" target="_blank"' in told.content.decode()


def test_a_form_token_from_before_the_first_sign_in_is_worthless(browser: Client, officer: Account) -> None:
    before = form_token(browser, FIRST)
    come_in(browser, "minh.mau")
    assert browser.post(CENTRE, {"csrfmiddlewaretoken": before}).status_code == 403
