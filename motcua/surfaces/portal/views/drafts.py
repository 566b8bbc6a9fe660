"""Whose draft it is: the account's own, or one begun on this device before signing in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpResponseBase

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.values import DraftView
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.errors import NotFound

#: The drafts begun on this device by somebody not signed in, signed; kept as long as a draft lives.
COOKIE = "motcua_drafts"
DAYS = 30
MOST = 10


def known(request: ActorRequest) -> list[str]:
    """Ids of the drafts this device began."""
    try:
        told = request.get_signed_cookie(COOKIE, default="", max_age=DAYS * 86_400)
    except signing.BadSignature:
        return []
    return [part for part in (told or "").split(".") if part]


def remember(request: ActorRequest, answer: HttpResponseBase, draft_id: UUID) -> None:
    """Let this device come back to a draft; one that many share only until its window is closed.

    Those that were filed or thrown away make room first; `is_full` is asked before one is begun.
    """
    ids = known(request)
    if len(ids) >= MOST:
        ids = [draft.id.hex for draft in living(request)]
    ids = [*ids, draft_id.hex][-MOST:]
    age = None if request.shared else DAYS * 86_400
    answer.set_signed_cookie(
        COOKIE, ".".join(ids), max_age=age, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS
    )


def is_full(request: ActorRequest) -> bool:
    """Whether one more would push the oldest out, and what was typed into it out of its writer's reach."""
    if request.actor.kind is ActorKind.CITIZEN:  # an account keeps them all
        return False
    return len(known(request)) >= MOST and len(living(request)) >= MOST


def living(request: ActorRequest) -> tuple[DraftView, ...]:
    """The drafts this device began that are still to be filed, oldest first."""
    return tuple(draft for key in known(request) if (draft := _living(request, key)))


def _living(request: ActorRequest, key: str) -> DraftView | None:
    try:
        return dossiers.draft(actor=request.actor, draft_id=UUID(key))
    except NotFound:
        return None


def load(request: ActorRequest, draft_id: UUID) -> DraftView:
    """The draft for the one who may write it; one begun before signing in is claimed now. Raises NotFound."""
    began_here = draft_id.hex in known(request)
    if request.actor.account_id is not None:
        try:
            return dossiers.draft(actor=request.actor, draft_id=draft_id)
        except NotFound:
            if not began_here or request.actor.kind is not ActorKind.CITIZEN:
                raise
        drafting.claim_draft(draft_id=draft_id, actor=request.actor, at=clock.now())
    elif not began_here:
        raise NotFound
    return dossiers.draft(actor=request.actor, draft_id=draft_id)
