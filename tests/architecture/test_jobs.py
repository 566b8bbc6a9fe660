"""Every job asked for exists, and every task is asked for or runs by the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime

from procrastinate.contrib.django import app

from motcua.base.jobs import running
from motcua.kernel import clock
from tests.architecture.sources import HOUSE, python_files, tree


def _calls(name: str) -> Iterator[ast.Call]:
    for path in python_files(tests=False):
        if path.is_relative_to(HOUSE / "base"):
            continue  # the machinery of jobs itself
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and name == getattr(node.func, "attr", getattr(node.func, "id", "")):
                yield node


def _asked_for() -> set[str]:
    """Names in `jobs.later("…")`; a name that is not written out cannot be matched, so it is refused."""
    calls = [call for call in _calls("later") if ast.unparse(call.func) == "jobs.later"]
    return {str(ast.literal_eval(call.args[0])) for call in calls}


def _tasks(*, by_clock: bool) -> set[str]:
    found = set()
    for call in _calls("task"):
        words = {k.arg: k.value for k in call.keywords}
        if "name" in words and isinstance(words["name"], ast.Constant) and ("every" in words) is by_clock:
            found.add(str(words["name"].value))
    return found


def test_every_job_asked_for_has_a_task() -> None:
    assert _asked_for() - _tasks(by_clock=False) - _tasks(by_clock=True) == set()


def test_every_task_is_asked_for_or_runs_by_the_clock() -> None:
    assert _tasks(by_clock=False) - _asked_for() == set()


def test_tasks_live_in_tasks_files() -> None:
    strays = [
        str(path)
        for path in python_files(tests=False)
        if path.is_relative_to(HOUSE / "apps") and path.stem != "tasks" and "@task(" in path.read_text("utf-8")
    ]
    assert strays == []


def test_nightly_tasks_run_while_the_office_sleeps() -> None:
    daily = []
    for periodic in app.periodic_registry.periodic_tasks.values():
        first = periodic.croniter.get_next(ret_type=float, start_time=0.0)
        if periodic.croniter.get_next(ret_type=float) - first >= 86_400:
            daily.append((periodic.task.name, clock.local(datetime.fromtimestamp(first, UTC)).hour))
    assert len(daily) >= 5
    assert [name for name, hour in daily if not 1 <= hour < 5] == []


def test_a_night_that_a_sleeping_machine_missed_is_made_up_for_at_its_start() -> None:
    assert running.own_app().periodic_defaults["max_delay"] >= 86_400
