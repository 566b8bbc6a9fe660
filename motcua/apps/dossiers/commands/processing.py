"""Working a received dossier: assign, hand over, draft, send for approval, decide, stop.

Refusals: Refusal > NothingDrafted, NotYours, plus those of `moves`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.commands import _steps, _supplements, moves
from motcua.apps.dossiers.models import Dossier, Note, Result, ResultDraft
from motcua.apps.dossiers.states import Action, Authority, DossierState, Outcome, Work
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.numbering import commands as numbering
from motcua.base.db import rows
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotAllowed, Refusal


class NothingDrafted(Refusal):
    """There is no draft to approve or give back."""

    code = "nothing-drafted"
    message = gettext_noop("Chưa có dự thảo kết quả để trình hoặc ký.")


def assign(*, dossier_id: UUID, holder_id: int, note: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Give a received dossier to an officer; the work begins (form 06)."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="assign", seen_revision=seen_revision) as held:
        held.advance(Action.START, note=note)
        _steps.give(held, holder_id=holder_id, note=note)


def hand_over(*, dossier_id: UUID, holder_id: int, note: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Pass the running step to another officer; the row before is closed, never changed."""
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="hand_over", seen_revision=seen_revision
    ) as held:
        _require_work(held, Work.HAND_OVER)
        held.touch()
        _steps.give(held, holder_id=holder_id, note=note)


def note(*, dossier_id: UUID, text: str, actor: Actor, at: datetime) -> None:
    """Leave an internal remark; allowed under outside authority too, as every local fact is."""
    if not text.strip():
        raise Invalid({"text": _("Xin ghi nội dung.")})
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="note") as held:
        _require_work(held, Work.NOTE)
        rows.add(
            Note(
                dossier=held.dossier,
                centre_id=held.dossier.centre_id,
                text=text.strip(),
                account_id=actor.account_id or 0,
                at=at,
            )
        )


def hold_outside(*, dossier_id: UUID, holder_id: int, actor: Actor, at: datetime) -> None:
    """Name who looks after a dossier another system holds the authority over: a local fact, no move."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="hold_outside") as held:
        _require_work(held, Work.HOLD_OUTSIDE)
        _steps.give(held, holder_id=holder_id, note="")


def ask_supplement(
    *,
    dossier_id: UUID,
    items: Sequence[ItemAsked],
    reason: str,
    actor: Actor,
    at: datetime,
    seen_revision: int,
    days: int | None = None,
) -> None:
    """Ask for what is missing, all of it at once (form 02); the processing clock stands until the reply.

    Once received, a second request needs a leader: it counts as overdue in index 2.1. `days` is how long the
    person may take where the procedure does not say.
    """
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="ask_supplement", seen_revision=seen_revision
    ) as held:
        _supplements.ask(held, items=items, reason=reason, days=days)


def require_duty(
    *, dossier_id: UUID, note: str, actor: Actor, at: datetime, seen_revision: int, days: int | None = None
) -> None:
    """Wait for a financial duty; only where the procedure says that this pauses the clock. `days` as above."""
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="require_duty", seen_revision=seen_revision
    ) as held:
        _steps.refuse_pause_without_rule(held.dossier)
        held.pause_days = _supplements.capped_days(held.dossier, days)
        held.advance(Action.REQUIRE_DUTY, note=note)


def settle(*, dossier_id: UUID, note: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Record that the duty was done; the clock runs again."""
    moves.advance(
        dossier_id=dossier_id, action=Action.SETTLE, actor=actor, at=at, seen_revision=seen_revision, note=note
    )


