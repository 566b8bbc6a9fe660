"""Where a dossier stands, in plain words: what is now, what is next, when it is due and why.

One picture serves the public page (state, dates, next step only) and the person's own page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.apps.dossiers.states import Action, Authority, DossierState, HelperKind, Outcome
from motcua.apps.dossiers.values import DossierHead, Light, PauseRow, PromiseRow, TransitionRow
from motcua.apps.dossiers.values.signing import SignatoryRow
from motcua.apps.dossiers.values.tracking import Tracking
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import DayRow, Span, Term, Unit
from motcua.surfaces.portal.views import whereabouts
from motcua.surfaces.portal.views.answers import term_words
from motcua.ui import format as say

S = DossierState


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of the drawn path."""

    name: str
    mark: str
    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """One of the named dates."""

    name: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Followed:
    """The picture of a dossier that its pages draw."""

    code: str
    title: str
    heading: str
    lead: str
    #: In whose hands it is, and what happens next; "" where it has ended.
    holder: str
    coming: str
    steps: tuple[PathStep, ...]
    dates: tuple[Dated, ...]
    due: datetime | None
    due_name: str
    light: Light
    light_name: str
    provisional: bool
    #: A later date was told with an apology (form 04).
    told: bool
    #: The clock runs and no date could be told.
    unpromised: bool
    term: str
    term_source: str
    why_rows: tuple[DayRow, ...]
    pauses: tuple[str, ...]
    history: tuple[News, ...]
    #: Of several signatories, the roles that have not confirmed yet.
    awaited: tuple[str, ...]
    #: Of several signatories, the roles that said no.
    declined: tuple[str, ...]
    #: Who helped to file; as what only, on the public page.
    helper: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What others, or its person, have still to do: roles of signatories, and kinds of what is owed."""

    awaited: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()


def of_tracking(seen: Tracking) -> Followed:
    """The public picture."""
    moves = [(move.action, move.to_state, move.at) for move in seen.history]
    return _followed(
        seen,
        moves=moves,
        promise=seen.promise,
        pauses=seen.pauses,
        waiting=Waiting(seen.awaited, seen.declined, seen.owed),
        helper=str(HelperKind(seen.helped_as).label) if seen.helped_as else "",
    )


def of_own(
    head: DossierHead,
    *,
    transitions: Iterable[TransitionRow],
    promises: Sequence[PromiseRow],
    pauses: Sequence[PauseRow],
    signatories: Sequence[SignatoryRow] = (),
    owed: tuple[str, ...] = (),
) -> Followed:
    """The person's own picture."""
    moves = [(row.action, row.to_state, row.at) for row in transitions]
    unsigned = [one for one in signatories if one.confirmed_at is None]
    helped = f"{head.helped.name} ({head.helped.kind.label})" if head.helped else ""
    reckoned = [row for row in promises if row.kind != "told"]
    return _followed(
        head,
        moves=moves,
        promise=reckoned[-1] if reckoned else None,
        pauses=pauses,
        waiting=Waiting(
            awaited=tuple(one.role for one in unsigned if one.declined_at is None),
            declined=tuple(one.role for one in unsigned if one.declined_at is not None),
            owed=owed,
        ),
        helper=helped,
    )


def _holder(seen: Tracking | DossierHead, version: VersionView) -> str:
    return whereabouts.holder(
        S(seen.state),
        version=version,
        step_key=seen.step_key,
        asked=seen.approval_asked_at is not None,
        given=bool(seen.step_key) or seen.authority == Authority.OUTSIDE,
    )


def _followed(
    seen: Tracking | DossierHead,
    *,
    moves: Sequence[tuple[str, str, datetime]],
    promise: PromiseRow | None,
    pauses: Sequence[PauseRow],
    waiting: Waiting,
    helper: str,
) -> Followed:
    state = S(seen.state)
    version = procedures.version(seen.version_id)
    due, due_name = _due(seen, state)
    asked = seen.approval_asked_at is not None
    return Followed(
        code=seen.code or seen.external_code,
        title=version.short_title,
        heading=heading(state, seen.outcome),
        lead=whereabouts.lead(whereabouts.Standing.of(seen, owed=waiting.owed)),
        holder=_holder(seen, version),
        coming=_coming(seen, state, asked=asked),
        steps=_steps(state, moves),
        dates=_dates(seen),
        due=due,
        due_name=due_name,
        light=seen.light,
        light_name=_light_name(seen.light),
        provisional=seen.provisional,
        told=bool(due and due == seen.told_due),
        unpromised=state.clock_runs and seen.legal_due is None,
        term=_term(promise),
        term_source=version.term(_channel(seen.channel)).source if promise and promise.kind != "acceptance" else "",
        why_rows=_why(promise) if due else (),
        pauses=tuple(_pause(row) for row in pauses),
        history=tuple(News(at, _told(action, to)) for action, to, at in reversed(moves)),
        awaited=waiting.awaited if state.is_open and state is not S.DECIDED else (),
        declined=waiting.declined if state.is_open and state is not S.DECIDED else (),
        helper=helper,
    )


