"""The promise that was put off, for whoever tells the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers.models import Promise
from motcua.base.db import scope
from motcua.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class PutOff:
    """What was promised and is not kept, and why, in words for the person."""

    promised_at: datetime
    reason: str


def put_off(*, dossier_id: UUID, promise_id: UUID) -> PutOff:
    """The date told last before this one. Raises NotFound."""
    with scope.opened(dossier_id):
        told = Promise.objects.filter(pk=promise_id, dossier_id=dossier_id, kind="told").first()
        if told is None:
            raise NotFound
        before = Promise.objects.filter(dossier_id=dossier_id, at__lt=told.at).exclude(kind="acceptance")
        promised = before.order_by("-at", "-id").values_list("due_at", flat=True).first()
    if promised is None:
        raise NotFound
    return PutOff(promised, told.reason)
