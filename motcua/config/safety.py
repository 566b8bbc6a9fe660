"""bin/motcua backup, restore and keys: the words of the command line before and after the work itself."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from motcua.base.cli import keys as key_ring
from motcua.base.cli.backup import BackupError, Saved, make_backup
from motcua.base.cli.progress import Showing
from motcua.base.cli.restore import read_manifest, restore_backup, shown
from motcua.base.cli.voice import say, warn
from motcua.base.cli.words import Parser
from motcua.config import catalogue, env, holding, tables
from motcua.config.connections import open_database, there_is_one
from motcua.config.tables import Tables
from motcua.config.trust import check_keys, ensure_keys, refuse_other_keys
from motcua.kernel import clock


def backup_words() -> argparse.ArgumentParser:
    """What `backup` is asked with."""
    wishes = _parser(
        "backup", "Sao lưu cơ sở dữ liệu và tệp đính kèm; tệp khóa phải cất riêng. (Never holds the keys.)"
    )
    wishes.add_argument("folder", type=Path, help="thư mục chứa bản sao lưu (where to put it)")
    return wishes


def backup(given: argparse.Namespace) -> int:
    """Write a backup of a database that holds a centre; the exit status."""
    found = holding.look(env.database())
    if not found.centres:
        warn(
            f"Cơ sở dữ liệu {found.place} chưa có trung tâm nào nên không có gì để sao lưu. Hãy xem lại DATABASE_URL "
            "và MOTCUA_VAR: lệnh này phải có đúng các biến của dịch vụ. (No centre in this database: nothing was "
            "saved; is this command given the settings of the service?)"
        )
        return 1
    if found.current:  # what is unsealed at the dump could not be told from a later insertion
        _ask("dispatcher", "dispatcher", "--drain")
    try:
        made = make_backup(
            conninfo=env.database(),
            blobs=env.var_dir() / "blobs",
            known=holding.known_blobs,
            keys=key_ring.fingerprints(env.key_file()),
            into=given.folder,
            at=clock.now(),
            showing=_showing(given),
        )
    except BackupError as refusal:
        warn(str(refusal))
        return 1
    say(f"Đã sao lưu {found.told} và {made.blobs} tệp đính kèm ({made.blobs} files) vào {made.folder}. (Backup made.)")
    say(f"Khóa không nằm trong đó: hãy cất {env.key_file()} ở nơi khác. (Keep the key file elsewhere.)")
    return _tell_lost(made)


def restore_words() -> argparse.ArgumentParser:
    """What `restore` is asked with."""
    wishes = _parser("restore", "Phục hồi vào cơ sở dữ liệu trống, rồi kiểm tra nhật ký. (Into an empty database.)")
    wishes.add_argument("folder", type=Path, help="thư mục motcua-… của bản sao lưu (the backup)")
    wishes.add_argument(
        "--without-damaged",
        action="store_true",
        help="phục hồi cả khi có tệp hỏng, không kèm các tệp ấy (go on without damaged files)",
    )
    return wishes


def restore(given: argparse.Namespace) -> int:
    """Bring a backup into an empty database and look at the log's seals; the exit status."""
    try:
        # before anything is copied; an older backup tells no signs, and the start looks at what is sealed
        ring, told = key_ring.fingerprints(env.key_file()), read_manifest(given.folder)
        if ring:
            refuse_other_keys(ring, told.get("fingerprints", {}))
        brought = restore_backup(
            folder=given.folder,
            conninfo=env.database(),
            blobs=env.var_dir() / "blobs",
            without_damaged=given.without_damaged,
            showing=_showing(given),
        )
    except BackupError as refusal:
        warn(str(refusal))
        return 1
    say(f"Đã phục hồi cơ sở dữ liệu và {brought.blobs} tệp đính kèm từ {brought.folder}. (Restored.)")
    if brought.lost:
        warn(f"Không có trong bản sao lưu: {len(brought.lost)} tệp (not in the backup):\n{shown(brought.lost)}")
    missing = set(brought.keys) - set(key_ring.numbers(env.key_file()))
    if missing:
        warn(
            f"Còn thiếu khóa số {', '.join(sorted(missing))}: hãy chép tệp khóa cũ vào {env.key_file()}, nếu không "
            "dữ liệu cá nhân không đọc được. (Put the old key file there, or personal data stay unreadable.)"
        )
    return _verify_restored()


