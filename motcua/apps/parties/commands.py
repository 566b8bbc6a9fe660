"""Record parties with their dossier, correct them with the old kept, tie accounts and mandates to them.

Refusals: Invalid (fields named «0.name», «1.phone» by place in the list), SomeoneWasFaster, NotFound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext

from motcua.apps.parties.models import AccountLink, EarlierStatement, Mandate, Party
from motcua.apps.parties.queries import NAME, NUMBER, PHONE
from motcua.apps.parties.values import (
    MandateStated,
    OrganisationStated,
    PersonStated,
    Stated,
    name_key,
    number_key,
    phone_key,
    tidy_name,
    to_json,
)
from motcua.base.db import rows
from motcua.base.db.fields import blind_index
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound, SomeoneWasFaster
from motcua.kernel.ids import uuid7

log = structlog.get_logger("parties")


def record(
    *,
    dossier_id: UUID,
    centre_id: int,
    stated: Sequence[Stated],
    at: datetime,
    mandate: MandateStated | None = None,
) -> tuple[UUID, ...]:
    """Record the parties of a dossier; their keys in the given order. Raises Invalid before anything is written.

    With `mandate` the first acts for the last.
    """
    tidied = [_tidied(one) for one in stated]
    _refuse_problems(tidied, at=at)
    if mandate is not None and (problems := mandate.problems(today=clock.local(at).date())):
        raise Invalid(problems)
    made = [
        Party(id=uuid7(), dossier_id=dossier_id, centre_id=centre_id, created_at=at, revision=1, **_columns(one))
        for one in tidied
    ]
    rows.add(*made)
    if mandate is not None:
        rows.add(_mandate(mandate, grantor=made[-1], grantee=made[0], at=at))
    return tuple(party.id for party in made)


def correct(*, party_id: UUID, stated: Stated, actor: Actor, at: datetime, seen_revision: int, reason: str) -> int:
    """Replace what a party stated, keeping the old; the new revision. Raises Invalid, NotFound, SomeoneWasFaster."""
    tidied = _tidied(stated)
    _refuse_problems([tidied], at=at)
    with transaction.atomic():
        party = Party.objects.select_for_update().filter(pk=party_id).first()
        if party is None:
            raise NotFound
        if party.revision != seen_revision:
            raise SomeoneWasFaster
        if to_json(tidied) == party.stated:
            raise Invalid({"": gettext("Chưa có gì khác với thông tin đang ghi.")})
        rows.add(_earlier(party, actor=actor, at=at, reason=reason))
        Party.objects.filter(pk=party_id).update(revision=seen_revision + 1, **_columns(tidied))
    log.info("party.corrected", party_id=str(party_id), actor=actor.label, revision=seen_revision + 1)
    return seen_revision + 1


def link_account(*, party_id: UUID, account_id: int, at: datetime) -> UUID:
    """Tie a party to the account of the same person; repeating it changes nothing. Raises NotFound."""
    party = _seen(party_id)
    link = AccountLink(
        party=party, dossier_id=party.dossier_id, centre_id=party.centre_id, account_id=account_id, since=at
    )
    AccountLink.objects.bulk_create([link], ignore_conflicts=True)
    return AccountLink.objects.values_list("pk", flat=True).get(party_id=party_id, account_id=account_id)


def record_mandate(*, grantor_id: UUID, grantee_id: UUID, stated: MandateStated, at: datetime) -> UUID:
    """Record later that one party acts for another of the same dossier. Raises Invalid, NotFound."""
    grantor, grantee = _seen(grantor_id), _seen(grantee_id)
    if grantor.dossier_id != grantee.dossier_id or grantor_id == grantee_id:
        raise Invalid({"grantee": "Người uỷ quyền và người được uỷ quyền là hai người của cùng một hồ sơ."})
    if problems := stated.problems(today=clock.local(at).date()):
        raise Invalid(problems)
    mandate = _mandate(stated, grantor=grantor, grantee=grantee, at=at)
    rows.add(mandate)
    return mandate.id


def _mandate(stated: MandateStated, *, grantor: Party, grantee: Party, at: datetime) -> Mandate:
    return Mandate(
        dossier_id=grantor.dossier_id,
        centre_id=grantor.centre_id,
        grantor=grantor,
        grantee=grantee,
        paper_id=stated.paper_id,
        scope=stated.scope.strip(),
        until=stated.until,
        basis=stated.basis.value,
        relation=stated.relation.strip(),
        created_at=at,
    )


def _seen(party_id: UUID) -> Party:
    party = Party.objects.filter(pk=party_id).first()
    if party is None:
        raise NotFound
    return party


def _tidied(stated: Stated) -> Stated:
    if isinstance(stated, OrganisationStated):
        return replace(stated, name=tidy_name(stated.name), address=tidy_name(stated.address))
    assert isinstance(stated, PersonStated)
    return replace(
        stated,
        name=tidy_name(stated.name),
        also=tidy_name(stated.also),
        number=number_key(stated.number),
        address=tidy_name(stated.address),
    )


def _refuse_problems(stated: Sequence[Stated], *, at: datetime) -> None:
    today = clock.local(at).date()
    problems = {
        f"{place}.{field}": told
        for place, one in enumerate(stated)
        for field, told in one.problems(today=today).items()
    }
    if problems:
        raise Invalid(problems)


def _columns(stated: Stated) -> dict[str, Any]:
    number = stated.number or stated.tax_code
    return {
        "kind": str(stated.kind),
        "stated": to_json(stated),
        "name_index": blind_index(name_key(stated.name), purpose=NAME),
        "number_index": blind_index(number_key(number), purpose=NUMBER) if number else None,
        "phone_index": blind_index(phone_key(stated.phone), purpose=PHONE) if stated.phone else None,
    }


def _earlier(party: Party, *, actor: Actor, at: datetime, reason: str) -> EarlierStatement:
    return EarlierStatement(
        id=uuid7(),
        party=party,
        dossier_id=party.dossier_id,
        centre_id=party.centre_id,
        revision=party.revision,
        stated=party.stated,
        corrected_at=at,
        corrected_by=actor.label,
        reason=reason,
    )