def _channel(channel: int | None) -> int:
    return (channel or 20) // 10


def _coming(seen: Tracking | DossierHead, state: DossierState, *, asked: bool) -> str:
    """Our own clock runs only for a dossier with a code of ours; the others follow another system's."""
    return whereabouts.coming(
        state,
        asked=asked,
        acceptance_due=seen.acceptance_due if seen.code else None,
        outcome=seen.outcome,
        return_by=seen.return_by,
    )


def _due(seen: Tracking | DossierHead, state: DossierState) -> tuple[datetime | None, str]:
    """The date that matters now, by its name."""
    if state is S.SUBMITTED and seen.code:
        return seen.acceptance_due, _("Trung tâm trả lời trước")
    if state in {S.REFUSED, S.STOPPED, S.RETURNED, S.DECIDED} or state.awaits_citizen:
        return None, ""
    if seen.told_due and (seen.legal_due is None or seen.told_due > seen.legal_due):
        return seen.told_due, _("Hẹn lại")
    return seen.legal_due, _("Hẹn trả kết quả")


def _dates(seen: Tracking | DossierHead) -> tuple[Dated, ...]:
    named = (
        (_("Nộp"), seen.submitted_at, ""),
        (_("Tiếp nhận"), seen.received_at, ""),
        (_("Hẹn trả ghi trên giấy (mẫu 01)"), seen.first_due, _("không bao giờ thay đổi")),
        (
            _("Hạn theo quy định, sau các lần tạm dừng và đổi lịch") if seen.code else _("Hẹn trả kết quả"),
            seen.legal_due,
            _again(seen),
        ),
        (_("Hẹn lại sau khi xin lỗi (mẫu 04)"), seen.told_due, ""),
        (_("Có kết quả"), seen.decided_at, ""),
        (_("Trả kết quả"), seen.returned_at, ""),
    )
    return tuple(Dated(name, at, note) for name, at, note in named if at)


def _again(seen: Tracking | DossierHead) -> str:
    """While the clock stands the date is still the one before: it moves when the pause ends."""
    return _("tính lại khi hết tạm dừng") if seen.code and DossierState(seen.state).pauses else ""


def _why(promise: PromiseRow | None) -> tuple[DayRow, ...]:
    if promise is None:
        return ()
    return workcalendar.explain(Span.restored(row) for row in promise.derivation)  # type: ignore[arg-type]


def _term(promise: PromiseRow | None) -> str:
    if promise is None or not promise.term:
        return ""
    return term_words(Term(Decimal(str(promise.term["quantity"])), Unit(str(promise.term["unit"]))))


def _steps(state: DossierState, moves: Sequence[tuple[str, str, datetime]]) -> tuple[PathStep, ...]:
    """The path drawn: submitted, received, worked, decided, returned; an ended dossier shows where it ended."""
    reached = {to: at for _action, to, at in reversed(list(moves))}
    names = (
        (_("Đã nộp"), {S.SUBMITTED, S.AWAITING_INTAKE_SUPPLEMENT}),
        (_("Tiếp nhận"), {S.RECEIVED}),
        (_("Xem xét, giải quyết"), {S.PROCESSING, S.AWAITING_SUPPLEMENT, S.AWAITING_DUTY, S.WITHDRAWAL_REQUESTED}),
        (_("Có kết quả"), {S.DECIDED}),
        (_("Trả kết quả"), {S.RETURNED}),
    )
    here = next((n for n, (_name, states) in enumerate(names) if state in states), None)
    if here is None:
        return _ended(state, names, reached)
    steps = []
    for number, (name, states) in enumerate(names):
        at = next((reached[s] for s in states if s in reached), None)
        mark = "done" if number < here or state is S.RETURNED else "now" if number == here else "later"
        steps.append(PathStep(name=name, mark=mark, at=at, text=str(state.label) if number == here else ""))
    return tuple(steps)


