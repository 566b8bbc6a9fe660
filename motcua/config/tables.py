"""Whether the tables of a database are those of this code: older ones wait for a start, newer ones are not touched."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

import psycopg

from motcua.apps.audit.values import BEGIN_EPOCH_AFTER_RESTORE
from motcua.config import env

#: The one library that brings tables of its own, and where its migrations lie in it.
_LIBRARY, _THERE = "procrastinate", "contrib/django/migrations"


class Tables(StrEnum):
    """What lies in a database, seen from this code."""

    NONE = "none"
    OLDER = "older"
    CURRENT = "current"


class OtherTablesError(Exception):
    """The tables are not those of this code; the text says what to do."""


def look(link: psycopg.Connection) -> Tables:
    """How far the tables are. Raises OtherTablesError when a newer Motcua has changed them."""
    row = link.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()
    if not (row and row[0]):
        return Tables.NONE
    done = {(str(app), str(name)) for app, name in link.execute("SELECT app, name FROM django_migrations")}
    known = _known()
    if strange := sorted(done - known):
        names = ", ".join(f"{app}.{name}" for app, name in strange[:5])
        raise OtherTablesError(
            f"Cơ sở dữ liệu này thuộc một phiên bản Motcua mới hơn ({names}), nên phiên bản đang chạy không đụng tới. "
            "Hãy dùng lại phiên bản mới, hoặc phục hồi bản sao lưu cũ vào cơ sở dữ liệu trống. (A newer Motcua made "
            "these tables: use that version, or restore an older backup into an empty database.)"
        )
    return Tables.OLDER if known - done else Tables.CURRENT


def notice_restore(link: psycopg.Connection) -> None:
    """Let the log of a restored database begin a new epoch; call it before anything writes an entry."""
    row = link.execute("SELECT to_regclass('audit_epoch_number') IS NOT NULL").fetchone()
    if row and row[0]:
        link.execute(BEGIN_EPOCH_AFTER_RESTORE)


def refuse_other_tables(link: psycopg.Connection) -> None:
    """Raise OtherTablesError unless the tables are those of this code: a command changes none under whoever serves."""
    if look(link) is not Tables.CURRENT:
        raise OtherTablesError(
            "Bảng trong cơ sở dữ liệu chưa theo kịp phiên bản này. Hãy khởi động lại để nâng cấp (bin/start), rồi chạy "
            "lại lệnh. (The tables are older than the code: start Motcua again to upgrade, then repeat the command.)"
        )


def _known() -> set[tuple[str, str]]:
    """App and name of every migration this code has."""
    ours = {(path.parents[1].name, path.stem) for path in env.ROOT.glob("motcua/**/migrations/[0-9]*.py")}
    spec = find_spec(_LIBRARY)
    assert spec is not None
    assert spec.origin is not None
    return ours | {(_LIBRARY, path.stem) for path in (Path(spec.origin).parent / _THERE).glob("[0-9]*.py")}
