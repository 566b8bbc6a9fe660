"""The administrator sees every account of the centre, and renews a password or a second factor somebody lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.identity.tests.factories import accounts, make_session, make_staff, sessions
from motcua.apps.organization.models import Holding, Substitution
from motcua.apps.organization.tests.factories import give_position, make_officer
from motcua.apps.organization.values import CentreView
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

ACCOUNTS = "/console/people/accounts/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def as_an(centre: CentreView) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An"))


def text_of(browser: Client) -> str:
    return browser.get(ACCOUNTS).content.decode()


def log_of(browser: Client) -> str:
    return browser.get("/console/audit/").content.decode()


def test_accounts_are_listed_without_a_position_too(as_an: Client, minh: Actor, stranger: Actor) -> None:
    make_staff(username="duyen.mau", name="Bạch Mẫu Duyên", totp_secret=SECRET, active=False)
    page = text_of(as_an)
    assert "Trần Mẫu Minh" in page
    assert re.search(r"Bạch Mẫu Duyên.*?duyen\.mau.*?chưa có chức danh.*?Đã khoá.*?chưa thấy.*?đã cài", page, re.DOTALL)
    assert "Hồ Mẫu Khách" not in page


def test_who_left_the_neighbour_is_no_account_of_ours(as_an: Client, stranger: Actor, minh: Actor) -> None:
    Holding.objects.filter(account_id__in=[stranger.account_id, minh.account_id]).update(until=clock.now())
    page = text_of(as_an)
    assert "Trần Mẫu Minh" in page
    assert "Hồ Mẫu Khách" not in page
    assert as_an.post(f"{ACCOUNTS}{stranger.account_id}/password/").status_code == 404
    assert as_an.post(f"{ACCOUNTS}{stranger.account_id}/second-factor/").status_code == 404


def test_a_lost_password_is_renewed_and_shown_once(as_an: Client, client: Client, centre: CentreView) -> None:
    minh = make_officer(centre_id=centre.id, role=Role.CLERK, username="minh", name="Trần Mẫu Minh")
    make_session(account_id=minh.account_id or 0)
    address = f"{ACCOUNTS}{minh.account_id}/password/"
    assert "Trần Mẫu Minh" in as_an.get(address).content.decode()
    assert accounts().get(id=minh.account_id).password == "!"
    made = as_an.post(address)
    found = re.search(r"<b>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</b>", made.content.decode())
    assert found is not None
    assert "no-store" in made["Cache-Control"]
    assert not sessions().filter(account_id=minh.account_id, ended_at=None).exists()
    step = client.post("/desk/sign-in/", {"username": "minh", "password": found[1]})
    assert step["Location"].startswith("/desk/sign-in/second/")
    assert "organization.renew_password" in log_of(as_an)


def test_a_lost_second_factor_is_set_up_anew(as_an: Client, client: Client) -> None:
    lost = make_staff(username="duyen.mau", name="Bạch Mẫu Duyên", password="suối mẫu sáng", totp_secret=SECRET)
    make_session(account_id=lost.id)
    address = f"{ACCOUNTS}{lost.id}/second-factor/"
    assert "Bạch Mẫu Duyên" in as_an.get(address).content.decode()
    assert as_an.post(address)["Location"] == ACCOUNTS
    assert not sessions().filter(account_id=lost.id, ended_at=None).exists()
    first = client.post("/desk/sign-in/", {"username": "duyen.mau", "password": "suối mẫu sáng"})
    shown = client.get(first["Location"]).content.decode().replace(" ", "")
    secret = accounts().get(id=lost.id).totp_secret or ""
    assert secret != SECRET
    assert secret in shown
    assert "organization.renew_second_factor" in log_of(as_an)


@pytest.mark.parametrize("act", ["password", "second-factor"])
@pytest.mark.parametrize("how", ["holds", "stands in"])
def test_nobody_gets_the_neighbours_rights_by_renewing(
    as_an: Client, minh: Actor, stranger: Actor, other_centre: CentreView, act: str, how: str
) -> None:
    assert minh.account_id is not None
    if how == "holds":
        give_position(account_id=minh.account_id, centre_id=other_centre.id, role=Role.ADMINISTRATOR)
    else:
        theirs, now = Holding.objects.get(account_id=stranger.account_id), clock.now()
        until = now + timedelta(days=1)
        Substitution.objects.create(
            holding=theirs, account_id=minh.account_id, since=now, until=until, reason="Nghỉ phép"
        )
    refused = as_an.post(f"{ACCOUNTS}{minh.account_id}/{act}/")
    assert refused.status_code == 409
    assert "chức danh ở nơi khác" in refused.content.decode()
    assert accounts().get(id=minh.account_id).password == "!"
    assert f"{ACCOUNTS}{minh.account_id}/{act}/" not in text_of(as_an)


def test_who_follows_the_province_is_renewed_by_no_communes_administrator(as_an: Client, centre: CentreView) -> None:
    hanh = make_officer(centre_id=centre.id, role=Role.PROVINCE, username="hanh", name="Mai Mẫu Hạnh")
    assert as_an.post(f"{ACCOUNTS}{hanh.account_id}/password/").status_code == 409
    assert accounts().get(id=hanh.account_id).password == "!"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_many_accounts(rows: int, as_an: Client, django_assert_num_queries) -> None:
    for number in range(rows):
        make_session(account_id=make_staff(username=f"clerk{number}", name=f"Ngô Mẫu {number}").id)
    as_an.get(ACCOUNTS)
    with django_assert_num_queries(5):
        as_an.get(ACCOUNTS)
