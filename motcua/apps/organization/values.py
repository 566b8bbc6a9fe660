"""Frozen rows of organization: centres, positions, and who has signed in with which duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    """Somebody who stands in for an absent holder."""

    name: str
    since: datetime
    until: datetime


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
