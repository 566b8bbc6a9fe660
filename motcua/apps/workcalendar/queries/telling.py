"""A derivation in words, day by day: the same ones on page, slip and in the calculator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from motcua.apps.workcalendar import phrases
from motcua.apps.workcalendar.rules.explaining import by_day, papers_of
from motcua.apps.workcalendar.values import DayRow, Reason, ReasonCode, Span
from motcua.kernel.clock import local

__all__ = ["explain", "papers_of", "tell"]


def tell(reason: Reason) -> str:
    """One reason in the reader's language."""
    return str(phrases.WHY[reason.code.value]) % {"name": reason.name}


def explain(derivation: Iterable[Span]) -> tuple[DayRow, ...]:
    """One row a day with its counted hours and the reasons in words; the table "Vì sao là ngày này?"."""
    spans = tuple(derivation)
    complete = _complete(spans)
    return tuple(
        replace(row, why=tuple(complete if r.code is ReasonCode.TERM_COMPLETE else tell(r) for r in row.reasons))
        for row in by_day(spans)
    )


def _complete(spans: tuple[Span, ...]) -> str:
    """What stands beside the day on which the term is full."""
    counted = [span for span in spans if span.counted]
    if not counted:
        return ""
    clock = _clock(counted[-1].end)
    if counted[-1].reason.code is ReasonCode.CALENDAR_TIME:
        return str(phrases.COMPLETE) % {"clock": clock}
    hours, minutes = divmod(sum(span.counted for span in counted), 60)
    wording = phrases.COMPLETE_IN_HOURS_AND_MINUTES if minutes else phrases.COMPLETE_IN_HOURS
    return str(wording) % {"hours": hours, "minutes": minutes, "clock": clock}


def _clock(moment: datetime) -> str:
    """The wall clock, hours without a leading nought."""
    at = local(moment)
    return f"{at.hour}:{at:%M}"
