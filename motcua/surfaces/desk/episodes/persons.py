"""People on the dossier page: who they are, numbers in part, and to whom the result was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from motcua.apps.dossiers.states import PROOFS, RELATIONS, WAYS
from motcua.apps.dossiers.values import HandOverRow
from motcua.apps.organization import queries as organization
from motcua.apps.parties.states import Sex
from motcua.apps.parties.values import Birth, Correction, PartyView, Stated, number_named
from motcua.base.eforms import masked
from motcua.kernel.actor import ActorKind


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
    #: What was mended of what was written down of them, newest first.
    corrections: tuple[CorrectionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction in words: what it changed stood there before like this, numbers in part."""

    at: datetime
    who: str
    reason: str
    before: tuple[tuple[str, str], ...]


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
    people: Sequence[PartyView],
    party_id: UUID | None,
    *,
    shown: UUID | None,
    on: date,
    mended: Sequence[Correction] = (),
    names: Mapping[int, str] | None = None,
) -> PersonLine | None:
    """One of the dossier's people, if there; `shown` is the party told in full, `on` the day addresses are read.

    `mended` are the corrections of all of them, newest first, `names` the officers'.
    """
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
        corrections=correction_lines([c for c in mended if c.party_id == found.id], found.stated, names or {}),
    )


def corrector(one: Correction) -> int | None:
    """The account of who mended it; None for a system."""
    kind, _colon, account = one.by.partition(":")
    return int(account) if kind == ActorKind.STAFF and account.isdigit() else None


def correction_lines(
    mended: Sequence[Correction], present: Stated, names: Mapping[int, str]
) -> tuple[CorrectionLine, ...]:
    """Each correction of one person, newest first, with what it changed as it stood before."""
    after, lines = present, []
    for one in mended:
        who = names.get(corrector(one) or 0, gettext("Hệ thống"))
        lines.append(CorrectionLine(one.at, who, one.reason, tuple(_changed(one.before, after))))
        after = one.before
    return tuple(lines)


def _changed(before: Stated, after: Stated) -> Iterator[tuple[str, str]]:
    for name, label in _LABELS.items():
        old = _in_words(before, name)
        if old != _in_words(after, name):
            yield str(label), (masked(old) if name in _IN_PART else old) or "–"


def _in_words(stated: Stated, name: str) -> str:
    value = getattr(stated, name, None)
    if isinstance(value, Birth):
        return value.written()
    return str(getattr(value, "label", value or ""))


_LABELS: Final[Mapping[str, str | Promise]] = {
    "name": gettext_lazy("Họ tên"),
    "also": gettext_lazy("Giấy khác ghi tên"),
    "number": gettext_lazy("Số giấy tờ"),
    "number_kind": gettext_lazy("Loại giấy tờ"),
    "birth": gettext_lazy("Ngày sinh"),
    "sex": gettext_lazy("Giới tính"),
    "phone": gettext_lazy("Điện thoại"),
    "address": gettext_lazy("Nơi cư trú"),
}
#: Told in part like everywhere on the page.
_IN_PART: Final = frozenset({"number", "phone"})
