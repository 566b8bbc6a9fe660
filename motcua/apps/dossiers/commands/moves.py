"""Lock, ask, move, record: the one place where a dossier's state changes.

Refusals: Refusal > MoveNotAllowed, ConditionOpen, SomeoneWasFaster, GroundMissing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import policy
from motcua.apps.dossiers.commands import _clock, _steps
from motcua.apps.dossiers.events import DossierMoved
from motcua.apps.dossiers.models import Condition, Dossier, Transition
from motcua.apps.dossiers.states import MOVES, Action, Basis, DossierState, Work
from motcua.apps.outbox import commands as outbox
from motcua.base.db import rows, scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound, Refusal, SomeoneWasFaster

log = structlog.get_logger("dossiers")

#: Moves by which work comes back to who held it.
COMES_BACK = frozenset({Action.REPLY, Action.SETTLE, Action.DENY, Action.TAKE_BACK, Action.REOPEN})
#: Actions that must name the legal ground besides their text (forms 03 and 05).
NEEDS_GROUND = frozenset({Action.REFUSE, Action.STOP, Action.DENY})


class MoveNotAllowed(Refusal):
    """The table of moves knows no such edge from the present state."""

    code = "move-not-allowed"
    message = gettext_noop("Hồ sơ đang ở trạng thái “%(state)s” nên chưa làm được việc này.")


class ConditionOpen(Refusal):
    """Something must be done first."""

    code = "condition-open"
    message = gettext_noop("Hồ sơ còn việc phải xong trước: %(what)s.")


class GroundMissing(Refusal):
    """A refusal or a stop without its legal ground and its text is none."""

    code = "ground-missing"
    status = 422
    message = gettext_noop("Xin ghi cả căn cứ pháp lý và lý do.")


class Turn:
    """One command's turn at one locked dossier: moves, rows beside them, one audit entry at the end."""

    def __init__(self, dossier: Dossier, *, actor: Actor, at: datetime, command: str) -> None:
        self.dossier, self.actor, self.at, self.command = dossier, actor, at, command
        self._transitions: list[Transition] = []
        #: Days a pause begun in this turn may last, where an officer had to set them.
        self.pause_days: int | None = None
        #: Whom the actor stood in for, as soon as one act of the turn needed that person's duty.
        self.acting_for: int | None = None
        #: What the audit entry names besides the dossier and its moves, and what became of that.
        self.about: tuple[UUID, ...] = ()
        self.outcome = ""
        #: Run after every other statement: what locks a counter's row comes last.
        self.last: Callable[[], object] | None = None

    def advance(self, action: Action, *, note: str = "", ground: str = "") -> Transition:
        """Move along the table. Raises MoveNotAllowed, NotAllowed, ConditionOpen, GroundMissing."""
        dossier = self.dossier
        before = DossierState(dossier.state)
        move = MOVES.get((before, action))
        if move is None:
            raise MoveNotAllowed(state=before.label)
        self.require(action)
        if action in NEEDS_GROUND and not (note.strip() and ground.strip()):
            raise GroundMissing
        _refuse_open_conditions(dossier, action)
        after = move.to or DossierState(dossier.came_from)
        dossier.came_from = before.value if after is DossierState.WITHDRAWAL_REQUESTED else ""
        dossier.state = after.value
        dossier.revision += 1
        dossier.answered_in_part_at = dossier.reply_by = None
        _clock.turn(dossier, before=before, after=after, action=action, at=self.at, days=self.pause_days)
        transition = self._transition(action, before, after, move.basis, note=note, ground=ground)
        self._transitions.append(transition)
        return transition

    def require(self, act: Action | Work) -> None:
        """Raise NotAllowed without the duty; the log is told whose duty it was."""
        if isinstance(act, Action):
            policy.require(self.actor, act, self.dossier)
        else:
            policy.require_work(self.actor, act, self.dossier)
        if self.acting_for is None:
            self.acting_for = policy.for_whom(self.actor, act, self.dossier)

    def touch(self) -> None:
        """Count a change that is no move, so that a colleague's older page is noticed."""
        self.dossier.revision += 1

    def finish(self) -> None:
        """Write what the turn brought: transitions, the audit entry, the facts."""
        dossier = self.dossier
        dossier.touched_at = self.at
        if any(transition.action in COMES_BACK for transition in self._transitions):
            _steps.pass_on(self)
        if self._transitions:
            _steps.take_up(self)
        audit_id = audit.record(
            command=f"dossiers.{self.command}",
            actor=replace(self.actor, acting_for=self.acting_for),
            at=self.at,
            ids=(dossier.id, *(t.id for t in self._transitions), *self.about),
            outcome=self.outcome or dossier.state,
            centre_id=dossier.centre_id,
        )
        for transition in self._transitions:
            transition.audit_id = audit_id
            rows.add(transition)
            outbox.record(_fact(transition), key=dossier.id, centre_id=dossier.centre_id, at=self.at)
        log.info(
            "dossier.command",
            command=self.command,
            dossier_id=str(dossier.id),
            actor=self.actor.label,
            centre_id=dossier.centre_id,
        )

    def _transition(
        self, action: Action, before: DossierState, after: DossierState, basis: Basis, *, note: str, ground: str
    ) -> Transition:
        return Transition(
            dossier=self.dossier,
            centre_id=self.dossier.centre_id,
            action=action.value,
            from_state=before.value,
            to_state=after.value,
            at=self.at,
            actor=self.actor.label,
            account_id=self.actor.account_id,
            instrument=basis.instrument,
            form=basis.form,
            article=basis.article,
            ground=ground.strip(),
            note=note.strip() or None,
            revision=self.dossier.revision,
        )


