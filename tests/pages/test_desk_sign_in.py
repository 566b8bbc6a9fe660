"""The sign-in pages of the desk."""

from __future__ import annotations

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
    assert client.post(CENTRE)["Location"] == "/desk/sign-in/?next=%2Fdesk%2F"


def test_a_fragment_sends_the_whole_page_to_the_door(client: Client, db: None) -> None:
    answer = client.get(CENTRE, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?trang=2"})
    assert answer["HX-Redirect"] == "/desk/sign-in/?next=%2Fdesk%2F"
