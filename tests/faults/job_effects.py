"""Tasks for tests of the jobs, and a worker of its own process that does them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

from motcua.base.db import scope
from motcua.base.jobs import task
from motcua.base.testing.roles import conninfo
from motcua.config import env

TABLE_SQL = "CREATE TABLE test_job (id bigserial PRIMARY KEY, said text); GRANT ALL ON test_job TO motcua_app;"
TABLE_SQL += "GRANT ALL ON SEQUENCE test_job_id_seq TO motcua_app"
_PROGRAM = """
import django
django.setup()
import tests.faults.job_effects
from django.core.management import call_command
call_command("worker")
"""


@task(name="test.say", queue="test")
def say(*, words: str) -> None:
    """Leave a row with the words and the centres in sight."""
    _leave(f"{words} {','.join(map(str, scope.current().centres))}".strip())


@task(name="test.where", queue="test")
def where(*, centre_id: int) -> None:
    """Leave a row with the centre the job was asked for."""
    _leave(f"centre {centre_id}")


@task(name="test.fail", queue="test")
def fail() -> None:
    """A task that never succeeds."""
    raise ValueError("never")


@task(name="test.hang_once", queue="test")
def hang_once(*, mark: str) -> None:
    """Hang in the first run (until the worker is killed), succeed in the second."""
    if Path(mark).exists():
        _leave(f"second run by {os.getpid()}")
        return
    Path(mark).write_text("running")
    time.sleep(60)


def _leave(said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO test_job (said) VALUES (%s)", [said])


def worker() -> subprocess.Popen[bytes]:
    """A worker process over the test database, as the application's role."""
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        cwd=env.ROOT,
        env=env.for_child(MOTCUA_DB_OWNER=conninfo("motcua_app"), DJANGO_SETTINGS_MODULE="motcua.config.settings.test"),
        stdout=subprocess.DEVNULL,
    )
