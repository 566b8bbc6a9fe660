"""A calendar of its own for offices whose hours differ. Refusals: NoSuchCalendar, NotAllowed, Invalid."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.workcalendar import policy
from motcua.apps.workcalendar.models import Calendar, CalendarDay, CalendarSittings
from motcua.apps.workcalendar.queries.reading import NoSuchCalendar
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid

_CODE = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
LONGEST_NAME = 200


def copy_calendar(*, code: str, name: str, of: str, actor: Actor, at: datetime) -> None:
    """Make a calendar with the days and sittings another one has now; from then on each is kept by itself.

    Nobody goes by it yet, so no date moves. Raises NoSuchCalendar, NotAllowed, Invalid.
    """
    actor = policy.require_change(actor)
    problems = _problems(code, name)
    with transaction.atomic():
        source = Calendar.objects.select_for_update().filter(code=of).first()
        if source is None:
            raise NoSuchCalendar
        if not problems and Calendar.objects.filter(code=code).exists():
            problems["code"] = "Mã lịch này đã có."
        if problems:
            raise Invalid(problems)
        made = Calendar.objects.create(
            code=code,
            name=name.strip(),
            sessions=source.sessions,
            same_day_cutoff=source.same_day_cutoff,
            minutes_per_working_day=source.minutes_per_working_day,
        )
        days = list(CalendarDay.objects.filter(calendar=source).order_by("date"))
        entered = list(CalendarSittings.objects.filter(calendar=source).order_by("id"))
        for day in days:
            day.pk, day.calendar = None, made
        for one in entered:
            one.pk, one.calendar = None, made
        CalendarDay.objects.bulk_create(days)
        CalendarSittings.objects.bulk_create(entered)
        audit.record(
            command="workcalendar.copy_calendar",
            actor=actor,
            at=at,
            ids=(made.pk, source.pk),
            outcome=f"{code} < {of}@{source.revision}",
        )


def _problems(code: str, name: str) -> dict[str, str]:
    problems = {}
    if not _CODE.fullmatch(code):
        problems["code"] = "Mã lịch chỉ gồm chữ thường không dấu, số và gạch nối, dài từ 1 đến 40 ký tự."
    if not name.strip() or len(name.strip()) > LONGEST_NAME or not name.strip().isprintable():
        problems["name"] = "Xin ghi tên lịch, không quá 200 ký tự."
    return problems
