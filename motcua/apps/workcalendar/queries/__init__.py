"""Reading calendars, reckoning with them, and telling a derivation in words."""

from __future__ import annotations

from motcua.apps.workcalendar.queries.reading import (
    as_entered,
    calendar,
    days,
    entries,
    entry_on,
    forget,
    names,
    provisional_year,
    revision,
    sittings_entered,
)
from motcua.apps.workcalendar.queries.reckoning import add_minutes, reckon, worked_minutes
from motcua.apps.workcalendar.queries.telling import explain, papers_of, tell

__all__ = [
    "add_minutes",
    "as_entered",
    "calendar",
    "days",
    "entries",
    "entry_on",
    "explain",
    "forget",
    "names",
    "papers_of",
    "provisional_year",
    "reckon",
    "revision",
    "sittings_entered",
    "tell",
    "worked_minutes",
]
