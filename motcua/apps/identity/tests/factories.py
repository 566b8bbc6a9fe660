"""Made-up accounts and sessions, written straight into the tables."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from motcua.apps.identity.models import Account, Session
from motcua.apps.identity.queries import number_index, phone_index, token_hash
from motcua.apps.identity.states import AccountKind

LONG_AGO = datetime(2025, 7, 1, tzinfo=UTC)
#: Sessions of the tests neither end nor go idle, wherever a test stops the clock.
FAR = datetime(2100, 1, 1, tzinfo=UTC)


def make_staff(
    *, username: str, name: str, password: str = "", totp_secret: str | None = None, active: bool = True
) -> Account:
    """A staff account; without a password nobody can sign in with one."""
    return Account.objects.create(
        kind=AccountKind.STAFF,
        username=username,
        name=name,
        password=make_password(password) if password else "!",
        totp_secret=totp_secret,
        totp_confirmed_at=LONG_AGO if totp_secret else None,
        active=active,
        created_at=LONG_AGO,
        demo=True,
    )


def make_citizen(*, name: str, phone: str, number: str) -> Account:
    """A citizen's account, found by telephone and number together."""
    return Account.objects.create(
        kind=AccountKind.CITIZEN,
        name=name,
        phone=phone,
        phone_index=phone_index(phone),
        number=number,
        number_index=number_index(number),
        created_at=LONG_AGO,
        demo=True,
    )


def make_session(*, account_id: int, centre_id: int | None = None) -> str:
    """A session that has passed everything; its token."""
    token = secrets.token_urlsafe(32)
    Session.objects.create(
        token_hash=token_hash(token),
        account_id=account_id,
        created_at=LONG_AGO,
        last_seen=FAR,
        expires_at=FAR,
        second_factor_at=LONG_AGO,
        centre_id=centre_id,
        device="test",
    )
    return token


def accounts() -> QuerySet[Account]:
    """Every account there is, for tests of other apps that must change one."""
    return Account.objects.all()


def sessions() -> QuerySet[Session]:
    """Every session there is, for tests of other apps that must age or inspect one."""
    return Session.objects.all()


def account_behind(token: str) -> int:
    """The account of a token."""
    return Session.objects.get(token_hash=token_hash(token)).account_id
