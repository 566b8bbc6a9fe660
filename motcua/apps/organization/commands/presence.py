"""Which centre an officer of several is at now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.apps.identity import commands as identity
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed


def choose_centre(*, session_id: UUID, centre_id: int, actor: Actor, at: datetime) -> None:
    """Make this centre the present one of the session. Raises NotAllowed where the actor holds no duty there."""
    if centre_id not in actor.centres():
        raise NotAllowed
    identity.keep_present_centre(session_id=session_id, centre_id=centre_id, actor=actor, at=at)
