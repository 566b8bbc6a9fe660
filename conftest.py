"""What every test may lean on: the database as the application's role sees it, an empty scope, and the known cast.

lan: citizen · minh: receiving clerk · hoa: specialist · tuan: leader · van: records clerk · son: director ·
stranger: clerk of the neighbouring commune. Each is the Actor of a request, with rows behind it; `as_minh` and
so on are browsers in which that person has signed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

import pytest
from django.db import connection
from django.test import Client
from django.utils.translation import override

from motcua.apps.identity.tests.factories import make_citizen, make_session
from motcua.apps.numbering import commands as numbering
from motcua.apps.organization import queries as organization
from motcua.apps.organization.tests.factories import make_centre, make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures import queries as procedures
from motcua.apps.workcalendar import queries as workcalendar
from motcua.base.db import scope
from motcua.base.guards import SESSION_COOKIE
from motcua.kernel.actor import Actor, ActorKind, Role


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the tables as `motcua_owner`, then test as `motcua_app`, which the walls hold."""
    with django_db_blocker.unblock():
        owner = connection.settings_dict["USER"]
        with connection.cursor() as cursor:
            cursor.execute("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO motcua_app")
        connection.close()
        connection.settings_dict["USER"] = "motcua_app"
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["USER"] = owner


@pytest.fixture(autouse=True)
def _no_scope() -> Iterator[None]:
    """Every test begins in Vietnamese, seeing nothing behind the walls, with nothing remembered from the last one."""
    organization.forget_centres()
    organization.forget_units()
    procedures.forget()
    workcalendar.forget()
    numbering.forget_leases()
    with scope.use(scope.NOTHING), override("vi"):
        yield


class Within(Protocol):
    """Work within the scope that an actor's duties give."""

    def __call__(self, actor: Actor) -> AbstractContextManager[scope.Scope]:
        """Use the scope for a `with` block."""


@pytest.fixture
def within() -> Within:
    return lambda actor: scope.use(scope.for_actor(actor))


@pytest.fixture
def centre(db: None) -> CentreView:
    return organization.centre(make_centre().id)


@pytest.fixture
def other_centre(db: None) -> CentreView:
    made = make_centre(code="doi-mau", commune="Xã Đồi Mẫu", agency_code="H99.98", commune_code="99902")
    return organization.centre(made.id)


@pytest.fixture
def lan(db: None) -> Actor:
    account = make_citizen(name="Nguyễn Mẫu Lan", phone="0000111222", number="999000000001")
    return Actor(kind=ActorKind.CITIZEN, account_id=account.id)


def _officer(centre: CentreView, role: Role, username: str, name: str) -> Actor:
    return make_officer(centre_id=centre.id, role=role, username=username, name=name)


@pytest.fixture
def minh(centre: CentreView) -> Actor:
    return _officer(centre, Role.CLERK, "minh", "Trần Mẫu Minh")


@pytest.fixture
def hoa(centre: CentreView) -> Actor:
    return _officer(centre, Role.SPECIALIST, "hoa", "Lê Mẫu Hoa")


@pytest.fixture
def tuan(centre: CentreView) -> Actor:
    return _officer(centre, Role.LEADER, "tuan", "Phạm Mẫu Tuấn")


@pytest.fixture
def van(centre: CentreView) -> Actor:
    return _officer(centre, Role.RECORDS, "van", "Đỗ Mẫu Vân")


@pytest.fixture
def son(centre: CentreView) -> Actor:
    return _officer(centre, Role.DIRECTOR, "son", "Vũ Mẫu Sơn")


@pytest.fixture
def stranger(other_centre: CentreView) -> Actor:
    return _officer(other_centre, Role.CLERK, "stranger", "Hồ Mẫu Khách")


def sign_in(actor: Actor) -> Client:
    """A browser in which this actor has signed in."""
    assert actor.account_id is not None
    browser = Client()
    browser.cookies[SESSION_COOKIE] = make_session(account_id=actor.account_id)
    return browser


@pytest.fixture
def as_lan(lan: Actor) -> Client:
    return sign_in(lan)


@pytest.fixture
def as_minh(minh: Actor) -> Client:
    return sign_in(minh)


@pytest.fixture
def as_hoa(hoa: Actor) -> Client:
    return sign_in(hoa)


@pytest.fixture
def as_tuan(tuan: Actor) -> Client:
    return sign_in(tuan)


@pytest.fixture
def as_van(van: Actor) -> Client:
    return sign_in(van)


@pytest.fixture
def as_son(son: Actor) -> Client:
    return sign_in(son)


@pytest.fixture
def as_stranger(stranger: Actor) -> Client:
    return sign_in(stranger)
