"""The roles and the database every server of ours has; none of the roles is a superuser or may pass the walls."""

from enum import StrEnum
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo as _make_conninfo

DATABASE = "motcua"
CREATE_DATABASE = sql.SQL(
    "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C.UTF-8'"
)


class Role(StrEnum):
    """Who connects: the owner migrates, the application serves pages, the system dispatches and seals."""

    OWNER = "motcua_owner"
    APP = "motcua_app"
    SYSTEM = "motcua_system"
    SUPERUSER = "postgres"  # of the private cluster only; makes roles and databases


def make_conninfo(*, socket: Path, role: Role, database: str = DATABASE) -> str:
    """The words libpq wants; never a hand-made URL, since blanks and tones in a path break it."""
    return _make_conninfo(host=str(socket), user=role.value, dbname=database)


def ensure_roles(*, socket: Path) -> None:
    """Make what is missing: three roles, the database of `Role.OWNER`. Safe to repeat at every start."""
    superuser = make_conninfo(socket=socket, role=Role.SUPERUSER, database="postgres")
    with psycopg.connect(superuser, autocommit=True) as link:
        present = {name for (name,) in link.execute("SELECT rolname FROM pg_roles")}
        for role in (Role.OWNER, Role.APP, Role.SYSTEM):
            if role.value not in present:
                link.execute(_create_role(role))
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            named = CREATE_DATABASE.format(sql.Identifier(DATABASE), sql.Identifier(Role.OWNER.value))
            link.execute(named)


def _create_role(role: Role) -> sql.Composed:
    created = "CREATEDB" if role is Role.OWNER else "NOCREATEDB"  # the owner makes the databases of the tests
    return sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE {}").format(
        sql.Identifier(role.value), sql.SQL(created)
    )
