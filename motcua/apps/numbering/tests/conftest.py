"""A numbered table for the tests, fifty writers, and a process to kill."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from motcua.apps.numbering import commands
from motcua.apps.numbering.tests.papers import TABLE
from motcua.base.db import scope
from motcua.base.db.grants import APP_ROLE, OWNER_ROLE

CENTRE = 7
WRITERS = 50


def conninfo(role: str) -> str:
    """How this test's database is reached by a role."""
    known = connection.settings_dict
    parts = {"host": known["HOST"], "port": known["PORT"], "password": known["PASSWORD"]}
    return make_conninfo(dbname=known["NAME"], user=role, **{key: value for key, value in parts.items() if value})


@pytest.fixture(autouse=True)
def _hold_nothing() -> Iterator[None]:
    """Blocks leased in another test stand for counters that are gone."""
    commands.forget_leases()
    with scope.use(scope.Scope(centres=(CENTRE,))):
        yield
    commands.forget_leases()


@pytest.fixture
def papers(transactional_db: None) -> Iterator[None]:
    """A table whose rows bear numbers; numbers are not unique in it, so that a duplicate would show."""
    columns = "id uuid PRIMARY KEY, number bigint NOT NULL, title text NOT NULL, at timestamptz, facts jsonb"
    with psycopg.connect(conninfo(OWNER_ROLE), autocommit=True) as owner:
        owner.execute(f"CREATE TABLE {TABLE} ({columns})")
        owner.execute(f"GRANT SELECT, INSERT ON {TABLE} TO {APP_ROLE}")
        yield
        owner.execute(f"DROP TABLE {TABLE}")


@pytest.fixture
def many_writers(transactional_db: None) -> Callable[[Callable[[int], Any]], list[Any]]:
    """Run one piece of work fifty times at once, each on its own connection."""

    def one(work: Callable[[int], Any], number: int) -> Any:
        with scope.use(scope.Scope(centres=(CENTRE,))):
            try:
                return work(number)
            finally:
                connection.close()

    def run(work: Callable[[int], Any]) -> list[Any]:
        with ThreadPoolExecutor(WRITERS) as pool:
            return list(pool.map(lambda number: one(work, number), range(WRITERS)))

    return run


@pytest.fixture
def start_process(transactional_db: None) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Start a process of the product that runs some lines over this test's database and then waits to be killed."""
    started: list[subprocess.Popen[str]] = []

    def start(lines: str) -> subprocess.Popen[str]:
        environment = {
            "MOTCUA_DB_OWNER": conninfo(APP_ROLE),
            "DJANGO_SETTINGS_MODULE": "motcua.config.settings.test",
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        program = f"import django, sys; django.setup()\n{lines}\nprint('ready', flush=True)\nsys.stdin.read()"
        words = [sys.executable, "-c", program]
        pipe = subprocess.PIPE
        process = subprocess.Popen(words, env=environment, stdin=pipe, stdout=pipe, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
