"""Commands of organization: centres, counters, units, shared browsers; positions, who holds them and who stands in."""

from motcua.apps.organization.commands.accounts import (
    HasLeft,
    NobodyThere,
    renew_at_machine,
    renew_password,
    renew_second_factor,
)
from motcua.apps.organization.commands.browsers import share_browser, unshare_browser
from motcua.apps.organization.commands.places import add_counter, open_centre
from motcua.apps.organization.commands.positions import (
    appoint,
    create_position,
    end_holding,
    end_substitution,
    substitute,
)
from motcua.apps.organization.commands.presence import choose_centre
from motcua.apps.organization.commands.units import import_units

__all__ = [
    "HasLeft",
    "NobodyThere",
    "add_counter",
    "appoint",
    "choose_centre",
    "create_position",
    "end_holding",
    "end_substitution",
    "import_units",
    "open_centre",
    "renew_at_machine",
    "renew_password",
    "renew_second_factor",
    "share_browser",
    "substitute",
    "unshare_browser",
]
