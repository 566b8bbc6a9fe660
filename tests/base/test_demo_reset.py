"""`demo --reset` empties a database of made-up centres, keeps log and counters, and never touches a real one."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from motcua.apps.identity.models import Account
from motcua.apps.identity.tests.factories import make_citizen
from motcua.apps.numbering.commands import forget_leases, take_code
from motcua.apps.organization.models import Centre
from motcua.apps.organization.tests.factories import make_centre
from motcua.config.anew import NotDemonstrationError, wipe

pytestmark = pytest.mark.django_db(transaction=True)


def _owner() -> str:
    known = connection.settings_dict
    return make_conninfo(
        dbname=known["NAME"], user="motcua_owner", host=known["HOST"] or None, port=known["PORT"] or None
    )


def _kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM workcalendar_calendar)")
        return int(cursor.fetchone()[0])


def test_a_made_up_centre_goes_with_everything_it_had() -> None:
    make_centre()
    make_citizen(name="Nguyễn Mẫu Lan", phone="0000111222", number="999000000001")
    assert wipe(_owner())
    assert not Centre.objects.exists()
    assert not Account.objects.exists()
    assert _kept() > 0


def test_a_code_given_before_is_not_given_again() -> None:
    make_centre()
    first = take_code(book="dossier:H99.99", period="261121")
    forget_leases()
    wipe(_owner())
    assert take_code(book="dossier:H99.99", period="261121") > first


def test_an_empty_database_is_left_alone() -> None:
    assert not wipe(_owner())


def test_one_real_centre_protects_all() -> None:
    make_centre()
    Centre.objects.update(demo=False)
    with pytest.raises(NotDemonstrationError):
        wipe(_owner())
    assert Centre.objects.count() == 1


def test_who_may_not_empty_tables_cannot_wipe() -> None:
    make_centre()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        wipe(_owner().replace("motcua_owner", "motcua_system"))