def stop(*, dossier_id: UUID, ground: str, reason: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Stop the work on a legal ground (form 05)."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="stop", seen_revision=seen_revision) as held:
        held.advance(Action.STOP, note=reason, ground=ground)
        _steps.close(held)


def draft_result(
    *, dossier_id: UUID, outcome: str, title: str, text: str, actor: Actor, at: datetime, seen_revision: int
) -> None:
    """Write or rewrite the proposed result. Raises Invalid without outcome, title and text."""
    problems = {
        name: str(_("Xin điền mục này.")) for name, value in {"title": title, "text": text}.items() if not value.strip()
    }
    if outcome not in Outcome.values:
        problems["outcome"] = str(_("Xin chọn cách giải quyết."))
    if problems:
        raise Invalid(problems)
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="draft_result", seen_revision=seen_revision
    ) as held:
        _require_work(held, Work.DRAFT)
        held.touch()
        draft = _living_draft(held.dossier) or ResultDraft(
            dossier=held.dossier, centre_id=held.dossier.centre_id, drafted_by=actor.account_id or 0, drafted_at=at
        )
        draft.outcome, draft.title, draft.text = outcome, title.strip(), text.strip()
        draft.drafted_by, draft.drafted_at, draft.asked_at = actor.account_id or 0, at, None
        held.dossier.approval_asked_at = None
        draft.save()


def ask_approval(*, dossier_id: UUID, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Send the draft to the leader."""
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="ask_approval", seen_revision=seen_revision
    ) as held:
        _require_work(held, Work.ASK_APPROVAL)
        draft = _draft_or_refuse(held.dossier)
        draft.asked_at = held.dossier.approval_asked_at = at
        draft.save(update_fields=["asked_at"])
        held.touch()


def give_back(*, dossier_id: UUID, why: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """The leader does not approve; the specialist learns why and drafts again."""
    if not why.strip():
        raise Invalid({"why": _("Xin ghi điều cần sửa.")})
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="give_back", seen_revision=seen_revision
    ) as held:
        _require_work(held, Work.GIVE_BACK)
        draft = _draft_or_refuse(held.dossier)
        draft.given_back_at, draft.given_back_why = at, why.strip()
        draft.save(update_fields=["given_back_at", "given_back_why"])
        ResultDraft.objects.create(
            dossier=held.dossier,
            centre_id=held.dossier.centre_id,
            outcome=draft.outcome,
            title=draft.title,
            text=draft.text,
            drafted_by=draft.drafted_by,
            drafted_at=at,
            given_back_why=why.strip(),
        )
        held.dossier.approval_asked_at = None
        held.touch()
        _steps.pass_on(held)
        _steps.take_up(held)


def decide(*, dossier_id: UUID, actor: Actor, at: datetime, seen_revision: int) -> int:
    """Approve the draft that was sent: the clock stops, the result takes its gapless number of the year.

    Returns the number. The number is drawn last: its row is the hot one.
    """
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="decide", seen_revision=seen_revision) as held:
        dossier = held.dossier
        if dossier.authority == Authority.OUTSIDE:
            raise NotAllowed
        draft = _draft_or_refuse(dossier)
        dossier.outcome = draft.outcome
        held.advance(Action.DECIDE)
        _steps.close(held)
        dossier.approval_asked_at = None
        draft.approved_at = at
        draft.save(update_fields=["approved_at"])
        result = _result_of(draft, dossier, actor=actor, at=at)
        held.last = partial(
            numbering.issue, book=f"results:{dossier.centre_id}", period=str(result.year), row=result, field="number"
        )
    return result.number


def _result_of(draft: ResultDraft, dossier: Dossier, *, actor: Actor, at: datetime) -> Result:
    return Result(
        dossier=dossier,
        centre_id=dossier.centre_id,
        year=clock.local(at).year,
        version=Result.objects.filter(dossier=dossier).count() + 1,
        outcome=draft.outcome,
        title=draft.title,
        text=draft.text,
        draft=draft,
        signed_by=actor.account_id or 0,
        signed_at=at,
    )


def _living_draft(dossier: Dossier) -> ResultDraft | None:
    return ResultDraft.objects.filter(dossier=dossier, given_back_at__isnull=True, approved_at__isnull=True).first()


def _draft_or_refuse(dossier: Dossier) -> ResultDraft:
    draft = _living_draft(dossier)
    if draft is None:
        raise NothingDrafted
    return draft


def _require_work(held: moves.Turn, work: Work) -> None:
    """Raise NotAllowed without the duty, MoveNotAllowed where the dossier stands elsewhere by now."""
    held.require(work)
    if not policy.fits(work, held.dossier):
        raise moves.MoveNotAllowed(state=DossierState(held.dossier.state).label)