@contextmanager
def turn(
    *, dossier_id: UUID, actor: Actor, at: datetime, command: str, seen_revision: int | None = None
) -> Iterator[Turn]:
    """Lock a dossier for one command. Raises NotFound, SomeoneWasFaster; writes all or nothing."""
    with transaction.atomic():
        dossier = _lock(dossier_id, actor=actor, seen_revision=seen_revision)
        with scope.opened(dossier_id):
            with rows.together():
                held = Turn(dossier, actor=actor, at=at, command=command)
                yield held
                held.finish()
                dossier.save(update_fields=_CHANGING)
            if held.last:
                held.last()


@contextmanager
def first_turn(dossier: Dossier, *, actor: Actor, at: datetime, command: str) -> Iterator[Turn]:
    """The turn in which a dossier's row is written for the first time, with all that belongs to it in one statement."""
    # Rows of a centre the actor works at lie within the scope as it is: telling the database more costs a round trip.
    within: AbstractContextManager[object] = (
        nullcontext() if dossier.centre_id in scope.current().centres else scope.opened(dossier.id)
    )
    with within, rows.at_once():
        held = Turn(dossier, actor=actor, at=at, command=command)
        yield held
        rows.add(dossier)
        held.finish()


def advance(
    *,
    dossier_id: UUID,
    action: Action,
    actor: Actor,
    at: datetime,
    seen_revision: int | None = None,
    note: str = "",
    ground: str = "",
) -> UUID:
    """Move one dossier along MOVES and return the transition. Raises as `turn` and `Turn.advance` do."""
    with turn(dossier_id=dossier_id, actor=actor, at=at, command=action.lower(), seen_revision=seen_revision) as held:
        return held.advance(action, note=note, ground=ground).id


#: Columns a turn may change; what is fixed at filing is not among them.
_CHANGING = [
    f.attname
    for f in Dossier._meta.local_concrete_fields
    if f.attname
    not in {"id", "centre_id", "begun_at", "author_id", "authority", "source_system", "helper_id", "helped"}
]


def _lock(dossier_id: UUID, *, actor: Actor, seen_revision: int | None) -> Dossier:
    dossier = policy.visible_to(actor).filter(pk=dossier_id).select_for_update(of=("self",)).first()
    if dossier is None:
        raise NotFound
    if seen_revision is not None and dossier.revision != seen_revision:
        raise SomeoneWasFaster
    return dossier


def _refuse_open_conditions(dossier: Dossier, action: Action) -> None:
    if not dossier.conditions_open:
        return
    waiting = Condition.objects.filter(dossier=dossier, met_at__isnull=True, blocks__contains=[action.value])
    kinds = list(waiting.values_list("kind", flat=True))
    if kinds:
        raise ConditionOpen(what=", ".join(str(CONDITION_NAMES.get(kind, kind)) for kind in kinds))


#: How each kind of condition is told.
CONDITION_NAMES = {
    "fee": _("nộp phí, lệ phí"),
    "signatories": _("những người cùng ký xác nhận"),
    "proxy": _("văn bản uỷ quyền"),
    "filer": _("người nộp xác nhận"),
}


def _fact(transition: Transition) -> DossierMoved:
    return DossierMoved(
        dossier_id=transition.dossier_id,
        centre_id=transition.centre_id,
        action=transition.action,
        from_state=transition.from_state,
        to_state=transition.to_state,
        transition_id=transition.id,
        moved_at=transition.at,
    )
