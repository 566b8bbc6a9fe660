"""Answers to the news of calendars: the dates that rest on them are reckoned anew, by a job of each centre."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from motcua.apps.organization import queries as organization
from motcua.apps.outbox.values import FactView
from motcua.base import jobs

#: Whoever enters the days of a year enters one after the other: nobody is to be told a date for each.
SETTLING: Final = timedelta(minutes=15)


def calendar_changed(*, fact: FactView, at: datetime) -> None:  # noqa: ARG001 -- every subscriber is called alike
    """workcalendar.CalendarChanged v1, SittingsChanged v1: ask each centre of it to follow, once it has settled."""
    asked = {"calendar": fact.body["calendar"], "revision": fact.body["revision"]}
    for centre in organization.centres():
        if centre.calendar == asked["calendar"]:
            jobs.later("dossiers.follow_calendar", centre_id=centre.id, wait=SETTLING, **asked)


def centre_calendar_changed(*, fact: FactView, at: datetime) -> None:  # noqa: ARG001 -- as above
    """organization.CentreCalendarChanged v1: let the centre's dates follow the calendar it goes by now.

    No revision is named: whoever dispatches a change of that calendar may not know yet that it is this centre's.
    """
    asked = {"centre_id": fact.body["centre_id"], "calendar": fact.body["calendar"]}
    jobs.later("dossiers.follow_calendar", wait=SETTLING, revision=None, **asked)
