"""The frame of every portal page: which centre speaks, whether it is open now, who has signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import CentreView
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import CalendarDay
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.surfaces.portal.views import reading

#: How far ahead a day off is announced on the front page.
ANNOUNCED = timedelta(days=7)


def page(
    request: ActorRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A portal page within its frame."""
    shared = {"centre": centre_of(request), "reading": reading.of(request), "clips": reading.clips}
    answer = render(request, template, {**shared, **(context or {})}, status=status)
    reading.remember(request, answer)
    return answer


def pdf(made: bytes, name: str) -> HttpResponse:
    """A paper, shown in the browser and kept by none."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def centre_of(_request: ActorRequest) -> CentreView:
    """The centre whose portal this is: the one named in the settings, else the first that was opened.

    Raises NoCentreYet.
    """
    centres = organization.require_some_centre()
    named = [c for c in centres if c.code == settings.PORTAL_CENTRE]
    return named[0] if named else min(centres, key=lambda c: c.id)


@dataclass(frozen=True, slots=True)
class Today:
    """The centre's day: open now or not, the hours, and the next day off."""

    now: datetime
    open: bool
    hours: str
    saturday: str
    day_off: CalendarDay | None


def today(centre: CentreView, *, now: datetime) -> Today:
    """Whether the centre sits now, and the next day off within a week."""
    calendar, wall = workcalendar.calendar(centre.calendar), clock.local(now)
    sittings, desk = calendar.sittings_on(wall.date()), calendar.desk_on(wall.date())
    ahead = [wall.date() + timedelta(days=n) for n in range(ANNOUNCED.days + 1)]
    off = [calendar.days[d] for d in ahead if d in calendar.days and not calendar.is_working(d)]
    return Today(
        now=now,
        open=any(s.start <= wall.time() < s.end for s in desk),
        hours=sittings.told,
        saturday=sittings.told_saturday,
        day_off=off[0] if off else None,
    )
