"""Pure decisions about dossiers: channel, light, class, code, the path shown to the citizen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from motcua.apps.dossiers.states import Action, Channel, ClockClass, DossierState, HelperKind
from motcua.apps.dossiers.values import Light, Place
from motcua.apps.workcalendar.values import Term, Unit
from motcua.kernel import clock
from motcua.kernel.actor import Role

#: A row turns amber within this time of its end, or on its last local day.
NEAR: Final = timedelta(hours=24)


#: The centre answers an online filing within eight working hours (domain §1.1, NĐ 45/2020 as practised).
ACCEPTANCE: Final = Term(Decimal(8), Unit.WORKING_HOUR)


def moves(stands: datetime, found: datetime, *, at: datetime) -> bool:
    """Whether a running date gives way to what a changed calendar gives: not to one that would already have passed."""
    return found != stands and not (found < stands and found <= at)


def channel_at(place: Place) -> Channel:
    """How a dossier came in that a clerk wrote from paper."""
    return Channel.POST if place is Place.POST else Channel.COUNTER


def channel_of(helper: HelperKind | None, *, duties: frozenset[Role]) -> Channel:
    """How an electronic filing came in, from who typed and the duties they hold here; never asked of anybody.

    A clerk who types for somebody is the counter, whatever page was used: it is no online filing of a citizen's.
    """
    if helper is None:
        return Channel.SELF_ONLINE
    if helper is HelperKind.OFFICER:
        return Channel.COUNTER if Role.CLERK in duties else Channel.HELPED_CENTRE
    return Channel.HELPED_HOME


def code_of(*, agency_code: str, day: date, number: int) -> str:
    """The dossier code: agency of the deciding body, local day yyMMdd, at least four digits."""
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


def outside_code(typed: str) -> str:
    """A code of another system in one form, whatever blanks and dashes it was typed with."""
    return re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"\s", "", typed)).upper()


def is_outside_code(code: str, *, pattern: str, today: date) -> bool:
    """Whether a code has the known form, and its day is one that has come."""
    found = re.fullmatch(pattern, code)
    if found is None:
        return False
    written = found.groupdict().get("day")
    if not written:
        return True
    try:
        day = datetime.strptime(written, "%y%m%d" if len(written) == 6 else "%Y%m%d").date()  # noqa: DTZ007 -- a day alone
    except ValueError:
        return False
    return day <= today


def light_at(*, state: DossierState, due_at: datetime | None, now: datetime) -> Light:
    """The light of a row at `now`. A paused clock and a missing promise have lights of their own."""
    if state in {DossierState.DECIDED, DossierState.RETURNED}:
        return Light.DONE
    if not state.is_open or state is DossierState.DRAFT:
        return Light.NONE
    if state.awaits_citizen:
        return Light.PAUSED
    if due_at is None:
        return Light.NONE
    if now > due_at:
        return Light.RED
    return Light.AMBER if due_at - now <= NEAR or _local_day(due_at) == _local_day(now) else Light.GREEN


def class_by_date(*, due_at: datetime | None, ended_at: datetime) -> ClockClass:
    """Early, on time or late by local date, as report II.06 counts."""
    if due_at is None:
        return ClockClass.UNPROMISED
    ended, due = _local_day(ended_at), _local_day(due_at)
    if ended == due:
        return ClockClass.ON_TIME
    return ClockClass.EARLY if ended < due else ClockClass.LATE


def class_by_minute(*, due_at: datetime | None, ended_at: datetime) -> ClockClass:
    """The same by the minute, for the office's own steering."""
    if due_at is None:
        return ClockClass.UNPROMISED
    ended, due = clock.to_minute(ended_at), clock.to_minute(due_at)
    if ended == due:
        return ClockClass.ON_TIME
    return ClockClass.EARLY if ended < due else ClockClass.LATE


