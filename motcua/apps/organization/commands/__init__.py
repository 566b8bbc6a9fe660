"""Commands of organization: centres and counters; positions, who holds them and who stands in."""

from motcua.apps.organization.commands.places import add_counter, open_centre
from motcua.apps.organization.commands.positions import appoint, create_position, end_holding, substitute
from motcua.apps.organization.commands.presence import choose_centre

__all__ = [
    "add_counter",
    "appoint",
    "choose_centre",
    "create_position",
    "end_holding",
    "open_centre",
    "substitute",
]
