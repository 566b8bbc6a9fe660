"""Citizen sign-in: a code sent to a telephone, and the citizen number as second fact.

A telephone is not a person: several share one, so the account is found by telephone and number together, and
one sees only one's own. The number is what the person stated; it proves nothing about the number's owner.
Whether an account exists is told to nobody: a wrong code, a wrong number and an unknown one sound the same.

Refusals: Refusal > CodeFailed (422), Invalid (422), TooManyTries (429).
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction

from motcua.apps.audit import commands as audit
from motcua.apps.identity.commands._opening import open_session
from motcua.apps.identity.commands._tries import count_failure, count_try, was_right
from motcua.apps.identity.models import Account, OneTimeCode
from motcua.apps.identity.queries import limits, number_index, phone_index
from motcua.apps.identity.states import AccountKind, Purpose
from motcua.apps.identity.values import normal_number, normal_phone
from motcua.base.db.fields import blind_index
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Invalid, Refusal
from motcua.kernel.text import nfc

log = structlog.get_logger("identity")

#: Only the newest code of a telephone opens anything; each look at it is a try.
_TRY_CODE = """
UPDATE identity_onetimecode SET tries = tries + 1
 WHERE id = (SELECT id FROM identity_onetimecode WHERE phone_index = %(phone)s AND purpose = %(purpose)s
              ORDER BY created_at DESC, id DESC LIMIT 1)
   AND used_at IS NULL AND expires_at > %(at)s AND tries < %(most)s
RETURNING id, code_hash
"""


class CodeFailed(Refusal):
    """The code is wrong, used or too old, or the second fact does not fit; which one is not told."""

    code = "code-failed"
    status = 422
    message = "Mã hoặc số định danh chưa khớp, hoặc mã đã hết hạn. Xin kiểm tra lại, hoặc lấy mã mới."


def request_code(*, phone: str, address: str, at: datetime, purpose: Purpose = Purpose.SIGN_IN, about: str = "") -> str:
    """Make a code for a telephone and return it, for the caller to send and forget; with `about`, for that alone.

    The same happens whether or not an account has this telephone. Raises Invalid, TooManyTries.
    """
    phone = _phone(phone)
    figures = limits()
    window = figures.code_window_minutes
    count_try("code-phone", phone, limit=figures.codes_per_phone, minutes=window, at=at)
    count_try("code-address", address, limit=figures.codes_per_address, minutes=window, at=at)
    code = f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        row = OneTimeCode.objects.create(
            phone_index=phone_index(phone),
            code_hash=_hash_of(phone, code, about),
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
    phone, number = _stated(phone, number)
    code_id = _try_code(phone, code, address=address, at=at)
    account = _find(phone, number) if code_id else None
    if code_id is None or account is None or not account.active:
        audit.record(command="identity.sign_in_citizen", actor=Actor.public(), at=at, ids=(), outcome="refused")
        log.warning("identity.sign_in_refused")
        raise CodeFailed
    was_right("citizen", phone, address=address)
    with transaction.atomic():
        return _let_in(account, code_id, command="identity.sign_in_citizen", device=device, at=at)


def register_citizen(*, name: str, phone: str, code: str, number: str, address: str, device: str, at: datetime) -> str:
    """Make an account for somebody who comes for the first time and return the token of an open session.

    Somebody who was here before with the same telephone and number is let in by them, as at sign-in.
    Raises CodeFailed, Invalid, TooManyTries.
    """
    name = nfc(name)
    phone, number = _stated(phone, number, name=name)
    code_id = _try_code(phone, code, address=address, at=at)
    if code_id is None:
        audit.record(command="identity.register_citizen", actor=Actor.public(), at=at, ids=(), outcome="refused")
        raise CodeFailed
    was_right("citizen", phone, address=address)
    with transaction.atomic():
        account = _find_or_make(name=name, phone=phone, number=number, at=at)
        if not account.active:
            raise CodeFailed
        return _let_in(account, code_id, command="identity.register_citizen", device=device, at=at)


def _let_in(account: Account, code_id: UUID, *, command: str, device: str, at: datetime) -> str:
    if not OneTimeCode.objects.filter(id=code_id, used_at=None).update(used_at=at, account=account):
        raise CodeFailed
    token = open_session(account_id=account.id, device=device, at=at, lasts=timedelta(days=limits().citizen_days))
    actor = Actor(kind=ActorKind.CITIZEN, account_id=account.id)
    audit.record(command=command, actor=actor, at=at, ids=(account.id, code_id), outcome="signed-in")
    log.info("identity.signed_in", account_id=account.id)
    return token


def prove_phone(
    *, phone: str, code: str, address: str, at: datetime, purpose: Purpose = Purpose.CONFIRM, about: str = ""
) -> None:
    """Take the code sent to confirm something: whoever says it holds this telephone now; it opens nothing else.

    `about` is what the code was requested for, word for word.
    Raises CodeFailed, Invalid, TooManyTries. Call it outside a transaction, as `sign_in_citizen`.
    """
    phone = _phone(phone)
    code_id = _try_code(phone, code, address=address, at=at, purpose=purpose, about=about)
    if code_id is None or not OneTimeCode.objects.filter(id=code_id, used_at=None).update(used_at=at):
        audit.record(command="identity.prove_phone", actor=Actor.public(), at=at, ids=(), outcome="refused")
        raise CodeFailed
    was_right("citizen", phone, address=address)
    audit.record(command="identity.prove_phone", actor=Actor.public(), at=at, ids=(code_id,), outcome="proven")


def _try_code(
    phone: str, code: str, *, address: str, at: datetime, purpose: Purpose = Purpose.SIGN_IN, about: str = ""
) -> UUID | None:
    """The id of the code when it is right; each call is counted, at once and for good."""
    count_failure("citizen", phone, address=address, at=at)
    with connection.cursor() as cursor:
        cursor.execute(
            _TRY_CODE,
            {"phone": phone_index(phone), "purpose": str(purpose), "at": at, "most": limits().code_tries},
        )
        row = cursor.fetchone()
    given = _hash_of(phone, code.replace(" ", ""), about)
    if row is None or not hmac.compare_digest(bytes(row[1]), given):
        return None
    found: UUID = row[0]
    return found


def _find(phone: str, number: str) -> Account | None:
    return Account.objects.filter(
        kind=AccountKind.CITIZEN, phone_index=phone_index(phone), number_index=number_index(number)
    ).first()


def _find_or_make(*, name: str, phone: str, number: str, at: datetime) -> Account:
    account, _ = Account.objects.get_or_create(
        phone_index=phone_index(phone),
        number_index=number_index(number),
        defaults={"kind": AccountKind.CITIZEN, "name": name, "phone": phone, "number": number, "created_at": at},
    )
    return account


def _phone(text: str) -> str:
    try:
        return normal_phone(text)
    except ValueError:
        raise Invalid({"phone": "Số điện thoại gồm 10 chữ số, bắt đầu bằng số 0. Xin kiểm tra lại."}) from None


def _stated(phone: str, number: str, *, name: str | None = None) -> tuple[str, str]:
    """Telephone and number in normal form; raises Invalid with what to mend."""
    phone = _phone(phone)
    problems = {"name": "Xin ghi họ và tên."} if name == "" else {}
    try:
        number = normal_number(number)
    except ValueError:
        problems["number"] = "Số định danh cá nhân gồm 12 chữ số, in trên thẻ căn cước. Xin kiểm tra lại."
    if problems:
        raise Invalid(problems)
    return phone, number


def _hash_of(phone: str, code: str, about: str) -> bytes:
    return blind_index("\0".join(filter(None, (phone, code, about))), purpose="one-time-code")
