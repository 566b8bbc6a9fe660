"""Restore: the files first, which does no harm to repeat, then the database at once. Raises BackupError."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from motcua.base.cli.backup import BLOBS, DUMP, FORMAT, MANIFEST, BackupError, program, run
from motcua.base.cli.blobs import PLACE, bring, hash_of
from motcua.base.cli.progress import Showing, progress

TABLES_OF_OURS = """
    SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')
      AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""
SHOWN = 20  # names in a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a restore brought, the keys it needs, and the files it could not bring: damaged here, or not saved then."""

    folder: Path
    blobs: int
    keys: tuple[str, ...]
    lost: tuple[str, ...]


def restore_backup(
    *,
    folder: Path,
    conninfo: str,
    blobs: Path,
    without_damaged: bool = False,
    showing: Showing = Showing.ON_TERMINALS,
) -> Brought:
    """Bring a backup's files to `blobs` and its rows into the empty database of `conninfo` (the owner's) at once.

    A restore that was cut off can be begun again. `without_damaged` goes on without the files that are damaged.
    """
    manifest = read_manifest(folder)
    refuse_full_database(conninfo)
    damaged = _damaged(folder, manifest["files"], showing)
    if DUMP in damaged or (damaged and not without_damaged):
        raise BackupError(_told_damaged(damaged))
    lost = {Path(name).name for name in damaged}
    names = [Path(name).name for name in manifest["files"] if _is_blob(name) and name not in damaged]
    bring(folder / BLOBS, blobs, names, showing=showing)
    with psycopg.connect(conninfo) as link:
        major = link.info.server_version // 10_000
    words = ["--exit-on-error", "--single-transaction", "--no-owner", "--dbname"]
    run([program("pg_restore", max(int(manifest["server"]), major)), *words], conninfo, [folder / DUMP])
    lost.update(manifest.get("missing", ()), manifest.get("rotten", ()))
    return Brought(folder=folder, blobs=len(names), keys=tuple(manifest["keys"]), lost=tuple(sorted(lost)))


def shown(names: tuple[str, ...] | list[str]) -> str:
    """Names for a person: one a line, and how many more there are."""
    more = [f"... và {len(names) - SHOWN} tệp nữa (more)"] if len(names) > SHOWN else []
    return "\n".join(f"    {name}" for name in [*names[:SHOWN], *more])


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


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a backup tells of itself. Raises BackupError where it is not a whole one of ours."""
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise BackupError(f"{folder} không phải bản sao lưu trọn vẹn của Motcua. (Not a whole backup.)") from None
    if told.get("format") != FORMAT:
        raise BackupError("Bản sao lưu do phiên bản Motcua khác tạo. (Made by another version of Motcua.)")
    return told


def _is_blob(name: str) -> bool:
    """Older backups name what was only coming, too."""
    return name.startswith(f"{BLOBS}/") and PLACE.fullmatch(name.removeprefix(f"{BLOBS}/")) is not None


def _damaged(folder: Path, files: dict[str, dict[str, Any]], showing: Showing) -> list[str]:
    """The files that are missing, or are not what the manifest and their own name say."""
    found, wanted = [], [name for name in files if name == DUMP or _is_blob(name)]
    with progress(label="Kiểm tra bản sao lưu (checking)", total=len(wanted), unit="tệp", showing=showing) as bar:
        for name in wanted:
            said = {files[name]["sha256"]} if name == DUMP else {files[name]["sha256"], Path(name).name}
            if not _holds(folder / name, said):
                found.append(name)
            bar.add()
    return sorted(found)


def _holds(path: Path, said: set[str]) -> bool:
    try:
        return {hash_of(path)} == said
    except OSError:  # missing, or the disk does not give it back
        return False


def _told_damaged(damaged: list[str]) -> str:
    way_out = (
        "Không phục hồi được từ bản này; hãy dùng bản khác. (The database itself is damaged: use another.)"
        if DUMP in damaged
        else "Hãy dùng bản khác, hoặc thêm --without-damaged để phục hồi mà không có các tệp ấy. (Use another, or "
        "go on without these files.)"
    )
    told = f"Trong bản sao lưu có {len(damaged)} tệp bị thiếu hoặc hỏng (missing or damaged)"
    return f"{told}:\n{shown(damaged)}\n{way_out}"
