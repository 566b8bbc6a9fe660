"""What every sign-in by telephone shares: the code tried, the account found or made, the session opened."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection
from django.db.models import QuerySet

from motcua.apps.audit import commands as audit
from motcua.apps.identity.commands._opening import open_session
from motcua.apps.identity.commands._tries import A_DAY, count_failure, count_try, take_back
from motcua.apps.identity.models import Account, OneTimeCode, Session
from motcua.apps.identity.queries import code_hash, limits, number_index, phone_index
from motcua.apps.identity.states import AccountKind, Purpose
from motcua.apps.identity.values import normal_number, normal_phone
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Invalid, Refusal

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


def try_code(
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
    given = code_hash(phone, code.replace(" ", ""), about)
    if row is None or not hmac.compare_digest(bytes(row[1]), given):
        return None
    found: UUID = row[0]
    return found


def forgive(phone: str, *, address: str) -> None:
    """The code was right, so this was no guess at it; those before it stay counted, whoever made them."""
    take_back("citizen", phone)
    take_back("address", address)


def try_number(phone: str, number: str, *, at: datetime) -> Account | None:
    """The account of this telephone and number, for whoever has shown the code. Raises TooManyToday.

    They may be another of the family: what they try is counted for a day, and a right one takes back itself alone.
    """
    count_try("number-day", phone, limit=limits().numbers_per_day, minutes=A_DAY, at=at)
    found = Account.objects.filter(
        kind=AccountKind.CITIZEN, phone_index=phone_index(phone), number_index=number_index(number)
    ).first()
    if found is not None:
        take_back("number-day", phone)
    return found


def try_newcomer(phone: str, number: str, *, at: datetime) -> None:
    """Count a number somebody registers with: a guess where others have this telephone. Raises TooManyToday."""
    if try_number(phone, number, at=at) is None:
        count_try("account-day", phone, limit=limits().accounts_per_day, minutes=A_DAY, at=at)


def let_in(account: Account, code_id: UUID, *, command: str, device: str, at: datetime) -> str:
    """Use the code up and open a session; its token. Raises CodeFailed where it was used this moment."""
    if not OneTimeCode.objects.filter(id=code_id, used_at=None).update(used_at=at, account=account):
        raise CodeFailed
    family, lasts = Account.objects.filter(phone_index=account.phone_index), timedelta(days=limits().citizen_days)
    if family.exclude(pk=account.pk).exists():
        lasts = _shorten_all(family, at=at)
    token = open_session(account_id=account.id, device=device, at=at, lasts=lasts)
    actor = Actor(kind=ActorKind.CITIZEN, account_id=account.id)
    audit.record(command=command, actor=actor, at=at, ids=(account.id, code_id), outcome="signed-in")
    log.info("identity.signed_in", account_id=account.id)
    return token


def _shorten_all(family: QuerySet[Account], *, at: datetime) -> timedelta:
    """Where a telephone goes round a family no session lives long, those of the others neither; how long."""
    short = timedelta(hours=limits().shared_hours)
    begun = Session.objects.filter(account__in=family, ended_at=None, expires_at__gt=at + short)
    begun.update(expires_at=at + short)
    return short


def find_or_make(*, name: str, phone: str, number: str, at: datetime) -> Account:
    """The account of this telephone and number, made where there is none; one that is there keeps its name."""
    account, _ = Account.objects.get_or_create(
        phone_index=phone_index(phone),
        number_index=number_index(number),
        defaults={"kind": AccountKind.CITIZEN, "name": name, "phone": phone, "number": number, "created_at": at},
    )
    return account


def phone_of(text: str) -> str:
    """The telephone in normal form; raises Invalid."""
    try:
        return normal_phone(text)
    except ValueError:
        raise Invalid({"phone": "Số điện thoại gồm 10 chữ số, bắt đầu bằng số 0. Xin kiểm tra lại."}) from None


def stated(phone: str, number: str, *, name: str | None = None) -> tuple[str, str]:
    """Telephone and number in normal form; raises Invalid with what to mend."""
    phone = phone_of(phone)
    problems = {"name": "Xin ghi họ và tên."} if name == "" else {}
    try:
        number = normal_number(number)
    except ValueError:
        problems["number"] = "Số định danh cá nhân gồm 12 chữ số, in trên thẻ căn cước. Xin kiểm tra lại."
    if problems:
        raise Invalid(problems)
    return phone, number
