"""Change sets: prepared from a file, compared, approved by another, withdrawn before their day, undone after it.

Refusals: Refusal > OwnChange, ChangeSettled, ChangeStale, ChangeBlocked, ChangeBegun, ChangeNeeded, SomeoneWasFaster.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from motcua.apps.audit import commands as audit
from motcua.apps.outbox import commands as outbox
from motcua.apps.procedures import policy, queries
from motcua.apps.procedures.commands import handed_in
from motcua.apps.procedures.commands._effect import Approval, write_versions
from motcua.apps.procedures.commands.publishing import CATALOGUE_KEY, NO_CENTRE, changed, lock_revision
from motcua.apps.procedures.events import ChangeSetMoved
from motcua.apps.procedures.models import ChangeRow, ChangeSet
from motcua.apps.procedures.queries import catalogue
from motcua.apps.procedures.queries.changes import reviewed, state_of
from motcua.apps.procedures.rules.changes import RowAction
from motcua.apps.procedures.values import ChangeState, RowProblem
from motcua.base import jobs
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local
from motcua.kernel.errors import Invalid, NotFound, Refusal, SomeoneWasFaster

LEAST_REASON = 5


class OwnChange(Refusal):
    """Two people stand behind a change set."""

    code = "own-change"
    message = gettext_noop("Người duyệt phải khác người soạn. Xin nhờ đồng nghiệp xem lại và duyệt.")


class ChangeSettled(Refusal):
    """It was approved or withdrawn before."""

    code = "change-settled"
    message = gettext_noop("Đợt thay đổi này đã được duyệt hoặc đã rút. Xin tải lại trang.")


class ChangeStale(Refusal):
    """What it was compared with has changed since."""

    code = "change-stale"
    message = gettext_noop("Danh mục đã thay đổi từ khi soạn: %(codes)s. Xin so lại rồi xem lại trước khi duyệt.")


class ChangeBlocked(Refusal):
    """A row cannot be carried out as it stands."""

    code = "change-blocked"
    message = gettext_noop("Còn dòng chưa làm được: %(codes)s. Xin xem lý do ở từng dòng.")


class ChangeBegun(Refusal):
    """Its day has come; it is undone by a further set."""

    code = "change-begun"
    message = gettext_noop("Đợt này đã có hiệu lực nên không rút được. Xin lập đợt khôi phục nội dung cũ.")


class ChangeNeeded(Refusal):
    """Another set was made on top of it."""

    code = "change-needed"
    message = gettext_noop("Một đợt thay đổi khác đã dựa trên đợt này. Xin rút hoặc khôi phục đợt ấy trước.")


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision a change set carries out."""

    number: str
    issuer: str
    decided_on: date
    effective_from: date
    source: str
    file_name: str = ""


def prepare(*, decision: Decision, rows: Iterable[handed_in.Row | RowProblem], actor: Actor, at: datetime) -> int:
    """Keep the rows of a decision as a change set; nothing in the catalogue changes. Bad rows are told with it.

    Raises NotAllowed, Invalid (the decision's facts, no row at all, or too many).
    """
    policy.require_keeper(actor)
    _check(decision)
    said, problems = handed_in.understood(rows)
    with transaction.atomic():
        row = ChangeSet.objects.create(
            decision=decision.number.strip(),
            issuer=decision.issuer.strip(),
            decided_on=decision.decided_on,
            effective_from=decision.effective_from,
            source=decision.source.strip(),
            file_name=decision.file_name,
            problems=[asdict(problem) for problem in problems],
            prepared_by=actor.label,
            prepared_at=at,
        )
        day = max(row.effective_from, local(at).date())
        present = catalogue.chosen([each.code for each in said.values()], on=day)
        ChangeRow.objects.bulk_create(
            ChangeRow(change_set=row, line=line, code=each.code, action=each.action.value, facts=each.facts,
                      basis_id=present.get(each.code))
            for line, each in said.items()
        )  # fmt: skip
        _record("prepare_change", row, actor=actor, at=at, outcome=f"rows {len(said)} refused {len(problems)}")
    return row.id


