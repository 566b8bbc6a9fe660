"""A browser becomes one that many share: the word is written down, and whoever gave it is signed out of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.apps.identity import commands as identity
from motcua.apps.organization import commands as organization
from motcua.kernel.actor import Actor


def share(*, centre_id: int, session_id: UUID, actor: Actor, at: datetime) -> None:
    """Write the word down and end the session it was given in."""
    with transaction.atomic():
        organization.share_browser(centre_id=centre_id, actor=actor, at=at)
        identity.sign_out(session_id=session_id, actor=actor, at=at)
