"""A slow second opinion on due dates: minute by minute, from the calendar file, with no line of the engine.

Naive wall-clock times throughout, so that not even the zone is shared.
"""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "data" / "holidays.csv"
MINUTE = timedelta(minutes=1)
Pauses = list[tuple[datetime, datetime]]


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


def is_open(minute: datetime) -> bool:
    clock = minute.hour * 60 + minute.minute
    return not is_off(minute.date()) and (420 <= clock < 690 or 810 <= clock < 1020)


def in_pause(minute: datetime, pauses: Pauses) -> bool:
    return any(start <= minute < end for start, end in pauses)


def due_worked(accepted: datetime, minutes: int, pauses: Pauses) -> datetime:
    at = accepted
    while True:
        if is_open(at) and not in_pause(at, pauses):
            minutes -= 1
        at += MINUTE
        if not minutes:
            return at


def due_days(accepted: datetime, days: int, pauses: Pauses) -> datetime:
    return _moved(_standing_still(accepted, days * 24 * 60, pauses))


def due_months(accepted: datetime, months: int, pauses: Pauses) -> datetime:
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
    return _moved(_standing_still(accepted, int((plain - accepted).total_seconds()) // 60, pauses))


def due_same_day(received: datetime, pauses: Pauses) -> datetime:
    in_time = not is_off(received.date()) and (received.hour, received.minute) <= (15, 0)
    due = received.replace(hour=17, minute=0)
    if not in_time:
        due += timedelta(days=1)
        while is_off(due.date()):
            due += timedelta(days=1)
    if not in_pause(due - MINUTE, pauses):
        return due
    resumed = due
    while in_pause(resumed, pauses):
        resumed += MINUTE
    return due_same_day(resumed, pauses)


def worked(start: datetime, end: datetime, pauses: Pauses) -> int:
    count, at = 0, start
    while at < end:
        count += is_open(at) and not in_pause(at, pauses)
        at += MINUTE
    return count


def _standing_still(accepted: datetime, minutes: int, pauses: Pauses) -> datetime:
    at = accepted
    while minutes:
        minutes -= not in_pause(at, pauses)
        at += MINUTE
    return at


def _moved(end: datetime) -> datetime:
    while is_off(end.date()):
        end += timedelta(days=1)
    while not (is_open(end) or is_open(end - MINUTE)):
        end += MINUTE
    return end
