"""Whether a message is still true: asked of the dossier just before it leaves, however long it has waited."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.notifications import rules
from motcua.apps.notifications.commands._words import moments_of
from motcua.apps.notifications.models import Message
from motcua.apps.notifications.states import Kind
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound


def untrue(message: Message, at: datetime) -> str:
    """Why what this message says of its dossier is so no more, as a stable word; '' while it is."""
    kind = Kind(message.kind)
    if message.dossier_id is None or message.params is None:  # None: not to be read, so nothing is known of it
        return ""
    try:
        if kind is Kind.SIGNATORY_ASKED:
            dossiers.invited(link=str(message.params["link"]).rstrip("/").rpartition("/")[2], at=at)
            return ""
        head = dossiers.head_of(actor=Actor.system("notifications"), dossier_id=message.dossier_id, now=at)
    except NotFound:
        return rules.LINK_OVER if kind is Kind.SIGNATORY_ASKED else ""
    if kind is Kind.SIGNATORY_DECLINED and not _declined(message.dossier_id):
        return rules.ANSWERED
    now = moments_of(head, message.language)
    return rules.overtaken_by(kind, state=head.state, said=message.params, now=now)


def _declined(dossier_id: UUID) -> bool:
    return any(one.declined_at for one in dossiers.signatories_of(dossier_id=dossier_id))