def refresh(*, change_set_id: int, seen_revision: int, actor: Actor, at: datetime) -> None:
    """Compare a waiting set anew with what is in force; its rehearsal counts no more.

    Raises NotAllowed, NotFound, ChangeSettled, SomeoneWasFaster.
    """
    policy.require_keeper(actor)
    with transaction.atomic():
        lock_revision(at)
        row = _waiting(change_set_id, seen_revision)
        queries.forget()
        said = list(row.rows.all())
        day = max(row.effective_from, local(at).date())
        present = catalogue.chosen([each.code for each in said], on=day)
        for each in said:
            each.basis_id = present.get(each.code)
        ChangeRow.objects.bulk_update(said, ["basis"])
        row.rehearsal = row.rehearsed_at = row.rehearsal_asked_at = None
        row.save(update_fields=["rehearsal", "rehearsed_at", "rehearsal_asked_at"])
        _move(row, "refresh_change", actor=actor, at=at)


def ask_rehearsal(*, change_set_id: int, seen_revision: int, actor: Actor, at: datetime) -> None:
    """Have the set rehearsed on the dossiers of the last 90 days, by a job; the answer is kept with the set.

    Raises NotAllowed, NotFound, ChangeSettled, SomeoneWasFaster.
    """
    policy.require_either(actor)
    with transaction.atomic():
        row = _waiting(change_set_id, seen_revision)
        row.rehearsal_asked_at, row.rehearsed_at, row.rehearsal = at, None, None
        row.save(update_fields=["rehearsal_asked_at", "rehearsed_at", "rehearsal"])
        jobs.later("dossiers.rehearse", change_set_id=row.id)
        _move(row, "ask_rehearsal", actor=actor, at=at)


