"""What a move does to the clocks: starts, stops, pauses, resumes, and the promises it makes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.models import Dossier, Pause, Promise, ResultDraft, Supplement, Transition
from motcua.apps.dossiers.states import Action, Authority, DossierState, PauseCause
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import Due, Term, Unit
from motcua.base.db import rows
from motcua.kernel.ids import uuid7

S = DossierState


def turn(
    dossier: Dossier, *, before: DossierState, after: DossierState, action: Action, at: datetime, days: int | None
) -> None:
    """Bring the clocks of a dossier in line with the move it just made; `days` caps a pause it begins."""
    if dossier.authority == Authority.OUTSIDE:
        _follow(dossier, before=before, after=after, at=at)
    else:
        _reckon(dossier, before=before, after=after, action=action, at=at, days=days)


def _reckon(
    dossier: Dossier, *, before: DossierState, after: DossierState, action: Action, at: datetime, days: int | None
) -> None:
    if before.pauses:
        _end_pause(dossier, at=at)
    if after is S.SUBMITTED:
        _start_acceptance(dossier, at=at)
    elif after is S.RECEIVED and before in {S.DRAFT, S.SUBMITTED}:
        _start_processing(dossier, at=at)
    elif after.pauses:
        _begin_pause(dossier, after=after, action=action, at=at, days=days)
    elif after is S.DECIDED and action is Action.DECIDE:
        _stop(dossier, at=at)
    elif after is S.RETURNED:
        dossier.returned_at = at
    elif after in {S.REFUSED, S.STOPPED}:
        _end(dossier, before=before, at=at)
    _undo_end(dossier, action=action)
    dossier.sort_due = _next_due(dossier, after)


def _follow(dossier: Dossier, *, before: DossierState, after: DossierState, at: datetime) -> None:
    """Another system's clock is not ours: no promise, no cap, no class, and no moment of filing or receiving.

    When it stands and when it ended we know as the moment of the report.
    """
    if before.pauses:
        Pause.objects.filter(dossier=dossier, until__isnull=True).update(until=at)
    if after.pauses:
        cause = PauseCause.DUTY if after is S.AWAITING_DUTY else PauseCause.SUPPLEMENT
        rows.add(Pause(dossier=dossier, centre_id=dossier.centre_id, cause=cause.value, document="reported", since=at))
    elif after is S.DECIDED:
        dossier.decided_at = at
    elif after is S.RETURNED:
        dossier.returned_at = at
    elif after in {S.REFUSED, S.STOPPED}:
        dossier.ended_at = at
    dossier.sort_due = dossier.legal_due


def _end(dossier: Dossier, *, before: DossierState, at: datetime) -> None:
    """No result will come: a request is closed, and a reply that was never sent is nobody's any more."""
    dossier.ended_at = at
    if before not in {S.DRAFT, S.SUBMITTED}:
        Supplement.objects.filter(dossier=dossier, closed_at__isnull=True).update(kept=None, closed_at=at)


def _undo_end(dossier: Dossier, *, action: Action) -> None:
    """A recall or a reopening takes the later times back; the transitions keep them for the statistics."""
    if action is Action.RECALL:
        dossier.returned_at = None
    if action is Action.REOPEN:
        dossier.returned_at = dossier.decided_at = None
        dossier.outcome = dossier.class_by_date = dossier.class_by_minute = ""


def _next_due(dossier: Dossier, state: DossierState) -> datetime | None:
    if state is S.SUBMITTED:
        return dossier.acceptance_due
    if state.clock_runs:
        return dossier.legal_due
    return None


def _start_acceptance(dossier: Dossier, *, at: datetime) -> None:
    dossier.submitted_at = dossier.submitted_at or at
    due = workcalendar.reckon(calendar=_calendar(dossier), accepted_at=at, term=rules.ACCEPTANCE)
    dossier.acceptance_due = due.at
    _promise(dossier, kind="acceptance", due=due, term=rules.ACCEPTANCE, at=at)


def _start_processing(dossier: Dossier, *, at: datetime) -> None:
    """The processing clock starts at valid acceptance; an unknown term promises nothing."""
    dossier.received_at = at
    dossier.submitted_at = dossier.submitted_at or at
    stated = procedures.version(dossier.version_id).term(dossier.channel_code)
    if stated.value is None:
        return
    due = workcalendar.reckon(calendar=_calendar(dossier), accepted_at=at, term=stated.value)
    dossier.first_due = dossier.legal_due = due.at
    dossier.provisional = due.provisional
    dossier.term = {"quantity": str(stated.value.quantity), "unit": stated.value.unit.value, "source": stated.source}
    _promise(dossier, kind="first", due=due, term=stated.value, at=at)


