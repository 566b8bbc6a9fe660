"""What the calendar speaks in: terms, days, sessions, and a due date with its derivation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from motcua.apps.workcalendar.values.sittings import (
    ALWAYS,
    SATURDAY,
    Session,
    Sittings,
    SittingsEntry,
    in_force,
    stored,
)
from motcua.kernel.errors import Invalid

__all__ = [
    "ALWAYS",
    "MINUTE",
    "NATIONAL",
    "SATURDAY",
    "Calendar",
    "CalendarDay",
    "DayEntry",
    "DayKind",
    "DayRow",
    "DayStatus",
    "Due",
    "Pause",
    "Range",
    "Reason",
    "ReasonCode",
    "Session",
    "Sittings",
    "SittingsEntry",
    "Span",
    "Stretch",
    "Term",
    "Unit",
    "in_force",
    "stored",
]

#: The calendar every install has: civil servants' days, shipped with the program.
NATIONAL = "vn-office"
MINUTE = timedelta(minutes=1)


class Unit(StrEnum):
    """What a term is counted in; the words are those of the batch calculator."""

    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class Term:
    """How long a procedure may take. Raises Invalid for a quantity that is not above zero, or part of a month."""

    quantity: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not self.quantity.is_finite() or self.quantity <= 0:
            raise Invalid({"quantity": "Thời hạn phải lớn hơn 0."})
        if self.unit is Unit.MONTH and self.quantity != self.quantity.to_integral_value():
            raise Invalid({"quantity": "Thời hạn tính theo tháng phải là số nguyên."})


class Pause(NamedTuple):
    """A stretch in which the clock stands; half open: its end counts again. A plain pair will do in its place."""

    start: datetime
    end: datetime


class DayKind(StrEnum):
    """Why a day differs from its weekday."""

    HOLIDAY = "holiday"
    COMPENSATORY_OFF = "compensatory_off"
    SWAPPED_OFF = "swapped_off"
    SWAPPED_WORK = "swapped_work"

    @property
    def is_working(self) -> bool:
        """Whether the office sits that day; only a swapped working day does."""
        return self is DayKind.SWAPPED_WORK


class DayStatus(StrEnum):
    """How firm a row is: announced, following from the Labour Code, or expected."""

    OFFICIAL = "official"
    RULE = "rule"
    PROJECTED = "projected"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day that differs from its weekday, with the paper that says so."""

    date: date
    kind: DayKind
    name: str
    status: DayStatus
    source: str


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One exceptional day with who entered it, when, and how often it was changed since."""

    day: CalendarDay
    entered_by: str
    entered_at: datetime
    revision: int

    @property
    def mark(self) -> str:
        """What tells this entry from every other, of this day before or after, and of other days."""
        return f"{self.day.date.isoformat()}@{self.entered_at.timestamp()}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Sittings and exceptional days of one kind of office; the sittings in the order of the days they hold from."""

    code: str
    sittings: tuple[Sittings, ...] = field(hash=False)
    days: Mapping[date, CalendarDay] = field(hash=False)
    same_day_cutoff: time = time(15, 0)
    minutes_per_working_day: int = 480
    name: str = field(default="", compare=False)
    _issued: frozenset[int] = field(init=False, repr=False, compare=False)
    _changes: tuple[date, ...] = field(init=False, repr=False, compare=False)
    #: The days walked over so far, each divided once: the dossiers of one day walk over the same ones.
    divided: dict[date, tuple[Stretch, ...]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_changes", tuple(sittings.since for sittings in self.sittings[1:]))
        open_years = {day.date.year for day in self.days.values() if day.status is not DayStatus.OFFICIAL}
        object.__setattr__(self, "_issued", frozenset(day.year for day in self.days) - open_years)

    @property
    def issued_until(self) -> int:
        """The last year whose days are all announced; 0 when there is none."""
        return max(self._issued, default=0)

    def is_issued(self, year: int) -> bool:
        """Whether every exceptional day of that year is announced; a year we know nothing of is not."""
        return year in self._issued

    def is_working(self, day: date) -> bool:
        """Whether the office sits that day."""
        special = self.days.get(day)
        return special.kind.is_working if special else day.weekday() < 5

    def sittings_on(self, day: date) -> Sittings:
        """The sittings that hold on that day, whether it is a working day or not."""
        return self.sittings[bisect_right(self._changes, day)]

    def desk_on(self, day: date) -> tuple[Session, ...]:
        """When the desk is open that day: the sittings of a working day, or the hours of a plain Saturday's desk."""
        sittings = self.sittings_on(day)
        if self.is_working(day):
            return sittings.sessions
        return sittings.saturday if day.weekday() == SATURDAY and day not in self.days else ()

    def sits_at(self, wall: datetime) -> bool:
        """Whether the office sits at this moment of its wall clock; a sitting's last minute is inside it."""
        sessions = self.sittings_on(wall.date()).sessions
        return self.is_working(wall.date()) and any(s.start <= wall.time() <= s.end for s in sessions)

    def begins_new_hours(self, day: date) -> bool:
        """Whether that is the first working day on which other hours hold than before."""
        place = bisect_right(self._changes, day)
        if place == 0 or not self.is_working(day) or self.sittings[place].sessions == self.sittings[place - 1].sessions:
            return False
        since = self.sittings[place].since
        return not any(self.is_working(since + timedelta(days=n)) for n in range((day - since).days))

    def with_sittings(self, *entered: Sittings) -> Calendar:
        """The same calendar where these sittings are entered after those it has."""
        return replace(self, sittings=in_force([*self.sittings, *entered]))


class ReasonCode(StrEnum):
    """Why a stretch counts or does not."""

    COUNTED = "counted"
    CALENDAR_TIME = "calendar_time"
    SWAPPED_WORK = "swapped_work"
    NEW_HOURS = "new_hours"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    COMPENSATORY_OFF = "compensatory_off"
    SWAPPED_OFF = "swapped_off"
    OUTSIDE_HOURS = "outside_hours"
    LUNCH = "lunch"
    PAUSE = "pause"
    AFTER_CUTOFF = "after_cutoff"
    MOVED_END = "moved_end"
    FROM_ACCEPTANCE = "from_acceptance"
    TERM_COMPLETE = "term_complete"

    @property
    def is_day_off(self) -> bool:
        """Whether the whole day is off, not only some hours of it."""
        return self in {
            ReasonCode.WEEKEND,
            ReasonCode.HOLIDAY,
            ReasonCode.COMPENSATORY_OFF,
            ReasonCode.SWAPPED_OFF,
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, with the name of the day and the paper it rests on where there is one."""

    code: ReasonCode
    name: str = ""
    source: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch of one day and how many of its minutes count towards the term; told in UTC."""

    start: datetime
    end: datetime
    counted: int
    reason: Reason

    @cached_property
    def in_utc(self) -> Span:
        """The same span told in UTC."""
        if self.start.tzinfo is UTC:
            return self
        return Span(self.start.astimezone(UTC), self.end.astimezone(UTC), self.counted, self.reason)

    def stored(self) -> dict[str, str | int]:
        """The span as plain JSON, for the row that keeps a promise."""
        return dict(self._stored)

    @cached_property
    def _stored(self) -> dict[str, str | int]:
        return {
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "counted": self.counted,
            "code": self.reason.code.value,
            "name": self.reason.name,
            "source": self.reason.source,
        }

    @classmethod
    def restored(cls, row: Mapping[str, str | int]) -> Span:
        """The span that `stored()` wrote."""
        return cls(
            start=datetime.fromisoformat(str(row["from"])).astimezone(UTC),
            end=datetime.fromisoformat(str(row["to"])).astimezone(UTC),
            counted=int(row["counted"]),
            reason=Reason(ReasonCode(str(row["code"])), str(row["name"]), str(row["source"])),
        )


@dataclass(frozen=True)
class Stretch:
    """Part of one day under one reason; only an open one can count."""

    start: datetime
    end: datetime
    reason: Reason
    is_open: bool

    @cached_property
    def minutes(self) -> int:
        """Length in minutes."""
        return (self.end - self.start) // MINUTE

    @cached_property
    def whole(self) -> Span:
        """The stretch as a span, with all its minutes where it is open."""
        return Span(self.start, self.end, self.minutes if self.is_open else 0, self.reason)

    def clipped(self, start: datetime, end: datetime) -> Stretch:
        """The part of it between two moments."""
        if start <= self.start and end >= self.end:  # nearly always: a term is cut only where it begins and ends
            return self
        return replace(self, start=max(self.start, start), end=min(self.end, end))


@dataclass(frozen=True, slots=True)
class Due:
    """When a term ends, why, and whether a year not yet announced makes it provisional ("tạm tính")."""

    at: datetime
    derivation: tuple[Span, ...]
    provisional: bool

    @property
    def counted(self) -> int:
        """Minutes counted towards the term."""
        return sum(span.counted for span in self.derivation)


class Range(NamedTuple):
    """Counted hours of one day by the office's wall clock; an end of 00:00 belongs to midnight after the day."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of a derivation as page, slip and calculator show it; `why` is filled where there are words for it."""

    date: date
    ranges: tuple[Range, ...]
    minutes: int
    reasons: tuple[Reason, ...]
    why: tuple[str, ...] = ()

    @property
    def is_off(self) -> bool:
        """Whether nothing of the day counts."""
        return self.minutes == 0

    @property
    def sources(self) -> tuple[str, ...]:
        """The papers the day's exceptions rest on, each once."""
        return tuple(dict.fromkeys(reason.source for reason in self.reasons if reason.source))
