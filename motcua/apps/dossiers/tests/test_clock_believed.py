"""A clock that ran away ends nothing: what people have written down is believed, not the machine."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import queries, tasks
from motcua.apps.dossiers.commands import upkeep
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


def test_a_clock_that_fell_behind_is_not_believed(waiting):
    assert not queries.is_clock_believed(now=TUESDAY_9AM - 400 * DAY)


def test_a_small_centre_that_rests_is_held_up_by_no_rest_of_its_own(waiting, other_centre, stranger):
    for days in range(1, 60, 7):
        works(stranger, other_centre.id, TUESDAY_9AM + days * DAY)
    assert state_after_tick(waiting, TUESDAY_9AM + 60 * DAY) == DossierState.STOPPED
