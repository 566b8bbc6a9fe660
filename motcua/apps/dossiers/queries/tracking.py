"""What anybody may follow with a code and a second fact: state, dates, next step; no names, no papers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import PauseRow, PromiseRow
from motcua.apps.dossiers.values.helping import helper_of
from motcua.apps.dossiers.values.tracking import TrackedMove, Tracking
from motcua.apps.parties import queries as parties
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound

_BY_CODE = "SELECT dossiers_by_code(%s)"


def open_by_code(*, code: str, second_fact: str, actor: Actor | None = None) -> UUID:
    """The dossier of this code whose filer or owner stated this number or telephone; NotFound tells nothing more.

    `actor` is who asks, where they have signed in: whoever helped to file is told nothing of the outcome.

    The database answers one code with one id (a function of its own, since nobody may list codes across the wall).
    """
    with connection.cursor() as cursor:
        cursor.execute(_BY_CODE, [code.strip().upper()])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        raise NotFound
    with scope.opened(found):
        if not parties.states_fact(dossier_id=found, fact=second_fact) or _helped_by(actor, found):
            raise NotFound
    return found


def _helped_by(actor: Actor | None, dossier_id: UUID) -> bool:
    if actor is None or actor.account_id is None:
        return False
    return Dossier.objects.filter(pk=dossier_id, helper_id=actor.account_id).exists()


#: One statement: the row, its moves, its pauses, the newest date reckoned and the roles awaited, in the opened scope.
_TRACKED = """
SELECT {columns}, d.code, d.sort_due, d.helped,
  (SELECT json_agg(json_build_array(t.action, t.to_state, t.at) ORDER BY t.at, t.revision)
     FROM dossiers_transition t WHERE t.dossier_id = d.id),
  (SELECT json_agg(json_build_array(p.cause, p.document, p.since, p.until, p.cap_at, p.follows) ORDER BY p.since)
     FROM dossiers_pause p WHERE p.dossier_id = d.id),
  (SELECT json_build_array(p.kind, p.due_at, p.derivation, p.term, p.reason, p.provisional, p.at)
     FROM dossiers_promise p WHERE p.dossier_id = d.id AND p.kind <> 'told' ORDER BY p.at DESC, p.id DESC LIMIT 1),
  (SELECT json_agg(json_build_array(s.role, s.declined_at IS NOT NULL) ORDER BY s.position)
     FROM dossiers_signatory s WHERE s.dossier_id = d.id AND s.confirmed_at IS NULL),
  (SELECT json_agg(c.kind ORDER BY c.opened_at) FROM dossiers_condition c
    WHERE d.conditions_open > 0 AND c.dossier_id = d.id AND c.met_at IS NULL),
  d.filer_account_id IS NOT NULL,
  EXISTS (SELECT FROM dossiers_component c WHERE c.dossier_id = d.id AND c.state = 'promised')
FROM dossiers_dossier d WHERE d.id = %s AND d.state <> %s
"""


def tracking(*, dossier_id: UUID, now: datetime) -> Tracking:
    """The public view of a dossier that was opened by its code; one statement."""
    with scope.opened(dossier_id), connection.cursor() as cursor:
        cursor.execute(
            _TRACKED.format(columns=", ".join(f"d.{name}" for name in _SAME)), [dossier_id, DossierState.DRAFT.value]
        )
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    same = dict(zip(_SAME, row, strict=False))
    code, sort_due, helped, moves, pauses, promise, signing, owed, has_account, promised = row[len(_SAME) :]
    return Tracking(
        **same,
        code=code or "",
        light=rules.light_at(state=DossierState(same["state"]), due_at=sort_due, now=now),
        promise=_promise(promise),
        history=tuple(TrackedMove(action, to, _moment(at)) for action, to, at in moves or ()),
        pauses=tuple(_pause(pause) for pause in pauses or ()),
        awaited=tuple(role for role, declined in signing or () if not declined),
        declined=tuple(role for role, declined in signing or () if declined),
        owed=(*(owed or ()), *((PAPERS,) if promised else ())),
        has_account=has_account,
        helped_as=_helped_as(helped),
    )


#: Papers still to be brought, among what is owed.
PAPERS: Final = "papers"
_SAME = (
    "id", "centre_id", "version_id", "external_code", "state", "outcome", "channel", "submitted_at", "acceptance_due",
    "received_at", "first_due", "legal_due", "told_due", "provisional", "decided_at", "returned_at", "step_key",
    "approval_asked_at", "return_by", "reply_by", "authority",
)  # fmt: skip


def _helped_as(sealed: Any) -> str:
    helper = helper_of(Dossier._meta.get_field("helped").from_db_value(sealed, None, None))
    return str(helper.kind) if helper else ""


def _promise(row: list[Any] | None) -> PromiseRow | None:
    if row is None:
        return None
    kind, due_at, derivation, term, reason, provisional, at = row
    return PromiseRow(kind, _moment(due_at), tuple(derivation), term, reason, provisional, _moment(at))


def _pause(row: list[Any]) -> PauseRow:
    cause, document, since, until, cap_at, follows = row
    ends = _moment(until) if until else None
    return PauseRow(cause, document, _moment(since), ends, _moment(cap_at) if cap_at else None, follows)


def _moment(text: str) -> datetime:
    """A moment as the database writes it into JSON."""
    return datetime.fromisoformat(text).astimezone(UTC)
