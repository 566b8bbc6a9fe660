"""The citizen's answer to a request for papers, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.models import Component, Supplement, SupplementItem
from motcua.apps.dossiers.states import Action, ComponentState
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid


def reply(
    *,
    dossier_id: UUID,
    answers: Mapping[UUID, str],
    given: frozenset[UUID],
    actor: Actor,
    at: datetime,
    seen_revision: int | None = None,
) -> None:
    """Complete the dossier: `answers` by item, `given` the components a new file came for.

    The clock runs again from now; before acceptance a new acceptance clock starts. Raises Invalid when an item
    has neither an answer nor a new file.
    """
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="reply", seen_revision=seen_revision) as held:
        supplement = (
            Supplement.objects.filter(dossier=held.dossier, replied_at__isnull=True).order_by("-number").first()
        )
        held.advance(Action.REPLY)
        if supplement is None:
            return
        _answer(supplement, answers=answers, given=given, at=at)
        Component.objects.filter(dossier=held.dossier, pk__in=given).update(state=ComponentState.GIVEN, at=at)
        supplement.replied_at = supplement.closed_at = at
        supplement.save(update_fields=["replied_at", "closed_at"])


def _answer(supplement: Supplement, *, answers: Mapping[UUID, str], given: frozenset[UUID], at: datetime) -> None:
    missing: dict[str, str] = {}
    for item in SupplementItem.objects.filter(supplement=supplement):
        text = answers.get(item.id, "").strip()
        if not text and item.component_id not in given:
            missing[f"item-{item.id}"] = str(_("Xin trả lời, hoặc đính kèm giấy tờ cho mục này."))
            continue
        item.answer, item.answered_at = text or None, at
        item.save(update_fields=["answer", "answered_at"])
    if missing:
        raise Invalid(missing)
