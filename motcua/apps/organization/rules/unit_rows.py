"""Rows of the units' file: one line is one unit from one day to another, with what it became.

Columns: code, level, name, parent, from, to, source, became. `became` lists codes in force on the day after `to`,
each with how much went there: «00004:whole», «00541:part 00565:part».
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.apps.organization.values import How, UnitLevel
from motcua.kernel.text import nfc

COLUMNS = ("code", "level", "name", "parent", "from", "to", "source", "became")
#: Types by level; a name begins with its type.
TYPES = {
    UnitLevel.PROVINCE: ("tỉnh", "thành phố"),
    UnitLevel.DISTRICT: ("huyện", "quận", "thị xã", "thành phố"),
    UnitLevel.COMMUNE: ("xã", "phường", "thị trấn", "đặc khu"),
}
_CODE = re.compile(r"[0-9A-Za-z.-]{1,20}")
_LONGEST = 200


class BadRow(ValueError):
    """A row that cannot be used: the field at fault and a Vietnamese reason for the person who sent it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as the file (or the table) has it."""

    code: str
    level: UnitLevel
    type: str
    name: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def short(self) -> str:
        """The name without its type."""
        return self.name[len(self.type) :].strip() if self.name.lower().startswith(self.type) else self.name

    def in_force(self, on: date) -> bool:
        """Whether it is named so on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Became:
    """One entry of `became`: a code in force from `since` on, and how much went there."""

    code: str
    how: How
    since: date


@dataclass(frozen=True, slots=True)
class Line:
    """A good line."""

    number: int
    row: UnitRow
    became: tuple[Became, ...]


def read_lines(lines: Iterable[str]) -> Iterator[Line | tuple[int, BadRow]]:
    """Each line as a row, or what is wrong with it by its number. Raises BadRow where the head itself is wrong."""
    reader = csv.DictReader(lines)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise BadRow(missing[0], "Dòng đầu thiếu cột này.")
    for row in reader:
        number = reader.line_num
        try:
            unit = _row(row)
            yield Line(number, unit, _became(row.get("became") or "", unit))
        except BadRow as bad:
            yield number, bad


def _row(cells: Mapping[str, str | None]) -> UnitRow:
    given = {column: nfc(cells.get(column) or "") for column in COLUMNS}
    if not _CODE.fullmatch(given["code"]):
        raise BadRow("code", "Mã gồm 1 đến 20 chữ số, chữ cái không dấu, dấu chấm hoặc gạch nối.")
    if given["level"] not in set(UnitLevel):
        raise BadRow("level", "Cấp là province, district hoặc commune.")
    level = UnitLevel(given["level"])
    for column in ("name", "source"):
        if not given[column] or len(given[column]) > _LONGEST or not given[column].isprintable():
            raise BadRow(column, f"Xin ghi từ 1 đến {_LONGEST} chữ trên một dòng.")
    if (level is not UnitLevel.PROVINCE) != bool(given["parent"]):
        raise BadRow("parent", "Tỉnh không có cấp trên; xã, huyện thì phải có mã cấp trên.")
    since, until = _day(given, "from"), _day(given, "to")
    if since and until and until < since:
        raise BadRow("to", "Ngày cuối đứng trước ngày đầu.")
    kind = type_of(given["name"], level)
    return UnitRow(given["code"], level, kind, given["name"], given["parent"], since, until, given["source"])


def type_of(name: str, level: UnitLevel) -> str:
    """The type a name begins with; '' where it has none («Khu vực bãi bồi …»)."""
    return next((one for one in TYPES[level] if name.lower().startswith(f"{one} ")), "")


def _day(given: Mapping[str, str], column: str) -> date | None:
    if not given[column]:
        return None
    try:
        return date.fromisoformat(given[column])
    except ValueError:
        raise BadRow(column, "Ngày có dạng 2025-07-01.") from None


def _became(text: str, unit: UnitRow) -> tuple[Became, ...]:
    if not text.strip():
        return ()
    if unit.valid_to is None:
        raise BadRow("became", "Đơn vị còn hiệu lực thì chưa trở thành đơn vị khác; xin ghi cột to.")
    found = []
    for entry in text.split():
        code, _colon, how = entry.partition(":")
        if not _CODE.fullmatch(code) or how not in set(How):
            raise BadRow("became", f"Xin ghi MÃ:CÁCH, cách là {', '.join(How)}.")
        found.append(Became(code, How(how), unit.valid_to + timedelta(days=1)))
    return tuple(found)
