"""Answers to the news of dossiers: a message to the filer, written as a row; a job takes it out later."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.notifications import commands
from motcua.apps.outbox.values import FactView


def dossier_moved(*, fact: FactView, at: datetime) -> None:
    """dossiers.DossierMoved v1: tell the filer what is news to a filer."""
    commands.tell_move(
        dossier_id=fact.key,
        action=fact.body["action"],
        to_state=fact.body["to_state"],
        moved_at=datetime.fromisoformat(fact.body["moved_at"]),
        at=at,
    )
