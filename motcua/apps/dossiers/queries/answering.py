"""A reply while its person writes it: nobody else's to read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.models import Supplement
from motcua.apps.dossiers.values.answering import KeptReply, restored
from motcua.base.db import scope
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import NotAllowed


def kept_reply(*, actor: Actor, supplement_id: UUID, dossier_id: UUID) -> KeptReply:
    """What the person has written of the reply to one request; empty where nothing is. Raises NotAllowed to officers.

    The caller has found the dossier for this actor.
    """
    if actor.kind is not ActorKind.CITIZEN:
        raise NotAllowed
    with scope.opened(dossier_id):
        own = policy.visible_to(actor).filter(pk=dossier_id)
        found = Supplement.objects.filter(pk=supplement_id, dossier__in=own).values_list("kept", flat=True)
        kept: Any = found.first()  # what the stubs take for cipher text is opened already
    return restored(kept)
