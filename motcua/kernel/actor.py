"""Who acts: one frozen value built once per request, asked by every policy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum


class ActorKind(StrEnum):
    """What sort of being stands behind an act."""

    STAFF = "staff"
    CITIZEN = "citizen"
    PUBLIC = "public"
    SYSTEM = "system"
    DEVICE = "device"


class Role(StrEnum):
    """A duty one may hold at a centre; the table of rights names nothing else."""

    CITIZEN = "citizen"
    GUIDE = "guide"
    CLERK = "clerk"
    SPECIALIST = "specialist"
    LEADER = "leader"
    RECORDS = "records"
    DIRECTOR = "director"
    PROVINCE = "province"
    KEEPER = "keeper"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    VOLUNTEER = "volunteer"
    SECONDED = "seconded"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Duty:
    """One role at one centre, for some fields of work; no fields named means every field."""

    role: Role
    centre_id: int
    fields: frozenset[str] = frozenset()
    #: The account whose duty it is, where it is lent to a deputy; None for one's own.
    for_account: int | None = None

    def covers(self, work_field: str) -> bool:
        """Whether this duty reaches into a field of work; an unnamed field is everybody's."""
        return not self.fields or not work_field or work_field in self.fields


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts now, with which duties, on whose behalf and from which device."""

    kind: ActorKind
    account_id: int | None = None
    duties: frozenset[Duty] = field(default_factory=frozenset)
    #: Whom this act is done for, where that is known: see `by`.
    acting_for: int | None = None
    device: str = ""
    name: str = ""

    @classmethod
    def system(cls, name: str) -> Actor:
        """A part of the program that acts by itself, under its own name."""
        return cls(kind=ActorKind.SYSTEM, name=name)

    @classmethod
    def public(cls, device: str = "") -> Actor:
        """Somebody who has not signed in."""
        return cls(kind=ActorKind.PUBLIC, device=device)

    @property
    def label(self) -> str:
        """How the log names this actor: never a person's name."""
        if self.kind is ActorKind.SYSTEM:
            return f"system:{self.name}"
        return f"{self.kind}:{self.account_id}" if self.account_id is not None else str(self.kind)

    def has(self, role: Role, centre_id: int, work_field: str = "") -> bool:
        """Whether this actor holds the role at that centre for that field of work."""
        return any(d.role is role and d.centre_id == centre_id and d.covers(work_field) for d in self.duties)

    def has_any(self, roles: frozenset[Role], centre_id: int, work_field: str = "") -> bool:
        """Whether one of the roles is held at that centre for that field of work."""
        return any(d.role in roles and d.centre_id == centre_id and d.covers(work_field) for d in self.duties)

    def stands_in_for(self, roles: frozenset[Role], centre_id: int | None, work_field: str = "") -> int | None:
        """Whose lent duty allows what these roles allow there (None: anywhere); None where one of the own does too.

        Of several people with the same duty it is the one with the lowest account: the act needed one of them.
        """
        allowing = [
            duty.for_account
            for duty in self.duties
            if duty.role in roles and centre_id in {None, duty.centre_id} and duty.covers(work_field)
        ]
        lent = [one for one in allowing if one is not None]
        return min(lent) if lent and len(lent) == len(allowing) else None

    def by(self, roles: frozenset[Role], centre_id: int | None, work_field: str = "") -> Actor:
        """The same actor as the log names them for an act that these roles allow there."""
        return replace(self, acting_for=self.stands_in_for(roles, centre_id, work_field)) if self.duties else self

    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return frozenset(d.role for d in self.duties)

    def roles_at(self, centre_id: int) -> frozenset[Role]:
        """The roles held at one centre."""
        return frozenset(d.role for d in self.duties if d.centre_id == centre_id)

    def centres(self, *roles: Role) -> frozenset[int]:
        """The centres where one of these roles (or any, when none is named) is held."""
        return frozenset(d.centre_id for d in self.duties if not roles or d.role in roles)
