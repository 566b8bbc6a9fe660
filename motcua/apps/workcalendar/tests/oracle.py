"""A slow second opinion on due dates: minute by minute, from the calendar file, with no line of the engine.

Naive wall-clock times throughout, so that not even the zone is shared. The hours of a day are told by a day they hold
from, as pairs of minutes; without any, those the office began with hold.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "holidays.csv"
MINUTE = timedelta(minutes=1)
Pauses = list[tuple[datetime, datetime]]
Hours = Sequence[tuple[date, Sequence[tuple[int, int]]]]
FIRST_HOURS: Sequence[tuple[int, int]] = [(420, 690), (810, 1020)]


@cache
def _kinds() -> dict[str, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["date"]: row["kind"] for row in csv.DictReader(file)}


@cache
def is_off(day: date) -> bool:
    kind = _kinds().get(day.isoformat())
    if kind is None:
        return day.isoweekday() > 5
    return kind != "swapped_work"


def hours_on(day: date, hours: Hours) -> Sequence[tuple[int, int]]:
    held = FIRST_HOURS
    for since, told in hours:
        if since <= day:
            held = told
    return held


def is_open(minute: datetime, hours: Hours) -> bool:
    clock = minute.hour * 60 + minute.minute
    return not is_off(minute.date()) and any(a <= clock < b for a, b in hours_on(minute.date(), hours))


def in_pause(minute: datetime, pauses: Pauses) -> bool:
    return any(start <= minute < end for start, end in pauses)


def due_worked(accepted: datetime, minutes: int, pauses: Pauses, hours: Hours = ()) -> datetime:
    at = accepted
    while True:
        if is_open(at, hours) and not in_pause(at, pauses):
            minutes -= 1
        at += MINUTE
        if not minutes:
            return at


def due_days(accepted: datetime, days: int, pauses: Pauses, hours: Hours = ()) -> datetime:
    return _moved(_standing_still(accepted, days * 24 * 60, pauses), hours)


def due_months(accepted: datetime, months: int, pauses: Pauses, hours: Hours = ()) -> datetime:
    year, month = accepted.year, accepted.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    day = accepted.day
    while True:
        try:
            plain = datetime(year, month, day, accepted.hour, accepted.minute)  # noqa: DTZ001 -- wall clock
            break
        except ValueError:
            day -= 1
    return _moved(_standing_still(accepted, int((plain - accepted).total_seconds()) // 60, pauses), hours)


def due_same_day(received: datetime, pauses: Pauses, hours: Hours = ()) -> datetime:
    day = received.date()
    clock = received.hour * 60 + received.minute
    if is_off(day) or clock > 15 * 60 or clock >= hours_on(day, hours)[-1][1]:
        day += timedelta(days=1)
        while is_off(day):
            day += timedelta(days=1)
    due = datetime(day.year, day.month, day.day) + hours_on(day, hours)[-1][1] * MINUTE  # noqa: DTZ001 -- wall clock
    if not in_pause(due - MINUTE, pauses):
        return due
    resumed = due
    while in_pause(resumed, pauses):
        resumed += MINUTE
    return due_same_day(resumed, pauses, hours)


def worked(start: datetime, end: datetime, pauses: Pauses, hours: Hours = ()) -> int:
    count, at = 0, start
    while at < end:
        count += is_open(at, hours) and not in_pause(at, pauses)
        at += MINUTE
    return count


def _standing_still(accepted: datetime, minutes: int, pauses: Pauses) -> datetime:
    at = accepted
    while minutes:
        minutes -= not in_pause(at, pauses)
        at += MINUTE
    return at


def _moved(end: datetime, hours: Hours) -> datetime:
    while is_off(end.date()):
        end += timedelta(days=1)
    while not (is_open(end, hours) or is_open(end - MINUTE, hours)):
        end += MINUTE
    return end
