"""Form 06: through whose hands a dossier went, when, and whether each kept its time; the system's trace signs it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.queries.forms import handed_in, words
from motcua.apps.dossiers.queries.forms.heads import head_of
from motcua.apps.dossiers.queries.forms.source import Source
from motcua.apps.dossiers.states import WAYS, Action, Channel, ClockClass, DossierState, Outcome
from motcua.apps.dossiers.values import AssignmentRow, PauseRow, TransitionRow
from motcua.apps.printing.values.tracing import ControlSlip, HandLine, TraceLine
from motcua.apps.workcalendar import queries as workcalendar
from motcua.ui import format as say

_RECEIVED = frozenset({Action.RECEIVE_AT_COUNTER, Action.ACCEPT})


def control_slip(source: Source) -> ControlSlip:
    """The course of a dossier as far as it has come, dated by its newest act: the same course prints the same slip."""
    view, head = source.view, source.view.head
    received = head.received_at or head.begun_at
    papers = handed_in.papers_of(source)
    trace = tuple(sorted(_trace(source), key=lambda line: line.start))
    return ControlSlip(
        head=head_of(source, max(line.start for line in trace)),
        content=handed_in.content_of(source),
        procedure_code=source.version.procedure_code,
        filer=_name(source, "filer"),
        owner=_name(source, "owner"),
        received_at=received,
        term=words.term_in_words(source.version.term(Channel(head.channel or Channel.COUNTER).code).value),
        first_due=head.first_due,
        legal_due=head.legal_due if head.legal_due != head.first_due else None,
        told_due=head.told_due,
        components=tuple(line.name for line in papers.received),
        sets=head.copies,
        hands=tuple(_hands(source)),
        trace=trace,
        outcome=_outcome(source),
        ended_at=head.decided_at or head.ended_at,
        result=str(ClockClass(head.class_by_date).label) if head.class_by_date else "",
        returned=_returned(source) if view.hand_overs else "",
    )


def _hands(source: Source) -> Iterator[HandLine]:
    """The filer to the clerk; then every hand-over inside the house."""
    intake = next((move for move in source.view.transitions if move.action in _RECEIVED), None)
    if intake is not None:
        yield HandLine(
            giver=_name(source, "filer"),
            taker=_who(source, intake.account_id),
            work=gettext("Tiếp nhận hồ sơ"),
            start=intake.at,
            end=intake.at,
        )
    for row in source.view.assignments:
        yield _hand(source, row)


def _hand(source: Source, row: AssignmentRow) -> HandLine:
    used = _used(source, row) if row.until else None
    kept = rules.class_of_step(used=used, budget=row.budget_minutes)
    return HandLine(
        giver=_who(source, row.handed_over_by),
        taker=_who(source, row.holder_id),
        work=gettext(row.step_name),
        start=row.since,
        end=row.until,
        budget=say.minutes(row.budget_minutes) if row.budget_minutes else "",
        used=gettext("đang làm") if used is None else say.minutes(used),
        result=str(kept.label) if kept else "",
        note=row.note,
    )


def _used(source: Source, row: AssignmentRow) -> int:
    """Working minutes from hand to hand, without the time in which the clock stood."""
    end = row.until or row.since
    stood = [(pause.since, min(pause.until or end, end)) for pause in source.view.pauses if pause.since < end]
    pauses = [(since, until) for since, until in stood if until > since]
    return workcalendar.worked_minutes(calendar=source.centre.calendar, start=row.since, end=end, pauses=pauses)


def _trace(source: Source) -> Iterator[TraceLine]:
    for move in source.view.transitions:
        yield _act(source, move)
    for row in source.view.assignments:
        told = gettext("Chuyển %(holder)s: %(step)s") % {
            "holder": _who(source, row.holder_id), "step": gettext(row.step_name),
        }  # fmt: skip
        yield TraceLine(start=row.since, who=_who(source, row.handed_over_by), what=told, note=row.note)
    for promise in source.view.promises:
        if promise.kind == "told":
            told = gettext("Xin lỗi, hẹn lại: %(due)s") % {"due": say.short_when(promise.due_at)}
            yield TraceLine(start=promise.at, who=_who(source, promise.approver_id), what=told, note=promise.reason)
    for pause in source.view.pauses:
        yield _pause(pause)


def _act(source: Source, move: TransitionRow) -> TraceLine:
    what = f"{Action(move.action).label}: {DossierState(move.to_state).label}"
    note = ". ".join(part for part in (move.ground, move.note) if part)
    return TraceLine(start=move.at, who=_who(source, move.account_id), what=what, note=note)


def _pause(pause: PauseRow) -> TraceLine:
    until = say.short_when(pause.until) if pause.until else gettext("nay")
    told = gettext("Tạm dừng tính thời hạn đến %(until)s") % {"until": until}
    return TraceLine(start=pause.since, who=gettext("Hệ thống"), what=told)


def _outcome(source: Source) -> str:
    head = source.view.head
    if head.decided_at:
        return str(Outcome(head.outcome).label) if head.outcome else gettext("Đã có kết quả")
    return str(DossierState(head.state).label) if head.ended_at else gettext("chưa có kết quả")


def _returned(source: Source) -> str:
    row = next((one for one in reversed(source.view.hand_overs) if one.recalled_at is None), None)
    if row is None:
        return gettext("đã thu hồi, chưa trả lại")
    given = {"way": str(WAYS.get(row.way, "")), "at": say.short_when(row.at), "who": _who(source, row.officer_id)}
    return gettext("%(way)s, %(at)s; người trả: %(who)s") % given


def _who(source: Source, account_id: int | None) -> str:
    return source.names.get(account_id or 0, gettext("Hệ thống"))


def _name(source: Source, which: str) -> str:
    head = source.view.head
    one = source.person(head.owner_party if which == "owner" else head.filer_party)
    return one.name if one else ""
