"""Commands of the calendar: its exceptional days, when the office sits, and a calendar of its own for some offices."""

from motcua.apps.workcalendar.commands.copying import copy_calendar
from motcua.apps.workcalendar.commands.days import DayStands, Loaded, clear_day, load_days, set_day
from motcua.apps.workcalendar.commands.sittings import require_sittings, set_sittings

__all__ = [
    "DayStands",
    "Loaded",
    "clear_day",
    "copy_calendar",
    "load_days",
    "require_sittings",
    "set_day",
    "set_sittings",
]
