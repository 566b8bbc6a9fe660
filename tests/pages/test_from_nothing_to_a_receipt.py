"""An empty database becomes a working centre by what people do at the machine and in the pages, and by nothing else."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any
from uuid import UUID

import pyotp
import pytest
from django.core.management import call_command
from django.test import Client

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import METHODS, full_row, imported
from motcua.apps.identity import commands as identity
from motcua.apps.organization import queries as organization
from motcua.apps.organization.management.commands.centre_open import Command
from motcua.apps.organization.tests.factories import make_units
from motcua.apps.procedures.models import FactSet
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.clock import office_time
from tests.pages.test_filing import begin, fill

CODE, PHONE, NUMBER = "9.990001", "0000111222", "999000000001"
PEOPLE, CATALOGUE = "/console/people/", f"/console/catalogue/{CODE}/"
SAYS = {"address": "Số 2, Thôn 1", "phone": "0000 999 998", "hours": "Thứ Hai đến thứ Sáu: 7:30 – 17:00"}
RECEIVED = {
    "filer_name": "Trần Mẫu Thu", "filer_number": "999170000111", "filer_birth": "1970", "place": "counter",
    "return_by": "counter", "copies": "1", "paper0_state": "checked", "paper0_originals": "1", "do": "receive",
}  # fmt: skip


@pytest.fixture
def an(db: None) -> Client:
    """What a first start brings (units and catalogue), then the one command, then the first sign-in."""
    make_units()
    imported(full_row(CODE, methods=METHODS), at=office_time(2026, 7, 20, 12))
    said, program = StringIO(), Command()
    call_command(program, "99901", "--username", "an.mau", "--name", "Tô Mẫu An", stdout=said)
    return first_sign_in("an.mau", said.getvalue())


def first_sign_in(username: str, said: str) -> Client:
    """Sign in by the password shown once, and set up the second factor the page shows."""
    browser, password = Client(), re.search(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", said)
    assert password is not None
    second = browser.post("/desk/sign-in/", {"username": username, "password": password[0]})["Location"]
    secret = re.search(r"[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){7}", browser.get(second).content.decode())
    assert secret is not None
    code = pyotp.TOTP(secret[0].replace(" ", "")).now()
    assert browser.post(second, {"code": code}).status_code == 302
    return browser


def hire(an: Client, username: str, name: str, role: str) -> Client:
    """In «Nhân sự»: an account, a position, and that one for this person from today; then their own first sign-in."""
    made = an.post(f"{PEOPLE}account/", {"name": name, "username": username}).content.decode()
    assert an.post(f"{PEOPLE}position/", {"role": role, "title": f"Chức danh {role}"}).status_code == 302
    (centre,) = organization.centres()
    position = max(one.id for one in organization.positions(centre.id, at=clock.now()))
    today = f"{clock.local(clock.now()):%Y-%m-%d}"
    given = an.post(f"{PEOPLE}position/{position}/appoint/", {"username": username, "since": today})
    assert given.status_code == 302
    return first_sign_in(username, made)


def settle(an: Client, khanh: Client, path: str, **value: Any) -> None:
    """One writes a fact with its source, another signs it."""
    assert an.post(f"{CATALOGUE}{path}/", {**value, "source": "Quyết định mẫu số 1"})["Location"] == CATALOGUE
    assert khanh.post(f"/console/facts/{FactSet.objects.latest('id').id}/sign/").status_code == 302


def lan_signs_in() -> Client:
    """Somebody new registers by the code sent to her telephone."""
    browser = Client()
    browser.post("/dang-nhap/", {"phone": PHONE})
    code = identity.request_code(phone=PHONE, address="10.0.0.9", at=clock.now())
    who = {"code": code, "number": NUMBER, "name": "Nguyễn Mẫu Lan", "first": "yes"}
    assert browser.post("/dang-nhap/ma/", who).status_code == 302
    return browser


def the_dossier(dossier_id: UUID) -> Dossier:
    with scope.opened(dossier_id):
        return Dossier.objects.get(pk=dossier_id)


def test_the_first_receipt_is_given_at_the_counter(an: Client) -> None:
    minh = hire(an, "minh.mau", "Trần Mẫu Minh", "clerk")
    answer = minh.post(f"/desk/counter/{CODE}/", RECEIVED)
    page = minh.get(answer["Location"]).content.decode()
    made = the_dossier(UUID(answer["Location"].split("/")[3]))
    assert made.state == DossierState.RECEIVED
    assert made.code
    assert made.code.startswith("TMP.99901-")
    assert made.code in page
    assert "Mẫu 01" in page
    slip = minh.post(f"/desk/dossiers/{made.id}/print/01.pdf")
    assert (slip.status_code, slip["Content-Type"]) == (200, "application/pdf")


def test_a_citizen_files_online_and_the_clerk_receives(an: Client) -> None:
    khanh = hire(an, "khanh.mau", "Trịnh Mẫu Khánh", "keeper")
    minh = hire(an, "minh.mau", "Trần Mẫu Minh", "clerk")
    lan = lan_signs_in()
    assert "Chưa ai xác nhận nơi nộp trực tuyến" in lan.get(f"/thu-tuc/{CODE}/").content.decode()
    settle(an, khanh, "online_where", value="here")
    draft = begin(lan)
    fill(lan, draft)
    receipt = lan.post(f"{draft}/xem-lai/")["Location"]
    filed = the_dossier(UUID(draft.rsplit("/", 1)[-1]))
    assert filed.code
    assert filed.code in lan.get(receipt).content.decode()
    assert filed.code in minh.get("/desk/").content.decode()
    accepted = minh.post(f"/desk/dossiers/{filed.id}/do/accept/", {"seen_revision": filed.revision})
    assert accepted.status_code == 302
    assert the_dossier(filed.id).state == DossierState.RECEIVED


def test_what_the_administrator_says_of_the_centre_stands_on_paper_and_page(an: Client, client: Client) -> None:
    assert an.post(f"{PEOPLE}centre/", {**SAYS, "agency_code": "H99.77"})["Location"] == PEOPLE
    page = client.get("/").content.decode()
    for said in SAYS.values():
        assert said in page
    minh = hire(an, "minh.mau", "Trần Mẫu Minh", "clerk")
    answer = minh.post(f"/desk/counter/{CODE}/", RECEIVED)
    assert the_dossier(UUID(answer["Location"].split("/")[3])).code.startswith("H99.77-")  # type: ignore[union-attr]


def test_a_day_off_and_a_counter_are_the_administrators_to_enter(an: Client, client: Client) -> None:
    day = {
        "date": "2026-12-24",
        "kind": "holiday",
        "name": "Ngày mẫu",
        "source": "Quyết định mẫu",
        "status": "official",
    }
    assert an.post("/console/calendar/day/", day).status_code == 302
    assert an.post(f"{PEOPLE}counter/", {"number": "1", "name": "Tiếp nhận"})["Location"] == PEOPLE
    assert "Ngày mẫu" in an.get("/console/calendar/?year=2026").content.decode()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"agency_code": "xã"}, "có dạng như H56.12.34"),
        ({"phone": "gọi anh Ba"}, "chỉ gồm chữ số"),
        ({"address": ""}, "Xin ghi địa chỉ."),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_field(an: Client, wrong: dict[str, str], reason: str) -> None:
    page = an.post(f"{PEOPLE}centre/", {**SAYS, "agency_code": "", **wrong})
    assert page.status_code == 422
    assert reason in page.content.decode()


def test_an_official_code_is_corrected_and_never_taken_away(an: Client) -> None:
    an.post(f"{PEOPLE}centre/", {**SAYS, "agency_code": "H99.77"})
    assert an.post(f"{PEOPLE}centre/", {**SAYS, "agency_code": ""}).status_code == 422
    assert an.post(f"{PEOPLE}centre/", {**SAYS, "agency_code": "H99.78"}).status_code == 302
    (centre,) = organization.centres()
    assert (centre.agency_code, centre.agency_known) == ("H99.78", True)
