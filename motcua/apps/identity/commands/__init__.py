"""Commands of identity: accounts, staff and citizen sign-in, sessions."""

from motcua.apps.identity.commands._telephone import CodeFailed
from motcua.apps.identity.commands._tries import A_DAY, TooManyToday, count_failure, count_try, take_back, was_right
from motcua.apps.identity.commands.accounts import choose_language, create_staff, enrol_second_factor, set_password
from motcua.apps.identity.commands.citizens import (
    CodesSpent,
    prove_phone,
    register_citizen,
    request_code,
    sign_in_citizen,
)
from motcua.apps.identity.commands.people import (
    NotThisPerson,
    ProofOver,
    prove_holder,
    register_person,
    sign_in_person,
)
from motcua.apps.identity.commands.sessions import (
    end_all_sessions,
    forget_spent,
    keep_present_centre,
    sign_out,
)
from motcua.apps.identity.commands.staff import SecondFactorFailed, SignInFailed, pass_second_factor, sign_in_staff

__all__ = [
    "A_DAY",
    "CodeFailed",
    "CodesSpent",
    "NotThisPerson",
    "ProofOver",
    "SecondFactorFailed",
    "SignInFailed",
    "TooManyToday",
    "choose_language",
    "count_failure",
    "count_try",
    "create_staff",
    "end_all_sessions",
    "enrol_second_factor",
    "forget_spent",
    "keep_present_centre",
    "pass_second_factor",
    "prove_holder",
    "prove_phone",
    "register_citizen",
    "register_person",
    "request_code",
    "set_password",
    "sign_in_citizen",
    "sign_in_person",
    "sign_in_staff",
    "sign_out",
    "take_back",
    "was_right",
]
