"""Entering and changing days: who may, what is written down, and that promises reckon with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.apps.workcalendar import queries
from motcua.apps.workcalendar.commands import DayStands, clear_day, load_days, set_day
from motcua.apps.workcalendar.queries.reading import NoSuchCalendar
from motcua.apps.workcalendar.values import NATIONAL, DayKind, DayStatus, Term, Unit
from motcua.base.testing.roles import connect
from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.clock import office_time
from motcua.kernel.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
KEEPER = Actor(ActorKind.STAFF, account_id=3, duties=frozenset({Duty(Role.KEEPER, 1)}))
CLERK = Actor(ActorKind.STAFF, account_id=4, duties=frozenset({Duty(Role.CLERK, 1)}))
NOON = office_time(2026, 11, 20, 12)
MONDAY = date(2026, 12, 14)


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


def storm(**changes: Any) -> None:
    given = {
        "calendar": NATIONAL,
        "date": MONDAY,
        "kind": DayKind.HOLIDAY,
        "name": "Nghỉ tránh bão Mẫu",
        "source": "Công điện 1/CĐ-MẪU",
        "status": DayStatus.OFFICIAL,
        "actor": KEEPER,
        "at": NOON,
    }
    set_day(**{**given, **changes})
    queries.forget()


def due_of(accepted: datetime) -> datetime:
    term = Term(Decimal(1), Unit.WORKING_DAY)
    return queries.reckon(calendar=NATIONAL, accepted_at=accepted, term=term).at


def test_every_install_has_the_national_calendar() -> None:
    calendar = queries.calendar(NATIONAL)
    assert [sittings.told for sittings in calendar.sittings] == ["07:00–11:30, 13:30–17:00"]
    assert (len(calendar.days), calendar.issued_until) == (45, 2026)
    assert [day.date for day in queries.days(NATIONAL, 2025)][:2] == [date(2025, 1, 1), date(2025, 1, 27)]


def test_a_promise_reckons_with_a_day_that_was_entered() -> None:
    friday = office_time(2026, 12, 11, 10)
    assert due_of(friday) == office_time(2026, 12, 14, 10)
    storm()
    assert due_of(friday) == office_time(2026, 12, 15, 10)


def test_a_day_entered_again_is_changed_and_counted() -> None:
    storm()
    storm(kind=DayKind.SWAPPED_OFF)
    (day,) = [day for day in queries.days(NATIONAL, 2026) if day.date == MONDAY]
    assert day.kind is DayKind.SWAPPED_OFF


def test_a_day_nobody_has_looked_at_is_not_replaced_nor_cleared() -> None:
    storm(seen="")
    first = queries.entry_on(NATIONAL, MONDAY)
    assert first is not None
    for seen in ("", "2026-12-14@0"):
        with pytest.raises(DayStands):
            storm(name="Khác", seen=seen)
        with pytest.raises(DayStands):
            clear_day(calendar=NATIONAL, date=MONDAY, seen=seen, actor=KEEPER, at=NOON)
    storm(name="Khác", seen=first.mark, at=NOON + timedelta(minutes=1))
    with pytest.raises(DayStands):
        clear_day(calendar=NATIONAL, date=MONDAY, seen=first.mark, actor=KEEPER, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_a_change_is_written_down_and_told() -> None:
    storm()
    with connect("motcua_system") as link:
        entries = link.execute("SELECT command, actor, split_part(outcome, ' ', 2) FROM audit_entry").fetchall()
        facts = link.execute("SELECT topic FROM outbox_fact").fetchall()
    clear_day(calendar=NATIONAL, date=MONDAY, actor=KEEPER, at=NOON)  # calendars outlive a test that commits
    assert ("workcalendar.set_day", "staff:3", "2026-12-14") in entries
    assert ("workcalendar.CalendarChanged",) in facts


def test_a_day_that_says_nothing_new_is_not_told() -> None:
    storm()
    with CaptureQueriesContext(connection) as captured:
        storm()
    assert not [query for query in captured.captured_queries if query["sql"].startswith(("INSERT", "UPDATE"))]


def test_a_cleared_day_follows_its_weekday_again() -> None:
    storm()
    clear_day(calendar=NATIONAL, date=MONDAY, actor=KEEPER, at=NOON)
    queries.forget()
    assert queries.calendar(NATIONAL).is_working(MONDAY)


def test_only_keepers_and_administrators_move_promises() -> None:
    with pytest.raises(NotAllowed):
        storm(actor=CLERK)
    with pytest.raises(NotAllowed):
        clear_day(calendar=NATIONAL, date=MONDAY, actor=Actor.public(), at=NOON)
    with pytest.raises(NotAllowed):
        load_days(calendar=NATIONAL, lines=[], actor=CLERK, at=NOON)


@pytest.mark.parametrize("words", [{"name": " "}, {"source": ""}, {"name": "a\x00"}, {"name": "a" * 201}])
def test_a_day_needs_a_name_and_a_source(words: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        storm(**words)


def test_an_unknown_calendar_is_not_found() -> None:
    with pytest.raises(NoSuchCalendar):
        storm(calendar="nowhere")
    with pytest.raises(NoSuchCalendar):
        queries.calendar("nowhere")


def test_a_calendar_in_use_costs_no_statement(django_assert_num_queries: Any) -> None:
    queries.calendar(NATIONAL)
    with django_assert_num_queries(0):
        due_of(office_time(2026, 12, 11, 10))


def test_an_old_calendar_is_read_again_only_when_it_changed(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("motcua.apps.workcalendar.queries.reading.SECONDS_TRUSTED", 0.0)
    queries.calendar(NATIONAL)
    with django_assert_num_queries(1):
        queries.calendar(NATIONAL)


CSV = """date,weekday,kind,name,status,source
2026-12-14,Thứ Hai,holiday,Ngày Mẫu,official,Công văn 1
2026-13-14,?,holiday,Ngày Mẫu,official,Công văn 1
2026-12-15,Thứ Ba,fiesta,Ngày Mẫu,official,Công văn 1
2026-12-16,Thứ Tư,holiday,,official,Công văn 1
2026-12-14,Thứ Hai,holiday,Ngày Mẫu,official,Công văn 2
2026-12-17,Thứ Năm,holiday,Ngày Mẫu,maybe,Công văn 1
2026-11-24,Thứ Ba,holiday,Ngày Văn hóa Việt Nam,official,Nghị quyết 80-NQ/TW
2026-09-02,Thứ Tư,holiday,Quốc khánh,official,PyPI holidays 0.109
2026-12-18
"""


def test_a_bad_row_of_a_file_is_told_by_its_line_and_stops_no_other() -> None:
    loaded = load_days(calendar=NATIONAL, lines=CSV.splitlines(), actor=KEEPER, at=NOON)
    assert (loaded.entered, loaded.changed, loaded.same) == (1, 1, 1)
    assert sorted(loaded.problems) == [3, 4, 5, 6, 7, 10]
    assert "2026-13-14" in loaded.problems[3]
    queries.forget()
    assert not queries.calendar(NATIONAL).is_working(MONDAY)


def test_a_file_without_its_columns_is_told_so() -> None:
    loaded = load_days(calendar=NATIONAL, lines=["ngày,loại"], actor=KEEPER, at=NOON)
    assert (loaded.entered, list(loaded.problems)) == (0, [1])


@pytest.mark.django_db(transaction=True)
def test_a_change_shows_at_once_in_the_process_that_made_it() -> None:
    queries.calendar(NATIONAL)
    try:
        set_day(
            calendar=NATIONAL,
            date=MONDAY,
            kind=DayKind.HOLIDAY,
            name="Ngày Mẫu",
            source="Công văn 1",
            status=DayStatus.OFFICIAL,
            actor=KEEPER,
            at=NOON,
        )
        assert not queries.calendar(NATIONAL).is_working(MONDAY)
    finally:
        clear_day(calendar=NATIONAL, date=MONDAY, actor=KEEPER, at=NOON)


def test_nothing_is_kept_of_a_change_that_was_rolled_back() -> None:
    with transaction.atomic():
        storm()
        assert not queries.calendar(NATIONAL).is_working(MONDAY)
        transaction.set_rollback(True)
    queries.forget()
    assert queries.calendar(NATIONAL).is_working(MONDAY)


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), 2027),  # terms begin to reach into it
        (date(2026, 12, 31), 2027),
        (date(2027, 2, 1), 2027),  # nobody has entered it since
        (date(2028, 2, 1), 2028),
    ],
)
def test_a_year_that_is_not_announced_is_missed_from_october(on: date, year: int | None) -> None:
    assert queries.provisional_year(NATIONAL, on=on) == year


def test_once_every_day_of_the_year_is_announced_nothing_is_missed() -> None:
    for number, day in enumerate(queries.days(NATIONAL, 2027)):
        stands = queries.entry_on(NATIONAL, day.date)
        assert stands is not None
        storm(date=day.date, seen=stands.mark, kind=day.kind, at=NOON + timedelta(minutes=number))
    assert queries.provisional_year(NATIONAL, on=date(2026, 12, 1)) is None
