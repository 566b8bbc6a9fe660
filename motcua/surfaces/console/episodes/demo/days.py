"""Moments inside the office's hours, counted back from now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import NATIONAL
from motcua.kernel import clock

#: Dossiers are of the last so many calendar days.
REACH = 60


@dataclass(frozen=True, slots=True)
class Days:
    """The working days before today, newest first, and the present moment."""

    now: datetime
    worked: tuple[date, ...]

    def opening(self, ago: int, *, minutes: int) -> datetime:
        """So many working minutes after the opening of the `ago`-th working day before today (1 = the last one)."""
        day = self.worked[min(ago, len(self.worked)) - 1]
        return after(clock.office_time(day.year, day.month, day.day), minutes=minutes)


def before(now: datetime) -> Days:
    """The working days of the last REACH days."""
    today = clock.local(now).date()
    past = (today - timedelta(days=n) for n in range(1, REACH))
    return Days(now=now, worked=tuple(day for day in past if _is_worked(day)))


def after(moment: datetime, *, minutes: int) -> datetime:
    """The moment after so many working minutes."""
    return workcalendar.add_minutes(calendar=NATIONAL, at=moment, minutes=minutes).at


def _is_worked(day: date) -> bool:
    begin = clock.office_time(day.year, day.month, day.day)
    return workcalendar.worked_minutes(calendar=NATIONAL, start=begin, end=begin + timedelta(days=1)) > 0
