"""Calendars for tests of whoever goes by one."""

from __future__ import annotations

from motcua.apps.workcalendar.models import Calendar
from motcua.apps.workcalendar.values import NATIONAL


def make_calendar(code: str, *, hours: list[list[str]] | None = None) -> None:
    """A calendar without exceptional days, sitting at the hours of the national one where none are told."""
    sessions = hours or Calendar.objects.get(code=NATIONAL).sessions
    Calendar.objects.create(code=code, name=f"Lịch {code}", sessions=sessions)


def drop_calendar(code: str) -> None:
    """Take away a calendar that `make_calendar` made, where a test has committed it."""
    Calendar.objects.filter(code=code).delete()
