"""Entering and changing the days of a calendar. Refusals: NoSuchCalendar, NotAllowed, Invalid, DayStands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 -- `date` is the word callers use for the day they set
from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.apps.workcalendar import policy
from motcua.apps.workcalendar.commands import _telling
from motcua.apps.workcalendar.events import CalendarChanged
from motcua.apps.workcalendar.models import Calendar, CalendarDay
from motcua.apps.workcalendar.queries import entry_on
from motcua.apps.workcalendar.rules.shipped import problem_of, read_days
from motcua.apps.workcalendar.values import CalendarDay as Day
from motcua.apps.workcalendar.values import DayKind, DayStatus
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, Refusal


class DayStands(Refusal):
    """Something stands on this day that the writer has not seen."""

    code = "day-stands"
    message = "Lịch đã ghi ngày này rồi, như nêu ở trên. Xin xem, rồi bấm lần nữa nếu vẫn muốn đổi."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file: rows entered, changed, already there, and what is wrong by line."""

    entered: int = 0
    changed: int = 0
    same: int = 0
    problems: dict[int, str] = field(default_factory=dict)


def set_day(
    *,
    calendar: str,
    date: Date,
    kind: DayKind,
    name: str,
    source: str,
    status: DayStatus,
    actor: Actor,
    at: datetime,
    seen: str | None = None,
    centres: Sequence[int] = (),
) -> None:
    """Enter or change one exceptional day; promises made from now on reckon with it.

    `seen` is the mark of the entry the writer saw there ('': none); None: it may replace whatever stands there.
    `centres` are those that reckon by this calendar: each finds the change in its log.
    Raises NoSuchCalendar, NotAllowed, DayStands, and Invalid when name or source are empty, too long or unprintable.
    """
    actor = policy.require_change(actor)
    problem = problem_of(name, source)
    if problem:
        raise Invalid(problem)
    with transaction.atomic():
        _check_seen(_telling.lock(calendar), date, seen)
        days = [Day(date, kind, name.strip(), status, source.strip())]
        _enter(calendar, days, actor, at, "workcalendar.set_day", centres)


def clear_day(
    *, calendar: str, date: Date, actor: Actor, at: datetime, seen: str | None = None, centres: Sequence[int] = ()
) -> None:
    """Make a day follow its weekday again; `seen`, `centres` as in `set_day`. A day that is plain already stays so.

    Raises NoSuchCalendar, NotAllowed, DayStands.
    """
    actor = policy.require_change(actor)
    with transaction.atomic():
        row = _telling.lock(calendar)
        _check_seen(row, date, seen)
        if CalendarDay.objects.filter(calendar=row, date=date).delete()[0]:
            _tell(row, [date], actor, at, "workcalendar.clear_day", centres)


def load_days(*, calendar: str, lines: Iterable[str], actor: Actor, at: datetime) -> Loaded:
    """Enter the days of a CSV text (date, kind, name, status, source); a bad row is reported by its line.

    Rows that say what the calendar says already change nothing. Raises NoSuchCalendar, NotAllowed.
    """
    actor = policy.require_change(actor)
    days, problems = read_days(lines)
    entered, changed = _enter(calendar, days, actor, at, "workcalendar.load_days")
    return Loaded(entered=entered, changed=changed, same=len(days) - entered - changed, problems=problems)


def _enter(
    calendar: str, days: Sequence[Day], actor: Actor, at: datetime, command: str, centres: Sequence[int] = ()
) -> tuple[int, int]:
    """Write the days that differ in one transaction; how many were new and how many changed."""
    with transaction.atomic():
        row = _telling.lock(calendar)
        known = {day.date: day for day in CalendarDay.objects.filter(calendar=row)}
        new = [day for day in days if day.date not in known]
        changed = [day for day in days if day.date in known and _differs(known[day.date], day)]
        CalendarDay.objects.bulk_create(
            CalendarDay(calendar=row, date=day.date, **_columns(day, actor, at)) for day in new
        )
        for day in changed:
            CalendarDay.objects.filter(calendar=row, date=day.date).update(
                **_columns(day, actor, at), revision=F("revision") + 1
            )
        if new or changed:
            _tell(row, [day.date for day in (*new, *changed)], actor, at, command, centres)
    return len(new), len(changed)


def _tell(
    row: Calendar, dates: Sequence[Date], actor: Actor, at: datetime, command: str, centres: Sequence[int]
) -> None:
    """Tell of the days that were entered, changed or cleared."""
    row.revision += 1
    fact = CalendarChanged(calendar=row.code, first=min(dates), last=max(dates), revision=row.revision)
    what = " ".join(date.isoformat() for date in sorted(dates))
    _telling.tell(row, fact, what=what, actor=actor, at=at, command=command, centres=centres)


def _check_seen(row: Calendar, date: Date, seen: str | None) -> None:
    """Raise DayStands where the day has an entry of another mark; None has not looked and does not ask."""
    stands = None if seen is None else entry_on(row.code, date)
    if stands is not None and stands.mark != seen:
        raise DayStands


def _differs(row: CalendarDay, day: Day) -> bool:
    """Whether the row says something else than the day."""
    return (row.kind, row.name, row.status, row.source) != (day.kind, day.name, day.status, day.source)


def _columns(day: Day, actor: Actor, at: datetime) -> dict[str, str | datetime]:
    """The columns a day is kept in, with who entered it and when."""
    return {
        "kind": day.kind.value,
        "name": day.name,
        "status": day.status.value,
        "source": day.source,
        "entered_by": actor.label,
        "entered_at": at,
    }
