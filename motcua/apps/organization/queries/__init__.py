"""Reads of organization: who has signed in with which duties; centres, counters, positions and their holders; units."""

from motcua.apps.organization.queries.accounts import account_of, accounts_of, belongs, renewed_at_machine
from motcua.apps.organization.queries.centres import (
    NoCentreYet,
    centre,
    centres,
    counters_of,
    forget_centres,
    hands_of,
    holdings_of,
    is_alone,
    positions,
    require_some_centre,
    roles_to_give,
    staff_of,
)
from motcua.apps.organization.queries.duties import actor_for, duties_of
from motcua.apps.organization.queries.sessions import actor_of_session
from motcua.apps.organization.queries.units import (
    ask_place,
    communes_like,
    forget_units,
    understand_address,
    unit,
    unit_name,
    units_of,
)

__all__ = [
    "NoCentreYet",
    "account_of",
    "accounts_of",
    "actor_for",
    "actor_of_session",
    "ask_place",
    "belongs",
    "centre",
    "centres",
    "communes_like",
    "counters_of",
    "duties_of",
    "forget_centres",
    "forget_units",
    "hands_of",
    "holdings_of",
    "is_alone",
    "positions",
    "renewed_at_machine",
    "require_some_centre",
    "roles_to_give",
    "staff_of",
    "understand_address",
    "unit",
    "unit_name",
    "units_of",
]
