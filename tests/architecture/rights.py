"""The table of rights: read from rights.csv, asked of the running pages."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from django.db import transaction
from django.test import Client
from django.urls import reverse

from motcua.apps.identity.tests.factories import make_citizen, make_session
from motcua.apps.organization.tests.factories import make_centre, make_officer
from motcua.base.guards import SESSION_COOKIE
from motcua.kernel.actor import Role
from tests.architecture.routes import Route

TABLE = Path(__file__).with_name("rights.csv")
METHODS = ("GET", "POST")
#: Columns of the table. `public` has not signed in; `stranger` is clerk of the neighbouring commune.
STAFF = {
    "guide": Role.GUIDE,
    "minh": Role.CLERK,
    "hoa": Role.SPECIALIST,
    "tuan": Role.LEADER,
    "van": Role.RECORDS,
    "son": Role.DIRECTOR,
    "hanh": Role.PROVINCE,
    "keeper": Role.KEEPER,
    "administrator": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR,
    "volunteer": Role.VOLUNTEER,
    "seconded": Role.SECONDED,
    "stranger": Role.CLERK,
}
MEMBERS = ("public", "lan", *STAFF)
Row = tuple[str, str]
PHONE, NUMBER = "0000111222", "999000000001"
#: Name of a part of an address → what makes the thing it names at the home centre (given the centre's id) and
#: returns its key. Without one the address leads to nothing: who may enter gets 404 there.
SUBJECTS: dict[str, Callable[[int], object]] = {}


def table() -> dict[Row, dict[str, str]]:
    """What the table says: (method, route) → member → answer."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row.pop("method"), row.pop("route")): row for row in csv.DictReader(file)}


def stage(member: str) -> tuple[str, dict[str, object]]:
    """A session of this member, made now ('' for the public), and the subjects, made at the home centre."""
    home = make_centre()
    subjects = {name: make(home.id) for name, make in SUBJECTS.items()}
    if member == "public":
        return "", subjects
    if member == "lan":
        return make_session(account_id=make_citizen(name="Nguyễn Mẫu Lan", phone=PHONE, number=NUMBER).id), subjects
    if member == "stranger":
        home = make_centre(code="doi-mau", commune="Xã Đồi Mẫu", agency_code="H99.98", commune_code="99902")
    actor = make_officer(centre_id=home.id, role=STAFF[member], username=member, name=f"Ngô Mẫu {member}")
    assert actor.account_id is not None
    return make_session(account_id=actor.account_id), subjects


def answer(token: str, method: str, route: Route, subjects: Mapping[str, object]) -> str:
    """The status a page gives, or `door` when it shows the way to sign in; whatever it wrote is undone."""
    browser = Client(raise_request_exception=False)
    if token:
        browser.cookies[SESSION_COOKIE] = token
    address = route.address(subjects)
    with transaction.atomic():
        response = browser.post(address, {"nothing": "asked"}) if method == "POST" else browser.get(address)
        transaction.set_rollback(True)
    goes_to = urlsplit(response.headers.get("Location", ""))
    doors = {reverse("desk:sign_in"), reverse("portal:sign_in")}
    shown = (goes_to.path in doors and "next=" in goes_to.query) or response.status_code == HTTPStatus.UNAUTHORIZED
    return "door" if shown else str(response.status_code)
