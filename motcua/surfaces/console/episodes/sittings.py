"""A change of the office's hours as it is looked at before it is made: what holds, what would, and whose dates move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.organization import queries as organization
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.commands import require_sittings, set_sittings
from motcua.apps.workcalendar.values import ALWAYS, Calendar, Sittings, SittingsEntry
from motcua.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Held:
    """Sittings of a calendar, from when until before when, and whether they hold on the day that was asked about."""

    sittings: Sittings
    until: date | None
    is_now: bool
    is_ahead: bool

    @property
    def since(self) -> date | None:
        """From when; None: they are the first."""
        return None if self.sittings.since == ALWAYS else self.sittings.since


@dataclass(frozen=True, slots=True)
class Looked:
    """A change as it would be: what it puts in the place of what, until when, and what follows from it."""

    revision: int
    sittings: Sittings
    before: Sittings
    until: date | None
    replaces: bool
    a_day: int
    closes_early: bool
    centres: tuple[int, ...]
    dates: dossiers.WouldMove

    @property
    def mark(self) -> str:
        """What tells this look from every other: the calendar it was taken of, and what would be written."""
        return f"{self.revision}@{self.sittings.since.isoformat()}@{self.sittings.told}@{self.sittings.told_saturday}"

    @property
    def is_other_length(self) -> bool:
        """Whether a day of these hours is no working day of the terms."""
        return self.sittings.minutes != self.a_day


def held(calendar: Calendar, *, on: date) -> tuple[Held, ...]:
    """The sittings of a calendar in the order of their days."""
    following: Sequence[date | None] = [*(one.since for one in calendar.sittings[1:]), None]
    now = calendar.sittings_on(on)
    return tuple(
        Held(one, until, is_now=one is now, is_ahead=one.since > on)
        for one, until in zip(calendar.sittings, following, strict=True)
    )


def superseded(entered: Sequence[SittingsEntry]) -> tuple[tuple[SittingsEntry, bool], ...]:
    """Every entry, last first, and whether a later one for its day stands in its place."""
    seen: set[date] = set()
    out = []
    for entry in entered:
        out.append((entry, entry.sittings.since in seen))
        seen.add(entry.sittings.since)
    return tuple(out)


def look(code: str, sittings: Sittings, *, centre_id: int, at: datetime) -> Looked:
    """What setting these sittings would do. Raises Invalid where they cannot be set."""
    revision, known = workcalendar.as_entered(code)
    require_sittings(known, sittings, at=at)
    would = known.with_sittings(sittings)
    return Looked(
        revision=revision,
        sittings=sittings,
        before=known.sittings_on(sittings.since),
        until=next((one.since for one in would.sittings if one.since > sittings.since), None),
        replaces=any(one.since == sittings.since for one in known.sittings),
        a_day=known.minutes_per_working_day,
        closes_early=sittings.closes <= known.same_day_cutoff,
        centres=tuple(one.id for one in organization.centres() if one.calendar == code),
        dates=dossiers.would_move(centre_id=centre_id, calendar=would, at=at),
    )


def change(code: str, looked: Looked, *, actor: Actor, at: datetime) -> None:
    """Set what was looked at. Raises what `set_sittings` raises, SomeoneWasFaster where the calendar moved on since."""
    set_sittings(
        calendar=code, sittings=looked.sittings, actor=actor, at=at, seen=looked.revision, centres=looked.centres
    )
