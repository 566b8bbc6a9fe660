"""The facts the calendar publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged:
    """v1 - days of a calendar were entered or changed; promises that span them may be told anew."""

    calendar: str
    first: date
    last: date
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingsChanged:
    """v1 - from a day on the offices of a calendar sit at other hours; promises that reach it may be told anew."""

    calendar: str
    since: date
    revision: int
