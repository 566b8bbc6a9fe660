"""Reads of parties: those of a dossier, names for lists, and searches by blind index."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from motcua.apps.parties.models import EarlierStatement, Mandate, Party
from motcua.apps.parties.rules import card_of
from motcua.apps.parties.states import Basis
from motcua.apps.parties.values import (
    Card,
    Correction,
    MandateStated,
    MandateView,
    Namesake,
    PartyHit,
    PartyView,
    PersonStated,
    Stated,
    from_json,
    name_key,
    number_key,
    phone_key,
)
from motcua.base.db.fields import Unreadable, blind_index, damaged, showing_damage, shows_damage, unseal

# A list asks for twenty names on every page, and every page of a dossier for its people: no compiling for that.
_NAMES = "SELECT id, stated FROM parties_party WHERE id = ANY(%s)"
_PEOPLE = "SELECT id, centre_id, stated, revision FROM parties_party WHERE dossier_id = %s ORDER BY created_at, id"
_STATED = "parties_party.stated"
#: Purposes of the blind indexes: an equal name and number never give equal bytes.
NAME, NUMBER, PHONE = "party-name", "party-number", "party-phone"


def of_dossier(*, dossier_id: UUID) -> tuple[PartyView, ...]:
    """The parties of one dossier in the order they were recorded; empty outside the scope.

    Within `showing_damage` one that does not open is somebody whose name says so.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [dossier_id])
        found = cursor.fetchall()
    return tuple(
        PartyView(key, dossier_id, centre_id, _stated(stated), revision) for key, centre_id, stated, revision in found
    )


def _stated(sealed: bytes) -> Stated:
    try:
        return from_json(_opened(sealed))
    except Unreadable:
        if not shows_damage():
            raise
        return PersonStated(name=damaged())


def names_of(*, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names for a list's rows, by party; those outside the scope are missing."""
    wanted = list(ids)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [wanted])
        return {key: name_in(stated) for key, stated in cursor.fetchall()}


def _opened(sealed: bytes) -> Any:
    plain = unseal(bytes(sealed), bound_to=_STATED)
    try:
        return json.loads(plain)
    except ValueError:
        raise Unreadable(_STATED) from None


def stated_by(column: str) -> Subquery:
    """For a statement of an upper app: what the party its `column` names stated, still sealed; see `name_in`."""
    return Subquery(Party.objects.filter(pk=OuterRef(column)).values("stated"))


def name_in(sealed: bytes) -> str:
    """The name in what a party stated, for lists: one that does not open says so and stops no other row."""
    try:
        return _name_in(bytes(sealed))
    except (Unreadable, KeyError):
        return damaged()


@lru_cache(maxsize=2048)
def _name_in(sealed: bytes) -> str:
    """Equal cipher text is opened once per process."""
    return str(_opened(sealed)["name"])


def by_number_index(*, number: str, centre_ids: Iterable[int]) -> tuple[PartyHit, ...]:
    """Where this paper's number stands, newest first. A search by number is a look: the caller writes it."""
    return _hits(centre_ids, number_index=blind_index(number_key(number), purpose=NUMBER))


def by_phone_index(*, phone: str, centre_ids: Iterable[int]) -> tuple[PartyHit, ...]:
    """Where this telephone stands, newest first: several people may share it. The caller writes the look."""
    return _hits(centre_ids, phone_index=blind_index(phone_key(phone), purpose=PHONE))


def by_name_index(*, name: str, centre_ids: Iterable[int]) -> tuple[PartyHit, ...]:
    """Where this whole name stands, marks and tones left aside, newest first; many people share one."""
    return _hits(centre_ids, name_index=blind_index(name_key(name), purpose=NAME))


@showing_damage()
def namesakes(*, name: str, number: str, centre_ids: Iterable[int]) -> tuple[Namesake, ...]:
    """Those of this number, and those of this whole name, newest first; one statement. The caller writes the look."""
    wanted = blind_index(number_key(number), purpose=NUMBER) if number.strip() else None
    same = Q(name_index=blind_index(name_key(name), purpose=NAME)) if name.strip() else Q(pk__in=[])
    same |= Q(number_index=wanted) if wanted else Q(pk__in=[])
    found = Party.objects.filter(same, centre_id__in=tuple(centre_ids)).order_by("-created_at", "-id")[:200]
    return tuple(_namesake(party, wanted) for party in found)


def _namesake(party: Party, wanted: bytes | None) -> Namesake:
    kept = bytes(party.number_index) if party.number_index is not None else None
    birth = getattr(from_json(party.stated), "birth", None) if party.stated else None
    return Namesake(
        dossier_id=party.dossier_id,
        same_number=wanted is not None and kept == wanted,
        birth=birth.written() if birth else "",
        numbered=kept is not None,
    )


def corrections(*, people: Iterable[PartyView]) -> tuple[Correction, ...]:
    """Every correction of these, newest first, with what stood there before; no statement where there was none."""
    mended = [one.id for one in people if one.revision > 1]
    if not mended:
        return ()
    found = EarlierStatement.objects.filter(party_id__in=mended).order_by("-corrected_at", "-revision")
    return tuple(
        Correction(row.party_id, from_json(row.stated), row.corrected_at, row.corrected_by, row.reason) for row in found
    )


def mandate_of(*, dossier_id: UUID) -> MandateView | None:
    """Who acts for whom in the dossier, the newest; None where nobody does."""
    row = Mandate.objects.filter(dossier_id=dossier_id).order_by("-created_at", "-id").first()
    if row is None:
        return None
    stated = MandateStated(
        basis=Basis(row.basis), relation=row.relation or "", scope=row.scope, until=row.until, paper_id=row.paper_id
    )
    return MandateView(row.grantor_id, row.grantee_id, stated)


def _hits(centre_ids: Iterable[int], **index: bytes) -> tuple[PartyHit, ...]:
    found = Party.objects.filter(centre_id__in=tuple(centre_ids), **index).order_by("-created_at", "-id")[:200]
    return tuple(PartyHit(p.id, p.dossier_id, p.centre_id) for p in found.only("id", "dossier_id", "centre_id"))


def states_fact(*, dossier_id: UUID, fact: str) -> bool:
    """Whether somebody in the dossier stated this personal number or this telephone."""
    number = blind_index(number_key(fact), purpose=NUMBER)
    phone = blind_index(phone_key(fact), purpose=PHONE)
    return Party.objects.filter(dossier_id=dossier_id).filter(Q(number_index=number) | Q(phone_index=phone)).exists()


def is_of_person(*, party_id: UUID, fact: str) -> bool:
    """Whether this personal number, or year of birth, is what was stated of this very person."""
    party = Party.objects.filter(pk=party_id).first()
    if party is None or not fact.strip():
        return False
    birth = getattr(from_json(party.stated), "birth", None)
    if birth is not None and fact.strip() == f"{birth.year:04d}":
        return True
    kept = party.number_index
    return kept is not None and bytes(kept) == blind_index(number_key(fact), purpose=NUMBER)


def read_card(*, scan: str, today: date) -> Card | None:
    """What a scanned identity card says; None where the scan is not one."""
    return card_of(scan, today=today)
