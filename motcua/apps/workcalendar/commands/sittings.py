"""Setting when the office sits, from a day on. Refusals: NoSuchCalendar, NotAllowed, Invalid, SomeoneWasFaster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.apps.workcalendar import policy
from motcua.apps.workcalendar.commands import _telling
from motcua.apps.workcalendar.events import SittingsChanged
from motcua.apps.workcalendar.models import CalendarSittings
from motcua.apps.workcalendar.queries.reading import load_calendar
from motcua.apps.workcalendar.rules.shipped import problem_of_source
from motcua.apps.workcalendar.values import Calendar, Sittings, stored
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, SomeoneWasFaster


def set_sittings(
    *,
    calendar: str,
    sittings: Sittings,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    centres: Sequence[int] = (),
) -> None:
    """Enter the sittings that hold from a day on; what is entered again for that day stands before it, and both stay.

    Days before `sittings.since` keep what they had, so it is today at the earliest. `seen` is the revision of the
    calendar the writer looked at; None has not looked. `centres` are those that reckon by this calendar.
    Raises NoSuchCalendar, NotAllowed, SomeoneWasFaster, and Invalid for sittings that cannot be or say nothing new.
    """
    actor = policy.require_change(actor)
    with transaction.atomic():
        row = _telling.lock(calendar)
        if seen is not None and row.revision != seen:
            raise SomeoneWasFaster
        require_sittings(load_calendar(calendar), sittings, at=at)
        CalendarSittings.objects.create(
            calendar=row,
            since=sittings.since,
            sessions=stored(sittings.sessions),
            saturday=stored(sittings.saturday),
            source=sittings.source.strip(),
            entered_by=actor.label,
            entered_at=at,
        )
        row.revision += 1
        fact = SittingsChanged(calendar=row.code, since=sittings.since, revision=row.revision)
        saturday = f"; T7 {sittings.told_saturday}" if sittings.saturday else ""
        what = f"{sittings.since.isoformat()} {sittings.told}{saturday}"
        command = "workcalendar.set_sittings"
        _telling.tell(row, fact, what=what, actor=actor, at=at, command=command, centres=centres)


def require_sittings(known: Calendar, sittings: Sittings, *, at: datetime) -> None:
    """Raise Invalid for sittings this calendar cannot take: of a day that is past, by no paper, or with nothing new."""
    every, stands = (*sittings.sessions, *sittings.saturday), known.sittings_on(sittings.since)
    problems: dict[str, str] = {}
    if problem := problem_of_source(sittings.source):
        problems["source"] = problem
    if any(clock_time.second or clock_time.microsecond for s in every for clock_time in (s.start, s.end)):
        problems["sessions"] = "Giờ làm việc ghi đến phút."
    if sittings.since < clock.local(at).date():
        problems["since"] = "Giờ mới áp dụng từ hôm nay trở đi; những ngày đã qua giữ giờ đã có."
    elif (stands.sessions, stands.saturday) == (sittings.sessions, sittings.saturday):
        problems["since"] = "Từ ngày này lịch đã ghi đúng giờ ấy rồi, nên không có gì đổi."
    if problems:
        raise Invalid(problems)
