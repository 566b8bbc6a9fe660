"""Withdrawal: by the person at any step before the decision, granted or denied by a leader."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers.commands import _steps, moves
from motcua.apps.dossiers.states import Action, DossierState
from motcua.kernel.actor import Actor

_BEFORE_RECEPTION = frozenset({DossierState.SUBMITTED, DossierState.AWAITING_INTAKE_SUPPLEMENT})


def withdraw(*, dossier_id: UUID, reason: str, actor: Actor, at: datetime, seen_revision: int | None = None) -> None:
    """Withdraw: at once before acceptance (never received, not counted), else as a request for a leader."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="withdraw", seen_revision=seen_revision) as held:
        early = held.dossier.state in _BEFORE_RECEPTION
        held.advance(Action.WITHDRAW if early else Action.REQUEST_WITHDRAWAL, note=reason)


def take_back(*, dossier_id: UUID, actor: Actor, at: datetime) -> None:
    """The person does not want to withdraw after all; the dossier is where it was."""
    moves.advance(dossier_id=dossier_id, action=Action.TAKE_BACK, actor=actor, at=at)


def grant(*, dossier_id: UUID, note: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Agree; the work stops with form 05."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="grant", seen_revision=seen_revision) as held:
        held.advance(Action.GRANT, note=note)
        _steps.close(held)


def deny(*, dossier_id: UUID, ground: str, reason: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Do not agree, on a legal ground; the work goes on from where it was."""
    moves.advance(
        dossier_id=dossier_id,
        action=Action.DENY,
        actor=actor,
        at=at,
        seen_revision=seen_revision,
        note=reason,
        ground=ground,
    )
