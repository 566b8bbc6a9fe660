"""Reads of messages: those of a dossier, and the demonstration's last sign-in code."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from motcua.apps.notifications.models import CentreQuiet, CodeMessage, Message
from motcua.apps.notifications.values import NIGHT, MessageRow, QuietHours
from motcua.apps.organization import queries as organization
from motcua.base.db.fields import blind_index
from motcua.kernel.errors import NotFound

#: No telephone of Vietnam begins so: the numbers of made-up people.
MADE_UP = "0000"
#: Purpose of the blind index over telephone numbers of codes.
TO = "code-to"


def messages_of(*, dossier_id: UUID) -> tuple[MessageRow, ...]:
    """The messages about one dossier, oldest first; empty outside the scope."""
    return tuple(
        MessageRow(m.id, m.kind, m.state, m.channel, m.created_at, m.sent_at, m.next_at, m.tries, m.error)
        for m in Message.objects.filter(dossier_id=dossier_id).defer("to", "params").order_by("created_at", "id")
    )


def quiet_hours(*, centre_id: int) -> QuietHours:
    """When this centre's messages wait."""
    found = CentreQuiet.objects.filter(pk=centre_id).first()
    return QuietHours(begins=found.begins, ends=found.ends) if found else NIGHT


def last_code_for_demo(*, phone: str, at: datetime) -> str:
    """The code last sent to a made-up telephone within an hour; raises NotFound for every other, and
    wherever a centre that is no demonstration is served.
    """
    centres = organization.centres()
    if not phone.startswith(MADE_UP) or not centres or not all(centre.demo for centre in centres):
        raise NotFound
    young = CodeMessage.objects.filter(
        to_index=blind_index(phone, purpose=TO), created_at__gt=at - timedelta(hours=1), created_at__lte=at
    )
    found = young.order_by("-created_at", "-id").first()
    if found is None:
        raise NotFound
    return str(found.params["code"])
