"""Backup and restore between two servers: whole, private, refused where something would be lost."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest

from motcua.base.cli import keys
from motcua.base.cli.backup import BackupError, make_backup, restore_backup
from motcua.base.cli.postgres import Durability, Role, Server, Source, serve

pytestmark = pytest.mark.faults

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
quick = partial(serve, durability=Durability.THROWAWAY, source=Source.WHEEL)
WALLED_TABLE = """
    CREATE TABLE dossier (id int PRIMARY KEY, centre_id bigint);
    INSERT INTO dossier VALUES (1, 28), (2, 29);
    ALTER TABLE dossier ENABLE ROW LEVEL SECURITY;
    ALTER TABLE dossier FORCE ROW LEVEL SECURITY;
    CREATE POLICY wall ON dossier TO motcua_app USING (centre_id = 28);
    GRANT SELECT ON dossier TO motcua_app;
"""
OWNERS_DOOR = "CREATE POLICY door ON dossier TO motcua_owner USING (true)"


def tell(server: Server, *orders: str) -> None:
    with psycopg.connect(server.conninfo(Role.OWNER), autocommit=True) as link:
        for order in orders:
            link.execute(order)


def count(server: Server, role: Role) -> int:
    with psycopg.connect(server.conninfo(role)) as link:
        row = link.execute("SELECT count(*) FROM dossier").fetchone()
    assert row is not None
    return int(row[0])


def back_up(server: Server, room: Path) -> Path:
    (room / "blobs" / "ab").mkdir(parents=True, exist_ok=True)
    (room / "blobs" / "ab" / "abcd").write_bytes(b"a scanned paper")
    owner = server.conninfo(Role.OWNER)
    return make_backup(conninfo=owner, blobs=room / "blobs", keys=["1"], into=room / "kept", at=NOON).folder


def bring(server: Server, folder: Path, room: Path) -> None:
    restore_backup(folder=folder, conninfo=server.conninfo(Role.OWNER), blobs=room / "blobs-again")


def test_a_restored_centre_has_every_row_file_wall_and_right(room: Path) -> None:
    with quick(data=room / "one") as server:
        tell(server, WALLED_TABLE, OWNERS_DOOR)
        folder = back_up(server, room)
    with quick(data=room / "two") as server:
        bring(server, folder, room)
        assert (count(server, Role.OWNER), count(server, Role.APP)) == (2, 1)
    assert (room / "blobs-again" / "ab" / "abcd").read_bytes() == b"a scanned paper"


def test_nothing_is_restored_over_a_centre_that_has_data(room: Path) -> None:
    with quick(data=room / "one") as server:
        tell(server, WALLED_TABLE, OWNERS_DOOR)
        folder = back_up(server, room)
        with pytest.raises(BackupError, match="trống"):
            bring(server, folder, room)
        assert count(server, Role.OWNER) == 2


def test_a_damaged_backup_changes_nothing(room: Path) -> None:
    with quick(data=room / "one") as server:
        tell(server, WALLED_TABLE, OWNERS_DOOR)
        folder = back_up(server, room)
    (folder / "blobs" / "ab" / "abcd").write_bytes(b"something else")
    with quick(data=room / "two") as server:
        with pytest.raises(BackupError, match="hỏng"):
            bring(server, folder, room)
        with pytest.raises(psycopg.errors.UndefinedTable):
            count(server, Role.OWNER)


def test_a_table_the_owner_cannot_read_is_told_not_left_out(room: Path) -> None:
    with quick(data=room / "one") as server:
        tell(server, WALLED_TABLE)
        with pytest.raises(BackupError, match="dossier"):
            back_up(server, room)
    assert list((room / "kept").iterdir()) == []


def test_a_backup_is_private_and_holds_no_key(room: Path) -> None:
    keys.ensure(room / "keys.json")
    ring = json.loads((room / "keys.json").read_text())
    with quick(data=room / "one") as server:
        folder = back_up(server, room)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert all(path.stat().st_mode & 0o077 == 0 for path in [folder, *files])
    assert not any(ring["keys"]["1"].encode() in path.read_bytes() for path in files)


def test_the_key_file_is_the_owners_alone_and_never_made_anew(tmp_path: Path) -> None:
    ring = tmp_path / "keys.json"
    assert keys.ensure(ring)
    first = ring.read_text()
    assert not keys.ensure(ring)
    assert (ring.read_text(), ring.stat().st_mode & 0o777) == (first, 0o600)
    assert (keys.add(ring), keys.numbers(ring)) == (2, ["1", "2"])
