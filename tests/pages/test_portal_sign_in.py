"""The sign-in pages of the portal."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.apps.identity import commands as identity
from motcua.apps.identity.models import Account, OneTimeCode
from motcua.apps.identity.tests.factories import make_citizen
from motcua.base.guards import SESSION_COOKIE
from motcua.kernel import clock

#: The pages stand in the frame of a centre.
pytestmark = pytest.mark.usefixtures("centre")

PHONE, NUMBER = "0000111222", "999000000001"
FIRST, SECOND = "/dang-nhap/", "/dang-nhap/ma/"


def newest_code() -> str:
    """A code newer than the one the page has sent: only the newest opens anything."""
    return identity.request_code(phone=PHONE, address="10.0.0.9", at=clock.now())


@pytest.fixture
def lans_account(db: None) -> Account:
    return make_citizen(name="Nguyễn Mẫu Lan", phone=PHONE, number=NUMBER)


def test_lan_signs_in_and_comes_back_to_where_she_was(client: Client, lans_account: Account) -> None:
    asked = client.post(FIRST, {"phone": PHONE, "next": "/tra-cuu"})
    assert asked["Location"] == "/dang-nhap/ma/?next=%2Ftra-cuu"
    entered = client.post(SECOND, {"code": newest_code(), "number": NUMBER, "next": "/tra-cuu"})
    assert (entered.status_code, entered["Location"]) == (302, "/tra-cuu")
    cookie = client.cookies[SESSION_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_somebody_new_registers_on_the_same_page(client: Client, db: None) -> None:
    client.post(FIRST, {"phone": PHONE})
    client.post(SECOND, {"code": newest_code(), "number": NUMBER, "name": "Bùi Mẫu An", "first": "yes"})
    assert Account.objects.get().name == "Bùi Mẫu An"


def test_a_name_that_is_written_is_a_first_time_whatever_was_pressed(client: Client, db: None) -> None:
    client.post(FIRST, {"phone": PHONE})
    page = client.post(SECOND, {"code": newest_code(), "number": "", "name": "Bùi Mẫu An"})
    assert (page.status_code, "12 chữ số" in page.content.decode()) == (422, True)
    assert OneTimeCode.objects.latest("created_at").used_at is None, "nothing was tried"
    entered = client.post(SECOND, {"code": newest_code(), "number": NUMBER, "name": "Bùi Mẫu An"})
    assert (entered.status_code, Account.objects.get().name) == (302, "Bùi Mẫu An")


def test_what_was_typed_stays_but_never_the_code(client: Client, lans_account: Account) -> None:
    client.post(FIRST, {"phone": PHONE})
    page = client.post(SECOND, {"code": "x12345", "number": "999000000002", "name": "Bùi Mẫu An"})
    assert page.status_code == 422
    said = page.content.decode()
    assert "999000000002" in said
    assert "Bùi Mẫu An" in said
    assert "x12345" not in said


@pytest.mark.parametrize("phone", ["", "12"])
def test_a_telephone_that_cannot_be_one_is_told(client: Client, db: None, phone: str) -> None:
    page = client.post(FIRST, {"phone": phone})
    assert page.status_code == 422
    assert "điện thoại" in page.content.decode()
    assert not OneTimeCode.objects.exists()


def test_the_pages_tell_nobody_who_has_an_account(client: Client, lans_account: Account) -> None:
    said = set()
    for phone in (PHONE, "0000999888"):
        client.post(FIRST, {"phone": phone})
        page = client.post(SECOND, {"code": "x12345", "number": "999000000002"})
        changing = r'value="[A-Za-z0-9]{64}"|nonce="[^"]*"'
        said.add((page.status_code, re.sub(changing, "", page.content.decode())))
    assert len(said) == 1


def test_too_many_codes_are_refused_in_the_page(client: Client, db: None) -> None:
    for _ in range(3):
        client.post(FIRST, {"phone": PHONE})
    page = client.post(FIRST, {"phone": PHONE})
    assert page.status_code == 429
    assert PHONE in page.content.decode()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_a_strangers_address(client: Client, lans_account: Account, away: str) -> None:
    client.post(FIRST, {"phone": PHONE, "next": away})
    entered = client.post(SECOND, {"code": newest_code(), "number": NUMBER, "next": away})
    assert entered["Location"] == "/"


def test_the_telephone_stands_in_no_address(client: Client, db: None) -> None:
    assert PHONE not in client.post(FIRST, {"phone": PHONE})["Location"]


def test_the_second_page_needs_the_first(client: Client, db: None) -> None:
    assert client.get(SECOND)["Location"].startswith(FIRST)


def test_lan_signs_out(as_lan: Client) -> None:
    token = as_lan.cookies[SESSION_COOKIE].value
    assert as_lan.get("/dang-xuat/").status_code == 405
    assert as_lan.post("/dang-xuat/")["Location"] == "/"
    as_lan.cookies[SESSION_COOKIE] = token
    assert as_lan.get("/desk/centre/")["Location"].startswith("/desk/sign-in/")
