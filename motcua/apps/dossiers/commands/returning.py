"""Handing results over with proof, recalling, reopening.

Never held back because it is late or because nobody rated the service (domain §1.5).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from motcua.apps.dossiers.commands import _proofs, moves
from motcua.apps.dossiers.models import HandOver
from motcua.apps.dossiers.states import PROOFS, RELATIONS, WAYS, Action
from motcua.apps.dossiers.values.attested import SIGNED, Attested
from motcua.base.db import rows
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid


def return_result(
    *,
    dossier_id: UUID,
    way: str,
    receiver_name: str,
    receiver_number: str,
    relation: str,
    proof: str,
    actor: Actor,
    at: datetime,
    seen_revision: int,
    attested: Attested = SIGNED,
) -> None:
    """Hand the result over; who took it and how that was proven is kept. Raises Invalid field by field."""
    _refuse_unproven(way=way, receiver_name=receiver_name, relation=relation, proof=proof, attested=attested)
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="return_result", seen_revision=seen_revision
    ) as held:
        if relation == "filer":
            _proofs.refuse_ended(held.dossier, at=at)
        held.advance(Action.RETURN)
        rows.add(
            HandOver(
                dossier=held.dossier,
                centre_id=held.dossier.centre_id,
                way=way,
                receiver_name=receiver_name.strip(),
                receiver_number=receiver_number.strip() or None,
                relation=relation,
                proof=proof,
                attested=attested.to_json(),
                at=at,
                officer_id=actor.account_id or 0,
            )
        )


def recall(*, dossier_id: UUID, why: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Take the hand-over back: it was noted wrongly, or the result went to the wrong person."""
    _refuse_unexplained(why)
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="recall", seen_revision=seen_revision) as held:
        held.advance(Action.RECALL, note=why)
        HandOver.objects.filter(dossier=held.dossier, recalled_at__isnull=True).update(recalled_at=at)


def reopen(*, dossier_id: UUID, why: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Work the dossier again, to correct its result by a new version."""
    _refuse_unexplained(why)
    moves.advance(
        dossier_id=dossier_id, action=Action.REOPEN, actor=actor, at=at, seen_revision=seen_revision, note=why
    )


def _refuse_unproven(*, way: str, receiver_name: str, relation: str, proof: str, attested: Attested) -> None:
    problems = {field: gettext(text) for field, text in attested.problems().items()}
    if way not in WAYS:
        problems["way"] = gettext("Xin chọn cách trả kết quả.")
    if not receiver_name.strip():
        problems["receiver_name"] = gettext("Xin ghi họ tên người nhận.")
    if relation not in RELATIONS:
        problems["relation"] = gettext("Xin chọn người nhận là ai.")
    if proof not in PROOFS:
        problems["proof"] = gettext("Xin chọn cách đã kiểm tra người nhận.")
    if relation == "proxy" and proof != "proxy":
        problems["proof"] = gettext("Nhận thay thì phải xem văn bản uỷ quyền.")
    if problems:
        raise Invalid(problems)


def _refuse_unexplained(why: str) -> None:
    if not why.strip():
        raise Invalid({"why": gettext("Xin ghi lý do.")})
