"""kill -9 of the dispatcher in the middle of its work, or a cut line: each effect exactly once, each key in order."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from motcua.base.testing.roles import connect
from tests.faults.outbox_effects import TABLE_SQL, dispatcher

FACTS = 600
OUT_OF_ORDER = (
    "SELECT 1 FROM test_effect a JOIN test_effect b USING (key) WHERE a.id < b.id AND a.fact_id > b.fact_id LIMIT 1"
)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]


@pytest.fixture
def owner(transactional_db: None) -> Iterator[Any]:
    with connect("motcua_owner", autocommit=True) as connection:
        connection.execute(TABLE_SQL)
        yield connection
        connection.execute("DROP TABLE test_effect")


@pytest.fixture
def processes(owner: Any) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    started: dict[str, subprocess.Popen[bytes]] = {}
    yield started
    for process in started.values():
        process.kill()
        process.wait()


def write_facts(owner: Any) -> None:
    keys = [uuid4() for _ in range(7)]
    for number in range(FACTS):
        owner.execute(
            "INSERT INTO outbox_fact (topic, key, centre_id, body, at) VALUES ('test.Fact', %s, %s, '{}', now())",
            [keys[number % 7], number % 3],
        )


def wait_for_effects(owner: Any, count: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if owner.execute("SELECT count(*) FROM test_effect").fetchone()[0] >= count:
            return
        time.sleep(0.02)
    pytest.fail(f"only {owner.execute('SELECT count(*) FROM test_effect').fetchone()[0]} effects of {count}")


def test_a_killed_dispatcher_leaves_every_effect_exactly_once(owner: Any, processes: Any) -> None:
    write_facts(owner)
    for name in ("one", "two"):  # one serves, the other stands by
        processes[name] = dispatcher(name)
    for killed in ("three", "four"):
        wait_for_effects(owner, 60 if killed == "three" else 250)
        serving = processes[name_of_serving(owner)]
        serving.kill()
        serving.wait()
        processes[killed] = dispatcher(killed)
    wait_for_effects(owner, FACTS)
    effects = owner.execute("SELECT fact_id FROM test_effect").fetchall()
    assert len(effects) == len(set(effects)) == FACTS
    assert not owner.execute("SELECT 1 FROM outbox_fact WHERE done_at IS NULL").fetchall()
    assert not owner.execute(OUT_OF_ORDER).fetchall()


def test_a_dispatcher_that_lost_its_connection_takes_the_lock_again(owner: Any, processes: Any) -> None:
    write_facts(owner)
    processes["only"] = dispatcher("only")
    wait_for_effects(owner, 60)
    with connect("motcua_system", autocommit=True) as system:
        system.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'only'")
    wait_for_effects(owner, FACTS)
    assert processes["only"].poll() is None
    effects = owner.execute("SELECT fact_id FROM test_effect").fetchall()
    assert len(effects) == len(set(effects)) == FACTS


def name_of_serving(owner: Any) -> str:
    """The dispatcher whose session holds the lock."""
    (name,) = owner.execute(
        "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory'"
        " AND granted AND datname = current_database()"
    ).fetchone()
    return str(name)