def _verify_restored() -> int:
    """See whether the log is whole; tables of an older version wait for a start first. Raises OtherTablesError."""
    with psycopg.connect(env.database()) as link:
        tables.notice_restore(link)
        found = tables.look(link)
    if found is not Tables.CURRENT:
        say(
            "Bản sao lưu do phiên bản cũ hơn tạo: hãy khởi động (bin/start) để nâng cấp, rồi chạy audit verify. "
            "(Made by an older version: start Motcua to upgrade, then look at the log with audit verify.)"
        )
        return 0
    # facts are handed on by whoever can read what they tell
    held = env.key_file().exists() and _ask("dispatcher", "dispatcher", "--drain")
    return held or _ask("audit_verify", "audit", "verify")


def keys_words() -> argparse.ArgumentParser:
    """What `keys` is asked with."""
    wishes = _parser("keys", "Tạo tệp khóa (0600) nếu chưa có. (Makes the key file where there is none.)")
    wishes.add_argument("--add", action="store_true", help="thêm khóa mới cho dữ liệu mới (add a key for new values)")
    return wishes


def keys(given: argparse.Namespace) -> int:
    """Make the key file, or add a key to it; the exit status."""
    path = env.key_file()
    with _owner_of_what_is_there() as owner:
        if not path.exists():
            if owner:
                ensure_keys(owner)
            elif key_ring.ensure(path):
                say(f"Đã tạo tệp khóa {path}. Hãy cất một bản ở nơi khác. (Made: keep a copy elsewhere.)")
            return 0
        if owner:
            check_keys(owner)
        if not given.add:
            say(f"Tệp khóa đã có: {path}, khóa số {', '.join(key_ring.numbers(path))}. (It is there already.)")
            return 0
        say(f"Đã thêm khóa số {key_ring.add(path)} vào {path}. Hãy cất lại bản sao. (Added: copy the file again.)")
        if owner:
            check_keys(owner)
    return 0


@contextmanager
def _owner_of_what_is_there() -> Iterator[str]:
    """The owner's login of the database in force, or nothing where there is none; none is made."""
    if not there_is_one():
        yield ""
        return
    with open_database() as (logins, _server):
        yield logins["MOTCUA_DB_OWNER"]


def _tell_lost(made: Saved) -> int:
    """Name the files the database wants and the disk did not give; the exit status."""
    if made.missing:
        warn(f"{len(made.missing)} tệp không còn trên đĩa (not on the disk):\n{shown(made.missing)}")
    if made.rotten:
        warn(f"{len(made.rotten)} tệp đã hỏng trên đĩa (damaged on the disk):\n{shown(made.rotten)}")
    if made.missing or made.rotten:
        warn(
            "Bản sao lưu vẫn được giữ, nhưng thiếu các tệp trên. Hãy tìm chúng trong bản sao lưu cũ, và xem lại đĩa. "
            "(The backup is kept without these files: look for them in an older one, and look at the disk.)"
        )
    return int(bool(made.missing or made.rotten))


def _ask(module: str, *words: str) -> int:
    """Run a command that works as the system's role in a process of its own; the exit status."""
    if not catalogue.exists(module):
        return 0
    line = [sys.executable, "-P", "-m", "motcua.config.main", *words]
    return subprocess.run(line, env=env.for_child(MOTCUA_DB_ROLE="system"), check=False).returncode


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = Parser(prog=f"bin/motcua {name}", description=description)
    parser.add_argument("--progress", action="store_true", help="luôn vẽ thanh tiến độ (draw the bar even into a file)")
    return parser


def _showing(given: argparse.Namespace) -> Showing:
    return Showing.ALWAYS if given.progress else Showing.ON_TERMINALS
