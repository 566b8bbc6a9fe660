"""Who need not pay a fee, or not all of it: recorded on what the procedure states, and taken back.

Refusals: Refusal > Invalid, NoFeeAwaited, ReliefGiven, NoRelief, PaidMeanwhile, and those of `moves`.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.commands.conditions import NoFeeAwaited, meet, open_again
from motcua.apps.dossiers.models import Component, Condition, Dossier, Relief
from motcua.apps.dossiers.states import DossierState, Work
from motcua.apps.dossiers.values.relief import LONGEST_GROUND, WHOLE, ReliefStated
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Exemption
from motcua.base.db import rows
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, Refusal
from motcua.kernel.ids import uuid7


class ReliefGiven(Refusal):
    """One exemption is kept of a fee; another one takes its place only when it was taken back."""

    code = "relief-given"
    message = gettext_noop("Phí, lệ phí của hồ sơ này đã ghi miễn, giảm rồi. Muốn ghi khác, xin thôi cái cũ trước.")


class NoRelief(Refusal):
    """There is none to take back."""

    code = "no-relief"
    message = gettext_noop("Hồ sơ này không có miễn, giảm nào đang ghi.")


class PaidMeanwhile(Refusal):
    """What was left to pay has been paid on it; the receipt is not to be made wrong afterwards."""

    code = "paid-meanwhile"
    message = gettext_noop("Người nộp đã nộp phần còn lại theo mức giảm này, nên không thôi được nữa.")


def grant_relief(*, dossier_id: UUID, stated: ReliefStated, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Record an exemption of the fee that is waited for: in full it meets the condition, in part the rest is owed."""
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="grant_relief", seen_revision=seen_revision
    ) as held:
        held.require(Work.FEE_RELIEF)
        dossier = held.dossier
        if not DossierState(dossier.state).is_open:
            raise moves.MoveNotAllowed(state=DossierState(dossier.state).label)
        fee = Condition.objects.filter(dossier=dossier, kind="fee", met_at__isnull=True).order_by("opened_at").first()
        if fee is None:
            raise NoFeeAwaited
        if _standing(dossier) is not None:
            raise ReliefGiven
        relief = _relief(dossier, fee, stated, _exemption(dossier, stated), actor=actor, at=at)
        rows.add(relief)
        held.touch()
        held.about, held.outcome = (relief.id, fee.id), "exempt" if relief.percent_off == WHOLE else "reduced"
        if relief.percent_off == WHOLE:
            meet(held, kind="fee", reference="")


def take_relief_back(*, dossier_id: UUID, why: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """The exemption was recorded wrongly: the fee is owed again. Only while what waits for the fee lies ahead."""
    if not why.strip():
        raise Invalid({"why": _("Xin ghi lý do.")})
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="take_relief_back", seen_revision=seen_revision
    ) as held:
        held.require(Work.RELIEF_BACK)
        relief = _standing(held.dossier)
        if relief is None:
            raise NoRelief
        state, fee = DossierState(held.dossier.state), relief.condition
        if not rules.relief_may_end(state=state, blocks=fee.blocks):
            raise moves.MoveNotAllowed(state=state.label)
        if relief.percent_off < WHOLE and fee.met_at is not None:
            raise PaidMeanwhile
        relief.taken_back_at, relief.taken_back_by, relief.why = at, actor.account_id, why.strip()
        relief.save(update_fields=["taken_back_at", "taken_back_by", "why"])
        held.touch()
        held.about, held.outcome = (relief.id, fee.id), "owed"
        if fee.met_at is not None:
            open_again(held, fee)


def _standing(dossier: Dossier) -> Relief | None:
    return Relief.objects.filter(dossier=dossier, taken_back_at__isnull=True).select_related("condition").first()


def _exemption(dossier: Dossier, stated: ReliefStated) -> Exemption | None:
    """The exemption the pinned version states; None for another one, which then needs its ground. Raises Invalid."""
    problems = {} if stated.paper.strip() else {"paper": _("Xin ghi giấy tờ chứng minh.")}
    found = None
    if stated.applicant_class:
        known = procedures.version(dossier.version_id).exemptions.value or ()
        found = next((one for one in known if one.applicant_class == stated.applicant_class), None)
        if found is None:
            problems["which"] = _("Thủ tục này không có đối tượng miễn, giảm ấy. Xin chọn lại.")
    elif not stated.ground.strip():
        problems["ground"] = _("Xin ghi căn cứ của việc miễn.")
    if len(stated.ground.strip()) > LONGEST_GROUND:
        problems["ground"] = _("Dài quá: tối đa %(n)s chữ. Xin viết ngắn lại.") % {"n": LONGEST_GROUND}
    if stated.component_id and not Component.objects.filter(dossier=dossier, pk=stated.component_id).exists():
        problems["component"] = _("Giấy tờ này không thuộc hồ sơ.")
    if problems:
        raise Invalid(problems)
    return found


def _relief(
    dossier: Dossier, fee: Condition, stated: ReliefStated, found: Exemption | None, *, actor: Actor, at: datetime
) -> Relief:
    return Relief(
        id=uuid7(),
        dossier=dossier,
        centre_id=dossier.centre_id,
        condition=fee,
        applicant_class=found.applicant_class if found else "",
        name=found.name if found else "",
        percent_off=found.percent_off if found else WHOLE,
        ground=stated.ground.strip(),
        paper=stated.paper.strip(),
        component_id=stated.component_id,
        account_id=actor.account_id or 0,
        at=at,
    )
