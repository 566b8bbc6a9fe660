"""Before serving: no strong login, and never a new key beside sealed data."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from motcua.config import trust
from motcua.config.trust import RefusedToServeError, ensure_keys, refuse_strong_logins

pytestmark = pytest.mark.django_db


def login(role: str) -> str:
    """How a role connects to the database of the tests."""
    known = connection.settings_dict
    return make_conninfo("", host=known["HOST"], port=known["PORT"] or None, dbname=known["NAME"], user=role)


def logins(app: str, system: str) -> dict[str, str]:
    return {"MOTCUA_DB_APP": login(app), "MOTCUA_DB_SYSTEM": login(system)}


def test_the_two_serving_logins_are_taken() -> None:
    refuse_strong_logins(logins("motcua_app", "motcua_system"))


@pytest.mark.parametrize(
    ("app", "system", "named"),
    [("motcua_owner", "motcua_system", "DATABASE_URL"), ("motcua_app", "postgres", "DATABASE_SYSTEM_URL")],
)
def test_an_owner_or_a_superuser_does_not_serve(app: str, system: str, named: str) -> None:
    with pytest.raises(RefusedToServeError, match=named):
        refuse_strong_logins(logins(app, system))


def test_a_database_in_use_gets_no_new_key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setattr(trust, "_in_use", lambda _owner: True)
    with pytest.raises(RefusedToServeError, match=r"keys\.json"):
        ensure_keys("")
    assert not (tmp_path / "keys.json").exists()


def test_a_database_is_in_use_once_a_centre_is_in_it() -> None:
    with psycopg.connect(login("motcua_owner")) as link:  # the row is taken back with the transaction
        link.execute("CREATE TEMPORARY TABLE organization_centre AS SELECT 1 AS id")
        assert trust.has_centre(link)
        link.execute("TRUNCATE pg_temp.organization_centre")
        assert not trust.has_centre(link)
        link.rollback()


def test_a_new_database_gets_its_key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setattr(trust, "_in_use", lambda _owner: False)
    ensure_keys("")
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
