"""What must hold before a database is served: logins the walls hold, and the key file its data were sealed with."""

from __future__ import annotations

import psycopg

from motcua.base.cli import keys
from motcua.base.cli.voice import say
from motcua.config import env

_POWERS = """
    SELECT current_user, rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND pg_has_role(current_user, relowner, 'USAGE'))
    FROM pg_roles WHERE rolname = current_user
"""


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
    """Make the key file of a new database. Raises RefusedToServeError where a database in use has lost its own."""
    path = env.key_file()
    if not path.exists() and _in_use(owner):
        raise RefusedToServeError(
            f"Cơ sở dữ liệu này đã có dữ liệu nhưng không có tệp khóa {path}. Hãy chép tệp khóa đã cất vào đó rồi chạy "
            "lại; khóa mới không đọc được dữ liệu cũ. (This database is in use and its key file is missing: put the "
            "kept copy there. A new key could not read what is stored.)"
        )
    if keys.ensure(path):
        say(f"Đã tạo tệp khóa {path}; hãy cất một bản ở nơi khác. (Key file made: keep a copy elsewhere.)")


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
