"""Working minutes between two moments without walking the days: sums kept by year.

A work list tells the remaining time of every row on every page; the walk that explains a date is not needed there.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from motcua.apps.workcalendar.values import Calendar


def minutes_between(calendar: Calendar, since: datetime, until: datetime) -> int:
    """Working minutes from `since` to `until`, both by the office's wall clock, `since` first."""
    whole = sum(_before_day(calendar, year)[-1] for year in range(since.year, until.year))
    return whole + _in_year(calendar, until) - _in_year(calendar, since)


def _in_year(calendar: Calendar, moment: datetime) -> int:
    """Working minutes from the start of the year to the moment."""
    before = _before_day(calendar, moment.year)[moment.timetuple().tm_yday - 1]
    return before + (_on_day(calendar, moment) if calendar.is_working(moment.date()) else 0)


def _on_day(calendar: Calendar, moment: datetime) -> int:
    clock = moment.hour * 60 + moment.minute
    spans = (session.clock_minutes for session in calendar.sittings_on(moment.date()).sessions)
    return sum(min(max(clock - start, 0), end - start) for start, end in spans)


@lru_cache(maxsize=64)
def _before_day(calendar: Calendar, year: int) -> tuple[int, ...]:
    """Working minutes of the year before each of its days, and of the whole year at the end."""
    sums, day = [0], date(year, 1, 1)
    while day.year == year:
        sums.append(sums[-1] + (calendar.sittings_on(day).minutes if calendar.is_working(day) else 0))
        day += timedelta(days=1)
    return tuple(sums)
