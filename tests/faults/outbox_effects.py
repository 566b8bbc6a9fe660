"""A subscriber that leaves one row per fact, and a dispatcher of its own process that calls it."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime

from django.db import connection

from motcua.apps.outbox.values import FactView
from motcua.base.testing.roles import conninfo
from motcua.config import env

TABLE_SQL = "CREATE TABLE test_effect (id bigserial PRIMARY KEY, fact_id bigint, key uuid)"
_PROGRAM = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
settings.SUBSCRIPTIONS = "tests.faults.outbox_effects.TABLE"
settings.EACH_SECOND = []
call_command("dispatcher")
"""


def leave_a_row(*, fact: FactView, at: datetime) -> None:
    """One row per call, slowly enough to be killed in between."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO test_effect (fact_id, key) VALUES (%s, %s)", [fact.id, fact.key])
    time.sleep(0.002)


TABLE = {"test.Fact": (leave_a_row,)}


def dispatcher(name: str) -> subprocess.Popen[bytes]:
    """A dispatcher process over the test database; its session goes by `name`."""
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        cwd=env.ROOT,
        env=env.for_child(
            MOTCUA_DB_OWNER=conninfo("motcua_system"),
            DJANGO_SETTINGS_MODULE="motcua.config.settings.test",
            PGAPPNAME=name,
        ),
        stdout=subprocess.DEVNULL,
    )
