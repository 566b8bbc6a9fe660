"""Jobs: asked for in a transaction, done under their centre's scope, taken up again when a worker dies."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from motcua.base.jobs import MAX_ATTEMPTS, NoSuchTask, later
from motcua.base.testing.roles import connect
from tests.faults.job_effects import TABLE_SQL, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]


@pytest.fixture
def owner(transactional_db: None) -> Iterator[Any]:
    with connect("motcua_owner", autocommit=True) as connection:
        connection.execute(TABLE_SQL)
        yield connection
        # Tables that are not Django's own are not emptied after a test.
        connection.execute("DROP TABLE test_job; TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def start_worker(owner: Any) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        started.append(worker())
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(true: Callable[[], Any], *, seconds: float) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := true():
            return found
        time.sleep(0.1)
    return pytest.fail(f"did not happen within {seconds} s")


def said(owner: Any) -> list[str]:
    return [words for (words,) in owner.execute("SELECT said FROM test_job ORDER BY id").fetchall()]


def test_a_job_is_rolled_back_with_its_transaction(owner: Any) -> None:
    with transaction.atomic():
        later("test.say", words="never")
        transaction.set_rollback(True)
    assert not owner.execute("SELECT 1 FROM procrastinate_jobs").fetchall()
    later("test.say", words="asked for")
    assert owner.execute("SELECT queue_name FROM procrastinate_jobs").fetchall() == [("test",)]


def test_a_name_without_a_task_is_refused_at_once(owner: Any) -> None:
    with pytest.raises(NoSuchTask, match=r"test\.unheard_of"):
        later("test.unheard_of")


def test_a_job_sees_its_own_centre_and_the_next_one_nothing(owner: Any, start_worker: Any) -> None:
    later("test.say", centre_id=7, words="first")
    later("test.say", words="second")
    later("test.where", centre_id=9)
    process = start_worker()
    wait_for(lambda: len(said(owner)) == 3, seconds=30)
    assert sorted(said(owner)) == ["centre 9", "first 7", "second"]
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert not owner.execute("SELECT 1 FROM procrastinate_jobs WHERE queue_name = 'test'").fetchall()


def test_a_job_that_fails_waits_and_is_parked_after_its_last_attempt(owner: Any, start_worker: Any) -> None:
    def job() -> Any:
        return owner.execute(
            "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'test.fail'"
        ).fetchone()

    later("test.fail")
    start_worker()
    wait_for(lambda: job() == ("todo", 1), seconds=30)
    owner.execute("UPDATE procrastinate_jobs SET attempts = %s, scheduled_at = now()", [MAX_ATTEMPTS - 1])
    wait_for(lambda: job()[0] == "failed", seconds=20)


def test_the_job_of_a_killed_worker_is_taken_up_by_another(owner: Any, start_worker: Any, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    later("test.hang_once", mark=str(mark))
    killed = start_worker()
    wait_for(mark.exists, seconds=20)
    killed.kill()
    killed.wait()
    other = start_worker()
    wait_for(lambda: said(owner), seconds=40)
    assert said(owner) == [f"second run by {other.pid}"]


def test_a_job_that_kills_its_workers_is_parked(owner: Any, start_worker: Any, tmp_path: Path) -> None:
    later("test.hang_once", mark=str(tmp_path / "mark"))
    owner.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = %s", [MAX_ATTEMPTS - 1])
    start_worker()
    wait_for(lambda: owner.execute("SELECT 1 FROM procrastinate_jobs WHERE status = 'failed'").fetchone(), seconds=30)
    assert not said(owner)
