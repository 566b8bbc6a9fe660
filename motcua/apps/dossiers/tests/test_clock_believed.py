"""A clock that ran away ends nothing: what people have written down is believed, not the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from motcua.apps.audit import commands as audit
from motcua.apps.audit import queries as entries
from motcua.apps.dossiers import queries, tasks
from motcua.apps.dossiers.commands import upkeep, watching
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, ask, counter_dossier, make_procedure, reload
from motcua.apps.organization.tests.factories import make_officer
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import NotAllowed

RAN_AWAY = TUESDAY_9AM + timedelta(days=400)
DAY = timedelta(days=1)


@pytest.fixture
def waiting(centre, minh, hoa) -> UUID:
    """A dossier that waits for papers until 2 December."""
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM)
    return filed.dossier_id


def works(actor: Actor, centre_id: int, at: datetime) -> None:
    with scope.use(scope.Scope(centres=(centre_id,))):
        audit.record(command="dossiers.note", actor=actor, at=at, ids=(), outcome="ok", centre_id=centre_id)


def state_after_tick(dossier_id: UUID, at: datetime) -> str:
    with clock.stopped(at):
        tasks.tick()
    return reload(dossier_id).state


def test_a_clock_four_hundred_days_ahead_ends_nothing_and_says_so(waiting):
    with capture_logs() as said:
        assert state_after_tick(waiting, RAN_AWAY) == DossierState.AWAITING_SUPPLEMENT
    assert [one["event"] for one in said] == ["clock.not_believed"]


def test_the_programs_own_entries_and_one_busy_morning_prove_nothing(waiting, centre, minh):
    works(Actor.system("deadline-clock"), centre.id, RAN_AWAY - 2 * DAY)
    for minutes in (0, 5, 90):
        works(minh, centre.id, RAN_AWAY + timedelta(minutes=minutes))
    assert state_after_tick(waiting, RAN_AWAY + timedelta(hours=2)) == DossierState.AWAITING_SUPPLEMENT


def test_an_office_that_was_closed_over_tet_goes_on_the_day_after_it_opened(waiting, centre, minh):
    opened = TUESDAY_9AM + 35 * DAY
    works(minh, centre.id, opened)
    assert state_after_tick(waiting, opened + timedelta(minutes=10)) == DossierState.AWAITING_SUPPLEMENT
    works(minh, centre.id, opened + DAY)
    assert state_after_tick(waiting, opened + DAY) == DossierState.STOPPED


def test_an_administrator_who_confirms_need_not_wait(waiting, centre):
    keeper = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="quan", name="Lý Mẫu Quản")
    with scope.use(scope.for_actor(keeper)):
        upkeep.confirm_clock(centre_id=centre.id, actor=keeper, at=RAN_AWAY)
    assert state_after_tick(waiting, RAN_AWAY) == DossierState.STOPPED


def test_nobody_else_confirms_the_clock(centre, minh):
    with pytest.raises(NotAllowed):
        upkeep.confirm_clock(centre_id=centre.id, actor=minh, at=RAN_AWAY)


def test_entries_of_a_wrong_clock_do_not_hold_the_right_one_for_a_year(waiting, centre, minh):
    works(minh, centre.id, RAN_AWAY)
    right = TUESDAY_9AM + 16 * DAY
    works(minh, centre.id, right)
    assert state_after_tick(waiting, right) == DossierState.AWAITING_SUPPLEMENT
    works(minh, centre.id, right + DAY)
    assert state_after_tick(waiting, right + DAY) == DossierState.STOPPED


@pytest.mark.parametrize("behind", [timedelta(hours=2), 3 * DAY, 400 * DAY])
def test_a_clock_that_fell_behind_is_not_believed(waiting, behind):
    assert not queries.is_clock_believed(now=TUESDAY_9AM - behind)


def test_a_clock_more_than_two_weeks_ahead_purges_no_draft_and_ends_nothing(waiting):
    assert queries.is_clock_believed(now=TUESDAY_9AM + 13 * DAY)
    assert state_after_tick(waiting, TUESDAY_9AM + 16 * DAY) == DossierState.AWAITING_SUPPLEMENT


@pytest.fixture
def watched() -> Iterator[Callable[[datetime], None]]:
    """The clock shows a moment, and the machine has run no longer than at the last look."""
    watching.forget()

    def look(at: datetime) -> None:
        with scope.use(scope.NOTHING):
            watching.watch_clock(at=at, ran=DAY)

    yield look
    watching.forget()


def busy(actor: Actor, centre_id: int, *, until: datetime) -> None:
    """Somebody works each day up to this one, as the clock shows it."""
    for days in range(1, 12):
        works(actor, centre_id, until - days * DAY)


def test_a_clock_set_ahead_by_days_while_the_program_runs_ends_nothing_until_people_have_worked(
    waiting, centre, minh, watched
):
    due = TUESDAY_9AM + 16 * DAY
    busy(minh, centre.id, until=due)
    watched(due - 5 * DAY)
    watched(due)
    assert state_after_tick(waiting, due) == DossierState.AWAITING_SUPPLEMENT
    works(minh, centre.id, due)
    works(minh, centre.id, due + DAY)
    assert state_after_tick(waiting, due + DAY) == DossierState.STOPPED


def test_after_a_leap_an_administrator_may_confirm(waiting, centre, minh, watched):
    due = TUESDAY_9AM + 16 * DAY
    busy(minh, centre.id, until=due)
    watched(due + 2 * DAY)
    watched(due)
    keeper = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="quan", name="Lý Mẫu Quản")
    assert not queries.is_clock_believed(now=due)
    with scope.use(scope.for_actor(keeper)):
        upkeep.confirm_clock(centre_id=centre.id, actor=keeper, at=due)
    assert state_after_tick(waiting, due) == DossierState.STOPPED


def test_a_leap_stands_in_the_log_of_every_centre_and_minutes_are_none(centre, other_centre, watched):
    for at in (TUESDAY_9AM, TUESDAY_9AM + timedelta(minutes=59), TUESDAY_9AM - DAY):
        watched(at)
    for place in (centre.id, other_centre.id):
        with scope.use(scope.Scope(centres=(place,))):
            (entry,) = entries.entries_for(centre_id=place, command="dossiers.clock").rows
        assert (entry.command, entry.actor, entry.outcome) == (
            "dossiers.clock_leapt",
            "system:clock-watch",
            "-89940 s",
        )


def test_a_small_centre_that_rests_is_held_up_by_no_rest_of_its_own(waiting, other_centre, stranger):
    for days in range(1, 60, 7):
        works(stranger, other_centre.id, TUESDAY_9AM + days * DAY)
    assert state_after_tick(waiting, TUESDAY_9AM + 60 * DAY) == DossierState.STOPPED


def test_time_that_passes_is_no_leap(centre):
    watching.forget()
    for days in range(3):
        with scope.use(scope.NOTHING):
            watching.watch_clock(at=TUESDAY_9AM + days * DAY, ran=days * DAY)
    with scope.use(scope.Scope(centres=(centre.id,))):
        assert entries.entries_for(centre_id=centre.id, command="dossiers.clock").rows == ()
    watching.forget()
    assert clock.ran() <= clock.ran()
