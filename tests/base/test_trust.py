"""Before serving: no strong login, and never a new key beside sealed data."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from psycopg.conninfo import make_conninfo

from motcua.apps.identity.tests.factories import make_citizen
from motcua.apps.organization.tests.factories import make_centre
from motcua.base.cli import keys
from motcua.base.db.fields import unseal
from motcua.base.db.keys import KeyRing, read, reread
from motcua.config import safety, trust
from motcua.config.trust import RefusedToServeError, check_keys, ensure_keys, refuse_strong_logins

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


def test_a_database_is_in_use_once_a_centre_is_in_it() -> None:
    with psycopg.connect(login("motcua_owner")) as link:  # the row is taken back with the transaction
        link.execute("CREATE TEMPORARY TABLE organization_centre AS SELECT 1 AS id")
        assert trust.has_centre(link)
        link.execute("TRUNCATE pg_temp.organization_centre")
        assert not trust.has_centre(link)
        link.rollback()


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the key file of a database of one centre is to lie; what was noted of its keys is forgotten afterwards."""
    path = tmp_path / "keys.json"
    monkeypatch.setenv("MOTCUA_KEYS", str(path))
    yield path
    with psycopg.connect(login("motcua_owner")) as link:
        link.execute("COMMENT ON SEQUENCE audit_epoch_number IS NULL")


@pytest.mark.django_db(transaction=True)
def test_a_new_database_gets_its_key_file(ring: Path) -> None:
    ensure_keys(login("motcua_owner"))
    assert ring.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db(transaction=True)
def test_a_database_in_use_gets_no_new_key_file(ring: Path) -> None:
    make_centre()
    with pytest.raises(RefusedToServeError, match=r"keys\.json"):
        ensure_keys(login("motcua_owner"))
    assert not ring.exists()


@pytest.mark.django_db(transaction=True)
def test_a_database_in_use_is_not_served_with_another_key_file(ring: Path) -> None:
    make_centre()
    keys.ensure(ring)
    check_keys(login("motcua_owner"))
    ring.unlink()
    keys.ensure(ring)
    with pytest.raises(RefusedToServeError, match="khóa 1, blind"):
        check_keys(login("motcua_owner"))


@pytest.mark.django_db(transaction=True)
def test_an_added_key_is_noted_and_missed_where_the_file_is_an_older_copy(ring: Path) -> None:
    make_centre()
    keys.ensure(ring)
    older = ring.read_text()
    keys.add(ring)
    check_keys(login("motcua_owner"))
    ring.write_text(older)
    with pytest.raises(RefusedToServeError, match="khóa 2"):
        check_keys(login("motcua_owner"))


@pytest.mark.django_db(transaction=True)
def test_a_database_that_noted_no_key_is_asked_what_it_has_sealed(ring: Path) -> None:
    make_centre()
    make_citizen(name="Nguyễn Mẫu Lan", phone="0000111222", number="999000000001")
    keys.ensure(ring)
    with pytest.raises(RefusedToServeError, match="không phải tệp đã niêm phong"):
        check_keys(login("motcua_owner"))
    ring.write_text(Path(settings.KEY_FILE).read_text())
    check_keys(login("motcua_owner"))


@pytest.mark.django_db(transaction=True)
def test_what_only_looks_notes_nothing(ring: Path) -> None:
    make_centre()
    keys.ensure(ring)
    check_keys(login("motcua_owner"), only_look=True)
    ring.unlink()
    keys.ensure(ring)
    check_keys(login("motcua_owner"))


@pytest.mark.django_db(transaction=True)
def test_the_command_keys_makes_no_ring_beside_sealed_data(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_centre()
    for name, role in (("APP", "motcua_app"), ("OWNER", "motcua_owner"), ("SYSTEM", "motcua_system")):
        monkeypatch.setenv(f"MOTCUA_DB_{name}", login(role))
    with pytest.raises(RefusedToServeError):
        safety.keys(Namespace(add=False))
    assert not ring.exists()


@pytest.fixture
def read_before(tmp_path: Path) -> Iterator[Path]:
    """The key file of a process that has read it already."""
    path = tmp_path / "keys.json"
    keys.ensure(path)
    with override_settings(KEY_FILE=path):
        reread()
        yield path
    reread()


def test_a_key_added_while_serving_opens_what_another_process_has_sealed(read_before: Path) -> None:
    keys.add(read_before)
    newer = seal_with(read(read_before), b"Lan")
    assert unseal(newer, bound_to="x") == b"Lan"


def seal_with(ring: KeyRing, plain: bytes) -> bytes:
    """As a process seals that has read this ring."""
    nonce = bytes(12)
    return ring.current.to_bytes(2, "big") + nonce + ring.ciphers[ring.current].encrypt(nonce, plain, b"x")
