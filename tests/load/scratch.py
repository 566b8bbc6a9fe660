"""A database of the bench's own: made, filled, and dropped at the end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from motcua.config import env
from tests.load.yardstick.table import TABLE

NAME = "motcua_bench"
LOGINS = ("MOTCUA_DB_APP", "MOTCUA_DB_OWNER", "MOTCUA_DB_SYSTEM")


@contextmanager
def database(*, keep: str = "") -> Iterator[dict[str, str]]:
    """The three logins of a fresh scratch database; one of `keep`'s own is left there, and used when it is there."""
    given = {name: env.text(name) for name in LOGINS}
    name = f"{NAME}_{keep}" if keep else NAME  # never the name of a database that anybody works with
    logins = {login: make_conninfo(conninfo, dbname=name) for login, conninfo in given.items()}
    with psycopg.connect(make_conninfo(given["MOTCUA_DB_OWNER"], dbname="postgres"), autocommit=True) as link:
        there = link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not (keep and there):
            _drop(link, name)
            made = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'"
            link.execute(sql.SQL(made).format(sql.Identifier(name)))
        try:
            yield logins
        finally:
            if not keep:
                _drop(link, name)


def prepare(logins: dict[str, str]) -> None:
    """Tables, catalogue, demonstration centre and the yardstick's table."""
    for role, words in (
        ("owner", ("migrate", "--verbosity", "0")),
        ("app", ("catalogue", "import", "--shipped")),
        ("app", ("demo",)),
    ):
        settings = {**logins, "DJANGO_SETTINGS_MODULE": "motcua.config.settings.serve", "MOTCUA_DB_ROLE": role}
        line = [sys.executable, "-P", "-m", "motcua.config.main", *words]
        subprocess.run(line, env=env.for_child(**settings), check=True, stdout=subprocess.DEVNULL)
    with psycopg.connect(logins["MOTCUA_DB_OWNER"]) as link:
        link.execute(TABLE)


def is_filled(logins: dict[str, str]) -> bool:
    """Whether a kept database has everything already."""
    with psycopg.connect(logins["MOTCUA_DB_OWNER"]) as link:
        found = link.execute("SELECT to_regclass('yardstick_row') IS NOT NULL").fetchone()
        if not found or not found[0]:
            return False
        counted = link.execute("SELECT count(*) FROM yardstick_row").fetchone()
    return bool(counted and counted[0])


def _drop(link: psycopg.Connection, name: str) -> None:
    link.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
