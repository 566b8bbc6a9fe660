"""The calendars as frozen values, kept in the process as long as their revision stands."""

from __future__ import annotations

from datetime import date
from threading import Lock
from time import monotonic

from django.conf import settings

from motcua.apps.workcalendar.models import Calendar as CalendarRow
from motcua.apps.workcalendar.models import CalendarDay as DayRowInDatabase
from motcua.apps.workcalendar.models import CalendarSittings as SittingsRow
from motcua.apps.workcalendar.values import (
    ALWAYS,
    Calendar,
    CalendarDay,
    DayEntry,
    DayKind,
    DayStatus,
    Sittings,
    SittingsEntry,
    in_force,
)
from motcua.kernel.errors import NotFound

#: The month from which the next year's days are missed.
AHEAD_FROM = 10
#: How long a calendar may be used before its revision is asked for again.
SECONDS_TRUSTED: float = settings.MEMORY_TRUSTED_SECONDS


class NoSuchCalendar(NotFound):
    """No calendar has that code."""

    code = "no-such-calendar"
    message = "Không có lịch làm việc này."


class _Kept:
    """Calendars of this process by code: revision, when it was last asked for, value."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[int, float, Calendar]] = {}
        self._lock = Lock()

    def get(self, code: str) -> Calendar:
        """The calendar, read anew only when its revision has moved on."""
        kept, asked_at = self._rows.get(code), monotonic()
        if kept and asked_at - kept[1] < SECONDS_TRUSTED:
            return kept[2]
        revision = _revision(code)
        value = kept[2] if kept and kept[0] == revision else load_calendar(code)
        with self._lock:
            self._rows[code] = (revision, asked_at, value)
        return value

    def clear(self) -> None:
        """Drop everything kept."""
        with self._lock:
            self._rows.clear()


_kept = _Kept()


def calendar(code: str) -> Calendar:
    """The calendar of that code; a change made elsewhere shows within two seconds. Raises NoSuchCalendar."""
    return _kept.get(code)


def provisional_year(code: str, *, on: date) -> int | None:
    """The year many promises now fall into whose days are not announced yet; None where there is none.

    From October on that may be the next one, which longer terms reach into. Raises NoSuchCalendar.
    """
    known = calendar(code)
    reached = range(on.year, on.year + (2 if on.month >= AHEAD_FROM else 1))
    return next((year for year in reached if not known.is_issued(year)), None)


def revision(code: str) -> int:
    """How often the calendar has changed, asked anew. Raises NoSuchCalendar."""
    return _revision(code)


def forget() -> None:
    """Drop the calendars kept in this process: after a change made here, and between tests."""
    _kept.clear()


def days(code: str, year: int) -> tuple[CalendarDay, ...]:
    """The exceptional days of one year in order. Raises NoSuchCalendar."""
    known = calendar(code)
    return tuple(known.days[day] for day in sorted(known.days) if day.year == year)


def entries(code: str, year: int) -> tuple[DayEntry, ...]:
    """The exceptional days of one year in order, with who entered them; one statement."""
    rows = DayRowInDatabase.objects.filter(calendar__code=code, date__year=year).order_by("date")
    return tuple(_entry(row) for row in rows)


def entry_on(code: str, on: date) -> DayEntry | None:
    """The exceptional day a calendar has on a date; None where the date follows its weekday. One statement."""
    row = DayRowInDatabase.objects.filter(calendar__code=code, date=on).first()
    return _entry(row) if row else None


def names() -> tuple[tuple[str, str], ...]:
    """Every calendar, by name: code and name; one statement."""
    return tuple(CalendarRow.objects.order_by("name", "code").values_list("code", "name"))


def as_entered(code: str) -> tuple[int, Calendar]:
    """The calendar read now, and its revision: for whoever decides on a change of it. Raises NoSuchCalendar."""
    revision = _revision(code)  # first: what changes in between is then noticed
    return revision, load_calendar(code)


def sittings_entered(code: str) -> tuple[SittingsEntry, ...]:
    """Every change of the sittings, the last entered first, those that no longer hold too; one statement."""
    rows = SittingsRow.objects.filter(calendar__code=code).order_by("-id")
    return tuple(SittingsEntry(_sittings(row), row.entered_by, row.entered_at) for row in rows)


def _entry(row: DayRowInDatabase) -> DayEntry:
    return DayEntry(_day(row), row.entered_by, row.entered_at, row.revision)


def _revision(code: str) -> int:
    """The calendar's present revision: one small statement."""
    revision = CalendarRow.objects.filter(code=code).values_list("revision", flat=True).first()
    if revision is None:
        raise NoSuchCalendar
    return revision


def load_calendar(code: str) -> Calendar:
    """The calendar with its sittings and days as a frozen value, read now."""
    row = CalendarRow.objects.get(code=code)
    special = [_day(day) for day in DayRowInDatabase.objects.filter(calendar=row).order_by("date")]
    entered = [_sittings(one) for one in SittingsRow.objects.filter(calendar=row).order_by("id")]
    return Calendar(
        code=row.code,
        sittings=in_force([Sittings.restored(ALWAYS, row.sessions), *entered]),
        days={day.date: day for day in special},
        same_day_cutoff=row.same_day_cutoff,
        minutes_per_working_day=row.minutes_per_working_day,
        name=row.name,
    )


def _sittings(row: SittingsRow) -> Sittings:
    """One row as a frozen value."""
    return Sittings.restored(row.since, row.sessions, row.source, row.saturday)


def _day(row: DayRowInDatabase) -> CalendarDay:
    """One row as a frozen value."""
    when: date = row.date
    return CalendarDay(when, DayKind(row.kind), row.name, DayStatus(row.status), row.source)
