"""Citizen sign-in: a code sent to a telephone, and the citizen number as second fact.

A telephone is not a person: several share one, so the account is found by telephone and number together, and
one sees only one's own. The number is what the person stated; it proves nothing about the number's owner.
Whether an account exists is told to nobody: a wrong code, a wrong number and an unknown one sound the same.

Refusals: Refusal > CodeFailed (422), Invalid (422), TooManyTries (429) > CodesSpent.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.identity.commands._telephone import (
    CodeFailed,
    find_or_make,
    forgive,
    let_in,
    phone_of,
    stated,
    try_code,
    try_newcomer,
    try_number,
)
from motcua.apps.identity.commands._tries import A_DAY, count_try, take_back
from motcua.apps.identity.models import OneTimeCode
from motcua.apps.identity.queries import code_hash, limits, phone_index
from motcua.apps.identity.states import Purpose
from motcua.kernel.actor import Actor
from motcua.kernel.errors import TooManyTries
from motcua.kernel.text import nfc

log = structlog.get_logger("identity")


class CodesSpent(TooManyTries):
    """The house sends no more codes this hour, to nobody: somebody asks for them without end, or the figure is low."""

    code = "codes-spent"
    message = (
        "Trong giờ này Trung tâm đã gửi quá nhiều mã nên tạm ngừng gửi. "
        "Xin thử lại sau %(minutes)s phút, hoặc đến quầy: làm việc tại quầy không cần mã."
    )


def request_code(*, phone: str, address: str, at: datetime, purpose: Purpose = Purpose.SIGN_IN, about: str = "") -> str:
    """Make a code for a telephone and return it, for the caller to send and forget; with `about`, for that alone.

    The same happens whether or not an account has this telephone. Raises Invalid, TooManyTries, CodesSpent.
    """
    phone = phone_of(phone)
    figures = limits()
    window = figures.code_window_minutes
    count_try("code-phone", phone, limit=figures.codes_per_phone, minutes=window, at=at)
    count_try("code-address", address, limit=figures.codes_per_address, minutes=window, at=at)
    count_try("code-day", phone, limit=figures.codes_per_phone_a_day, minutes=A_DAY, at=at)
    _count_for_the_house(phone, at=at)
    code = f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        row = OneTimeCode.objects.create(
            phone_index=phone_index(phone),
            code_hash=code_hash(phone, code, about),
            purpose=purpose,
            created_at=at,
            expires_at=at + timedelta(minutes=figures.code_minutes),
        )
        audit.record(command="identity.request_code", actor=Actor.public(), at=at, ids=(row.id,), outcome="made")
    return code


def sign_in_citizen(*, phone: str, code: str, number: str, address: str, device: str, at: datetime) -> str:
    """Check code and second fact and return the token of an open session.

    Raises CodeFailed, Invalid, TooManyTries. Call it outside a transaction, as `sign_in_staff`.
    """
    phone, number = stated(phone, number)
    code_id = try_code(phone, code, address=address, at=at)
    account = try_number(phone, number, at=at) if code_id else None
    if code_id is None or account is None or not account.active:
        audit.record(command="identity.sign_in_citizen", actor=Actor.public(), at=at, ids=(), outcome="refused")
        log.warning("identity.sign_in_refused")
        raise CodeFailed
    forgive(phone, address=address)
    with transaction.atomic():
        return let_in(account, code_id, command="identity.sign_in_citizen", device=device, at=at)


def register_citizen(*, name: str, phone: str, code: str, number: str, address: str, device: str, at: datetime) -> str:
    """Make an account for somebody who comes for the first time and return the token of an open session.

    Somebody who was here before with the same telephone and number is let in by them, as at sign-in.
    Raises CodeFailed, Invalid, TooManyTries.
    """
    name = nfc(name)
    phone, number = stated(phone, number, name=name)
    code_id = try_code(phone, code, address=address, at=at)
    if code_id is None:
        audit.record(command="identity.register_citizen", actor=Actor.public(), at=at, ids=(), outcome="refused")
        raise CodeFailed
    forgive(phone, address=address)
    try_newcomer(phone, number, at=at)
    with transaction.atomic():
        account = find_or_make(name=name, phone=phone, number=number, at=at)
        if not account.active:
            raise CodeFailed
        return let_in(account, code_id, command="identity.register_citizen", device=device, at=at)


def prove_phone(
    *, phone: str, code: str, address: str, at: datetime, purpose: Purpose = Purpose.CONFIRM, about: str = ""
) -> None:
    """Take the code sent to confirm something: whoever says it holds this telephone now; it opens nothing else.

    `about` is what the code was requested for, word for word.
    Raises CodeFailed, Invalid, TooManyTries. Call it outside a transaction, as `sign_in_citizen`.
    """
    phone = phone_of(phone)
    code_id = try_code(phone, code, address=address, at=at, purpose=purpose, about=about)
    if code_id is None or not OneTimeCode.objects.filter(id=code_id, used_at=None).update(used_at=at):
        audit.record(command="identity.prove_phone", actor=Actor.public(), at=at, ids=(), outcome="refused")
        raise CodeFailed
    forgive(phone, address=address)
    audit.record(command="identity.prove_phone", actor=Actor.public(), at=at, ids=(code_id,), outcome="proven")


def _count_for_the_house(phone: str, *, at: datetime) -> None:
    """Count a message the house pays for; where the hour's are spent the telephone has tried nothing."""
    most = limits().codes_per_hour
    try:
        count_try("code-house", "", limit=most, minutes=60, at=at)
    except TooManyTries as refusal:
        for what in ("code-phone", "code-day"):
            take_back(what, phone)
        log.warning("identity.codes_of_the_hour_spent", most=most)
        raise CodesSpent(minutes=refusal.params["minutes"]) from None
