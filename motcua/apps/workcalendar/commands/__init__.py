"""Commands of the calendar: its exceptional days, and when the office sits."""

from motcua.apps.workcalendar.commands.days import DayStands, Loaded, clear_day, load_days, set_day
from motcua.apps.workcalendar.commands.sittings import require_sittings, set_sittings

__all__ = ["DayStands", "Loaded", "clear_day", "load_days", "require_sittings", "set_day", "set_sittings"]