def keep_rehearsal(
    *, change_set_id: int, asked_at: datetime, result: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    """Keep what a rehearsal found, unless another was asked for since. Only the program itself rehearses."""
    with transaction.atomic():
        row = ChangeSet.objects.select_for_update().filter(pk=change_set_id, rehearsal_asked_at=asked_at).first()
        if row is None:
            return
        row.rehearsal, row.rehearsed_at = dict(result), at
        row.save(update_fields=["rehearsal", "rehearsed_at"])
        _record("keep_rehearsal", row, actor=actor, at=at, outcome="rehearsed")


def approve(*, change_set_id: int, seen_revision: int, actor: Actor, at: datetime) -> date:
    """Put the set in force from 00:00 of its day, or at once where that day has come; the answer is that day.

    Dossiers filed before keep their version. Raises NotAllowed, NotFound, OwnChange, ChangeSettled, ChangeStale,
    ChangeBlocked, SomeoneWasFaster.
    """
    policy.require_approver(actor)
    with transaction.atomic():
        revision = lock_revision(at)
        row = _waiting(change_set_id, seen_revision)
        if row.prepared_by == actor.label:
            raise OwnChange
        queries.forget()  # compared under the lock with what stands, not with what this process remembers
        today = local(at).date()
        said = list(row.rows.order_by("line"))
        _refuse_unready(row, said, today=today)
        row.approved_by, row.approved_at, row.holds_from = actor.label, at, max(row.effective_from, today)
        row.save(update_fields=["approved_by", "approved_at", "holds_from"])
        write_versions(Approval(row, row.holds_from, actor, at), said)
        changed(revision, at=at)
        _move(row, "approve_change", actor=actor, at=at)
    return row.holds_from


def withdraw(*, change_set_id: int, seen_revision: int, reason: str, actor: Actor, at: datetime) -> None:
    """Take a set back before its day: nobody filed under it yet, and it will never hold.

    Raises NotAllowed, NotFound, Invalid (no reason), ChangeSettled, ChangeBegun, ChangeNeeded, SomeoneWasFaster.
    """
    policy.require_either(actor)
    _check_reason(reason)
    with transaction.atomic():
        revision = lock_revision(at)
        row = _locked(change_set_id, seen_revision)
        if row.withdrawn_at:
            raise ChangeSettled
        if row.holds_from and row.holds_from <= local(at).date():
            raise ChangeBegun
        _refuse_needed(row)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = actor.label, at, reason.strip()
        row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        if row.approved_at:
            changed(revision, at=at)
        _move(row, "withdraw_change", actor=actor, at=at)


def roll_back(*, change_set_id: int, seen_revision: int, reason: str, actor: Actor, at: datetime) -> int:
    """Prepare a further set that gives the old facts back from today; a second person approves it as any other.

    Nothing is deleted. Raises NotAllowed, NotFound, Invalid (no reason), ChangeSettled, ChangeNeeded,
    SomeoneWasFaster.
    """
    policy.require_keeper(actor)
    _check_reason(reason)
    with transaction.atomic():
        lock_revision(at)
        row, today = _locked(change_set_id, seen_revision), local(at).date()
        if state_of(row, on=today) is not ChangeState.IN_FORCE or row.undone_by.filter(withdrawn_at=None).exists():
            raise ChangeSettled
        _refuse_needed(row)
        queries.forget()
        undoing = ChangeSet.objects.create(
            decision=row.decision, issuer=row.issuer, decided_on=row.decided_on, effective_from=today,
            source=reason.strip()[:300], undoes=row, prepared_by=actor.label, prepared_at=at,
        )  # fmt: skip
        ChangeRow.objects.bulk_create(_restoring(undoing, list(row.rows.order_by("line")), today=today))
        _move(row, "roll_back_change", actor=actor, at=at)
        _record("prepare_change", undoing, actor=actor, at=at, outcome="roll back")
    return undoing.id


def _restoring(undoing: ChangeSet, rows: Sequence[ChangeRow], *, today: date) -> list[ChangeRow]:
    """Each row turned round: what there was comes back, what there was not goes."""
    present = catalogue.chosen([row.code for row in rows], on=today)
    return [
        ChangeRow(
            change_set=undoing,
            line=row.line,
            code=row.code,
            action=(RowAction.RESTORE if row.basis_id else RowAction.REPEAL).value,
            facts={"restores": row.basis_id} if row.basis_id else {"settled": {}},
            basis_id=present.get(row.code),
        )
        for row in rows
    ]


def _check(decision: Decision) -> None:
    said = {"decision": decision.number, "issuer": decision.issuer, "source": decision.source}
    problems = {key: gettext("Không để trống.") for key, text in said.items() if not text.strip()}
    if problems:
        raise Invalid(problems)


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise Invalid({"reason": gettext("Xin ghi lý do.")})


def _refuse_unready(row: ChangeSet, said: list[ChangeRow], *, today: date) -> None:
    found = reviewed(row, said, on=today)
    if not found:
        raise ChangeBlocked(codes="–")
    if stale := [each.code for each in found if each.stale]:
        raise ChangeStale(codes=", ".join(stale[:10]))
    if blocked := [each.code for each in found if each.blocked]:
        raise ChangeBlocked(codes=", ".join(blocked[:10]))


def _refuse_needed(row: ChangeSet) -> None:
    """An approved set that was made over this one's versions must go first."""
    above = ChangeRow.objects.filter(basis__change_set=row, change_set__approved_at__isnull=False)
    above = above.filter(change_set__withdrawn_at=None).exclude(change_set=row)
    if above.exclude(change_set__undone_by__approved_at__isnull=False).exists():
        raise ChangeNeeded


def _waiting(change_set_id: int, seen_revision: int) -> ChangeSet:
    row = _locked(change_set_id, seen_revision)
    if row.approved_at or row.withdrawn_at:
        raise ChangeSettled
    return row


def _locked(change_set_id: int, seen_revision: int) -> ChangeSet:
    row = ChangeSet.objects.select_for_update().filter(pk=change_set_id).first()
    if row is None:
        raise NotFound
    if row.revision != seen_revision:
        raise SomeoneWasFaster
    return row


def _move(row: ChangeSet, verb: str, *, actor: Actor, at: datetime) -> None:
    """Count the change to the set, log it and tell it."""
    row.revision += 1
    row.save(update_fields=["revision"])
    _record(verb, row, actor=actor, at=at, outcome=verb)


def _record(verb: str, row: ChangeSet, *, actor: Actor, at: datetime, outcome: str) -> None:
    outbox.record(ChangeSetMoved(change_set_id=row.id, kind=verb, at=at), key=CATALOGUE_KEY, centre_id=NO_CENTRE, at=at)
    actor = actor.by(policy.CHANGERS, None)
    audit.record(command=f"procedures.{verb}", actor=actor, at=at, ids=(row.id,), outcome=outcome)
