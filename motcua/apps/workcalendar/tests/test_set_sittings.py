"""Sittings from a day on: who may set them, what stays readable, and that promises reckon with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from motcua.apps.workcalendar import queries
from motcua.apps.workcalendar.commands import set_day, set_sittings
from motcua.apps.workcalendar.models import Calendar as CalendarRow
from motcua.apps.workcalendar.models import CalendarSittings
from motcua.apps.workcalendar.queries.reading import NoSuchCalendar
from motcua.apps.workcalendar.values import NATIONAL, DayKind, DayStatus, Session, Sittings, Term, Unit
from motcua.base.testing.roles import connect
from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.clock import office_time
from motcua.kernel.errors import Invalid, NotAllowed, SomeoneWasFaster

pytestmark = pytest.mark.django_db
KEEPER = Actor(ActorKind.STAFF, account_id=3, duties=frozenset({Duty(Role.KEEPER, 1)}))
CLERK = Actor(ActorKind.STAFF, account_id=4, duties=frozenset({Duty(Role.CLERK, 1)}))
NOON = office_time(2026, 11, 20, 12)
FIRST = "07:00–11:30, 13:30–17:00"
WINTER, LATE = [("07:30", "11:30"), ("13:00", "17:00")], [("08:00", "12:00"), ("13:00", "17:00")]
TUESDAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


def enter(hours: list[tuple[str, str]] = WINTER, *, since: date = TUESDAY, **changes: Any) -> None:
    given = {"calendar": NATIONAL, "actor": KEEPER, "at": NOON}
    source, saturday = changes.pop("source", "Quyết định 12/QĐ-MẪU"), changes.pop("saturday", ())
    sittings = Sittings.restored(since, hours, source, saturday)
    set_sittings(**{**given, **changes}, sittings=sittings)
    queries.forget()


def told_on(day: date) -> str:
    return queries.calendar(NATIONAL).sittings_on(day).told


def due_of(accepted: datetime, quantity: int = 1, unit: Unit = Unit.WORKING_DAY) -> datetime:
    return queries.reckon(calendar=NATIONAL, accepted_at=accepted, term=Term(Decimal(quantity), unit)).at


def test_hours_hold_from_their_day_on_and_earlier_days_keep_theirs() -> None:
    enter()
    assert (told_on(TUESDAY - timedelta(days=1)), told_on(TUESDAY)) == (FIRST, "07:30–11:30, 13:00–17:00")
    monday = office_time(2026, 11, 30, 16)
    assert due_of(monday, 2, Unit.WORKING_HOUR) == office_time(2026, 12, 1, 8, 30)
    assert due_of(office_time(2026, 11, 26, 16), 2, Unit.WORKING_HOUR) == office_time(2026, 11, 27, 8)


def test_a_same_day_paper_is_due_when_the_office_closes_that_day() -> None:
    enter([("07:00", "12:00")])
    assert due_of(office_time(2026, 12, 1, 11, 59), 1, Unit.SAME_DAY) == office_time(2026, 12, 1, 12)
    for late in (office_time(2026, 12, 1, 12), office_time(2026, 12, 1, 14)):  # before 15:00, and nobody is there
        assert due_of(late, 1, Unit.SAME_DAY) == office_time(2026, 12, 2, 12)


def test_the_first_day_of_new_hours_says_so_with_its_paper() -> None:
    enter(since=date(2026, 12, 5))  # a Saturday: the first day they apply to is Monday
    accepted = office_time(2026, 12, 4, 16)
    due = queries.reckon(calendar=NATIONAL, accepted_at=accepted, term=Term(Decimal(3), Unit.WORKING_DAY))
    rows = {row.date.day: row for row in queries.explain(due.derivation)}
    assert rows[7].why == ("Giờ làm việc mới: 07:30–11:30, 13:00–17:00",)
    assert rows[7].sources == ("Quyết định 12/QĐ-MẪU",)
    assert (rows[4].why, rows[8].why) == (("Từ lúc tiếp nhận",), ())
    assert queries.papers_of(due.derivation) == ()  # no day is off by that paper


def test_what_is_entered_again_for_a_day_holds_and_what_stood_there_stays_readable() -> None:
    enter()
    enter(LATE, source="Quyết định 13/QĐ-MẪU", at=NOON + timedelta(minutes=1))
    assert told_on(TUESDAY) == "08:00–12:00, 13:00–17:00"
    entered = queries.sittings_entered(NATIONAL)
    assert [one.sittings.source for one in entered] == ["Quyết định 13/QĐ-MẪU", "Quyết định 12/QĐ-MẪU"]
    assert {one.entered_by for one in entered} == {"staff:3"}


def test_hours_taken_back_before_their_day_leave_no_trace_in_a_derivation() -> None:
    enter()
    enter([("07:00", "11:30"), ("13:30", "17:00")])
    assert told_on(TUESDAY) == FIRST
    term = Term(Decimal(2), Unit.WORKING_DAY)
    due = queries.reckon(calendar=NATIONAL, accepted_at=office_time(2026, 11, 30, 9), term=term)
    assert [row.why for row in queries.explain(due.derivation)][1] == ()


def test_summer_and_winter_may_be_entered_ahead() -> None:
    enter(since=date(2027, 4, 16))
    enter(LATE, since=date(2026, 12, 16))
    assert [told_on(on)[:5] for on in (TUESDAY, date(2026, 12, 16), date(2027, 4, 15), date(2027, 4, 16))] == [
        "07:00", "08:00", "08:00", "07:30",
    ]  # fmt: skip


def test_a_saturday_desk_is_open_and_counts_towards_no_term() -> None:
    friday, swapped = office_time(2026, 12, 4, 16), date(2026, 12, 12)
    enter()
    plain = due_of(friday)
    enter(saturday=[("08:00", "11:00")])
    set_day(
        calendar=NATIONAL, date=swapped, kind=DayKind.SWAPPED_WORK, name="Làm bù", source="TB mẫu",
        status=DayStatus.OFFICIAL, actor=KEEPER, at=NOON,
    )  # fmt: skip
    queries.forget()
    known = queries.calendar(NATIONAL)
    saturday, before = date(2026, 12, 5), date(2026, 11, 28)
    assert [len(known.desk_on(day)) for day in (before, saturday, saturday + timedelta(days=1), swapped)] == [
        0,
        1,
        0,
        2,
    ]
    assert (known.is_working(saturday), due_of(friday)) == (False, plain)
    assert due_of(office_time(2026, 12, 5, 9)) == office_time(2026, 12, 7, 17)


BAD = {
    "yesterday": ({"since": date(2026, 11, 19)}, "những ngày đã qua"),
    "the same": ({"hours": [("07:00", "11:30"), ("13:30", "17:00")]}, "đúng giờ ấy rồi"),
    "no paper": ({"source": " "}, "Nguồn còn trống"),
    "an unprintable paper": ({"source": "a\x00"}, "không in được"),
    "to the second": ({"hours": [("07:00:30", "11:30")]}, "ghi đến phút"),
    "none": ({"hours": []}, "phải có"),
    "overlap on Saturday": ({"saturday": [("07:00", "11:30"), ("11:00", "17:00")]}, "không chồng lên nhau"),
    "overlap": ({"hours": [("07:00", "11:30"), ("11:00", "17:00")]}, "không chồng lên nhau"),
    "out of order": ({"hours": [("13:00", "17:00"), ("07:00", "11:00")]}, "theo thứ tự"),
    "end before start": ({"hours": [("11:00", "07:00")]}, "kết thúc sau khi bắt đầu"),
}


@pytest.mark.parametrize(("change", "said"), BAD.values(), ids=list(BAD))
def test_sittings_that_cannot_be_are_refused_in_words(change: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        enter(**change)
    assert queries.sittings_entered(NATIONAL) == ()


def test_today_is_not_too_late() -> None:
    enter(since=date(2026, 11, 20))
    assert told_on(date(2026, 11, 20)).startswith("07:30")


def test_only_who_keeps_the_calendar_sets_its_hours_and_on_what_they_saw() -> None:
    for actor in (CLERK, Actor.public()):
        with pytest.raises(NotAllowed):
            enter(actor=actor)
    with pytest.raises(NoSuchCalendar):
        enter(calendar="nowhere")
    seen = queries.revision(NATIONAL)
    enter(seen=seen)
    with pytest.raises(SomeoneWasFaster):
        enter(LATE, seen=seen)


def test_an_entry_is_neither_changed_nor_deleted() -> None:
    enter()
    for act in (lambda rows: rows.update(source="Khác"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
            act(CalendarSittings.objects.all())


@pytest.mark.django_db(transaction=True)
def test_a_change_of_hours_is_written_down_and_told() -> None:
    set_sittings(
        calendar=NATIONAL, sittings=Sittings(TUESDAY, (Session(time(8), time(16)),), "QĐ 1"), actor=KEEPER, at=NOON
    )
    with connect("motcua_system") as link:
        entries = link.execute("SELECT command, actor, outcome FROM audit_entry").fetchall()
        facts = link.execute("SELECT topic, body ->> 'since' FROM outbox_fact").fetchall()
    revision = CalendarRow.objects.get(code=NATIONAL).revision
    assert ("workcalendar.set_sittings", "staff:3", f"{NATIONAL}@{revision} 2026-12-01 08:00–16:00") in entries
    assert ("workcalendar.SittingsChanged", "2026-12-01") in facts
