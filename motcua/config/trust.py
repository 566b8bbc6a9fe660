"""What must hold before a database is served: logins the walls hold, and the key file its data were sealed with."""

from __future__ import annotations

import json

import psycopg
from psycopg import sql

from motcua.base.cli import keys
from motcua.base.cli.voice import say
from motcua.config import env

_POWERS = """
    SELECT current_user, rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND pg_has_role(current_user, relowner, 'USAGE'))
    FROM pg_roles WHERE rolname = current_user
"""

#: Whose comment tells the signs of the keys: it goes with every dump, and an emptied demonstration keeps it.
_BOOK = "audit_epoch_number"
_MISSING = (
    "Cơ sở dữ liệu này đã có dữ liệu nhưng không có tệp khóa {path}. Hãy chép tệp khóa đã cất vào đó, hoặc đặt "
    "MOTCUA_VAR như của dịch vụ, rồi chạy lại; khóa mới không đọc được dữ liệu cũ. (This database is in use and its "
    "key file is missing: put the kept copy there, or set MOTCUA_VAR as the service has it. A new key reads nothing.)"
)
_OTHER = (
    "Tệp khóa {path} không phải tệp đã niêm phong dữ liệu này (khác hoặc thiếu khóa {names}). Hãy chép đúng tệp khóa "
    "đã cất vào đó, hoặc đặt MOTCUA_VAR, MOTCUA_KEYS như của dịch vụ. (This is not the key file these data were sealed "
    "with: put the kept copy there, or set MOTCUA_VAR and MOTCUA_KEYS as the service has them.)"
)


class RefusedToServeError(Exception):
    """This database is not served with these logins or without that key file; the text says what to do."""


def refuse_strong_logins(logins: dict[str, str]) -> None:
    """Raise RefusedToServeError when pages or dispatcher would connect as a role that sees through the walls."""
    for variable, setting in (("MOTCUA_DB_APP", "DATABASE_URL"), ("MOTCUA_DB_SYSTEM", "DATABASE_SYSTEM_URL")):
        with psycopg.connect(logins[variable]) as link:
            row = link.execute(_POWERS).fetchone()
        if row is None or row[1]:
            name = row[0] if row else ""
            raise RefusedToServeError(
                f"{setting} trỏ tới «{name}» là chủ bảng hoặc siêu người dùng, nên Motcua không chạy. Hãy dùng "
                "tài khoản không sở hữu bảng nào (xem docs/operations.md). (It owns the tables or is a superuser.)"
            )


def ensure_keys(owner: str) -> None:
    """Make the key file of a new database, or hold the one there is against it. Raises RefusedToServeError."""
    path = env.key_file()
    if not path.exists() and not _in_use(owner) and keys.ensure(path):
        say(f"Đã tạo tệp khóa {path}; hãy cất một bản ở nơi khác. (Key file made: keep a copy elsewhere.)")
    check_keys(owner)


def check_keys(owner: str, *, only_look: bool = False, may_lack: bool = False) -> None:
    """Raise RefusedToServeError where a database in use was sealed with other keys than those of the key file.

    Keys it has not met are noted in it, unless `only_look`. With `may_lack` the file need not be there.
    """
    path = env.key_file()
    ring = keys.fingerprints(path)
    with psycopg.connect(owner) as link:
        used, noted = has_centre(link), _noted(link)
        if not ring:
            if used and not may_lack:
                raise RefusedToServeError(_MISSING.format(path=path))
            return
        if used:
            refuse_other_keys(ring, noted)
            if not noted and not _opens(link):
                raise RefusedToServeError(_OTHER.format(path=path, names="1"))
        if not only_look and ring != noted:
            _note(link, ring)


def refuse_other_keys(ring: dict[str, str], noted: dict[str, str]) -> None:
    """Raise RefusedToServeError unless `ring` has every key whose sign is `noted`."""
    if other := [name for name, sign in noted.items() if ring.get(name) != sign]:
        raise RefusedToServeError(_OTHER.format(path=env.key_file(), names=", ".join(sorted(other))))


def _noted(link: psycopg.Connection) -> dict[str, str]:
    """The signs of the keys this database was sealed with, as far as it has noted any."""
    row = link.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [_BOOK]).fetchone()
    return dict(json.loads(row[0])) if row and row[0] else {}


def _note(link: psycopg.Connection, ring: dict[str, str]) -> None:
    row = link.execute("SELECT to_regclass(%s) IS NOT NULL", [_BOOK]).fetchone()
    if row and row[0]:
        told = sql.Literal(json.dumps(ring, sort_keys=True))
        link.execute(sql.SQL("COMMENT ON SEQUENCE {} IS {}").format(sql.Identifier(_BOOK), told))


def _opens(link: psycopg.Connection) -> bool:
    """Whether the key file opens what an older version has sealed, which noted no keys yet."""
    from motcua.base.db import fields  # noqa: PLC0415 -- Django, which the launcher else does without
    from motcua.base.db.keys import read  # noqa: PLC0415

    row = link.execute("SELECT name FROM identity_account ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return True
    try:
        fields.unseal(bytes(row[0]), bound_to="identity_account.name", keys=read(env.key_file()))
    except fields.Unreadable:
        return False
    return True


def has_centre(link: psycopg.Connection) -> bool:
    """Whether a centre was ever opened in this database, as the owner sees it."""
    row = link.execute("SELECT to_regclass('organization_centre') IS NOT NULL").fetchone()
    if not (row and row[0]):
        return False
    row = link.execute("SELECT EXISTS (SELECT FROM organization_centre)").fetchone()
    return bool(row and row[0])


def _in_use(owner: str) -> bool:
    with psycopg.connect(owner) as link:
        return has_centre(link)