def _begin_pause(dossier: Dossier, *, after: DossierState, action: Action, at: datetime, days: int | None) -> None:
    """The clock stands until its person answers or the cap is reached; what waited for a signature is drafted anew."""
    cause = PauseCause.DUTY if after is S.AWAITING_DUTY else PauseCause.SUPPLEMENT
    days = days or procedures.version(dossier.version_id).supplement_days or _days_before(dossier, cause)
    dossier.reply_by = rules.pause_cap(since=at, days=days)
    if action in {Action.DENY, Action.TAKE_BACK}:  # back into the same wait: the date that was told moves with its cap
        Supplement.objects.filter(dossier=dossier, replied_at__isnull=True).update(reply_by=dossier.reply_by)
    if dossier.approval_asked_at is not None:
        dossier.approval_asked_at = None
        ResultDraft.objects.filter(dossier=dossier, approved_at__isnull=True).update(asked_at=None)
    rows.add(
        Pause(
            dossier=dossier,
            centre_id=dossier.centre_id,
            cause=cause.value,
            document=_document(dossier, cause, action),
            since=at,
            cap_at=dossier.reply_by,
        )
    )


def _days_before(dossier: Dossier, cause: PauseCause) -> int | None:
    """The cap of the last pause of this cause: a withdrawal that is denied leads back into the same one."""
    last = Pause.objects.filter(dossier=dossier, cause=cause, cap_at__isnull=False).order_by("-since").first()
    return (last.cap_at - last.since).days + 1 if last and last.cap_at else None


def _document(dossier: Dossier, cause: PauseCause, action: Action) -> str:
    """The paper a pause rests on: form 02 with its number, or the notice of the duty."""
    if cause is PauseCause.DUTY:
        return "notice-of-duty"
    return f"02/{dossier.supplements_asked + (1 if action is Action.ASK_SUPPLEMENT else 0)}"


def _end_pause(dossier: Dossier, *, at: datetime) -> None:
    """Close the running pause and reckon the legal due time anew; the first one stays as it was."""
    Pause.objects.filter(dossier=dossier, until__isnull=True).update(until=at)
    found = _legal(dossier)
    if found is not None:
        due, term = found
        dossier.legal_due, dossier.provisional = due.at, due.provisional
        _promise(dossier, kind="legal", due=due, term=term, at=at)


def moved_by_calendar(dossier: Dossier, *, at: datetime) -> tuple[Due, Term] | None:
    """What the running clock comes to by the calendar as it is now; None where that is what stands.

    What stands still is reckoned when it runs again. A date that would already have passed is left as it was told.
    """
    found = _answer(dossier) if dossier.state == S.SUBMITTED else _legal(dossier) if _runs(dossier) else None
    if found is None:
        return None
    due, stands = found[0], dossier.acceptance_due if dossier.state == S.SUBMITTED else dossier.legal_due
    if stands is None:
        return None
    settled = dossier.state != S.SUBMITTED and due.at == stands and due.provisional != dossier.provisional
    return found if settled or rules.moves(stands, due.at, at=at) else None


def follow(dossier: Dossier, due: Due, term: Term, *, at: datetime) -> Promise:
    """Take over what `moved_by_calendar` found; the date on form 01 and one told by hand stay as they were."""
    if dossier.state == S.SUBMITTED:
        dossier.acceptance_due = due.at
    else:
        dossier.legal_due, dossier.provisional = due.at, due.provisional
    dossier.sort_due = _next_due(dossier, DossierState(dossier.state))
    kind = "acceptance" if dossier.state == S.SUBMITTED else "calendar"
    return _promise(dossier, kind=kind, due=due, term=term, at=at)


def _runs(dossier: Dossier) -> bool:
    return DossierState(dossier.state).clock_runs


def _answer(dossier: Dossier) -> tuple[Due, Term] | None:
    """The acceptance clock from the newest filing or reply on."""
    came = Transition.objects.filter(dossier=dossier, to_state=S.SUBMITTED).order_by("-at", "-revision").first()
    if came is None:
        return None
    return workcalendar.reckon(
        calendar=_calendar(dossier), accepted_at=came.at, term=rules.ACCEPTANCE
    ), rules.ACCEPTANCE


def _legal(dossier: Dossier) -> tuple[Due, Term] | None:
    """The legal due time after the pauses that have ended; None where nothing was promised."""
    if dossier.term is None or dossier.received_at is None:
        return None
    term = Term(Decimal(dossier.term["quantity"]), Unit(dossier.term["unit"]))
    ended = Pause.objects.filter(dossier=dossier, until__isnull=False).values_list("since", "until")
    pauses = [(since, until) for since, until in ended if until is not None]
    due = workcalendar.reckon(calendar=_calendar(dossier), accepted_at=dossier.received_at, term=term, pauses=pauses)
    return due, term


def _stop(dossier: Dossier, *, at: datetime) -> None:
    """Both classes are stored at decision: by local date as report II.06 counts, and by the minute."""
    dossier.decided_at = at
    dossier.class_by_date = rules.class_by_date(due_at=dossier.legal_due, ended_at=at).value
    dossier.class_by_minute = rules.class_by_minute(due_at=dossier.legal_due, ended_at=at).value


def _promise(dossier: Dossier, *, kind: str, due: Due, term: Term, at: datetime) -> Promise:
    made = Promise(
        id=uuid7(),
        dossier=dossier,
        centre_id=dossier.centre_id,
        kind=kind,
        due_at=due.at,
        derivation=[span.stored() for span in due.derivation],
        term={"quantity": str(term.quantity), "unit": term.unit.value},
        provisional=due.provisional,
        at=at,
    )
    rows.add(made)
    return made


def _calendar(dossier: Dossier) -> str:
    return organization.centre(dossier.centre_id).calendar