def _ended(
    state: DossierState, names: Sequence[tuple[str, set[DossierState]]], reached: dict[str, datetime]
) -> tuple[PathStep, ...]:
    done = [
        PathStep(name=name, mark="done", at=next((reached[s] for s in states if s in reached), None))
        for name, states in names
        if any(s in reached for s in states)
    ]
    return (*done, PathStep(name=str(state.label), mark="now", at=reached.get(state)))


def _pause(row: PauseRow) -> str:
    cause = _("Chờ bổ sung giấy tờ") if row.cause == "supplement" else _("Chờ thực hiện nghĩa vụ tài chính")
    until = say.when(row.until) if row.until else _("nay")
    told = _("%(cause)s: từ %(since)s đến %(until)s.") % {"cause": cause, "since": say.when(row.since), "until": until}
    if row.until is None and row.cap_at is not None:
        told += " " + _("Quá %(cap)s mà chưa có trả lời thì hồ sơ dừng giải quyết.") % {"cap": say.when(row.cap_at)}
    return told


def heading(state: DossierState, outcome: str) -> str:
    """Where it stands, as one line."""
    if state is S.DECIDED and outcome == Outcome.DECLINED:
        return _("Đã có văn bản trả lời")
    return {
        S.SUBMITTED: _("Hồ sơ đang chờ tiếp nhận"),
        S.AWAITING_INTAKE_SUPPLEMENT: _("Hồ sơ cần ông/bà bổ sung"),
        S.REFUSED: _("Hồ sơ không được tiếp nhận"),
        S.RECEIVED: _("Hồ sơ đã được tiếp nhận"),
        S.PROCESSING: _("Hồ sơ đang được giải quyết"),
        S.AWAITING_SUPPLEMENT: _("Hồ sơ cần ông/bà bổ sung"),
        S.AWAITING_DUTY: _("Hồ sơ chờ ông/bà thực hiện nghĩa vụ tài chính"),
        S.WITHDRAWAL_REQUESTED: _("Ông/bà đã xin rút hồ sơ"),
        S.STOPPED: _("Hồ sơ đã dừng giải quyết"),
        S.DECIDED: _("Hồ sơ đã có kết quả"),
        S.RETURNED: _("Đã trả kết quả"),
    }[state]


def _light_name(light: Light) -> str:
    return {
        Light.GREEN: _("Trong hạn"),
        Light.AMBER: _("Sắp đến hạn"),
        Light.RED: _("Quá hạn"),
        Light.PAUSED: _("Tạm dừng"),
        Light.NONE: _("Chưa hẹn ngày"),
        Light.DONE: _("Đã xong"),
    }[light]


def _told(action: str, to: str) -> str:
    """What a move was, as the citizen is told; before the receipt there is no clock to stand still."""
    if to == S.AWAITING_INTAKE_SUPPLEMENT:
        return _("Yêu cầu bổ sung trước khi tiếp nhận")
    told = {
        Action.SUBMIT: _("Đã nộp hồ sơ"),
        Action.RECEIVE_AT_COUNTER: _("Tiếp nhận, đã lập giấy tiếp nhận và hẹn trả"),
        Action.ACCEPT: _("Tiếp nhận hồ sơ"),
        Action.ASK_SUPPLEMENT: _("Yêu cầu bổ sung, tạm dừng tính thời hạn"),
        Action.REFUSE: _("Từ chối tiếp nhận, có nêu lý do"),
        Action.WITHDRAW: _("Ông/bà đã rút hồ sơ"),
        Action.REPLY: _("Đã nhận bổ sung"),
        Action.EXPIRE: _("Hết hạn chờ mà chưa có trả lời"),
        Action.START: _("Chuyển cho cán bộ giải quyết"),
        Action.DECIDE: _("Lãnh đạo đã ký kết quả"),
        Action.REQUEST_WITHDRAWAL: _("Ông/bà xin rút hồ sơ"),
        Action.STOP: _("Dừng giải quyết, có nêu căn cứ"),
        Action.REQUIRE_DUTY: _("Chờ thực hiện nghĩa vụ tài chính"),
        Action.SETTLE: _("Đã thực hiện nghĩa vụ tài chính"),
        Action.GRANT: _("Đồng ý cho rút hồ sơ"),
        Action.DENY: _("Không đồng ý cho rút hồ sơ"),
        Action.TAKE_BACK: _("Ông/bà thôi xin rút"),
        Action.RETURN: _("Đã trả kết quả"),
        Action.REOPEN: _("Mở lại để giải quyết"),
        Action.RECALL: _("Thu hồi việc trả kết quả"),
    }
    return told[Action(action)]
