"""A centre that goes by another calendar: who may say so, and who is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from motcua.apps.audit import queries as audit
from motcua.apps.organization import commands, queries
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.workcalendar.tests.factories import make_calendar
from motcua.apps.workcalendar.values import NATIONAL
from motcua.base.db import scope
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def an(centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An")


def choose(centre: CentreView, actor: Actor, *, calendar: str = "mau-office") -> None:
    with scope.use(scope.Scope(centres=(centre.id,))):
        commands.choose_calendar(centre_id=centre.id, calendar=calendar, actor=actor, at=NOON)


def told(centre: CentreView) -> list[tuple[str, str]]:
    with scope.use(scope.Scope(centres=(centre.id,))), connection.cursor() as cursor:
        cursor.execute("SELECT topic, body ->> 'calendar' FROM outbox_fact WHERE centre_id = %s", [centre.id])
        return [(topic, calendar) for topic, calendar in cursor.fetchall() if topic.startswith("organization.")]


def test_a_centre_goes_by_another_calendar_and_whom_it_concerns_is_told(centre: CentreView, an: Actor) -> None:
    make_calendar("mau-office")
    choose(centre, an)
    assert queries.centre(centre.id).calendar == "mau-office"
    assert told(centre) == [("organization.CentreCalendarChanged", "mau-office")]
    with scope.use(scope.Scope(centres=(centre.id,))):
        found = audit.entries_for(centre_id=centre.id, command="organization.choose_calendar", page=1, size=9)
    assert found.total == 1


def test_the_calendar_it_goes_by_already_is_no_news(centre: CentreView, an: Actor) -> None:
    choose(centre, an, calendar=NATIONAL)
    assert told(centre) == []


def test_nobody_else_chooses_and_no_calendar_is_made_up(centre: CentreView, an: Actor, minh: Actor) -> None:
    make_calendar("mau-office")
    with pytest.raises(NotAllowed):
        choose(centre, minh)
    with pytest.raises(Invalid):
        choose(centre, an, calendar="nowhere")
    with pytest.raises(NotFound):
        commands.choose_calendar(
            centre_id=centre.id + 1000, calendar="mau-office", actor=Actor.system("installer"), at=NOON
        )
    assert queries.centre(centre.id).calendar == NATIONAL
