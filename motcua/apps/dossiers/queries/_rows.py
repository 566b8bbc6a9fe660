"""Models into the frozen rows that cross the door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.models import (
    Assignment,
    Component,
    Condition,
    Dossier,
    HandOver,
    Note,
    OutsideReport,
    Pause,
    Promise,
    Relief,
    Result,
    ResultDraft,
    Supplement,
    SupplementItem,
    Transition,
)
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import (
    AssignmentRow,
    ComponentRow,
    ConditionRow,
    DossierHead,
    DraftView,
    HandOverRow,
    ItemRow,
    NoteRow,
    PauseRow,
    PromiseRow,
    SupplementRow,
    TransitionRow,
)
from motcua.apps.dossiers.values.attested import attested_of
from motcua.apps.dossiers.values.helping import helper_of
from motcua.apps.dossiers.values.outside import ReportRow
from motcua.apps.dossiers.values.relief import ReliefRow
from motcua.apps.dossiers.values.results import DraftRow, GivenBackRow, ResultRow

_HEAD_FIELDS = tuple(f.name for f in fields(DossierHead) if f.name not in {"light", "code", "attested", "helped"})


def head(dossier: Dossier, *, now: datetime) -> DossierHead:
    """The dossier's own row, with its light at `now`."""
    light = rules.light_at(state=DossierState(dossier.state), due_at=dossier.sort_due, now=now)
    same = {name: getattr(dossier, name) for name in _HEAD_FIELDS}
    return DossierHead(
        **same,
        code=dossier.code or "",
        light=light,
        attested=attested_of(dossier.attested),
        helped=helper_of(dossier.helped),
    )


def components(found: Iterable[Component]) -> tuple[ComponentRow, ...]:
    """Papers."""
    return tuple(
        ComponentRow(
            c.id,
            c.paper_key,
            c.title,
            c.state,
            c.required,
            c.originals,
            c.copies,
            c.reason or "",
            c.position,
            c.claim or "",
        )
        for c in found
    )


def _paper(row: Sequence[Any]) -> ComponentRow:
    """A paper from its ten columns, reason and claim still cipher text."""
    key, paper_key, title, state, required, originals, copies, sealed, position, claimed = row
    reason = Component._meta.get_field("reason").from_db_value(sealed, None, None) or ""
    claim = Component._meta.get_field("claim").from_db_value(claimed, None, None) or ""
    return ComponentRow(key, paper_key, title, state, required, originals, copies, reason, position, claim)


def draft_view(found: Sequence[tuple[Any, ...]]) -> DraftView:
    """A draft from the rows of its one statement: ten columns of its own, then ten of a paper, or none."""
    of_draft, answers = found[0], Dossier._meta.get_field("answers")
    return DraftView(
        id=of_draft[0],
        centre_id=of_draft[1],
        version_id=of_draft[2],
        case_key=of_draft[3],
        revision=of_draft[4],
        state=of_draft[5],
        answers=answers.from_db_value(of_draft[6], None, None) or {},
        touched_at=of_draft[7],
        helper_id=of_draft[8],
        portal_code=of_draft[9],
        components=tuple(_paper(row[10:]) for row in found if row[10] is not None),
    )


def transitions(found: Iterable[Transition]) -> tuple[TransitionRow, ...]:
    """Moves made."""
    return tuple(
        TransitionRow(
            id=t.id,
            action=t.action,
            from_state=t.from_state,
            to_state=t.to_state,
            at=t.at,
            account_id=t.account_id,
            instrument=t.instrument,
            form=t.form,
            article=t.article,
            ground=t.ground,
            note=t.note or "",
            revision=t.revision,
        )
        for t in found
    )


def assignments(found: Iterable[Assignment]) -> tuple[AssignmentRow, ...]:
    """Rows of form 06."""
    return tuple(
        AssignmentRow(
            a.step_key, a.step_name, a.holder_id, a.since, a.until, a.budget_minutes, a.handed_over_by, a.note or ""
        )
        for a in found
    )


