"""Backup and restore between two servers: whole, private, refused where something would be lost."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import psycopg
import pytest

from motcua.base.cli import keys
from motcua.base.cli.backup import BackupError, Saved, make_backup
from motcua.base.cli.blobs import place_of
from motcua.base.cli.postgres import Durability, Role, Server, Source, serve
from motcua.base.cli.restore import Brought, restore_backup

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


SCAN = b"a scanned paper"
NAME = hashlib.sha256(SCAN).hexdigest()


def lay(blobs: Path, content: bytes, *, name: str = "") -> Path:
    """Lay a content where the product keeps it; with `name` under that of another one."""
    name = name or hashlib.sha256(content).hexdigest()
    place = blobs / place_of(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def save(server: Server, room: Path, *, known: Collection[str] = ()) -> Saved:
    return make_backup(
        conninfo=server.conninfo(Role.OWNER),
        blobs=room / "blobs",
        known=lambda _link: set(known),
        keys={"1": "0123456789abcdef", "blind": "fedcba9876543210"},
        into=room / "kept",
        at=NOON,
    )


def back_up(server: Server, room: Path) -> Path:
    lay(room / "blobs", SCAN)
    return save(server, room).folder


def bring(server: Server, folder: Path, room: Path, *, without_damaged: bool = False) -> Brought:
    return restore_backup(
        folder=folder,
        conninfo=server.conninfo(Role.OWNER),
        blobs=room / "blobs-again",
        without_damaged=without_damaged,
    )


def test_a_restored_centre_has_every_row_file_wall_and_right(room: Path) -> None:
    with quick(data=room / "one") as server:
        tell(server, WALLED_TABLE, OWNERS_DOOR)
        folder = back_up(server, room)
    with quick(data=room / "two") as server:
        bring(server, folder, room)
        assert (count(server, Role.OWNER), count(server, Role.APP)) == (2, 1)
    assert (room / "blobs-again" / place_of(NAME)).read_bytes() == SCAN


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
    (folder / "blobs" / place_of(NAME)).write_bytes(b"something else")
    with quick(data=room / "two") as server:
        with pytest.raises(BackupError, match=NAME):
            bring(server, folder, room)
        with pytest.raises(psycopg.errors.UndefinedTable):
            count(server, Role.OWNER)


def test_a_restore_whose_files_did_not_fit_is_begun_again(room: Path) -> None:
    with quick(data=room / "one") as server:
        tell(server, WALLED_TABLE, OWNERS_DOOR)
        folder = back_up(server, room)
    (room / "blobs-again").write_text("no folder: nothing can be copied here")
    with quick(data=room / "two") as server:
        with pytest.raises(OSError):
            bring(server, folder, room)
        (room / "blobs-again").unlink()
        lay(room / "blobs-again", b"cut off half way", name=NAME)
        bring(server, folder, room)
        assert count(server, Role.OWNER) == 2
    assert (room / "blobs-again" / place_of(NAME)).read_bytes() == SCAN


def test_who_says_so_restores_without_the_damaged_files(room: Path) -> None:
    with quick(data=room / "one") as server:
        tell(server, WALLED_TABLE, OWNERS_DOOR)
        lay(room / "blobs", b"another paper")
        folder = back_up(server, room)
    (folder / "blobs" / place_of(NAME)).write_bytes(b"something else")
    with quick(data=room / "two") as server:
        brought = bring(server, folder, room, without_damaged=True)
        assert (brought.blobs, brought.lost, count(server, Role.OWNER)) == (1, (NAME,), 2)
    assert not (room / "blobs-again" / place_of(NAME)).exists()


def test_a_damaged_database_is_never_gone_on_with(room: Path) -> None:
    with quick(data=room / "one") as server:
        folder = back_up(server, room)
    (folder / "database.dump").write_bytes(b"something else")
    with quick(data=room / "two") as server, pytest.raises(BackupError, match=r"database\.dump"):
        bring(server, folder, room, without_damaged=True)


def test_only_whole_files_go_into_a_backup(room: Path) -> None:
    for name in (".coming-1", ".lock", ".parts/0123", "ab/cd/short"):
        (room / "blobs" / name).parent.mkdir(parents=True, exist_ok=True)
        (room / "blobs" / name).write_bytes(b"on its way")
    with quick(data=room / "one") as server:
        folder = back_up(server, room)
    lying = {str(path.relative_to(folder / "blobs")) for path in (folder / "blobs").rglob("*") if path.is_file()}
    assert lying == {place_of(NAME)}
    assert set(json.loads((folder / "manifest.json").read_text())["files"]) == {
        "database.dump",
        f"blobs/{place_of(NAME)}",
    }


def test_files_the_database_wants_and_the_disk_lost_are_named_and_the_backup_is_kept(room: Path) -> None:
    gone, rotten = "f" * 64, "e" * 64
    lay(room / "blobs", b"rotten", name=rotten)
    lay(room / "blobs", b"rotten, and nobody's", name="d" * 64)
    lay(room / "blobs", SCAN)
    with quick(data=room / "one") as server:
        saved = save(server, room, known={gone, rotten, NAME})
    assert (saved.missing, saved.rotten, saved.blobs) == ((gone,), (rotten,), 1)
    assert (saved.folder / "damaged" / rotten).read_bytes() == b"rotten"


def test_what_a_killed_backup_left_is_removed_and_what_another_writes_is_not(room: Path) -> None:
    for name in ("motcua-20261119-050000.part", "motcua-20261118-050000.part"):
        (room / "kept" / name / "blobs").mkdir(parents=True)
    held = os.open(room / "kept" / "motcua-20261118-050000.part", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    with quick(data=room / "one") as server:
        folder = back_up(server, room)
    os.close(held)
    assert {path.name for path in (room / "kept").iterdir()} == {folder.name, "motcua-20261118-050000.part"}


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


def test_a_backup_tells_which_keys_it_needs_in_short_signs(room: Path) -> None:
    with quick(data=room / "one") as server:
        folder = back_up(server, room)
    told = json.loads((folder / "manifest.json").read_text())
    assert (told["keys"], told["fingerprints"]) == (["1"], {"1": "0123456789abcdef", "blind": "fedcba9876543210"})
