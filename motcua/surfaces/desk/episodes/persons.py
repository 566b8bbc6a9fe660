"""People on the dossier page: who they are, numbers in part, and to whom the result was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.apps.dossiers.states import PROOFS, RELATIONS, WAYS
from motcua.apps.dossiers.values import HandOverRow
from motcua.apps.organization import queries as organization
from motcua.apps.parties.states import Sex
from motcua.apps.parties.values import PartyView, number_named
from motcua.base.eforms import masked


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody of the dossier, the number masked unless it was asked for."""

    id: UUID
    name: str
    #: How another paper spells the name.
    also: str
    birth: str
    sex: str
    #: Which paper the number stands on.
    number_name: str
    number: str
    phone: str
    address: str
    #: The commune the address names, as it is called today; '' where nobody knows.
    address_today: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One hand-over in words."""

    row: HandOverRow
    relation: str
    way: str
    proof: str
    number: str
    officer: str


def handed_lines(found: Sequence[HandOverRow], names: Mapping[int, str]) -> tuple[HandedLine, ...]:
    """Every hand-over, the newest first; `names` of the officers."""
    return tuple(
        HandedLine(
            row=one,
            relation=str(RELATIONS.get(one.relation, "")),
            way=str(WAYS.get(one.way, "")),
            proof=str(PROOFS.get(one.proof, "")),
            number=masked(one.receiver_number),
            officer=names.get(one.officer_id, ""),
        )
        for one in reversed(found)
    )


def person_line(
    people: Sequence[PartyView], party_id: UUID | None, *, shown: UUID | None, on: date
) -> PersonLine | None:
    """One of the dossier's people, if there; `shown` is the party told in full, `on` the day addresses are read."""
    found = next((p for p in people if p.id == party_id), None)
    if found is None:
        return None
    one = found.stated
    birth = getattr(one, "birth", None)
    number_name, number = number_named(one)
    return PersonLine(
        id=found.id,
        name=one.name,
        also=getattr(one, "also", ""),
        birth=birth.written() if birth else "",
        sex=str(getattr(one, "sex", Sex.UNSTATED).label),
        number_name=number_name,
        number=number if shown == found.id else masked(number),
        phone=one.phone if shown == found.id else masked(one.phone),
        address=one.address,
        address_today=organization.unit_name(getattr(one, "address_unit", ""), on=on),
        warnings=one.warnings(),
    )
