"""Conditions: opened from the procedure version, met by order of the apps above.

Refusals: Refusal > Invalid, NoFeeAwaited, and those of `moves`.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.events import ConditionMet, ConditionReopened
from motcua.apps.dossiers.models import Condition
from motcua.apps.dossiers.states import Work
from motcua.apps.outbox import commands as outbox
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, Refusal


class NoFeeAwaited(Refusal):
    """The receipt is recorded already, or the procedure asks for none: nothing may be told as done that is not kept."""

    code = "no-fee-awaited"
    message = gettext_noop("Hồ sơ này không còn chờ nộp phí, lệ phí; số biên lai vừa ghi chưa được lưu.")


def meet_condition(*, dossier_id: UUID, kind: str, actor: Actor, at: datetime, reference: str = "") -> None:
    """Record that what stood in the way is done; a second report changes nothing. Raises NotAllowed."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="meet_condition") as held:
        held.require(Work.FEE_PAID)
        meet(held, kind=kind, reference=reference)


def record_fee_paid(*, dossier_id: UUID, receipt: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """The clerk saw the receipt: until there is a till of our own, its number stands for the payment."""
    if not receipt.strip():
        raise Invalid({"receipt": _("Xin ghi số biên lai.")})
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="record_fee_paid", seen_revision=seen_revision
    ) as held:
        held.require(Work.FEE_PAID)
        held.touch()
        if not meet(held, kind="fee", reference=receipt.strip()[:80]):
            raise NoFeeAwaited


def meet(held: moves.Turn, *, kind: str, reference: str) -> int:
    """Within a turn: mark the open conditions of this kind as met, and say how many; `reference` '' keeps theirs."""
    dossier, met = held.dossier, 0
    for condition in Condition.objects.filter(dossier=dossier, kind=kind, met_at__isnull=True):
        condition.met_at, condition.met_by = held.at, held.actor.label
        condition.reference = reference or condition.reference
        condition.save(update_fields=["met_at", "met_by", "reference"])
        dossier.conditions_open = max(0, dossier.conditions_open - 1)
        fact = ConditionMet(
            dossier_id=dossier.id, centre_id=dossier.centre_id, condition_id=condition.id, met_at=held.at
        )
        outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=held.at)
        met += 1
    return met


def open_again(held: moves.Turn, condition: Condition) -> None:
    """Within a turn: what was recorded as done is not; the moves it blocks wait again."""
    dossier = held.dossier
    condition.met_at, condition.met_by = None, ""
    condition.save(update_fields=["met_at", "met_by"])
    dossier.conditions_open += 1
    fact = ConditionReopened(
        dossier_id=dossier.id, centre_id=dossier.centre_id, condition_id=condition.id, reopened_at=held.at
    )
    outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=held.at)
