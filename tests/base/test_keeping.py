"""Commands that keep or read make nothing, name their database, and leave another version's tables alone."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from motcua.apps.organization.models import Centre
from motcua.apps.organization.tests.factories import make_centre
from motcua.base.cli import keys
from motcua.config import holding, main, preparation, safety, tables
from motcua.config.tables import OtherTablesError, Tables
from motcua.config.trust import RefusedToServeError
from motcua.kernel.ids import uuid7
from tests.load import scratch


def login(role: str, *, database: str = "") -> str:
    """How a role connects to the database of the tests, or to another beside it."""
    known = connection.settings_dict
    return make_conninfo(
        "", host=known["HOST"], port=known["PORT"] or None, dbname=database or known["NAME"], user=role
    )


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of an installation whose folder is empty yet."""
    for name in ("MOTCUA_DB_APP", "MOTCUA_DB_OWNER", "MOTCUA_DB_SYSTEM", "MOTCUA_KEYS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MOTCUA_DB_ROLE", "owner")
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path / "var"))
    return tmp_path


@pytest.fixture
def logins(room: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings of an installation whose tables and key file are there."""
    keys.ensure(room / "var" / "keys.json")
    for name, role in (("APP", "motcua_app"), ("OWNER", "motcua_owner"), ("SYSTEM", "motcua_system")):
        monkeypatch.setenv(f"MOTCUA_DB_{name}", login(role))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "motcua.config.settings.serve")
    yield
    with psycopg.connect(login("motcua_owner")) as link:
        link.execute("COMMENT ON SEQUENCE audit_epoch_number IS NULL")


@pytest.fixture
def owner(db: None) -> Iterator[psycopg.Connection]:
    """The owner's hand; what it changes is taken back."""
    with psycopg.connect(login("motcua_owner")) as link:
        yield link
        link.rollback()


@pytest.mark.parametrize("words", [["backup", "kept"], ["audit", "verify"], ["audit", "head"], ["code", "minh"]])
def test_what_only_keeps_makes_nothing_where_there_is_no_database(
    room: Path, words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(room)
    assert main.main(words) == 1
    assert "DATABASE_OWNER_URL" in capsys.readouterr().err
    assert list(room.iterdir()) == []


def test_wrong_words_make_no_database(room: Path) -> None:
    assert main.main(["units", "import", "--no-such-word"]) == 2
    assert list(room.iterdir()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("logins")
def test_a_database_without_a_centre_is_not_saved(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert safety.backup(Namespace(folder=room / "kept", progress=False)) == 1
    assert "chưa có trung tâm" in capsys.readouterr().err
    assert not (room / "kept").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("logins")
@pytest.mark.parametrize("demo", [True, False])
def test_a_backup_says_what_was_saved_and_marks_a_demonstration(
    room: Path, capsys: pytest.CaptureFixture[str], demo: bool
) -> None:
    make_centre()
    Centre.objects.update(demo=demo)
    assert safety.backup(Namespace(folder=room / "kept", progress=False)) == 0
    said = capsys.readouterr().out
    assert f"/{connection.settings_dict['NAME']}:" in said
    assert "1 centres, 0 dossiers" in said
    assert ("DEMONSTRATION" in said) is demo


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("logins")
def test_a_backup_that_lacks_a_file_names_it_ends_with_one_and_is_kept(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_centre()
    with psycopg.connect(login("motcua_owner")) as link:
        link.execute(
            "INSERT INTO files_blob (sha256, media_type, size, stored_at, scanned)"
            " VALUES (decode(repeat('ab', 32), 'hex'), 'application/pdf', 1, now(), 'unscanned')"
        )
    assert safety.backup(Namespace(folder=room / "kept", progress=False)) == 1
    assert "ab" * 32 in capsys.readouterr().err
    (kept,) = (room / "kept").iterdir()
    assert json.loads((kept / "manifest.json").read_text())["missing"] == ["ab" * 32]


def test_a_restore_beside_another_key_file_is_refused_before_anything_is_brought(room: Path) -> None:
    keys.ensure(room / "var" / "keys.json")
    signs = {"1": "0123456789abcdef"}
    told = {"format": 1, "server": 17, "keys": ["1"], "fingerprints": signs, "files": {}}
    (room / "manifest.json").write_text(json.dumps(told))
    with pytest.raises(RefusedToServeError, match="khóa 1"):
        safety.restore(Namespace(folder=room, progress=False, without_damaged=False))


@pytest.mark.django_db
def test_a_place_is_told_without_its_password() -> None:
    found = holding.look(make_conninfo(login("motcua_owner"), password="not-to-be-told"))
    assert "not-to-be-told" not in found.told


def test_tables_of_this_code_are_known(owner: psycopg.Connection) -> None:
    assert tables.look(owner) is Tables.CURRENT


def test_older_tables_wait_for_a_start(owner: psycopg.Connection) -> None:
    owner.execute("DELETE FROM django_migrations WHERE app = 'files' AND name LIKE '0003%'")
    with pytest.raises(OtherTablesError, match="khởi động lại để nâng cấp"):
        tables.refuse_other_tables(owner)


def test_tables_of_a_newer_motcua_are_not_touched(owner: psycopg.Connection) -> None:
    owner.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('files', '0999_of_tomorrow', now())")
    with pytest.raises(OtherTablesError, match=r"files\.0999_of_tomorrow"):
        tables.look(owner)


def test_two_preparations_of_one_database_go_one_after_the_other(owner: psycopg.Connection) -> None:
    with psycopg.connect(login("motcua_owner")) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [preparation.LOCK])
        owner.execute("SET LOCAL statement_timeout = '200ms'")
        with pytest.raises(psycopg.errors.QueryCanceled):
            preparation._take_turn(owner)


FAR_AHEAD = """
    INSERT INTO audit_entry (id, xid, at, command, actor, ids, outcome) VALUES (%s,
        (pg_current_xact_id()::text::bigint + 1000000000)::text::xid8, now(), 'old', '', '{}', '')
"""


def epoch(link: psycopg.Connection) -> int:
    row = link.execute("SELECT audit_epoch()").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("logins")
def test_a_start_after_a_restore_that_was_cut_off_begins_a_new_epoch(room: Path) -> None:
    settings = {"MOTCUA_DB_OWNER": login("motcua_owner")}
    with psycopg.connect(login("motcua_owner"), autocommit=True) as link:
        link.execute(FAR_AHEAD, [uuid7()])
        before = epoch(link)
        preparation.prepare(settings, steps=())
        assert epoch(link) == before + 1
        preparation.prepare(settings, steps=())
        assert epoch(link) == before + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("logins")
def test_a_bench_that_is_kept_has_a_database_of_its_own(room: Path) -> None:
    taken = str(connection.settings_dict["NAME"])
    with scratch.database(keep=taken) as found:
        assert f"dbname=motcua_bench_{taken}" in found["MOTCUA_DB_OWNER"]
    with psycopg.connect(login("motcua_owner"), autocommit=True) as link:
        link.execute(f"DROP DATABASE motcua_bench_{taken}")
