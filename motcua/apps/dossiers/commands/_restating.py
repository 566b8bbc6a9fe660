"""A known outside dossier that a list states anew: its dates and its owner, as the other system has them now.

What the row leaves empty it says nothing of: what is kept stays.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.apps.parties import commands as parties
from motcua.apps.parties import queries as parties_queries
from motcua.apps.parties.values import PartyView, PersonStated, Stated, number_key, phone_key, tidy_name
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid


def owner(row: OutsideRow) -> PersonStated:
    """The owner as the row states them."""
    return PersonStated(name=row.owner_name, number=row.owner_number, phone=row.owner_phone)


def restate(*, dossier: Dossier, row: OutsideRow, actor: Actor, at: datetime) -> bool:
    """Write what the row says otherwise than we have it; whether there was anything. Raises Invalid.

    The other system is the one that changes it; who brought its list in stands beside that in the journal.
    """
    kept = next((p for p in parties_queries.of_dossier(dossier_id=dossier.id) if p.id == dossier.owner_party), None)
    stated = _restated(kept.stated, row, at=at) if kept else None
    dates = _dates(dossier, row)
    if not dates and (kept is None or stated == kept.stated):
        return False
    system = Actor.system(f"connector:{dossier.source_system}")
    with moves.turn(dossier_id=dossier.id, actor=system, at=at, command="restate_outside") as held:
        for name, moment in dates.items():
            setattr(held.dossier, name, moment)
        held.dossier.sort_due = held.dossier.legal_due
        held.touch()
        if kept is not None and stated is not None and stated != kept.stated:
            _correct(kept, stated, system=system, at=at)
    audit.record(
        command="dossiers.bring_in_outside", actor=actor, at=at, ids=(dossier.id,), outcome="restated",
        centre_id=dossier.centre_id,
    )  # fmt: skip
    return True


def _dates(dossier: Dossier, row: OutsideRow) -> dict[str, datetime]:
    said = {"submitted_at": row.submitted_at, "received_at": row.received_at, "legal_due": row.due_at}
    return {name: at for name, at in said.items() if at is not None and at != getattr(dossier, name)}


def _restated(kept: Stated, row: OutsideRow, *, at: datetime) -> Stated:
    """Another way to write the same number or telephone is no change. Raises Invalid, by the row's fields."""
    told: dict[str, Any] = {}
    if tidy_name(row.owner_name) and tidy_name(row.owner_name) != kept.name:
        told["name"] = tidy_name(row.owner_name)
    if row.owner_number.strip() and number_key(row.owner_number) != number_key(kept.number):
        told["number"] = number_key(row.owner_number)
    if row.owner_phone.strip() and phone_key(row.owner_phone) != phone_key(kept.phone):
        told["phone"] = row.owner_phone.strip()
    stated = replace(kept, **told)
    wrong = stated.problems(today=clock.local(at).date()) if told else {}
    if wrong:
        raise Invalid({f"owner_{field}": why for field, why in wrong.items()})
    return stated


def _correct(kept: PartyView, stated: Stated, *, system: Actor, at: datetime) -> None:
    parties.correct(
        party_id=kept.id, stated=stated, actor=system, at=at, seen_revision=kept.revision,
        reason=_("Hệ thống giữ hồ sơ ghi như vậy."),
    )  # fmt: skip
