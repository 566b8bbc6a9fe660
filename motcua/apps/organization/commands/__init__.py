"""Commands of organization: centres, counters, units, shared browsers; positions, who holds them and who stands in."""

from motcua.apps.organization.commands.accounts import (
    HasLeft,
    NobodyThere,
    renew_at_machine,
    renew_password,
    renew_second_factor,
)
from motcua.apps.organization.commands.beginning import (
    CentreExists,
    DemonstrationHere,
    First,
    UnitsMissing,
    UnknownCommune,
    begin_centre,
    require_openable,
)
from motcua.apps.organization.commands.browsers import share_browser, unshare_browser
from motcua.apps.organization.commands.describing import Said, choose_calendar, describe_centre, require_sayable
from motcua.apps.organization.commands.places import add_counter, open_centre
from motcua.apps.organization.commands.positions import (
    appoint,
    create_position,
    end_holding,
    end_substitution,
    substitute,
)
from motcua.apps.organization.commands.presence import choose_centre
from motcua.apps.organization.commands.province import (
    FollowsAlready,
    FollowsNothing,
    IsClosed,
    LastToFollow,
    WhichProvince,
    follow_province,
    leave_province,
)
from motcua.apps.organization.commands.units import import_units

__all__ = [
    "CentreExists",
    "DemonstrationHere",
    "First",
    "FollowsAlready",
    "FollowsNothing",
    "HasLeft",
    "IsClosed",
    "LastToFollow",
    "NobodyThere",
    "Said",
    "UnitsMissing",
    "UnknownCommune",
    "WhichProvince",
    "add_counter",
    "appoint",
    "begin_centre",
    "choose_calendar",
    "choose_centre",
    "create_position",
    "describe_centre",
    "end_holding",
    "end_substitution",
    "follow_province",
    "import_units",
    "leave_province",
    "open_centre",
    "renew_at_machine",
    "renew_password",
    "renew_second_factor",
    "require_openable",
    "require_sayable",
    "share_browser",
    "substitute",
    "unshare_browser",
]
