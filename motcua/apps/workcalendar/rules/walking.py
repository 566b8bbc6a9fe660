"""Walking forward through office time: what each stretch of a day is, and cutting pauses out of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from motcua.apps.workcalendar.values import Calendar, Pause, Reason, ReasonCode, Session, Sittings, Stretch
from motcua.kernel.clock import OFFICE
from motcua.kernel.errors import Invalid

DAY = timedelta(days=1)
# No term of our law comes near twenty years; a walk that long is a typing error.
FARTHEST = timedelta(days=20 * 366)
#: Divided days a calendar keeps; more than a year and a half of them is nobody's day-to-day work.
DAYS_KEPT = 600

WORKED = Reason(ReasonCode.COUNTED)
CLOCK_TIME = Reason(ReasonCode.CALENDAR_TIME)
LUNCH = Reason(ReasonCode.LUNCH)
OUTSIDE_HOURS = Reason(ReasonCode.OUTSIDE_HOURS)
WEEKEND = Reason(ReasonCode.WEEKEND)
PAUSED = Reason(ReasonCode.PAUSE)


def at_clock(day: date, clock: time) -> datetime:
    """A wall-clock time of a day in the office's zone."""
    return datetime.combine(day, clock, OFFICE)


def next_working_day(calendar: Calendar, day: date) -> date:
    """The first working day after the given one. Raises Invalid when there is none for twenty years."""
    return next(later for later in _days(day) if later > day and calendar.is_working(later))


def office_stretches(calendar: Calendar, since: datetime) -> Iterator[Stretch]:
    """Every stretch of office time from a moment on, day by day, none across midnight."""
    for day in _days(since.date()):
        for stretch in _stretches_of(calendar, day):
            if stretch.end > since:
                yield stretch.clipped(since, stretch.end)


def clock_stretches(since: datetime) -> Iterator[Stretch]:
    """Calendar time from a moment on, one stretch a day, all of it open."""
    for day in _days(since.date()):
        midnight = at_clock(day, time.min)
        yield Stretch(max(midnight, since), midnight + DAY, CLOCK_TIME, is_open=True)


def without_pauses(stretches: Iterable[Stretch], pauses: Iterable[Pause]) -> Iterator[Stretch]:
    """The same stretches with the open ones cut where a pause begins or ends. Pauses come merged and in order."""
    waiting = deque(pauses)
    for stretch in stretches:
        if not stretch.is_open:
            yield stretch
            continue
        at = stretch.start
        while waiting and waiting[0].start < stretch.end:
            pause = waiting[0]
            yield from _parts(stretch, at, pause)
            at = max(at, min(pause.end, stretch.end))
            if pause.end > stretch.end:
                break
            waiting.popleft()
        if at < stretch.end:
            yield stretch.clipped(at, stretch.end)


def merged(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The pauses in order, those that overlap or touch made one, empty ones dropped."""
    out: list[Pause] = []
    for pause in sorted(pause for pause in pauses if pause.end > pause.start):
        if out and pause.start <= out[-1].end:
            out[-1] = Pause(out[-1].start, max(out[-1].end, pause.end))
        else:
            out.append(pause)
    return tuple(out)


def _parts(stretch: Stretch, at: datetime, pause: Pause) -> Iterator[Stretch]:
    """What of an open stretch lies before a pause and inside it, from `at` on."""
    if pause.start > at:
        yield stretch.clipped(at, pause.start)
    inside = stretch.clipped(max(at, pause.start), pause.end)
    if inside.end > inside.start:
        yield replace(inside, reason=PAUSED, is_open=False)


def _days(first: date) -> Iterator[date]:
    """The day and those after it. Raises Invalid past twenty years, for a term nobody can mean."""
    for offset in range(FARTHEST.days):
        yield first + timedelta(days=offset)
    raise Invalid({"term": "Thời hạn quá dài: kết thúc sau hơn 20 năm."})


def _stretches_of(calendar: Calendar, day: date) -> tuple[Stretch, ...]:
    """One whole day from midnight to midnight; kept with the calendar, which never changes."""
    known = calendar.divided.get(day)
    if known is None:
        if len(calendar.divided) >= DAYS_KEPT:
            calendar.divided.clear()
        known = calendar.divided[day] = tuple(_divide(calendar, day))
    return known


def _divide(calendar: Calendar, day: date) -> Iterator[Stretch]:
    midnight, special = at_clock(day, time.min), calendar.days.get(day)
    if not calendar.is_working(day):
        reason = Reason(ReasonCode(special.kind.value), special.name, special.source) if special else WEEKEND
        yield Stretch(midnight, midnight + DAY, reason, is_open=False)
        return
    sittings = calendar.sittings_on(day)
    worked, at, gap = _worked(calendar, sittings, day), midnight, OUTSIDE_HOURS
    for session in sittings.sessions:
        opens, closes = _hours(day, session)
        if at < opens:
            yield Stretch(at, opens, gap, is_open=False)
        yield Stretch(opens, closes, worked, is_open=True)
        at, gap = closes, LUNCH
    yield Stretch(at, midnight + DAY, OUTSIDE_HOURS, is_open=False)


def _worked(calendar: Calendar, sittings: Sittings, day: date) -> Reason:
    """Why the open hours of a working day count: on the first day of new sittings that is told once."""
    special = calendar.days.get(day)
    if special:
        return Reason(ReasonCode.SWAPPED_WORK, special.name, special.source)
    if calendar.begins_new_hours(day):
        return Reason(ReasonCode.NEW_HOURS, sittings.told, sittings.source)
    return WORKED


def _hours(day: date, session: Session) -> tuple[datetime, datetime]:
    """When a session of that day opens and closes."""
    return at_clock(day, session.start), at_clock(day, session.end)
