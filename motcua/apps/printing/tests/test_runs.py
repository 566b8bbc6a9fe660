"""A long print: asked for at once, set by the worker, fetched for a week, and nobody else's to fetch."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction
from structlog.testing import capture_logs

from motcua.apps.printing import queries, tasks
from motcua.apps.printing.commands import running
from motcua.apps.printing.models import Run
from motcua.apps.printing.tests.factories import RECEIVED
from motcua.apps.printing.tests.test_walls import HEAD, cover, sheet
from motcua.apps.printing.values import Form, Size, payload_of
from motcua.apps.printing.values.boards import RunState, WallBook
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import NotFound
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
THU = Actor(kind=ActorKind.STAFF, account_id=12)


@pytest.fixture(autouse=True)
def our_centre(_no_scope: None) -> Iterator[None]:
    with scope.use(Scope(centres=(1,))):
        yield


def asked(payload: dict[str, Any] | None = None) -> UUID:
    given = payload or payload_of(WallBook(head=HEAD, sheets=(sheet(30),), cover=cover()))
    what = {"template": Form.BOARD, "payload": given, "size": Size.A3, "title": "Cả bảng niêm yết", "sheets": 2}
    return running.ask(**what, centre_id=1, actor=THU, at=RECEIVED)  # type: ignore[arg-type]


def jobs_waiting() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'run_id' FROM procrastinate_jobs WHERE task_name = 'printing.run'")
        return [key for (key,) in cursor.fetchall()]


def test_a_long_print_is_asked_for_and_set_later() -> None:
    run = asked()
    assert queries.run(run, centre_id=1).state is RunState.WAITING
    assert jobs_waiting() == [str(run)]
    with pytest.raises(NotFound):
        queries.pdf_of_run(run, centre_id=1)
    tasks.run(run_id=str(run), centre_id=1)
    done = queries.run(run, centre_id=1)
    with pikepdf.open(io.BytesIO(queries.pdf_of_run(run, centre_id=1))) as pdf:
        assert (done.state, done.pages, len(pdf.pages)) == (RunState.READY, len(pdf.pages), done.pages)
    assert done.seconds > 0
    assert queries.runs_of(centre_id=1) == (done,)


def test_a_run_done_twice_has_one_effect() -> None:
    run = asked()
    running.work(run_id=run, at=RECEIVED)
    first = queries.run(run, centre_id=1)
    running.work(run_id=run, at=RECEIVED + timedelta(hours=1))
    running.work(run_id=uuid7(), at=RECEIVED)
    assert queries.run(run, centre_id=1) == first


def test_what_cannot_be_set_is_told_as_failed() -> None:
    payload = payload_of(WallBook(head=HEAD, sheets=(sheet(),)))
    del payload["head"]["agency"]
    run = asked(payload)
    with capture_logs() as said:
        running.work(run_id=run, at=RECEIVED)
    assert queries.run(run, centre_id=1).state is RunState.FAILED
    assert "agency" in next(one["reason"] for one in said if one["event"] == "run.failed")


def test_after_a_week_the_paper_is_forgotten_and_the_row_stays() -> None:
    run = asked()
    running.work(run_id=run, at=RECEIVED)
    assert running.forget_runs(at=RECEIVED + timedelta(days=7)) == 0
    assert running.forget_runs(at=RECEIVED + timedelta(days=7, minutes=1)) == 1
    assert queries.run(run, centre_id=1).state is RunState.FORGOTTEN
    assert running.forget_runs(at=RECEIVED + timedelta(days=9)) == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Run.objects.all().delete()


def test_a_stranger_fetches_nothing_of_ours() -> None:
    run = asked()
    running.work(run_id=run, at=RECEIVED)
    with scope.use(Scope(centres=(2,))):
        assert queries.runs_of(centre_id=1) == ()
        for read in (queries.run, queries.pdf_of_run):
            with pytest.raises(NotFound):
                read(run, centre_id=1)
