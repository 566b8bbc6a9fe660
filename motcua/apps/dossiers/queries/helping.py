"""Filings somebody helped with: has the filer said yes, and which drafts wait for their helper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.models import Condition, Dossier
from motcua.apps.dossiers.queries import _rows
from motcua.apps.dossiers.states import DossierState, SaidBy
from motcua.apps.dossiers.values import DossierHead
from motcua.apps.dossiers.values.helping import Confirmation
from motcua.base.db import scope
from motcua.base.db.fields import showing_damage
from motcua.kernel.actor import Actor, ActorKind

#: The condition that waits for the filer's yes.
FILER: Final = "filer"


def confirmation_of(dossier: Dossier) -> Confirmation:
    """How far the filer's yes has come, within the scope."""
    row = Condition.objects.filter(dossier=dossier, kind=FILER).order_by("opened_at").last()
    if row is None or row.met_at is None:
        return Confirmation(None, None)
    return Confirmation(SaidBy(row.reference), row.met_at)


def awaits_filer(dossier: Dossier) -> bool:
    """Whether the signed sheet is still awaited; asks nothing where no condition is open."""
    return (
        dossier.conditions_open > 0
        and Condition.objects.filter(dossier=dossier, kind=FILER, met_at__isnull=True).exists()
    )


@showing_damage()
def helped_drafts(*, actor: Actor, now: datetime) -> tuple[tuple[DossierHead, Mapping[str, Any]], ...]:
    """What this helper began for others and has not filed, with what was typed so far, newest first; one statement."""
    found = Dossier.objects.filter(author_id=actor.account_id, helper_id=actor.account_id, state=DossierState.DRAFT)
    return tuple((_rows.head(row, now=now), row.answers or {}) for row in found.order_by("-begun_at")[:50])


def may_help(*, actor: Actor, centre_id: int) -> bool:
    """Whether this account may file for others here: whoever has the duty, and every citizen by their own account."""
    return actor.kind is ActorKind.CITIZEN or actor.has_any(policy.HELPERS, centre_id)


def is_witness(*, actor: Actor, centre_id: int) -> bool:
    """Whether this helper may write down that the filer signed before their eyes."""
    return actor.has_any(policy.WITNESSES, centre_id)


def was_helped(*, actor: Actor, dossier_id: UUID) -> bool:
    """Whether this account helped to file this; the one thing a helper may still learn of it."""
    if actor.account_id is None:
        return False
    with scope.opened(dossier_id):
        filed = Dossier.objects.exclude(state=DossierState.DRAFT)
        return filed.filter(pk=dossier_id, helper_id=actor.account_id).exists()
