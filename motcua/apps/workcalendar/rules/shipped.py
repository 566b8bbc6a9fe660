"""The calendar file: reading its rows, and the national calendar that comes with the program."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, time
from functools import cache
from importlib.resources import files

from motcua.apps.workcalendar.values import (
    ALWAYS,
    NATIONAL,
    Calendar,
    CalendarDay,
    DayKind,
    DayStatus,
    Session,
    Sittings,
)

#: First values; each calendar's own stand in its row.
SESSIONS = (Session(time(7, 0), time(11, 30)), Session(time(13, 30), time(17, 0)))
SITTINGS = Sittings(ALWAYS, SESSIONS)
LONGEST_NAME, LONGEST_SOURCE = 200, 400
COLUMNS = ("date", "kind", "name", "status", "source")


def read_days(lines: Iterable[str]) -> tuple[tuple[CalendarDay, ...], dict[int, str]]:
    """The days of a CSV text with a header, and what is wrong by line; a bad row never stops the others."""
    reader = csv.DictReader(lines)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        return (), {1: "Tệp thiếu cột: " + ", ".join(missing) + "."}
    days: dict[date, CalendarDay] = {}
    problems: dict[int, str] = {}
    for row in reader:
        try:
            day = _day(row)
        except ValueError as problem:
            problems[reader.line_num] = str(problem)
            continue
        if day.date in days:
            problems[reader.line_num] = f"Ngày {day.date:%d/%m/%Y} đã có ở dòng trước."
            continue
        days[day.date] = day
    return tuple(days.values()), problems


@cache
def shipped() -> Calendar:
    """The national office calendar as shipped: for the calculator, and for an install's first day."""
    text = files("motcua.apps.workcalendar").joinpath("data/holidays.csv").read_text(encoding="utf-8")
    days, _problems = read_days(text.splitlines())
    return Calendar(code=NATIONAL, sittings=(SITTINGS,), days={day.date: day for day in days})


def problem_of(name: str, source: str) -> str:
    """What is wrong with the words of a day; empty when nothing is."""
    return _problem("Tên", name, LONGEST_NAME) or problem_of_source(source)


def problem_of_source(source: str) -> str:
    """What is wrong with the paper a day or the sittings rest on; empty when nothing is."""
    return _problem("Nguồn", source, LONGEST_SOURCE)


def _problem(label: str, text: str, longest: int) -> str:
    if not text.strip():
        return f"{label} còn trống."
    if len(text) > longest:
        return f"{label} dài quá {longest} ký tự."
    return "" if text.isprintable() else f"{label} có ký tự không in được."


def _day(row: dict[str, str]) -> CalendarDay:
    """One row, or ValueError with what the person should mend."""
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    empty = [column for column in COLUMNS if not cells[column]]
    if empty:
        raise ValueError("Thiếu: " + ", ".join(empty) + ".")
    try:
        when = date.fromisoformat(cells["date"])
    except ValueError:
        raise ValueError(f"Ngày “{cells['date']}” không có thật; viết như 2026-09-02.") from None
    if cells["kind"] not in set(DayKind):
        raise ValueError(f"Loại ngày “{cells['kind']}” không dùng được.")
    if cells["status"] not in set(DayStatus):
        raise ValueError(f"Tình trạng “{cells['status']}” không dùng được.")
    problem = problem_of(cells["name"], cells["source"])
    if problem:
        raise ValueError(problem)
    return CalendarDay(when, DayKind(cells["kind"]), cells["name"], DayStatus(cells["status"]), cells["source"])
