"""Staff accounts: made by an administrator, with a password and a second factor."""

from __future__ import annotations

from datetime import datetime

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from motcua.apps.audit import commands as audit
from motcua.apps.identity import policy
from motcua.apps.identity.models import Account, Session
from motcua.apps.identity.queries import limits
from motcua.apps.identity.states import AccountKind
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.text import nfc


def create_staff(*, username: str, name: str, password: str, actor: Actor, at: datetime, demo: bool = False) -> int:
    """Make a staff account and return its id. Raises NotAllowed, Invalid.

    It has no second factor yet: that is shown once, at the first sign-in (or by `enrol_second_factor`).
    """
    actor = policy.require_administrator(actor)
    username = username.strip().lower()
    problems = {}
    if not username or not nfc(name):
        problems["username" if not username else "name"] = "Xin ghi đủ tên đăng nhập và họ tên."
    if fault := _fault_of(password, username=username):
        problems["password"] = fault
    if problems:
        raise Invalid(problems)
    try:
        with transaction.atomic():
            account = Account.objects.create(
                kind=AccountKind.STAFF,
                username=username,
                name=nfc(name),
                password=make_password(password),
                created_at=at,
                demo=demo,
            )
            audit.record(command="identity.create_staff", actor=actor, at=at, ids=(account.id,), outcome="created")
    except IntegrityError:
        raise Invalid({"username": "Tên đăng nhập này đã có người dùng."}) from None
    return account.id


def set_password(*, account_id: int, password: str, actor: Actor, at: datetime) -> None:
    """Give the account a new password and end its sessions. Raises NotAllowed, NotFound, Invalid."""
    actor = policy.require_self_or_administrator(actor, account_id)
    with transaction.atomic():
        account = _load_locked(account_id)
        if fault := _fault_of(password, username=account.username or ""):
            raise Invalid({"password": fault})
        account.password = make_password(password)
        account.save(update_fields=["password"])
        _end_sessions(account_id, at=at)
        audit.record(command="identity.set_password", actor=actor, at=at, ids=(account_id,), outcome="changed")


def choose_language(*, account_id: int, language: str, actor: Actor, at: datetime) -> None:
    """Set the language an account is written to in. Raises NotAllowed, NotFound; Invalid for one we do not speak."""
    actor = policy.require_self_or_administrator(actor, account_id)
    if language not in dict(settings.LANGUAGES):
        raise Invalid({"language": "Ngôn ngữ này chưa có ở đây."})
    with transaction.atomic():
        if not Account.objects.filter(id=account_id).update(language=language):
            raise NotFound
        audit.record(command="identity.choose_language", actor=actor, at=at, ids=(account_id,), outcome=language)


def enrol_second_factor(*, account_id: int, actor: Actor, at: datetime) -> str:
    """Give the account a new second factor and end its sessions; the first right code confirms it.

    Returns the secret, which the next sign-in shows too, until it is confirmed. The old one opens nothing more.
    Raises NotAllowed (administrators only: a lost telephone is a matter of seeing the person), NotFound.
    """
    actor = policy.require_administrator(actor)
    with transaction.atomic():
        account = _load_locked(account_id)
        secret = pyotp.random_base32()
        account.totp_secret, account.totp_confirmed_at, account.totp_last_step = secret, None, None
        account.save(update_fields=["totp_secret", "totp_confirmed_at", "totp_last_step"])
        _end_sessions(account_id, at=at)
        audit.record(command="identity.enrol_second_factor", actor=actor, at=at, ids=(account_id,), outcome="new")
    return secret


def _end_sessions(account_id: int, *, at: datetime) -> None:
    Session.objects.filter(account_id=account_id, ended_at=None).update(ended_at=at)


def _load_locked(account_id: int) -> Account:
    account = Account.objects.select_for_update().filter(id=account_id, kind=AccountKind.STAFF).first()
    if account is None:
        raise NotFound
    return account


def _fault_of(password: str, *, username: str) -> str:
    """Why a password cannot serve, or ''."""
    least = limits().password_length
    if len(password) < least:
        return gettext("Mật khẩu cần ít nhất %(n)s ký tự.") % {"n": least}
    if username and username in password.lower():
        return "Mật khẩu không được chứa tên đăng nhập."
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return "Mật khẩu này quá phổ biến, dễ bị đoán. Xin chọn mật khẩu khác."
    return ""
