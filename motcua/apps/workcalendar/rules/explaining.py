"""A derivation told day by day, as page, slip and calculator show it; and the papers its exceptions rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from motcua.apps.workcalendar.values import DayRow, Range, Reason, ReasonCode, Span
from motcua.kernel.clock import local

# Every working day has these hours; they are seen from the ranges and need no words.
SILENT = frozenset({ReasonCode.COUNTED, ReasonCode.CALENDAR_TIME, ReasonCode.LUNCH, ReasonCode.OUTSIDE_HOURS})

#: What the shipped calendar says of its own making: no paper that somebody could ask for.
_MAKING = re.compile(r"\s*\(holidays [^)]*\)|, press\b")


def papers_of(derivation: Iterable[Span]) -> tuple[str, ...]:
    """The papers the days off and the swapped days of a derivation rest on, each once, in their order."""
    reasons = (span.reason for span in derivation if span.reason.code is not ReasonCode.NEW_HOURS)
    sources = dict.fromkeys(reason.source for reason in reasons if reason.source)
    parts = (part.strip() for source in sources for part in _MAKING.sub("", source).split(";"))
    return tuple(dict.fromkeys(part for part in parts if part and "holidays " not in part))


def by_day(derivation: Iterable[Span]) -> tuple[DayRow, ...]:
    """One row for each day the derivation touches, in order."""
    spans = tuple(derivation)
    last_counted = max((span.end for span in spans if span.counted), default=None)
    rows: list[DayRow] = []
    for day, group in groupby(spans, key=lambda span: local(span.start).date()):
        of_day = tuple(group)
        marks = () if rows else (Reason(ReasonCode.FROM_ACCEPTANCE),)
        reasons = dict.fromkeys(span.reason for span in of_day if span.reason.code not in SILENT)
        done = (Reason(ReasonCode.TERM_COMPLETE),) if any(s.counted and s.end == last_counted for s in of_day) else ()
        rows.append(_row(day, of_day, (*marks, *reasons, *done)))
    return tuple(rows)


def _row(day: date, spans: tuple[Span, ...], reasons: tuple[Reason, ...]) -> DayRow:
    """The row of one day."""
    return DayRow(
        date=day,
        ranges=_ranges(spans),
        minutes=sum(span.counted for span in spans),
        reasons=reasons,
    )


def _ranges(spans: tuple[Span, ...]) -> tuple[Range, ...]:
    """The counted hours, neighbours joined."""
    out: list[Range] = []
    for span in spans:
        if not span.counted:
            continue
        start, end = local(span.start), local(span.end)
        if out and out[-1].end == start:
            out[-1] = Range(out[-1].start, end)
        else:
            out.append(Range(start, end))
    return tuple(out)
