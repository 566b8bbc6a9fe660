"""Answering a request to complete a dossier: item by item, kept while it is written, sent as far as it has come.

Refusals: Refusal > Invalid, ReplyMoved, and those of `moves`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.events import ItemsAnswered
from motcua.apps.dossiers.models import Component, Dossier, Supplement, SupplementItem
from motcua.apps.dossiers.states import Action, ComponentState
from motcua.apps.dossiers.values.answering import ItemAnswer, restored, stamp_of, stored
from motcua.apps.dossiers.values.pens import is_overtaken, same_window
from motcua.apps.outbox import commands as outbox
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound, SomeoneWasFaster


class ReplyMoved(SomeoneWasFaster):
    """The same reply was kept from another device since this one read it; nothing was overwritten."""

    code = "reply-moved"
    message = gettext_noop("Trang này vừa được lưu từ máy khác. Xin xem lại rồi làm tiếp.")


def keep(*, dossier_id: UUID, typed: Mapping[UUID, ItemAnswer], seen: str, pen: str, actor: Actor, at: datetime) -> str:
    """Keep what is written so far, seen by nobody else; the stamp the page is to send next.

    `seen` is the stamp the page last had ('' asks nothing). Raises NotFound without an open request, ReplyMoved.
    """
    with transaction.atomic(), scope.opened(dossier_id):
        dossier = policy.visible_to(actor).filter(pk=dossier_id).first()
        request = _open_request(dossier_id, locked=True)
        if dossier is None or request is None:
            raise NotFound
        policy.require(actor, Action.REPLY, dossier)
        held = restored(request.kept)
        if is_overtaken(pen, by=held.pen):
            return held.stamp
        if seen and not same_window(pen, held.pen) and held.stamp not in {seen, stamp_of(typed)}:
            raise ReplyMoved
        request.kept = {"items": stored(typed), "pen": pen, "at": at.isoformat()}
        request.save(update_fields=["kept"])
    return stamp_of(typed)


def send(*, dossier_id: UUID, answers: Mapping[UUID, ItemAnswer], actor: Actor, at: datetime) -> frozenset[UUID]:
    """Send the answers there are; the items still missing, and none where the dossier goes on now.

    While something is missing the request stays open and the clock stands: a reply is one when it is complete.
    Raises Invalid where nothing is answered at all.
    """
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="reply") as held:
        held.require(Action.REPLY)
        request = _open_request(dossier_id)
        if request is None:
            raise NotFound
        missing = _write(request, answers, at=at)
        if not missing:
            held.advance(Action.REPLY)
            _close(request, at=at)
            return missing
        if all(answer.is_empty for answer in answers.values()):
            raise Invalid(_told(missing))
        held.command = "answer_items"
        held.dossier.answered_in_part_at = at
        held.touch()
        _tell(request, held)
    return missing


def reply(
    *,
    dossier_id: UUID,
    answers: Mapping[UUID, str],
    given: frozenset[UUID],
    actor: Actor,
    at: datetime,
    seen_revision: int | None = None,
) -> None:
    """Complete the dossier in one go, as the counter does: `answers` by item, `given` the components that came.

    The clock runs again from now; before acceptance a new acceptance clock starts. Raises Invalid when an item
    has neither an answer nor a paper, from now or from an earlier part of the reply.
    """
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="reply", seen_revision=seen_revision) as held:
        request = _open_request(dossier_id)
        held.advance(Action.REPLY)
        if request is None:
            return
        asked = SupplementItem.objects.filter(supplement=request).values_list("id", "component_id")
        told = {key: ItemAnswer(answers.get(key, ""), given=component in given) for key, component in asked}
        if missing := _write(request, told, at=at):
            raise Invalid(_told(missing))
        _close(request, at=at)


def _open_request(dossier_id: UUID, *, locked: bool = False) -> Supplement | None:
    waiting = Supplement.objects.filter(dossier_id=dossier_id, replied_at__isnull=True).order_by("-number")
    return (waiting.select_for_update() if locked else waiting).first()


def _write(request: Supplement, answers: Mapping[UUID, ItemAnswer], *, at: datetime) -> frozenset[UUID]:
    """Write each answer beside its item and its paper; the items that still lack one. Silence undoes nothing."""
    missing = set()
    for item in SupplementItem.objects.filter(supplement=request):
        answer = answers.get(item.id, ItemAnswer())
        answer = ItemAnswer(answer.text.strip(), answer.bring, answer.given)
        if answer.is_empty:
            if item.answered_at is None or item.bring:
                missing.add(item.id)
            continue
        # No word is no answer to put in the place of one: a paper that came leaves what its person had written.
        item.answer, item.bring, item.answered_at = answer.text or item.answer, answer.bring and not answer.given, at
        item.save(update_fields=["answer", "bring", "answered_at"])
        if not answer.is_complete:
            missing.add(item.id)
        if item.component_id and (answer.given or answer.bring):
            # A picture that came does not undo the word that the original follows.
            state = ComponentState.PROMISED if answer.bring else ComponentState.GIVEN
            Component.objects.filter(pk=item.component_id).update(state=state, reason=None, at=at)
    return frozenset(missing)


def _close(request: Supplement, *, at: datetime) -> None:
    request.replied_at = request.closed_at = at
    request.kept = None
    request.save(update_fields=["replied_at", "closed_at", "kept"])


def _tell(request: Supplement, held: moves.Turn) -> None:
    dossier: Dossier = held.dossier
    fact = ItemsAnswered(
        dossier_id=dossier.id, centre_id=dossier.centre_id, supplement_id=request.id, answered_at=held.at
    )
    outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=held.at)


def _told(missing: frozenset[UUID]) -> dict[str, str]:
    return {f"item-{key}": str(_("Xin trả lời, hoặc đính kèm giấy tờ cho mục này.")) for key in missing}
