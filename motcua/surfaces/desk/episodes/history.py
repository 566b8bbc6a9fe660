"""The history of a dossier as officers read it: moves, rows of form 06, apologies, drafts given back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from motcua.apps.dossiers.states import Action, DossierState
from motcua.apps.dossiers.values import AssignmentRow, DossierView, PromiseRow, TransitionRow
from motcua.apps.dossiers.values.relief import ReliefRow
from motcua.apps.dossiers.values.results import GivenBackRow
from motcua.ui import format as say


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: a move, or a row of form 06."""

    at: datetime
    who: str
    what: str
    detail: str
    basis: str
    note: str
    #: Of a move: what it made the dossier's revision; 0 for the rest.
    revision: int = 0


def events_of(view: DossierView, names: dict[int, str]) -> tuple[Event, ...]:
    """Moves, steps, apologies, drafts given back and exemptions of a fee, the newest first."""
    moves = [_move(row, names) for row in view.transitions]
    steps = [_step(row, names) for row in view.assignments]
    late = [_apology(row, names) for row in view.promises if row.kind == "told"]
    late += [_reckoned(row) for row in view.promises if row.kind == "calendar"]
    back = [_given_back(row, names) for row in view.given_back]
    fees = [event for one in view.conditions for relief in one.reliefs for event in _reliefs(relief, names)]
    return tuple(sorted([*moves, *steps, *late, *back, *fees], key=lambda event: event.at, reverse=True))


def _move(row: TransitionRow, names: dict[int, str]) -> Event:
    basis = gettext("%(law)s, mẫu %(form)s") % {"law": row.instrument, "form": row.form} if row.form else row.instrument
    if row.article == "unverified":
        basis += "*"
    return Event(
        at=row.at,
        who=names.get(row.account_id or 0, gettext("Hệ thống")),
        what=str(Action(row.action).label),
        detail=str(DossierState(row.to_state).label),
        basis=basis,
        note=". ".join(part for part in (row.ground, row.note) if part),
        revision=row.revision,
    )


def _apology(row: PromiseRow, names: dict[int, str]) -> Event:
    return Event(
        at=row.at,
        who=names.get(row.approver_id or 0, gettext("Hệ thống")),
        what=gettext("xin lỗi và hẹn lại"),
        detail=say.short_when(row.due_at),
        basis=gettext("mẫu 04"),
        note=f"{row.reason.rstrip('.')}. {row.ground}",
    )


def _reckoned(row: PromiseRow) -> Event:
    """A date that follows a changed calendar; its days stand behind «why this date»."""
    return Event(
        at=row.at,
        who=gettext("Hệ thống"),
        what=gettext("tính lại hạn, vì lịch làm việc đổi"),
        detail=say.short_when(row.due_at),
        basis="",
        note="",
    )


def _given_back(row: GivenBackRow, names: dict[int, str]) -> Event:
    """Kept after the draft was written anew; by which leader stands in the log."""
    drafter = names.get(row.drafted_by, "")
    return Event(
        at=row.at,
        who=gettext("Lãnh đạo"),
        what=gettext("trả lại dự thảo của %(drafter)s: %(title)s") % {"drafter": drafter, "title": row.title},
        detail="",
        basis="",
        note=row.why,
    )


def _reliefs(row: ReliefRow, names: dict[int, str]) -> Iterator[Event]:
    """An exemption recorded, and taken back."""
    how_much = {"n": row.percent_off}
    given = gettext("ghi miễn phí, lệ phí") if row.is_whole else gettext("ghi giảm %(n)s %% phí, lệ phí") % how_much
    yield Event(
        at=row.at,
        who=names.get(row.account_id, ""),
        what=given,
        detail=row.who,
        basis=row.ground if row.name else "",
        note=row.paper,
    )
    if row.taken_back_at is not None:
        who = names.get(row.taken_back_by or 0, "")
        what = (
            gettext("thôi miễn phí, lệ phí") if row.is_whole else gettext("thôi giảm %(n)s %% phí, lệ phí") % how_much
        )
        yield Event(at=row.taken_back_at, who=who, what=what, detail="", basis="", note=row.why)


def _step(row: AssignmentRow, names: dict[int, str]) -> Event:
    given = {"holder": names.get(row.holder_id, ""), "step": gettext(row.step_name)}
    return Event(
        at=row.since,
        who=names.get(row.handed_over_by or 0, gettext("Hệ thống")),
        what=gettext("chuyển %(holder)s: %(step)s") % given,
        detail="",
        basis=gettext("Định mức bước %(time)s") % {"time": say.minutes(row.budget_minutes)}
        if row.budget_minutes
        else "",
        note=row.note,
    )
