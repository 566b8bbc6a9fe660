"""Frozen rows of organization: centres, positions, who has signed in with which duties; units and what they became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from motcua.apps.identity.values import StaffAccount
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role


@dataclass(frozen=True, slots=True)
class CentreView:
    """One centre, with what slips, codes and clocks need of it."""

    id: int
    code: str
    name: str
    commune_name: str
    province_name: str
    province_code: str
    commune_code: str
    agency_code: str
    agency_name: str
    agency_known: bool
    calendar: str
    address: str
    phone: str
    hours: str
    demo: bool


@dataclass(frozen=True, slots=True)
class CounterView:
    """One counter of a centre; no fields means every field of work."""

    id: int
    centre_id: int
    number: int
    name: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person in one position of a centre."""

    account_id: int
    name: str
    role: Role
    title: str
    position_id: int
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does somebody's work now, and by which role: themselves, or who stands in for them."""

    account_id: int
    role: Role


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One position of a centre and who holds it now (none: vacant)."""

    id: int
    centre_id: int
    role: Role
    title: str
    fields: frozenset[str]
    reports_to: int | None
    holders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SubstituteRow:
    """Somebody who stands in for an absent holder, and why."""

    id: int
    name: str
    since: datetime
    until: datetime
    reason: str

    @property
    def last_day(self) -> date:
        """The last day of it, that day included."""
        return _last_day(self.until)


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """Who holds a position now or will hold it, from when until when, and who stands in."""

    id: int
    centre_id: int
    position_id: int
    title: str
    account_id: int
    name: str
    since: datetime
    until: datetime | None
    substitutes: tuple[SubstituteRow, ...]

    @property
    def last_day(self) -> date | None:
        """The last day of it, that day included; None until it is ended."""
        return _last_day(self.until) if self.until else None


@dataclass(frozen=True, slots=True)
class AccountHere:
    """An account a centre looks after: its titles there, and whether it holds or lends rights elsewhere too."""

    account: StaffAccount
    titles: tuple[str, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Belongs:
    """Which centres look after an account, and whether the person has left every position they had."""

    centres: tuple[int, ...]
    left: bool


#: The command of the log under which an account is renewed at the machine.
AT_MACHINE = "organization.renew_at_machine"


class Loss(StrEnum):
    """Why the person at the machine renews an account; the word stands in the log."""

    PHONE = "phone"
    PASSWORD = "password"  # noqa: S105 -- a word of the log
    BOTH = "both"
    LEAK = "leak"


@dataclass(frozen=True, slots=True)
class RenewedRow:
    """An account that was renewed at the machine: when, whose, and the word of `Loss`."""

    at: datetime
    name: str
    loss: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Whom the machine lets follow a province, or no longer: whose account, which province, how many centres."""

    name: str
    username: str
    province: str
    centres: int


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who a session belongs to. A pending one (no second factor yet) acts as the public does."""

    actor: Actor
    session_id: UUID
    account_id: int
    name: str
    language: str
    second_factor: bool
    centre_id: int | None
    centre_name: str
    #: Every centre where a duty is held, by name.
    centres: tuple[tuple[int, str], ...]
    #: What the person is called at the present centre.
    titles: tuple[str, ...]
    expires_at: datetime

    @property
    def pending(self) -> bool:
        """Whether only the password was given so far."""
        return not self.second_factor


class UnitLevel(StrEnum):
    """Where a unit stands; districts ended on 30/06/2025."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class How(StrEnum):
    """What of an old unit went into a new one, in the order a person should read the answers."""

    UNCHANGED = "unchanged"
    RENAMED = "renamed"
    WHOLE = "whole"
    #: A part of the land, but everybody who lives there.
    PEOPLE = "people"
    PART = "part"


#: The answer of a person who was asked which commune is meant and does not know: the text stays alone.
AS_TYPED = "-"


class Grasp(StrEnum):
    """How far a typed address is understood."""

    ONE = "one"  # one present commune
    SPLIT = "split"  # one old commune, now in several
    SEVERAL = "several"  # several places bear that name
    WIDER = "wider"  # only a district or a province
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UnitView:
    """A province, district or commune as it is named from one day to another (None: not known, or not yet)."""

    code: str
    level: UnitLevel
    type: str
    name: str
    district: str
    province: str
    province_code: str
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def full(self) -> str:
        """With what it lies in: «Xã Hướng Hiệp, Huyện Đakrông, Tỉnh Quảng Trị»."""
        return ", ".join(part for part in (self.name, self.district, self.province) if part)


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit in force that took in an older one: since when, how much of it, and who says so."""

    unit: UnitView
    how: How
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an address: the unit it names, and what that is now (nothing: it is itself in force)."""

    named: UnitView
    now: tuple[Successor, ...] = ()

    @property
    def units(self) -> tuple[UnitView, ...]:
        """The units in force it leads to."""
        return tuple(one.unit for one in self.now) or (self.named,)


@dataclass(frozen=True, slots=True)
class AddressUnderstood:
    """A typed address, unaltered, and how it may be read; `others` are places of the same name that fit less."""

    typed: str
    grasp: Grasp
    readings: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()
    #: More places bear the name than are listed.
    more: bool = False

    @property
    def unit(self) -> UnitView | None:
        """The one present commune, where it is one."""
        return self.readings[0].units[0] if self.grasp is Grasp.ONE else None

    @property
    def asks(self) -> bool:
        """Whether a person has to choose."""
        return self.grasp in {Grasp.SPLIT, Grasp.SEVERAL}

    @property
    def choices(self) -> tuple[UnitView, ...]:
        """Every unit in force that may be meant, the likeliest first, each once."""
        listed = self.readings if self.grasp is not Grasp.WIDER else ()
        return tuple({unit.code: unit for one in (*listed, *self.others) for unit in one.units}.values())

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says so, each once."""
        told = [source for one in self.readings for source in (one.named.source, *(c.source for c in one.now))]
        return tuple(dict.fromkeys(told))

    def settled(self, chosen: str = "") -> str:
        """What to keep beside the text: the chosen code where it is offered (or AS_TYPED), else the only one, else ''.

        '' where somebody still has to be asked, and where nothing was understood.
        """
        if any(unit.code == chosen for unit in self.choices) or (self.asks and chosen == AS_TYPED):
            return chosen
        return self.unit.code if self.unit else ""


@dataclass(frozen=True, slots=True)
class PlaceAsked:
    """The address of a form: the name of its choice, how the text is understood (None: nothing typed), the choice."""

    name: str
    it: AddressUnderstood | None
    chosen: str

    @property
    def kept(self) -> str:
        """What is kept beside the text: a code, AS_TYPED, or ''."""
        return self.it.settled(self.chosen) if self.it else ""

    @property
    def code(self) -> str:
        """The code kept, '' where there is none."""
        return "" if self.kept == AS_TYPED else self.kept

    @property
    def question(self) -> str:
        """What has to be asked before going on; '' where nothing has."""
        if self.it is None or not self.it.asks or self.kept:
            return ""
        return "Nơi này nay có thể là nhiều xã, phường. Xin chọn một, hoặc chọn giữ như đã ghi."


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row of a units' file that was left out: where, which field, why (Vietnamese)."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnitsReport:
    """What an import of units did."""

    seen: int
    created: int
    changed: int
    unchanged: int
    links: int
    problems: tuple[RowProblem, ...]


def _last_day(until: datetime) -> date:
    return clock.local(until - timedelta(microseconds=1)).date()
