"""Staff sign-in: the password first, then the second factor.

Refusals: Refusal > SignInFailed, SecondFactorFailed (both 422), TooManyTries (429).
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from functools import lru_cache

import pyotp
import structlog
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q

from motcua.apps.audit import commands as audit
from motcua.apps.identity.commands._opening import new_token, open_session
from motcua.apps.identity.commands._tries import count_failure, was_right
from motcua.apps.identity.models import Account, Session
from motcua.apps.identity.queries import limits, token_hash
from motcua.apps.identity.states import AccountKind
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Refusal

log = structlog.get_logger("identity")
#: Seconds a code is shown, and how many steps a clock may be off (RFC 6238 §5.2).
STEP, DRIFT = 30, 1


class SignInFailed(Refusal):
    """Username and password do not belong together; which of the two is wrong is not told."""

    code = "sign-in-failed"
    status = 422
    message = "Tên đăng nhập hoặc mật khẩu chưa đúng. Xin kiểm tra rồi thử lại."


class SecondFactorFailed(Refusal):
    """The code is wrong, too old, or was used before."""

    code = "second-factor-failed"
    status = 422
    message = "Mã xác thực chưa đúng hoặc đã dùng rồi. Xin chờ mã mới trên điện thoại rồi nhập lại."


def sign_in_staff(*, username: str, password: str, address: str, device: str, at: datetime) -> str:
    """Check the password and return the token of a session that still lacks the second factor.

    Raises SignInFailed, TooManyTries. Call it outside a transaction: a refusal must leave its count behind.
    """
    username = username.strip().lower()
    count_failure("password", username, address=address, at=at)
    account = Account.objects.filter(username=username, kind=AccountKind.STAFF).first()
    # An unknown name costs the same hash as a known one, so that time does not tell names.
    right = check_password(password, account.password if account else _nobodys_password())
    if not right or account is None or not account.active:
        audit.record(command="identity.sign_in_staff", actor=Actor.public(), at=at, ids=(), outcome="refused")
        log.warning("identity.sign_in_refused")
        raise SignInFailed
    was_right("password", username, address=address)
    with transaction.atomic():
        if not account.totp_secret:
            account.totp_secret = pyotp.random_base32()
            account.save(update_fields=["totp_secret"])
        lasts = timedelta(minutes=limits().pending_minutes)
        token = open_session(account_id=account.id, device=device, at=at, lasts=lasts)
        audit.record(
            command="identity.sign_in_staff", actor=_actor(account.id), at=at, ids=(account.id,), outcome="password"
        )
    return token


def pass_second_factor(*, token: str, code: str, address: str, at: datetime) -> str:
    """Check the second factor and return a new token for the now open session.

    The first right code of an account also confirms its enrolment. Raises SecondFactorFailed, TooManyTries.
    """
    session = _load_pending(token, at)
    account = session.account
    count_failure("second", str(account.id), address=address, at=at)
    step = _step_of(code.replace(" ", ""), secret=account.totp_secret or "", at=at)
    fresh = new_token()
    with transaction.atomic():
        if step is None or not _spend_step(account.id, step, at):
            audit.record(
                command="identity.pass_second_factor", actor=Actor.public(), at=at, ids=(account.id,), outcome="refused"
            )
            passed = False
        else:
            passed = _open(session, fresh, at)
    if not passed:
        raise SecondFactorFailed
    was_right("second", str(account.id), address=address)
    log.info("identity.signed_in", account_id=account.id)
    return fresh


def _open(session: Session, token: str, at: datetime) -> bool:
    opened = Session.objects.filter(id=session.id, second_factor_at=None, ended_at=None).update(
        token_hash=token_hash(token),
        second_factor_at=at,
        last_seen=at,
        expires_at=at + timedelta(hours=limits().staff_hours),
    )
    audit.record(
        command="identity.pass_second_factor",
        actor=_actor(session.account_id),
        at=at,
        ids=(session.account_id, session.id),
        outcome="signed-in",
    )
    return opened == 1


def _load_pending(token: str, at: datetime) -> Session:
    found = (
        Session.objects.select_related("account")
        .filter(token_hash=token_hash(token), ended_at=None, second_factor_at=None, expires_at__gt=at)
        .filter(account__kind=AccountKind.STAFF, account__active=True)
        .first()
    )
    if found is None:
        raise SecondFactorFailed
    return found


def _step_of(code: str, *, secret: str, at: datetime) -> int | None:
    """The time step a code belongs to, or None."""
    if not secret:
        return None
    present = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret)
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def _spend_step(account_id: int, step: int, at: datetime) -> bool:
    """Use up a time step; False when it, or a later one, was used before."""
    unused = Q(totp_last_step=None) | Q(totp_last_step__lt=step)
    spent = Account.objects.filter(unused, id=account_id).update(totp_last_step=step)
    Account.objects.filter(id=account_id, totp_confirmed_at=None, totp_last_step=step).update(totp_confirmed_at=at)
    return spent == 1


@lru_cache(maxsize=1)
def _nobodys_password() -> str:
    return make_password(new_token())


def _actor(account_id: int) -> Actor:
    return Actor(kind=ActorKind.STAFF, account_id=account_id)
