"""Reads of accounts and sessions: names for labels, and what the sign-in pages must know."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

import pyotp
from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from motcua.apps.identity.models import Account, OneTimeCode, Session
from motcua.apps.identity.states import AccountKind, Purpose
from motcua.apps.identity.values import (
    AccountRow,
    Enrolment,
    Limits,
    SessionRow,
    StaffAccount,
    initials,
    normal_number,
    normal_phone,
)
from motcua.base.db.fields import blind_index, showing_damage
from motcua.kernel.errors import NotFound


def limits() -> Limits:
    """The figures in force: those of settings.SIGN_IN_LIMITS over the defaults."""
    return Limits(**settings.SIGN_IN_LIMITS)


@showing_damage()
def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Names of accounts by id, for labels; ids that do not exist are left out, a name that does not open says so."""
    wanted = set(ids)
    if not wanted:
        return {}
    return {found.id: found.name for found in Account.objects.filter(id__in=wanted).only("id", "name")}


def account(*, account_id: int) -> AccountRow:
    """One account; raises NotFound."""
    found = Account.objects.filter(id=account_id).first()
    if found is None:
        raise NotFound
    return _row(found)


def language_of(*, account_id: int) -> str:
    """The language an account is spoken to in; Vietnamese for one that is not there."""
    return Account.objects.filter(id=account_id).values_list("language", flat=True).first() or "vi"


def has_phone(*, account_id: int, phone: str) -> bool:
    """Whether this is the telephone of that account."""
    kept = Account.objects.filter(id=account_id).values_list("phone_index", flat=True).first()
    try:
        return kept is not None and bytes(kept) == phone_index(normal_phone(phone))
    except ValueError:
        return False


def has_number(*, account_id: int, number: str) -> bool:
    """Whether this is the number that account was opened with; nobody has proven it, as a code proves a telephone."""
    kept = Account.objects.filter(id=account_id).values_list("number_index", flat=True).first()
    try:
        return kept is not None and bytes(kept) == number_index(normal_number(number))
    except ValueError:
        return False


def citizen_of(*, phone: str, number: str) -> int | None:
    """The account of this telephone and number together: what a code and a second fact would sign in to."""
    try:
        told = {"phone_index": phone_index(normal_phone(phone)), "number_index": number_index(normal_number(number))}
    except ValueError:
        return None
    return Account.objects.filter(kind=AccountKind.CITIZEN, **told).values_list("id", flat=True).first()


def staff_account(*, username: str) -> AccountRow:
    """The staff account of a username; raises NotFound."""
    found = Account.objects.filter(username=username.strip().lower()).first()
    if found is None:
        raise NotFound
    return _row(found)


@showing_damage()
def staff_accounts(*, without: Iterable[int] = ()) -> tuple[StaffAccount, ...]:
    """Every officer's account but those left out, by name; with when they last came in, as far as sessions tell."""
    came_in = Session.objects.filter(account=OuterRef("pk"), second_factor_at__isnull=False).order_by("-created_at")
    found = Account.objects.filter(kind=AccountKind.STAFF).exclude(id__in=set(without))
    rows = (
        StaffAccount(
            id=one.id,
            username=one.username or "",
            name=one.name,
            active=one.active,
            last_sign_in=one.came,
            second_factor=one.totp_confirmed_at is not None,
        )
        for one in found.annotate(came=Subquery(came_in.values("created_at")[:1]))
    )
    return tuple(sorted(rows, key=lambda row: (row.name, row.username)))


def open_sessions(*, account_id: int, at: datetime) -> tuple[SessionRow, ...]:
    """The account's sessions that have neither ended nor expired, newest first."""
    rows = Session.objects.filter(account_id=account_id, ended_at=None, expires_at__gt=at).order_by("-created_at")
    return tuple(SessionRow(r.id, r.created_at, r.last_seen, r.device) for r in rows)


def enrolment_of(*, token: str, at: datetime) -> Enrolment | None:
    """What to show somebody who has passed the password and has no second factor yet; None for all others."""
    found = _pending(token, at)
    if found is None or found.account.totp_confirmed_at is not None or not found.account.totp_secret:
        return None
    secret = found.account.totp_secret
    uri = pyotp.TOTP(secret).provisioning_uri(name=found.account.username, issuer_name="Một cửa")
    return Enrolment(uri=uri, secret=secret)


def waits_for_second_factor(*, token: str, at: datetime) -> bool:
    """Whether the token belongs to somebody who has passed the password only."""
    return bool(token) and _pending(token, at) is not None


def present_code(*, username: str, at: datetime) -> str:
    """The second factor a demonstration account would show now; raises NotFound for any other account."""
    found = Account.objects.filter(username=username.strip().lower(), demo=True).first()
    if found is None or not found.totp_secret:
        raise NotFound
    return str(pyotp.TOTP(found.totp_secret).at(int(at.timestamp())))


def people_behind(*, phone: str, token: str, at: datetime) -> tuple[str, ...]:
    """Whom this telephone can mean, as initials, to whoever has shown its code; equal ones once. Raises NotFound."""
    if not holder_proofs(phone=phone, token=token, at=at).exists():
        raise NotFound
    return tuple(sorted({initials(one.name) for one in accounts_of_phone(phone)}))


def holder_proofs(*, phone: str, token: str, at: datetime) -> QuerySet[OneTimeCode]:
    """The proof that this browser has shown the telephone's code: none where it is used, over or another's."""
    return OneTimeCode.objects.filter(
        phone_index=phone_index(phone),
        purpose=Purpose.WHO,
        code_hash=code_hash(phone, token),
        used_at=None,
        expires_at__gt=at,
        tries__lt=limits().code_tries,
    )


def accounts_of_phone(phone: str) -> QuerySet[Account]:
    """Everybody who signs in by this telephone."""
    return Account.objects.filter(kind=AccountKind.CITIZEN, phone_index=phone_index(phone), active=True)


def several_share(*, phone: str) -> bool:
    """Whether this is the telephone of several people; False for what is no telephone."""
    try:
        return accounts_of_phone(normal_phone(phone))[1:2].exists()
    except ValueError:
        return False


def shares_phone(*, token: str) -> bool:
    """Whether somebody else signs in by the telephone of the session's account too."""
    own = Session.objects.filter(token_hash=token_hash(token)).values("account__phone_index")
    return Account.objects.filter(kind=AccountKind.CITIZEN, phone_index__in=own).count() > 1


def code_hash(phone: str, code: str, about: str = "") -> bytes:
    """What is kept of a code sent to a telephone; with `about`, it is a code for that alone."""
    return blind_index("\0".join(filter(None, (phone, code, about))), purpose="one-time-code")


def phone_index(phone: str) -> bytes:
    """How a telephone is found without being readable; give it in `values.normal_phone` form."""
    return blind_index(phone, purpose="phone")


def number_index(number: str) -> bytes:
    """How a citizen number is found without being readable; give it in `values.normal_number` form."""
    return blind_index(number, purpose="number")


def token_hash(token: str) -> bytes:
    """What we keep of a session's token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


def _pending(token: str, at: datetime) -> Session | None:
    return (
        Session.objects.select_related("account")
        .filter(token_hash=token_hash(token), ended_at=None, second_factor_at=None, expires_at__gt=at)
        .filter(account__kind="staff", account__active=True)
        .first()
    )


def _row(found: Account) -> AccountRow:
    return AccountRow(
        id=found.id,
        kind=found.kind,
        username=found.username or "",
        name=found.name,
        active=found.active,
        demo=found.demo,
        language=found.language,
    )
