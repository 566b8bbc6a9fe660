"""A new session: its token goes to the browser, its hash to the table."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from motcua.apps.identity.models import Session
from motcua.apps.identity.queries import token_hash

_DEVICE_LENGTH = 80


def new_token() -> str:
    """256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def open_session(*, account_id: int, device: str, at: datetime, lasts: timedelta) -> str:
    """Open a session and return its token, which is stored nowhere."""
    token = new_token()
    Session.objects.create(
        token_hash=token_hash(token),
        account_id=account_id,
        created_at=at,
        last_seen=at,
        expires_at=at + lasts,
        device=device[:_DEVICE_LENGTH],
    )
    return token
