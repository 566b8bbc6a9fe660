"""Somebody with a link shows who they are: a code to their telephone, then the code and a second fact."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.values.signing import Invited
from motcua.apps.identity import commands as identity
from motcua.apps.identity.states import Purpose
from motcua.apps.notifications import commands as notifications
from motcua.apps.notifications.states import Kind


def send_code(*, phone: str, address: str, at: datetime) -> None:
    """Send a code that confirms and opens nothing else. Raises Invalid, TooManyTries."""
    code = identity.request_code(phone=phone, address=address, at=at, purpose=Purpose.CONFIRM)
    notifications.send_code(phone=phone, code=code, at=at, kind=Kind.CONFIRM_CODE)


def prove(*, it: Invited, link: str, code: str, fact: str, address: str, at: datetime) -> None:
    """Check code and second fact together: which of them was wrong is not told. Raises CodeFailed, TooManyTries."""
    identity.count_failure("signatory", it.id.hex, address=address, at=at)
    if not dossiers.is_the_invited(link=link, fact=fact, at=at):
        raise identity.CodeFailed
    identity.prove_phone(phone=it.phone, code=code, address=address, at=at)
    identity.was_right("signatory", it.id.hex, address=address)
