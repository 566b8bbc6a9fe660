"""Backup: the database by pg_dump, the files by hash, a manifest over both; never the keys.

A backup is a directory: database.dump, blobs/, manifest.json (sha256 of each file, and which keys are needed); in
damaged/ lies what is not the content its name says. Raises BackupError, whose text is for a person.
"""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from motcua.base.cli.blobs import PART, Taken, hash_of, place_of, sync_file, sync_folders, take
from motcua.base.cli.postgres.account import ENVIRONMENT
from motcua.base.cli.postgres.binaries import Binaries, find_binaries
from motcua.base.cli.postgres.errors import NoBinaries
from motcua.base.cli.progress import Showing, progress

FORMAT = 1
DUMP, MANIFEST, BLOBS, DAMAGED = "database.dump", "manifest.json", "blobs", "damaged"
# The owner is held by the walls too; a table whose wall has no door for it would be dumped empty.
WALLED_OFF = """
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relrowsecurity AND c.relforcerowsecurity AND c.relkind IN ('r', 'p') AND NOT EXISTS (
        SELECT 1 FROM pg_policies p
        WHERE p.tablename = c.relname AND p.schemaname = c.relnamespace::regnamespace::text
          AND p.permissive = 'PERMISSIVE' AND p.cmd IN ('ALL', 'SELECT') AND p.qual = 'true'
          AND current_user = ANY(p.roles))
"""


class BackupError(Exception):
    """Backup or restore was refused or failed; nothing half-made is left."""


#: The hashes of the files a database names, as hexadecimal digits.
Known = Callable[[psycopg.Connection], set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a backup holds, and the files the database names that it could not save: not on the disk, or rotten."""

    folder: Path
    blobs: int
    missing: tuple[str, ...]
    rotten: tuple[str, ...]


def make_backup(
    *,
    conninfo: str,
    blobs: Path,
    known: Known,
    keys: Mapping[str, str],
    into: Path,
    at: datetime,
    showing: Showing = Showing.ON_TERMINALS,
) -> Saved:
    """Write `into/motcua-<time>`, complete or not at all; `conninfo` is the owner's, `keys` the signs of the ring's."""
    folder = into / f"motcua-{at:%Y%m%d-%H%M%S}"
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget_killed(into)
        with _part_of(folder) as part:
            server, named = _dump(conninfo, part / DUMP, known, showing)
            # after the dump: a blob is never changed, so every one the dump names is there by now
            taken = take(blobs, part / BLOBS, part / DAMAGED, showing=showing)
            missing = _still_known(conninfo, known, named - taken.sizes.keys() - taken.rotten)
            rotten = sorted(named & taken.rotten)
            told = {"format": FORMAT, "made_at": at.isoformat(), "server": server, **_keys(keys)}
            told |= {"missing": missing, "rotten": rotten, "files": _files(part, taken)}
            _write(part / MANIFEST, json.dumps(told, indent=1).encode())
            sync_folders(part)
            part.rename(folder)
            sync_file(into)
    except OSError as cause:
        raise BackupError(f"Không ghi được bản sao lưu vào {into}: {cause.strerror}. (Cannot write there.)") from cause
    return Saved(folder=folder, blobs=len(taken.sizes), missing=tuple(missing), rotten=tuple(rotten))


@contextmanager
def _part_of(folder: Path) -> Iterator[Path]:
    """A folder to write into, held as long as this process lives; what is left of it at the end is removed."""
    part = folder.with_name(folder.name + PART)
    part.mkdir(mode=0o700)
    try:
        with _held(part):
            yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _forget_killed(into: Path) -> None:
    """Remove what killed backups left; one that is still written is held by its process."""
    for part in into.glob(f"motcua-*{PART}"):
        with contextlib.suppress(OSError), _held(part):
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder for this process. Raises BlockingIOError when another one does."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _still_known(conninfo: str, known: Known, names: set[str]) -> list[str]:
    """Those the database still names: the sweep may have taken a file and its row since the dump."""
    if not names:
        return []
    with psycopg.connect(conninfo) as link:
        return sorted(names & known(link))


def _keys(signs: Mapping[str, str]) -> dict[str, Any]:
    """The numbers of the keys, which an older Motcua reads, and the sign of each."""
    return {"keys": sorted((name for name in signs if name.isdigit()), key=int), "fingerprints": dict(signs)}


def _files(part: Path, taken: Taken) -> dict[str, dict[str, Any]]:
    dump = {DUMP: {"sha256": hash_of(part / DUMP), "bytes": (part / DUMP).stat().st_size}}
    return dump | {f"{BLOBS}/{place_of(n)}": {"sha256": n, "bytes": size} for n, size in taken.sizes.items()}


def _dump(conninfo: str, target: Path, known: Known, showing: Showing) -> tuple[int, set[str]]:
    """Dump with what the owner sees, which must be everything; the server's major version, and the files it names.

    Both are read from one snapshot: a file stored while the dump is written is in neither.
    """
    with psycopg.connect(conninfo) as link:
        link.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        if hidden := [name for (name,) in link.execute(WALLED_OFF)]:
            tables = ", ".join(hidden)
            raise BackupError(f"Chủ sở hữu không đọc được bảng: {tables}. (The owner cannot read these tables.)")
        named, snapshot = known(link), link.execute("SELECT pg_export_snapshot()").fetchone()
        assert snapshot is not None
        _write(target, b"")
        words = [program("pg_dump", link.info.server_version // 10_000), "--format=custom", "--enable-row-security"]
        words += [f"--snapshot={snapshot[0]}", "--file", target, "--dbname"]
        with progress(label="Cơ sở dữ liệu (database)", unit="byte", showing=showing) as bar:
            run(words, conninfo, [], watch=lambda: bar.reach(target.stat().st_size))
        sync_file(target)
        return link.info.server_version // 10_000, named


def run(words: list[Any], conninfo: str, rest: list[Any], watch: Any = None) -> None:
    """Run a PostgreSQL client; the password goes by the environment, where `ps` does not show it."""
    known = conninfo_to_dict(conninfo)
    password = known.pop("password", None)
    env = ENVIRONMENT | ({"PGPASSWORD": str(password)} if password else {})
    line = [str(word) for word in [*words, make_conninfo("", **known), *rest]]
    with subprocess.Popen(line, env=env, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:
        while watch and process.poll() is None:
            watch()
            time.sleep(0.05)
        _, said = process.communicate()
    if process.returncode:
        raise BackupError(f"{Path(words[0]).name} không thành công (failed):\n{said.strip()[-2000:]}")


def program(name: str, major: int) -> Path:
    """That program in the server's own version, else in a newer one."""
    try:
        return find_binaries(major=major).program(name)
    except NoBinaries:
        newest: Binaries = find_binaries()
        if newest.major < major:
            raise
        return newest.program(name)


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
    sync_file(path)
