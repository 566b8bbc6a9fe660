"""When no administrator can get in, whoever sits at the machine renews one account, and the others learn of it."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pyotp
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from conftest import sign_in
from motcua.apps.audit.models import Entry
from motcua.apps.identity.tests.factories import accounts, make_session, make_staff, sessions
from motcua.apps.organization.tests.factories import give_position, leave_office, make_officer
from motcua.apps.organization.values import CentreView
from motcua.base.testing.roles import as_role
from motcua.config import env
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

PEOPLE, ACCOUNTS, LOG = "/console/people/", "/console/people/accounts/", "/console/audit/"
SECRET, OLD = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "suối mẫu sáng"


@pytest.fixture
def an(centre: CentreView) -> Actor:
    made = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an.mau", name="Tô Mẫu An")
    give_an(password=OLD)
    return made


def give_an(*, password: str) -> None:
    """The only administrator has a password and a second factor, as after a first sign-in."""
    made = make_staff(username="other", name="Khác", password=password, totp_secret=SECRET)
    accounts().filter(username="an.mau").update(
        password=made.password, totp_secret=SECRET, totp_confirmed_at=clock.now()
    )
    made.delete()


def renew(username: str = "an.mau", reason: str = "both") -> str:
    said = StringIO()
    call_command("account_renew", username, "--reason", reason, stdout=said)
    return said.getvalue()


def password_in(said: str) -> str:
    found = re.search(r"^    ([a-z2-9]{4}(?:-[a-z2-9]{4}){3})$", said, re.MULTILINE)
    assert found is not None
    return found[1]


def first_step(browser: Client, password: str) -> str:
    return browser.post("/desk/sign-in/", {"username": "an.mau", "password": password}).get("Location", "")


def test_who_lost_everything_signs_in_again_with_what_is_shown_once(an: Actor, client: Client) -> None:
    said = renew()
    assert "Tô Mẫu An (an.mau)" in said
    second = first_step(client, password_in(said))
    page = client.get(second).content.decode().replace(" ", "")
    fresh = accounts().get(id=an.account_id).totp_secret or ""
    assert fresh != SECRET
    assert fresh in page
    assert client.post(second, {"code": pyotp.TOTP(fresh).now()})["Location"].startswith("/")
    assert client.get(PEOPLE).status_code == 200


def test_old_sessions_password_and_code_open_nothing_more(an: Actor, client: Client) -> None:
    before = sign_in(an)
    assert before.get(PEOPLE).status_code == 200
    said = renew()
    assert before.get(PEOPLE).status_code == 302
    assert not sessions().filter(account_id=an.account_id, ended_at=None).exists()
    assert not first_step(client, OLD)
    second = first_step(client, password_in(said))
    assert client.post(second, {"code": pyotp.TOTP(SECRET).now()}).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_the_log_keeps_who_did_it_why_and_for_whom(an: Actor, centre: CentreView, other_centre: CentreView) -> None:
    assert an.account_id is not None
    give_position(account_id=an.account_id, centre_id=other_centre.id, role=Role.CLERK)
    renew(reason="phone")
    with as_role("motcua_owner"):
        found = Entry.objects.filter(actor="system:at-the-machine").order_by("seq")
        kept = [(one.command, one.centre_id, one.ids, one.outcome) for one in found]
    whose = [str(an.account_id)]
    assert kept == [
        ("identity.set_password", None, whose, "changed"),
        ("identity.enrol_second_factor", None, whose, "new"),
        ("organization.renew_at_machine", centre.id, whose, "phone"),
        ("organization.renew_at_machine", other_centre.id, whose, "phone"),
    ]


def test_the_other_administrators_are_told(an: Actor, centre: CentreView, stranger: Actor) -> None:
    other = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="duyen.mau", name="Bạch Mẫu Duyên")
    browser = sign_in(other)
    assert "tại máy chủ" not in browser.get(PEOPLE).content.decode()
    renew(reason="phone")
    for address in (PEOPLE, ACCOUNTS):
        page = browser.get(address).content.decode()
        assert "cấp lại mật khẩu và mã xác thực của Tô Mẫu An: mất điện thoại xác thực" in page
    log = browser.get(LOG).content.decode()
    assert "organization.renew_at_machine" in log
    assert "Người ở máy chủ" in log
    with clock.stopped(clock.now() + timedelta(days=31)):
        assert "tại máy chủ" not in browser.get(PEOPLE).content.decode()


def test_the_neighbours_are_not_told(an: Actor, other_centre: CentreView) -> None:
    theirs = make_officer(centre_id=other_centre.id, role=Role.ADMINISTRATOR, username="xa.mau", name="Kiều Mẫu Xa")
    renew()
    assert "tại máy chủ" not in sign_in(theirs).get(PEOPLE).content.decode()


def test_an_unknown_name_is_told_with_those_that_are_near(an: Actor, lan: Actor) -> None:
    with pytest.raises(CommandError) as refusal:
        renew("an.maux")
    assert "«an.maux»" in str(refusal.value)
    assert "Có phải (did you mean):\n    an.mau\n" in str(refusal.value)
    assert "an.mau (Tô Mẫu An, Xã Suối Mẫu)" in str(refusal.value)


@pytest.mark.parametrize("how", ["closed", "left"])
def test_who_is_closed_or_has_left_gets_nothing(an: Actor, minh: Actor, how: str) -> None:
    assert minh.account_id is not None
    make_session(account_id=minh.account_id)
    if how == "closed":
        accounts().filter(id=minh.account_id).update(active=False)
    else:
        leave_office(minh, at=clock.now())
    with pytest.raises(CommandError, match="«minh» đã khoá, hoặc người này đã thôi mọi chức danh") as refusal:
        renew("minh")
    assert "an.mau (Tô Mẫu An, Xã Suối Mẫu)" in str(refusal.value)
    assert accounts().get(id=minh.account_id).password == "!"
    assert sessions().filter(account_id=minh.account_id, ended_at=None).exists()


def test_somebody_new_without_a_position_yet_is_renewed_too(centre: CentreView) -> None:
    made = make_staff(username="moi.mau", name="Lý Mẫu Mới")
    renew("Moi.Mau", reason="password")
    assert accounts().get(id=made.id).password != "!"


@pytest.mark.parametrize("words", [["an.mau"], ["an.mau", "--reason", "because"], ["--reason", "phone"]])
def test_without_name_and_reason_nothing_is_done(an: Actor, words: list[str]) -> None:
    with pytest.raises(CommandError, match=r"reason|username"):
        call_command("account_renew", *words)
    assert accounts().get(id=an.account_id).totp_secret == SECRET


def test_a_database_that_does_not_answer_is_told() -> None:
    nowhere = dict.fromkeys(("APP", "OWNER", "SYSTEM"), "postgresql://nobody@127.0.0.1:1/none")
    logins = {f"MOTCUA_DB_{name}": value for name, value in nowhere.items()}
    settings = env.for_child(**logins, DJANGO_SETTINGS_MODULE="motcua.config.settings.serve")
    words = [sys.executable, "-P", "-m", "motcua.config.main", "account", "renew", "an.mau", "--reason", "phone"]
    ended = subprocess.run(words, env=settings, cwd=env.ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "Cơ sở dữ liệu không trả lời" in ended.stderr
    assert "Traceback" not in ended.stderr
