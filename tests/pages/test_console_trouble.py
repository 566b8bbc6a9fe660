"""What the machine could not do is told to administrators, who may have it done once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from conftest import sign_in
from motcua.apps.audit import commands as audit
from motcua.apps.audit.models import Entry
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.printing import queries as printing
from motcua.apps.printing.commands import running
from motcua.apps.printing.values import Form, Size
from motcua.apps.printing.values.boards import RunState
from motcua.base import jobs
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

LOG, AGAIN, CLOCK = "/console/audit/", "/console/audit/again/", "/console/audit/clock/"
HEADING = "Việc của máy cần người xem"


@pytest.fixture
def keeper(centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="quan", name="Lý Mẫu Quản")


@pytest.fixture
def as_keeper(keeper: Actor) -> Client:
    return sign_in(keeper)


def fails(task: str, *, times: int = 1, centre_id: int | None = None, **arguments: object) -> None:
    """Jobs that were asked for and failed at every try."""
    for _time in range(times):
        jobs.later(task, centre_id=centre_id, **arguments)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'doing'")


def states() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_nothing_is_said_where_nothing_is_wrong(as_keeper: Client) -> None:
    assert HEADING not in as_keeper.get(LOG).content.decode()


def test_failed_jobs_are_told_by_kind_and_only_those_of_this_centre(
    as_keeper: Client, centre: CentreView, other_centre: CentreView
) -> None:
    fails("notifications.send", times=3, centre_id=centre.id, message_id=str(uuid4()))
    fails("printing.run", centre_id=other_centre.id, run_id=str(uuid4()))
    page = as_keeper.get(LOG).content.decode()
    assert HEADING in page
    assert '>Gửi tin nhắn</td><td class="num">3</td>' in page
    assert "Sắp chữ bản in dài" not in page


def test_who_only_inspects_is_told_nothing_to_press(centre: CentreView) -> None:
    fails("notifications.send", centre_id=centre.id, message_id=str(uuid4()))
    tra = make_officer(centre_id=centre.id, role=Role.AUDITOR, username="tra", name="Uông Mẫu Tra")
    assert HEADING not in sign_in(tra).get(LOG).content.decode()


def test_a_press_has_the_jobs_done_again_and_is_written_down(
    as_keeper: Client, keeper: Actor, centre: CentreView
) -> None:
    fails("notifications.send", times=2, centre_id=centre.id, message_id=str(uuid4()))
    page = as_keeper.post(AGAIN, {"task": "notifications.send"}, follow=True).content.decode()
    assert "Đang làm lại 2 việc." in page
    assert HEADING not in page
    assert states() == ["todo", "todo"]
    with scope.use(scope.for_actor(keeper)):
        entry = Entry.objects.get(command="jobs.try_again")
    assert (entry.ids, entry.outcome, entry.centre_id) == (["notifications.send"], "2 jobs", centre.id)


def test_what_runs_by_the_clock_is_made_up_for_once(as_keeper: Client) -> None:
    fails("dossiers.tick", times=3)
    as_keeper.post(AGAIN, {"task": "dossiers.tick"})
    assert states() == ["todo"]


def test_the_neighbours_jobs_are_not_ours_to_press(as_keeper: Client, other_centre: CentreView) -> None:
    fails("notifications.send", centre_id=other_centre.id, message_id=str(uuid4()))
    assert as_keeper.post(AGAIN, {"task": "notifications.send"}).status_code == 404
    assert states() == ["failed"]


def test_a_clock_that_ran_away_is_told_and_may_be_confirmed(as_keeper: Client, keeper: Actor, minh: Actor) -> None:
    at, home = clock.now() - timedelta(days=60), min(minh.centres())
    with scope.use(scope.for_actor(keeper)):
        audit.record(command="dossiers.note", actor=minh, at=at, ids=(), outcome="ok", centre_id=home)
    assert "Giờ này đúng" in as_keeper.get(LOG).content.decode()
    page = as_keeper.post(CLOCK, follow=True).content.decode()
    assert "Đã ghi: giờ của máy là đúng." in page
    assert "Giờ này đúng" not in page


def test_a_print_whose_job_gave_up_is_told_as_failed(centre: CentreView, van: Actor) -> None:
    with scope.use(scope.for_actor(van)):
        run_id = running.ask(
            template=Form.BOARD, payload={}, size=Size.A4, title="Niêm yết", sheets=1, centre_id=centre.id, actor=van,
            at=TUESDAY_9AM,
        )  # fmt: skip
        assert printing.run(run_id, centre_id=centre.id).state is RunState.WAITING
        fails("dossiers.tick")
        assert printing.run(run_id, centre_id=centre.id).state is RunState.FAILED


@pytest.mark.parametrize("rows", [1, 3])
def test_the_trouble_costs_the_same_for_many(
    rows: int, as_keeper: Client, centre: CentreView, django_assert_num_queries: Callable[[int], object]
) -> None:
    for task in ("notifications.send", "printing.run", "dossiers.rehearse")[:rows]:
        fails(task, centre_id=centre.id, times=rows)
    as_keeper.get(LOG)
    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        as_keeper.get(LOG)
