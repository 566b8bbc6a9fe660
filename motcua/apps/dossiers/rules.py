"""Pure decisions about dossiers: channel, light, class, code, the path shown to the citizen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from motcua.apps.dossiers.states import Action, Channel, ClockClass, DossierState
from motcua.apps.dossiers.values import Light, Place
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind

#: A row turns amber within this time of its end, or on its last local day.
NEAR: Final = timedelta(hours=24)

_CHANNELS: Final = {
    Place.CENTRE: Channel.HELPED_CENTRE,
    Place.HOME: Channel.HELPED_HOME,
    Place.COUNTER: Channel.COUNTER,
    Place.POST: Channel.POST,
}


def channel_of(actor: Actor, place: Place) -> Channel:
    """How the dossier came in, from who typed and where; never asked of anybody.

    A citizen or a stranger always files for themselves; a member of staff never does.
    """
    if actor.kind in {ActorKind.CITIZEN, ActorKind.PUBLIC}:
        return Channel.SELF_ONLINE
    return _CHANNELS.get(place, Channel.COUNTER)


def code_of(*, agency_code: str, day: date, number: int) -> str:
    """The dossier code: agency of the deciding body, local day yyMMdd, at least four digits."""
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


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


def needs_leader(*, state: DossierState, supplements_asked: int) -> bool:
    """A second request for papers once received counts as overdue in index 2.1, so a leader must want it."""
    return supplements_asked > 0 and state in {DossierState.RECEIVED, DossierState.PROCESSING}


def is_to_be_put_off(*, due_at: datetime | None, now: datetime) -> bool:
    """Whether a promise is not kept, or will not be within a day: only then is there something to apologise for."""
    return due_at is not None and due_at - now <= NEAR


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
