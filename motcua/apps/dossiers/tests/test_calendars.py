"""A calendar that changes moves the dates of what runs, and nothing else: told once, reckoned again without effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers import subscribers, tasks
from motcua.apps.dossiers.commands import apologising, calendars, outside
from motcua.apps.dossiers.models import Promise
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import (
    TUESDAY_9AM,
    brought_to,
    counter_dossier,
    make_procedure,
    online_dossier,
    reload,
    revision,
)
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.apps.organization.commands import choose_calendar
from motcua.apps.outbox import commands as outbox
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.commands import clear_day, set_day, set_sittings
from motcua.apps.workcalendar.events import CalendarChanged, SittingsChanged
from motcua.apps.workcalendar.tests.factories import drop_calendar, make_calendar
from motcua.apps.workcalendar.values import NATIONAL, DayKind, DayStatus, Sittings
from motcua.base.db import scope
from motcua.base.testing.roles import as_role
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from motcua.kernel.ids import uuid7

S = DossierState
CLOCK, KEEPER = Actor.system("deadline-clock"), Actor.system("keeper")
THURSDAY = date(2026, 11, 19)
FRIDAY_9AM, MONDAY_9AM = office_time(2026, 11, 20, 9), office_time(2026, 11, 23, 9)
NOON = office_time(2026, 11, 17, 12)


@pytest.fixture
def cast(lan, minh, hoa, tuan):
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}


def storm(on: date = THURSDAY) -> None:
    """A day on which nobody works, entered when the promises had been made."""
    set_day(
        calendar=NATIONAL, date=on, kind=DayKind.HOLIDAY, name="Nghỉ tránh bão Mẫu", source="Công điện 1/CĐ-MẪU",
        status=DayStatus.OFFICIAL, actor=KEEPER, at=NOON,
    )  # fmt: skip
    workcalendar.forget()


def follow(centre, *, at=NOON, **given: Any) -> calendars.Followed:
    with scope.use(scope.Scope(centres=(centre.id,))):
        return calendars.follow_calendar(centre_id=centre.id, actor=CLOCK, at=at, **given)


def promises(found) -> list[tuple[str, Any]]:
    with scope.opened(found):
        return list(Promise.objects.filter(dossier_id=found).order_by("at", "id").values_list("kind", "due_at"))


def moved_in_facts(found, centre) -> list[str]:
    """Whether each fact of a date reckoned anew says that its person goes by another one now."""
    told = "SELECT body ->> 'moved' FROM outbox_fact WHERE key = %s AND topic = %s ORDER BY id"
    with scope.use(scope.Scope(centres=(centre.id,))), connection.cursor() as cursor:
        cursor.execute(told, [found, "dossiers.PromiseReckoned"])
        return [row[0] for row in cursor.fetchall()]


def test_a_holiday_in_its_way_moves_the_legal_date_and_not_the_printed_one(centre, minh):
    found = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh).dossier_id
    storm()
    assert follow(centre) == calendars.Followed(seen=1, changed=1, last=None)
    row = reload(found)
    assert (row.first_due, row.legal_due, row.sort_due) == (FRIDAY_9AM, MONDAY_9AM, MONDAY_9AM)
    assert promises(found) == [("first", FRIDAY_9AM), ("calendar", MONDAY_9AM)]
    assert moved_in_facts(found, centre) == ["true"]
    with scope.use(scope.Scope(centres=(centre.id,))):
        assert audit.entries_for(centre_id=centre.id, command="dossiers.follow_calendar", page=1, size=9).total == 1


def test_reckoned_again_nothing_changes_and_nothing_is_written(centre, minh):
    found = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh).dossier_id
    storm()
    follow(centre)
    seen = revision(found)
    assert follow(centre).changed == 0
    assert (revision(found), len(promises(found))) == (seen, 2)


def test_a_provisional_date_is_settled_when_its_year_is_announced(centre, minh):
    at = office_time(2026, 12, 30, 9)
    found = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh, at=at).dossier_id
    before = reload(found)
    assert before.provisional
    for day in workcalendar.days(NATIONAL, 2027):
        clear_day(calendar=NATIONAL, date=day.date, actor=KEEPER, at=at)
    storm(date(2027, 1, 1))
    assert follow(centre, at=at).changed == 1
    row = reload(found)
    assert moved_in_facts(found, centre) == ["false"]
    assert (row.provisional, row.first_due, row.legal_due) == (False, before.first_due, before.legal_due)


@pytest.mark.parametrize("state", [S.AWAITING_SUPPLEMENT, S.AWAITING_DUTY, S.DECIDED, S.STOPPED], ids=str)
def test_a_clock_that_stands_is_left_alone(state, centre, cast):
    version = make_procedure(settled={"duty_pauses": True})
    found = brought_to(state, centre_id=centre.id, version=version, cast=cast)
    before = reload(found)
    storm()
    assert follow(centre).seen == 0
    assert (reload(found).legal_due, reload(found).revision) == (before.legal_due, before.revision)


def test_another_systems_date_is_that_systems(centre, minh, within):
    row = OutsideRow(
        "G09.20-0001", make_procedure().procedure_code, "Hồ Mẫu Út", "4", submitted_at=TUESDAY_9AM, due_at=FRIDAY_9AM
    )
    with within(minh):
        found = outside.register(centre_id=centre.id, source_system="mau", row=row, actor=minh, at=TUESDAY_9AM)
    assert reload(found).legal_due == FRIDAY_9AM
    storm()
    assert follow(centre).seen == 0
    assert reload(found).legal_due == FRIDAY_9AM


def test_a_date_a_leader_told_stays_what_its_person_goes_by(centre, cast, tuan):
    found = brought_to(S.PROCESSING, centre_id=centre.id, version=make_procedure(), cast=cast)
    told, at = office_time(2026, 11, 27, 16), office_time(2026, 11, 20, 8)
    with scope.use(scope.for_actor(tuan)):
        apologising.put_off(
            dossier_id=found, due_at=told, ground="118/2025/NĐ-CP", reason="Chờ ý kiến", actor=tuan, at=at,
            seen_revision=revision(found),
        )  # fmt: skip
    storm()
    follow(centre, at=at)
    assert (reload(found).told_due, reload(found).legal_due) == (told, MONDAY_9AM)
    assert moved_in_facts(found, centre) == ["false"]


def test_an_earlier_date_that_would_have_passed_is_not_taken_back(centre, minh):
    storm()
    found = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh).dossier_id
    clear_day(calendar=NATIONAL, date=THURSDAY, actor=KEEPER, at=NOON)
    workcalendar.forget()
    assert follow(centre, at=FRIDAY_9AM + timedelta(hours=2)).changed == 0
    assert reload(found).legal_due == MONDAY_9AM
    assert follow(centre, at=FRIDAY_9AM - timedelta(hours=2)).changed == 1
    assert reload(found).legal_due == FRIDAY_9AM


def test_the_clock_of_the_offices_answer_follows_too(centre, lan):
    found = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan).dossier_id
    storm(date(2026, 11, 18))
    follow(centre)
    row = reload(found)
    assert (row.acceptance_due, row.sort_due) == (office_time(2026, 11, 19, 9), office_time(2026, 11, 19, 9))
    assert moved_in_facts(found, centre) == ["true"]
    assert follow(centre).changed == 0


def test_a_batch_says_where_the_next_begins(centre, minh):
    version = make_procedure()
    ids = sorted(counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id for _ in range(3))
    storm()
    assert follow(centre, size=2) == calendars.Followed(seen=2, changed=2, last=ids[1])
    assert follow(centre, size=2, after=ids[1]) == calendars.Followed(seen=1, changed=1, last=None)


def test_other_hours_in_its_way_move_the_legal_date_from_their_day_on(centre, minh):
    version = make_procedure()
    found = counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id
    with scope.opened(found):
        before = list(Promise.objects.filter(dossier_id=found).values_list("derivation", flat=True))
    hours = Sittings.restored(THURSDAY, [("08:00", "12:00"), ("13:00", "17:00")], "Quyết định 12/QĐ-MẪU")
    set_sittings(calendar=NATIONAL, sittings=hours, actor=KEEPER, at=NOON)
    workcalendar.forget()
    assert follow(centre).changed == 1
    row = reload(found)  # two hours of Tuesday morning are left for Friday, and the office opens at eight
    assert (row.first_due, row.legal_due) == (FRIDAY_9AM, office_time(2026, 11, 20, 10))
    with scope.opened(found):
        told = Promise.objects.get(dossier_id=found, kind="calendar").derivation
    assert next(span for span in told if span["code"] == "new_hours")["source"] == "Quyết định 12/QĐ-MẪU"
    early = [span for span in told if span["from"] < "2026-11-18T17"]
    assert early == [span for span in before[0] if span["from"] < "2026-11-18T17"]
    assert moved_in_facts(found, centre) == ["true"]
    assert follow(centre).changed == 0


@pytest.mark.parametrize(
    "fact",
    [
        CalendarChanged(calendar=NATIONAL, first=THURSDAY, last=THURSDAY, revision=7),
        SittingsChanged(calendar=NATIONAL, since=THURSDAY, revision=8),
    ],
    ids=["a day", "sittings"],
)
@pytest.mark.django_db(transaction=True)
def test_the_dispatcher_asks_every_centre_of_the_calendar_once_it_has_settled(fact, centre, other_centre):
    outbox.record(fact, key=uuid7(), centre_id=0, at=NOON)
    with as_role("motcua_system"):
        topic = f"workcalendar.{type(fact).__name__}"
        outbox.dispatch_batch(table={topic: (subscribers.calendar_changed,)}, at=NOON)
    follows = ProcrastinateJob.objects.filter(task_name="dossiers.follow_calendar", args__revision=fact.revision)
    asked = list(follows.order_by("id"))
    assert sorted(job.args["centre_id"] for job in asked) == sorted([centre.id, other_centre.id])
    assert all(job.scheduled_at for job in asked)


@pytest.fixture
def short_days(transactional_db) -> Iterator[str]:
    """A calendar of seven hours a day; calendars outlive a test that commits."""
    make_calendar("mau-office", hours=[["08:00", "12:00"], ["13:00", "16:00"]])
    yield "mau-office"
    drop_calendar("mau-office")


def test_a_centre_that_goes_by_another_calendar_is_asked_to_follow_it(short_days, centre, minh):
    found = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh).dossier_id
    with scope.use(scope.Scope(centres=(centre.id,))):
        choose_calendar(centre_id=centre.id, calendar=short_days, actor=KEEPER, at=NOON)
    with as_role("motcua_system"):
        topic = "organization.CentreCalendarChanged"
        outbox.dispatch_batch(table={topic: (subscribers.centre_calendar_changed,)}, at=NOON)
    follows = ProcrastinateJob.objects.filter(task_name="dossiers.follow_calendar", args__centre_id=centre.id)
    (job,) = follows
    assert job.scheduled_at
    workcalendar.forget()
    with clock.stopped(NOON), scope.use(scope.Scope(centres=(centre.id,))):
        tasks.follow_calendar(**job.args)
    row = reload(found)  # six hours of Tuesday, seven of Wednesday and of Thursday, and four of the 24 are left
    assert (row.first_due, row.legal_due) == (FRIDAY_9AM, office_time(2026, 11, 20, 12))
    assert moved_in_facts(found, centre) == ["true"]


def test_a_change_after_the_change_is_followed_by_its_own_job(centre, minh):
    found = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh).dossier_id
    storm()
    newest = workcalendar.revision(NATIONAL)
    with scope.use(scope.Scope(centres=(centre.id,))):
        tasks.follow_calendar(centre_id=centre.id, calendar=NATIONAL, revision=newest - 1)
        assert reload(found).legal_due == FRIDAY_9AM
        tasks.follow_calendar(centre_id=centre.id, calendar=NATIONAL, revision=newest)
    assert reload(found).legal_due == MONDAY_9AM
