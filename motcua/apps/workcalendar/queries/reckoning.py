"""Reckoning with a calendar named by its code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from motcua.apps.workcalendar.queries import reading
from motcua.apps.workcalendar.rules import reckoning
from motcua.apps.workcalendar.values import Calendar, Due, Term

Pauses = Iterable[tuple[datetime, datetime]]


def reckon(*, calendar: str | Calendar, accepted_at: datetime, term: Term, pauses: Pauses = ()) -> Due:
    """When a term accepted at a moment ends, and why; by a calendar in force, or by one as it would be.

    Raises NoSuchCalendar, Invalid.
    """
    known = reading.calendar(calendar) if isinstance(calendar, str) else calendar
    return reckoning.reckon(calendar=known, accepted_at=accepted_at, term=term, pauses=pauses)


def worked_minutes(*, calendar: str, start: datetime, end: datetime, pauses: Pauses = ()) -> int:
    """Working minutes between two moments outside pauses. Raises NoSuchCalendar, Invalid."""
    return reckoning.worked_minutes(calendar=reading.calendar(calendar), start=start, end=end, pauses=pauses)


def add_minutes(*, calendar: str, at: datetime, minutes: int, pauses: Pauses = ()) -> Due:
    """When so many working minutes from a moment have passed. Raises NoSuchCalendar, Invalid."""
    return reckoning.add_minutes(calendar=reading.calendar(calendar), at=at, minutes=minutes, pauses=pauses)
