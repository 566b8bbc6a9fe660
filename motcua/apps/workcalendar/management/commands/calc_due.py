"""`bin/motcua calc due`: due dates in a batch, with their derivations, for auditors and integrators.

Reads JSON lines from FILE or `-` and writes one JSON object a line in the same order. Needs no server and no database:
it reckons with the calendar shipped with the program, and with the sittings a row names from a day on.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.apps.workcalendar.queries.telling import tell
from motcua.apps.workcalendar.rules.reckoning import reckon
from motcua.apps.workcalendar.rules.shipped import shipped
from motcua.apps.workcalendar.values import Calendar, Sittings, Span, Term, Unit
from motcua.kernel.clock import OFFICE, local
from motcua.kernel.errors import Invalid

LOCAL_CLOCK = re.compile(r"\d\d:\d\d", re.ASCII)
LOCAL_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)


class Command(BaseCommand):
    help = (
        "Tính ngày hẹn trả cho nhiều dòng JSON: "
        '{"id","accepted_at":"2025-08-29T16:00","term":{"quantity":3,"unit":"working_day"},"pauses":[["từ","đến"]]}. '
        'Giờ làm việc đổi từ một ngày: "sittings":[{"from":"2026-06-01","sessions":[["06:30","11:00"]]}]. '
        "Đơn vị: working_hour, working_day, day, month, same_day. Giờ địa phương."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="tệp JSON lines, hoặc - để đọc từ đầu vào chuẩn")

    def handle(self, *_args: Any, **options: Any) -> None:
        for line in answers(_lines(options["file"])):
            self.stdout.write(line)


def answers(lines: Iterable[bytes]) -> Iterator[str]:
    """One JSON answer for each row; a bad row answers with its error and stops nobody."""
    for line in lines:
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if text:
            yield _json(_answer(text))


def _lines(name: str) -> list[bytes]:
    """The rows of the file, or of standard input. Raises CommandError when it cannot be read."""
    if name == "-":
        return sys.stdin.buffer.read().split(b"\n")
    try:
        return Path(name).read_bytes().split(b"\n")
    except OSError as problem:
        raise CommandError(f"Không đọc được tệp {name}: {problem.strerror}.") from problem


def _answer(text: bytes) -> dict[str, Any]:
    """What one row comes to."""
    try:
        row = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return {"id": None, "error": "Dòng không phải JSON hợp lệ."}
    if not isinstance(row, dict):
        return {"id": None, "error": "Dòng phải là một đối tượng JSON."}
    try:
        return {"id": row.get("id"), **_due(row)}
    except Invalid as problem:
        return {"id": row.get("id"), "error": str(problem)}


def _due(row: dict[str, Any]) -> dict[str, Any]:
    """The due date of a row and its derivation. Raises Invalid."""
    due = reckon(
        calendar=_calendar(_sittings(row.get("sittings"))),
        accepted_at=_moment(row.get("accepted_at"), "accepted_at"),
        term=_term(row.get("term")),
        pauses=_pauses(row.get("pauses")),
    )
    return {
        "due_at": _written(due.at),
        "derivation": [_entry(span) for span in due.derivation],
        "provisional": due.provisional,
    }


def _entry(span: Span) -> dict[str, Any]:
    """One stretch of the derivation."""
    return {
        "from": _written(span.start),
        "to": _written(span.end),
        "counted": span.counted,
        "reason": tell(span.reason),
    }


def _term(given: object) -> Term:
    """The term of a row; a same-day term needs no quantity. Raises Invalid."""
    if not isinstance(given, dict):
        raise Invalid({"term": "term phải có quantity và unit."})
    unit, quantity = given.get("unit"), given.get("quantity")
    if not isinstance(unit, str) or unit not in set(Unit):
        raise Invalid({"unit": "unit phải là một trong: " + ", ".join(Unit) + "."})
    if quantity is None and unit == Unit.SAME_DAY:
        quantity = 1
    if isinstance(quantity, bool) or not isinstance(quantity, (int, Decimal)):
        raise Invalid({"quantity": "quantity phải là một số lớn hơn 0."})
    return Term(Decimal(quantity), Unit(unit))


def _pauses(given: object) -> list[tuple[datetime, datetime]]:
    """The pauses of a row, none when it names none. Raises Invalid."""
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in given):
        raise Invalid({"pauses": "pauses phải là các cặp [từ, đến]."})
    return [(_moment(start, "pauses"), _moment(end, "pauses")) for start, end in given]


@lru_cache(maxsize=16)
def _calendar(entered: tuple[Sittings, ...]) -> Calendar:
    """The shipped calendar with the sittings of a row; rows of one batch mostly name the same."""
    return shipped().with_sittings(*entered)


def _sittings(given: object) -> tuple[Sittings, ...]:
    """The sittings a row names from a day on, none when it names none. Raises Invalid."""
    try:
        return tuple(_hours(one) for one in given or ())  # type: ignore[attr-defined]
    except (TypeError, ValueError, KeyError):
        wanted = 'sittings phải như [{"from": "2026-06-01", "sessions": [["06:30", "11:00"], ["13:00", "16:30"]]}].'
        raise Invalid({"sittings": wanted}) from None


def _hours(one: dict[str, Any]) -> Sittings:
    """One change of the sittings. Raises Invalid for hours that cannot be, and what unreadable words raise."""
    pairs = one["sessions"]
    if not all(LOCAL_CLOCK.fullmatch(clock) for pair in pairs for clock in pair):
        raise ValueError(pairs)
    return Sittings.restored(date.fromisoformat(one["from"]), pairs)


def _moment(given: object, name: str) -> datetime:
    """A local wall-clock minute such as 2025-08-29T16:00. Raises Invalid."""
    if isinstance(given, str) and LOCAL_MINUTE.fullmatch(given):
        try:
            return datetime.fromisoformat(given).replace(tzinfo=OFFICE)
        except ValueError:
            pass
    raise Invalid({name: f"{name} phải là giờ địa phương có thật, viết như 2025-08-29T16:00."})


def _written(moment: datetime) -> str:
    """The wall-clock minute as the rows write it."""
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def _no_number(word: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(word)


def _json(answer: dict[str, Any]) -> str:
    """One line of JSON that any output can carry, even for an id with broken letters."""
    line = json.dumps(answer, ensure_ascii=False, default=float)
    encoding = sys.stdout.encoding or "utf-8"
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(answer, default=float)
    return line
