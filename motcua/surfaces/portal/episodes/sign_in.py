"""A code is made, and its sending asked for."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language

from motcua.apps.identity import commands as identity
from motcua.apps.notifications import commands as notifications


def send_code(*, phone: str, address: str, at: datetime) -> None:
    """Send a sign-in code to a telephone. Raises Invalid, TooManyTries.

    Two transactions on purpose: the tries that a refusal counts must stay, and a code nobody was sent opens nothing.
    """
    code = identity.request_code(phone=phone, address=address, at=at)
    notifications.send_code(phone=phone, code=code, at=at, language=get_language() or "vi")