def class_of_step(*, used: int | None, budget: int | None) -> ClockClass | None:
    """Whether a step kept its budget, both in working minutes; None while it runs, or where none was set."""
    if used is None or not budget:
        return None
    if used == budget:
        return ClockClass.ON_TIME
    return ClockClass.EARLY if used < budget else ClockClass.LATE


def needs_leader(*, state: DossierState, supplements_asked: int) -> bool:
    """A second request for papers once received counts as overdue in index 2.1, so a leader must want it."""
    return supplements_asked > 0 and state in {DossierState.RECEIVED, DossierState.PROCESSING}


def is_to_be_put_off(*, due_at: datetime | None, now: datetime) -> bool:
    """Whether a promise is not kept, or will not be within a day: only then is there something to apologise for."""
    return due_at is not None and due_at - now <= NEAR


#: Which moves wait for a fee, by when it is due: every move that would bring the work past that moment. What is brought
#: to the counter is received before the receipt is written, so that a fee due at filing holds up what comes after too.
#: Refusing, asking for papers, withdrawing and stopping never wait for money.
FEE_BLOCKS: Final[Mapping[str, frozenset[Action]]] = {
    "filing": frozenset({Action.ACCEPT, Action.START, Action.DECIDE}),
    "acceptance": frozenset({Action.START, Action.DECIDE}),
    "return": frozenset({Action.RETURN}),
}


def relief_may_end(*, state: DossierState, blocks: Iterable[str]) -> bool:
    """Whether an exemption may be taken back: nothing was decided, or the fee is due only when the result is given."""
    return state.is_open and (state is not DossierState.DECIDED or Action.RETURN in blocks)


def pause_cap(*, since: datetime, days: int | None) -> datetime | None:
    """The end of the legal cap of a pause: calendar days from its start; None where nobody has set it."""
    return clock.to_minute(since) + timedelta(days=days) if days else None


#: Moves an outside system's reports may make for us.
FOLLOWING: Final = frozenset(
    {
        Action.ACCEPT,
        Action.ASK_SUPPLEMENT,
        Action.REFUSE,
        Action.WITHDRAW,
        Action.REPLY,
        Action.START,
        Action.DECIDE,
        Action.REQUEST_WITHDRAWAL,
        Action.REQUIRE_DUTY,
        Action.SETTLE,
        Action.STOP,
        Action.GRANT,
        Action.RETURN,
    }
)


def state_of_national_code(code: str, *, present: DossierState) -> DossierState | None:
    """Our state for a national status code; code 5 means another state before and after reception."""
    states = [s for s in DossierState if str(s.code) == code.strip()]
    if len(states) > 1:
        received = present not in {DossierState.DRAFT, DossierState.SUBMITTED, DossierState.AWAITING_INTAKE_SUPPLEMENT}
        wanted = DossierState.AWAITING_SUPPLEMENT if received else DossierState.AWAITING_INTAKE_SUPPLEMENT
        return wanted if wanted in states else None
    return states[0] if states else None


#: The steps drawn for the citizen, in order, with the states that fill each.
CITIZEN_PATH: Final[Sequence[tuple[str, frozenset[DossierState]]]] = (
    ("submitted", frozenset({DossierState.SUBMITTED, DossierState.AWAITING_INTAKE_SUPPLEMENT})),
    ("received", frozenset({DossierState.RECEIVED})),
    (
        "processing",
        frozenset(
            {
                DossierState.PROCESSING,
                DossierState.AWAITING_SUPPLEMENT,
                DossierState.AWAITING_DUTY,
                DossierState.WITHDRAWAL_REQUESTED,
            }
        ),
    ),
    ("decided", frozenset({DossierState.DECIDED})),
    ("returned", frozenset({DossierState.RETURNED})),
)


def end_of_local_day(moment: datetime) -> datetime:
    """Midnight that ends the office's present day."""
    tomorrow = _local_day(moment) + timedelta(days=1)
    return clock.office_time(tomorrow.year, tomorrow.month, tomorrow.day)


def _local_day(moment: datetime) -> date:
    return clock.local(moment).date()
