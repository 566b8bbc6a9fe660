"""The house's processes: what the machine refuses for a moment ends none of them, and no log grows for ever."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.base.cli import lifeline
from motcua.config.processes import Crew, Plan

QUIET = Plan(name="worker", words=("this",))


class Forked:
    """A process of the tests' own: it lives until it is told to have died."""

    def __init__(self, **_how: Any) -> None:
        self.exitcode: int | None = None
        self.pid: int | None = None

    def start(self) -> None:
        self.pid = 2**22 + 1  # above every real one

    def terminate(self) -> None:
        self.exitcode = 0

    def join(self, timeout: float | None = None) -> None:
        assert timeout is None or timeout > 0


class Unforked(Forked):
    def start(self) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    made = Crew(logs=tmp_path / "log", fork=Forked)  # type: ignore[arg-type]
    made.start([QUIET])
    yield made
    made.stop()


def die(crew: Crew) -> None:
    crew.members[0].process.exitcode = -9  # type: ignore[union-attr, misc]


def test_a_dead_worker_without_a_log_is_started_again(crew: Crew, capsys: pytest.CaptureFixture[str]) -> None:
    die(crew)
    now = time.monotonic()
    crew.look(now)
    assert "worker" in capsys.readouterr().err
    crew.look(now + 2)
    assert crew.members[0].process


def test_a_fork_the_machine_refuses_is_tried_again(crew: Crew, capsys: pytest.CaptureFixture[str]) -> None:
    die(crew)
    now, crew.fork = time.monotonic(), Unforked  # type: ignore[assignment]
    for later in range(20):
        crew.look(now + later)
    assert capsys.readouterr().err.count("sẽ thử lại") == 1
    crew.fork = Forked  # type: ignore[assignment]
    crew.look(now + 100)
    assert crew.members[0].process


def test_a_folder_of_logs_that_was_removed_is_made_again(crew: Crew) -> None:
    crew.logs.rmdir()
    die(crew)
    now = time.monotonic()
    crew.look(now)
    crew.look(now + 2)
    assert crew.logs.is_dir()
    assert crew.members[0].process


def test_a_large_log_is_put_aside_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    with lifeline.log_file(path) as log:
        log.write(b"x" * (lifeline.LARGEST_LOG + 1))
        log.flush()
        lifeline.cut_log(path)
        log.write(b"next")
        log.flush()
    assert path.read_bytes() == b"next"
    aside = tmp_path / "web.log.old"
    assert aside.stat().st_size == lifeline.LARGEST_LOG + 1
    assert aside.stat().st_mode & 0o077 == 0
