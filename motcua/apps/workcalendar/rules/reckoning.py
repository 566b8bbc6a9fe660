"""When a term ends, and how much working time lies between two moments.

The rules are those of the one-stop decrees as our calculator states them: worked minutes end with the last counted
minute (so a term ends at 11:30, never at 13:30); calendar time moves off days that are off and out of closed hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from motcua.apps.workcalendar.rules.counting import minutes_between
from motcua.apps.workcalendar.rules.walking import (
    DAY,
    at_clock,
    clock_stretches,
    merged,
    next_working_day,
    office_stretches,
    without_pauses,
)
from motcua.apps.workcalendar.values import MINUTE, Calendar, Due, Pause, Reason, ReasonCode, Span, Stretch, Term, Unit
from motcua.kernel.clock import OFFICE, to_minute
from motcua.kernel.errors import Invalid

#: Outside these years the office's zone had another offset, or somebody mistyped the year.
YEARS = range(1976, 2200)
MINUTES_AN_HOUR, MINUTES_A_CALENDAR_DAY = 60, 1440
LONGEST_QUANTITY = 100_000

Spans = tuple[Span, ...]


def reckon(
    *, calendar: Calendar, accepted_at: datetime, term: Term, pauses: Iterable[tuple[datetime, datetime]] = ()
) -> Due:
    """When a term accepted at a moment ends, with its derivation from that moment to the end.

    Moments are aware and cut to the minute. Raises Invalid for naive moments, a pause that ends before it begins,
    or a term of more than twenty years.
    """
    accepted, standing = _local(accepted_at), _standing(pauses)
    if term.quantity > LONGEST_QUANTITY:
        raise Invalid({"term": "Thời hạn quá dài: kết thúc sau hơn 20 năm."})
    match term.unit:
        case Unit.WORKING_HOUR:
            spans = _worked(calendar, accepted, _minutes(term.quantity, MINUTES_AN_HOUR), standing)
        case Unit.WORKING_DAY:
            spans = _worked(calendar, accepted, _minutes(term.quantity, calendar.minutes_per_working_day), standing)
        case Unit.DAY:
            minutes = _minutes(term.quantity, MINUTES_A_CALENDAR_DAY)
            spans = _calendar_time(calendar, accepted, minutes, standing)
        case Unit.MONTH:
            minutes = (_months_later(accepted, int(term.quantity)) - accepted) // MINUTE
            spans = _calendar_time(calendar, accepted, minutes, standing)
        case Unit.SAME_DAY:
            spans = _same_day(calendar, accepted, standing)
    return _due(calendar, spans)


def worked_minutes(
    *, calendar: Calendar, start: datetime, end: datetime, pauses: Iterable[tuple[datetime, datetime]] = ()
) -> int:
    """Working minutes between two aware moments that lie in no pause. Raises Invalid when the end comes first."""
    since, until = _local(start), _local(end)
    if until < since:
        raise Invalid({"end": "Thời điểm kết thúc phải sau thời điểm bắt đầu."})
    standing = _standing(pauses)
    if not standing:
        return minutes_between(calendar, since, until)
    minutes = 0
    for stretch in without_pauses(office_stretches(calendar, since), standing):
        if stretch.start >= until:
            break
        if stretch.is_open:
            minutes += stretch.clipped(since, until).minutes
    return minutes


def add_minutes(
    *, calendar: Calendar, at: datetime, minutes: int, pauses: Iterable[tuple[datetime, datetime]] = ()
) -> Due:
    """When so many working minutes from a moment have passed: what is left of a term once it resumes."""
    if minutes <= 0:
        raise Invalid({"minutes": "Số phút phải lớn hơn 0."})
    return _due(calendar, _worked(calendar, _local(at), minutes, _standing(pauses)))


def _worked(calendar: Calendar, since: datetime, minutes: int, pauses: tuple[Pause, ...]) -> Spans:
    """Working minutes outside pauses, up to the last one."""
    return _count(without_pauses(office_stretches(calendar, since), pauses), minutes)


def _calendar_time(calendar: Calendar, since: datetime, minutes: int, pauses: tuple[Pause, ...]) -> Spans:
    """Clock minutes outside pauses, then on to the first hour at which the office is open."""
    spans = _count(without_pauses(clock_stretches(since), pauses), minutes)
    reached = spans[-1].end
    settled = _settle(calendar, reached)
    moved: list[Span] = []
    for stretch in office_stretches(calendar, reached):
        if stretch.start >= settled:
            break
        part = stretch.clipped(reached, settled)
        reason = Reason(ReasonCode.MOVED_END) if part.is_open else part.reason
        moved.append(Span(part.start, part.end, 0, reason))
    return (*spans, *moved)


def _settle(calendar: Calendar, end: datetime) -> datetime:
    """Where calendar time that ended here is due: same clock on a working day, then inside a session.

    A session's last minute is inside it: what ends at 17:00 is due at 17:00, not the next morning.
    """
    day, clock = end.date(), end.time()
    if not calendar.is_working(day):
        day = next_working_day(calendar, day)
    for session in calendar.sittings_on(day).sessions:
        if clock <= session.end:
            return at_clock(day, max(clock, session.start))
    day = next_working_day(calendar, day)
    return at_clock(day, calendar.sittings_on(day).opens)


def _same_day(calendar: Calendar, since: datetime, pauses: tuple[Pause, ...]) -> Spans:
    """To the end of the day of receipt, or of the next working day when received late.

    A paper cannot fall due while its clock stands, so an end inside a pause is reckoned anew from where the pause ends.
    """
    due, late = _closing(calendar, since)
    too_late = [late]
    for pause in pauses:
        if pause.start < due <= pause.end:
            due, late = _closing(calendar, pause.end)
            too_late.append(late)
    spans: list[Span] = []
    for stretch in without_pauses(office_stretches(calendar, since), pauses):
        if stretch.start >= due:
            break
        in_vain = any(start <= stretch.start < end for start, end in too_late)
        spans.append(_span(stretch, Reason(ReasonCode.AFTER_CUTOFF) if in_vain else stretch.reason))
    return tuple(spans)


def _closing(calendar: Calendar, received: datetime) -> tuple[datetime, Pause]:
    """When a same-day paper received then is due, and the part of that day which came too late (often none).

    Where the office closes before the hour of the rule, what comes after it has closed is for the next day.
    """
    day = received.date()
    in_time = received.time() <= calendar.same_day_cutoff and received.time() < calendar.sittings_on(day).closes
    late = Pause(received, received)
    if not (calendar.is_working(day) and in_time):
        late = Pause(received, at_clock(day, time.min) + DAY)
        day = next_working_day(calendar, day)
    return at_clock(day, calendar.sittings_on(day).closes), late


def _span(stretch: Stretch, reason: Reason) -> Span:
    """The stretch as a span of a same-day term: open hours count unless they came too late."""
    if not stretch.is_open:
        return stretch.whole
    counted = 0 if reason.code is ReasonCode.AFTER_CUTOFF else stretch.minutes
    return Span(stretch.start, stretch.end, counted, reason)


def _count(stretches: Iterable[Stretch], minutes: int) -> Spans:
    """Take open minutes in order until there are enough; the last span ends with the last minute."""
    spans: list[Span] = []
    for stretch in stretches:
        if stretch.is_open and stretch.minutes >= minutes:
            spans.append(Span(stretch.start, stretch.start + minutes * MINUTE, minutes, stretch.reason))
            break
        spans.append(stretch.whole)
        minutes -= stretch.whole.counted
    return tuple(spans)


def _minutes(quantity: Decimal, minutes_each: int) -> int:
    """A quantity in whole minutes, halves up, at least one."""
    return max(1, int((quantity * minutes_each).to_integral_value(ROUND_HALF_UP)))


def _months_later(since: datetime, months: int) -> datetime:
    """The same day and clock so many months on, or the month's last day where it is shorter."""
    count = since.month - 1 + months
    year, month = since.year + count // 12, count % 12 + 1
    if year not in YEARS:
        raise Invalid({"term": "Thời hạn quá dài: kết thúc sau hơn 20 năm."})
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta(days=1)
    return at_clock(date(year, month, min(since.day, last.day)), since.time())


def _local(moment: datetime) -> datetime:
    """The moment on the office's wall clock, cut to the minute. Raises Invalid for a naive one or a wild year."""
    if moment.tzinfo is None or moment.year not in YEARS:
        raise Invalid({"at": "Thời điểm phải có múi giờ và nằm trong các năm 1976–2199."})
    return to_minute(moment.astimezone(OFFICE))


def _standing(pauses: Iterable[tuple[datetime, datetime]]) -> tuple[Pause, ...]:
    """The pauses on the wall clock, merged. Raises Invalid for one that ends before it begins."""
    local = [Pause(_local(start), _local(end)) for start, end in pauses]
    if any(pause.end < pause.start for pause in local):
        raise Invalid({"pauses": "Lần tạm dừng phải kết thúc sau khi bắt đầu."})
    return merged(local)


def _due(calendar: Calendar, spans: Spans) -> Due:
    """The answer in UTC; provisional when a year it touches is not announced yet."""
    years = range(spans[0].start.year, spans[-1].end.year + 1)
    derivation = tuple(span.in_utc for span in spans)
    return Due(
        at=derivation[-1].end,
        derivation=derivation,
        provisional=not all(calendar.is_issued(year) for year in years),
    )
