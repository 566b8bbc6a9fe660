"""Backup and restore: the database by pg_dump, the files by hash, a manifest over both; never the keys.

A backup is a directory: database.dump, blobs/, manifest.json (sha256 of each file, and which keys are needed).
Raises BackupError, whose text is for a person.
"""

import hashlib
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from motcua.base.cli.postgres.account import ENVIRONMENT
from motcua.base.cli.postgres.binaries import Binaries, find_binaries
from motcua.base.cli.postgres.errors import NoBinaries
from motcua.base.cli.progress import Showing, progress

FORMAT = 1
DUMP, MANIFEST, BLOBS = "database.dump", "manifest.json", "blobs"
CHUNK = 1024 * 1024
# The owner is held by the walls too; a table whose wall has no door for it would be dumped empty.
WALLED_OFF = """
    SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relrowsecurity AND c.relforcerowsecurity AND c.relkind IN ('r', 'p') AND NOT EXISTS (
        SELECT 1 FROM pg_policies p
        WHERE p.tablename = c.relname AND p.schemaname = c.relnamespace::regnamespace::text
          AND p.permissive = 'PERMISSIVE' AND p.cmd IN ('ALL', 'SELECT') AND p.qual = 'true'
          AND current_user = ANY(p.roles))
"""
TABLES_OF_OURS = """
    SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')
      AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""


class BackupError(Exception):
    """Backup or restore was refused or failed; nothing half-made is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a backup holds or a restore brought."""

    folder: Path
    files: int
    keys: tuple[str, ...]

    @property
    def blobs(self) -> int:
        """The attached files among them: all but the database."""
        return self.files - 1


def make_backup(
    *, conninfo: str, blobs: Path, keys: list[str], into: Path, at: datetime, showing: Showing = Showing.ON_TERMINALS
) -> Copied:
    """Write `into/motcua-<time>`, complete or not at all; `conninfo` is the owner's, `keys` the numbers in the ring."""
    folder = into / f"motcua-{at:%Y%m%d-%H%M%S}"
    part = folder.with_name(folder.name + ".part")
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.mkdir(mode=0o700)
        server = _dump(conninfo, part / DUMP, showing)
        # after the dump: a blob is never changed, so every one the dump names is there by now
        copied = _copy_blobs(blobs, part / BLOBS, showing)
        files = {DUMP: {"sha256": _hash(part / DUMP), "bytes": (part / DUMP).stat().st_size}, **copied}
        told = {"format": FORMAT, "made_at": at.isoformat(), "server": server, "keys": keys, "files": files}
        _write(part / MANIFEST, json.dumps(told, indent=1).encode())
        part.rename(folder)
    except OSError as cause:
        raise BackupError(f"Không ghi được bản sao lưu vào {into}: {cause.strerror}. (Cannot write there.)") from cause
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Copied(folder=folder, files=len(files), keys=tuple(keys))


def restore_backup(*, folder: Path, conninfo: str, blobs: Path, showing: Showing = Showing.ON_TERMINALS) -> Copied:
    """Bring a backup into the empty database of `conninfo` (the owner's) at once, and its files to `blobs`."""
    manifest = _read_manifest(folder)
    refuse_full_database(conninfo)
    _check(folder, manifest["files"], showing)
    program = _program("pg_restore", max(int(manifest["server"]), _server_major(conninfo)))
    words = ["--exit-on-error", "--single-transaction", "--no-owner", "--dbname"]
    _run([program, *words], conninfo, [folder / DUMP])
    _copy_blobs(folder / BLOBS, blobs, showing)
    return Copied(folder=folder, files=len(manifest["files"]), keys=tuple(manifest["keys"]))


def refuse_full_database(conninfo: str) -> None:
    """Raise BackupError unless the database has no table yet."""
    with psycopg.connect(conninfo) as link:
        row = link.execute(TABLES_OF_OURS).fetchone()
    if row and row[0]:
        raise BackupError(
            f"Cơ sở dữ liệu đã có {row[0]} bảng; chỉ phục hồi vào cơ sở dữ liệu trống. Hãy dừng Motcua, rồi đặt "
            "MOTCUA_VAR là một thư mục mới hoặc trỏ DATABASE_URL tới cơ sở dữ liệu mới. "
            "(The database is not empty: set MOTCUA_VAR to a new directory, or DATABASE_URL to a new database.)"
        )


def _dump(conninfo: str, target: Path, showing: Showing) -> int:
    """Dump with what the owner sees, which must be everything; returns the server's major version."""
    major = _server_major(conninfo)
    with psycopg.connect(conninfo) as link:
        hidden = [name for (name,) in link.execute(WALLED_OFF)]
    if hidden:
        raise BackupError(f"Chủ sở hữu không đọc được bảng: {', '.join(hidden)}. (The owner cannot read these tables.)")
    _write(target, b"")
    words = [_program("pg_dump", major), "--format=custom", "--enable-row-security", "--file", target, "--dbname"]
    with progress(label="Cơ sở dữ liệu (database)", unit="byte", showing=showing) as bar:
        _run(words, conninfo, [], watch=lambda: bar.reach(target.stat().st_size))
    return major


def _run(words: list[Any], conninfo: str, rest: list[Any], watch: Any = None) -> None:
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


def _program(name: str, major: int) -> Path:
    """That program in the server's own version, else in a newer one."""
    try:
        return find_binaries(major=major).program(name)
    except NoBinaries:
        newest: Binaries = find_binaries()
        if newest.major < major:
            raise
        return newest.program(name)


def _server_major(conninfo: str) -> int:
    with psycopg.connect(conninfo) as link:
        return link.info.server_version // 10_000


def _copy_blobs(source: Path, target: Path, showing: Showing) -> dict[str, dict[str, Any]]:
    """Copy what is not there yet; the hash is that of what was written."""
    found = sorted(_files_in(source))
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    copied: dict[str, dict[str, Any]] = {}
    with progress(label="Tệp đính kèm (files)", total=len(found), unit="tệp", showing=showing) as bar:
        for path in found:
            copy = target / path.relative_to(source)
            if not copy.exists():
                copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                fresh = copy.with_name(copy.name + ".part")
                shutil.copyfile(path, fresh)
                fresh.chmod(0o600)
                fresh.rename(copy)
            copied[f"{BLOBS}/{path.relative_to(source)}"] = {"sha256": _hash(copy), "bytes": copy.stat().st_size}
            bar.add()
    return copied


def _files_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".part"))


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise BackupError(f"{folder} không phải bản sao lưu trọn vẹn của Motcua. (Not a whole backup.)") from None
    if told.get("format") != FORMAT:
        raise BackupError("Bản sao lưu do phiên bản Motcua khác tạo. (Made by another version of Motcua.)")
    return told


def _check(folder: Path, files: dict[str, dict[str, Any]], showing: Showing) -> None:
    """Every file is there and is what the manifest says."""
    with progress(label="Kiểm tra bản sao lưu (checking)", total=len(files), unit="tệp", showing=showing) as bar:
        for name, told in files.items():
            path = folder / name
            if (
                not path.resolve().is_relative_to(folder.resolve())
                or not path.is_file()
                or _hash(path) != told["sha256"]
            ):
                raise BackupError(f"Tệp {name} trong bản sao lưu bị thiếu hoặc hỏng. (Missing or damaged.)")
            bar.add()


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