def pauses(found: Iterable[Pause]) -> tuple[PauseRow, ...]:
    """Stretches without a clock."""
    return tuple(PauseRow(p.cause, p.document, p.since, p.until, p.cap_at, p.follows) for p in found)


def promises(found: Iterable[Promise]) -> tuple[PromiseRow, ...]:
    """Dates that were told."""
    return tuple(
        PromiseRow(
            p.kind, p.due_at, tuple(p.derivation), p.term, p.reason, p.provisional, p.at, p.ground, p.approver_id
        )
        for p in found
    )


def supplement(row: Supplement, items: Iterable[SupplementItem]) -> SupplementRow:
    """One request with its items."""
    return SupplementRow(
        id=row.id,
        number=row.number,
        stage=row.stage,
        reason=row.reason,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        reply_by=row.reply_by,
        replied_at=row.replied_at,
        items=tuple(ItemRow(i.id, i.component_id, i.text, i.answer or "", i.answered_at, i.bring) for i in items),
    )


def draft(row: ResultDraft | None) -> DraftRow | None:
    """The living draft of the result."""
    if row is None:
        return None
    return DraftRow(
        row.id, row.outcome, row.title, row.text, row.drafted_by, row.drafted_at, row.asked_at, row.given_back_why or ""
    )


def given_back(found: Iterable[ResultDraft]) -> tuple[GivenBackRow, ...]:
    """Drafts that went back to be written anew."""
    return tuple(
        GivenBackRow(d.outcome, d.title, d.drafted_by, d.given_back_at, d.given_back_why or "")
        for d in found
        if d.given_back_at
    )


def conditions(found: Iterable[Condition], reliefs: Iterable[Relief]) -> tuple[ConditionRow, ...]:
    """What had to be done first, or still has; an actor's label ends in the account, where there is one."""
    given: dict[UUID, list[ReliefRow]] = {}
    for one in reliefs:
        given.setdefault(one.condition_id, []).append(_relief(one))
    return tuple(
        ConditionRow(
            c.kind, c.reference, c.opened_at, c.met_at, _account(c.met_by),
            blocks=tuple(c.blocks), reliefs=tuple(given.get(c.id, ())),
        )
        for c in found
    )  # fmt: skip


def _relief(row: Relief) -> ReliefRow:
    return ReliefRow(
        row.applicant_class, row.name, row.percent_off, row.ground, row.paper, row.component_id, row.account_id,
        row.at, row.taken_back_at, row.taken_back_by, row.why or "",
    )  # fmt: skip


def _account(label: str) -> int | None:
    _kind, _colon, account = label.partition(":")
    return int(account) if account.isdigit() else None


def results(found: Iterable[Result]) -> tuple[ResultRow, ...]:
    """Signed results."""
    return tuple(
        ResultRow(
            r.id, r.year, r.number, r.version, r.outcome, r.title, r.text, r.signed_by, r.signed_at,
            drafted_by=r.draft.drafted_by if r.draft else None,
        )
        for r in found
    )  # fmt: skip


def hand_overs(found: Iterable[HandOver]) -> tuple[HandOverRow, ...]:
    """Proofs of hand-over."""
    return tuple(
        HandOverRow(
            way=h.way,
            receiver_name=h.receiver_name,
            receiver_number=h.receiver_number or "",
            relation=h.relation,
            proof=h.proof,
            at=h.at,
            officer_id=h.officer_id,
            recalled_at=h.recalled_at,
            attested=attested_of(h.attested),
        )
        for h in found
    )


def reports(found: Iterable[OutsideReport]) -> tuple[ReportRow, ...]:
    """Statuses another system reported."""
    return tuple(
        ReportRow(r.id, r.reported_code, r.source, r.reported_at, r.followed, r.settled_at, r.settled_by) for r in found
    )


def notes(found: Iterable[Note]) -> tuple[NoteRow, ...]:
    """Internal remarks."""
    return tuple(NoteRow(n.text, n.account_id, n.at) for n in found)
