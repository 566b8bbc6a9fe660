"""What anybody may follow with a code and a second fact: state, dates, next step; no names, no papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.models import Dossier, Pause, Promise, Transition
from motcua.apps.dossiers.queries import _rows
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import PromiseRow, TrackedMove, Tracking
from motcua.apps.parties import queries as parties
from motcua.base.db import scope
from motcua.kernel.errors import NotFound

_BY_CODE = "SELECT dossiers_by_code(%s)"


def open_by_code(*, code: str, second_fact: str) -> UUID:
    """The dossier of this code whose filer or owner stated this number or telephone; NotFound tells nothing more.

    The database answers one code with one id (a function of its own, since nobody may list codes across the wall).
    """
    with connection.cursor() as cursor:
        cursor.execute(_BY_CODE, [code.strip().upper()])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        raise NotFound
    with scope.opened(found):
        if not parties.states_fact(dossier_id=found, fact=second_fact):
            raise NotFound
    return found


def tracking(*, dossier_id: UUID, now: datetime) -> Tracking:
    """The public view of a dossier that was opened by its code; three statements."""
    with scope.opened(dossier_id):
        dossier = Dossier.objects.filter(pk=dossier_id).exclude(state=DossierState.DRAFT).only(*_COLUMNS).first()
        if dossier is None:
            raise NotFound
        moves = Transition.objects.filter(dossier_id=dossier_id).order_by("at", "revision")
        history = tuple(TrackedMove(*row) for row in moves.values_list("action", "to_state", "at"))
        return Tracking(
            **{name: getattr(dossier, name) for name in _SAME},
            code=dossier.code or "",
            light=rules.light_at(state=DossierState(dossier.state), due_at=dossier.sort_due, now=now),
            promise=_promise(dossier_id),
            history=history,
            pauses=_rows.pauses(Pause.objects.filter(dossier_id=dossier_id).order_by("since"))
            if _paused(history)
            else (),
        )


_SAME = (
    "id", "centre_id", "version_id", "external_code", "state", "outcome", "channel", "submitted_at", "acceptance_due",
    "received_at", "first_due", "legal_due", "told_due", "provisional", "decided_at", "returned_at", "step_key",
)  # fmt: skip
_COLUMNS = (*(name for name in _SAME), "code", "sort_due")


def _paused(history: tuple[TrackedMove, ...]) -> bool:
    return any(DossierState(move.to_state).pauses for move in history)


def _promise(dossier_id: UUID) -> PromiseRow | None:
    """The newest date that was told, with its derivation."""
    newest: list[Any] = list(Promise.objects.filter(dossier_id=dossier_id).order_by("-at", "-id")[:1])
    return _rows.promises(newest)[0] if newest else None
