"""One telephone, several people: whoever has shown its code says who they are, with a second fact.

A telephone goes round a family. Its code proves who holds it and not who it is: nothing of anybody is shown before
the second fact, and of the names only their first letters. Tries are counted for each of the people, for a quarter of
an hour and for a day; a right answer of one of them takes back its own try and none that was made at another.

Refusals: Refusal > CodeFailed, NotThisPerson (422), ProofOver (409), Invalid (422), TooManyTries (429).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F

from motcua.apps.audit import commands as audit
from motcua.apps.identity import queries
from motcua.apps.identity.commands._opening import new_token
from motcua.apps.identity.commands._telephone import (
    CodeFailed,
    find_or_make,
    forgive,
    let_in,
    phone_of,
    stated,
    try_code,
    try_newcomer,
)
from motcua.apps.identity.commands._tries import A_DAY, count_failure, count_try, take_back
from motcua.apps.identity.models import Account, OneTimeCode
from motcua.apps.identity.queries import code_hash, limits, phone_index
from motcua.apps.identity.states import Purpose
from motcua.apps.identity.values import initials, normal_tail
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, Refusal
from motcua.kernel.text import nfc

log = structlog.get_logger("identity")


class NotThisPerson(Refusal):
    """The second fact is not that of the person chosen; which of the two was wrong is not told."""

    code = "not-this-person"
    status = 422
    message = "Chưa khớp với người đã chọn. Xin xem lại 6 chữ số cuối trên thẻ căn cước."


class ProofOver(Refusal):
    """The code was shown too long ago, or somebody has signed in with it since."""

    code = "proof-over"
    message = "Đã quá lâu từ lúc nhập mã. Xin lấy mã mới."


def prove_holder(*, phone: str, code: str, address: str, at: datetime) -> str:
    """Take a sign-in code from whoever does not say yet who they are: a token for the question, kept by the browser.

    Raises CodeFailed, Invalid, TooManyTries. Call it outside a transaction, as `sign_in_citizen`.
    """
    phone = phone_of(phone)
    code_id = try_code(phone, code, address=address, at=at)
    if code_id is None:
        audit.record(command="identity.prove_holder", actor=Actor.public(), at=at, ids=(), outcome="refused")
        raise CodeFailed
    forgive(phone, address=address)
    token = new_token()
    with transaction.atomic():
        if not OneTimeCode.objects.filter(id=code_id, used_at=None).update(used_at=at):
            raise CodeFailed
        asked = OneTimeCode.objects.create(
            phone_index=phone_index(phone),
            code_hash=code_hash(phone, token),
            purpose=Purpose.WHO,
            created_at=at,
            expires_at=at + timedelta(minutes=limits().who_minutes),
        )
        ids = (code_id, asked.id)
        audit.record(command="identity.prove_holder", actor=Actor.public(), at=at, ids=ids, outcome="asked-who")
    return token


def sign_in_person(*, phone: str, token: str, who: str, tail: str, address: str, device: str, at: datetime) -> str:
    """Let in the person of this telephone with these initials and last digits: the token of an open session.

    Raises NotThisPerson, ProofOver, Invalid, TooManyTries. Call it outside a transaction, as `sign_in_citizen`.
    """
    phone, figures = phone_of(phone), limits()
    try:
        tail = normal_tail(tail)
    except ValueError:
        raise Invalid({"tail": "Xin ghi đúng 6 chữ số cuối của số định danh cá nhân."}) from None
    proof_id, key = _try_proof(phone, token, at=at), f"{phone}\0{who}"
    count_failure("who", key, address=address, at=at)
    count_try("who-day", key, limit=figures.who_per_day, minutes=A_DAY, at=at)
    # twice the figure: guesses at one of a family shall not lock the others out with them
    count_try("number-day", phone, limit=2 * figures.numbers_per_day, minutes=A_DAY, at=at)
    account = _chosen(phone, who=who, tail=tail)
    if account is None:
        audit.record(command="identity.sign_in_person", actor=Actor.public(), at=at, ids=(proof_id,), outcome="refused")
        log.warning("identity.who_refused")
        raise NotThisPerson
    for what, value in (("who", key), ("who-day", key), ("number-day", phone), ("address", address)):
        take_back(what, value)
    with transaction.atomic():
        return let_in(account, proof_id, command="identity.sign_in_person", device=device, at=at)


def register_person(*, name: str, phone: str, token: str, number: str, address: str, device: str, at: datetime) -> str:
    """Make an account for one more person of this telephone: the token of an open session.

    Somebody who was here before with the same number is let in by it, as at sign-in. Raises ProofOver, Invalid,
    TooManyTries.
    """
    name = nfc(name)
    phone, number = stated(phone, number, name=name)
    count_failure("who", f"{phone}\0", address=address, at=at)
    proof_id = _try_proof(phone, token, at=at)
    take_back("address", address)
    try_newcomer(phone, number, at=at)
    with transaction.atomic():
        account = find_or_make(name=name, phone=phone, number=number, at=at)
        if not account.active:
            raise ProofOver
        return let_in(account, proof_id, command="identity.register_person", device=device, at=at)


def _try_proof(phone: str, token: str, *, at: datetime) -> UUID:
    """The id of the proof this browser holds, one of its tries used up. Raises ProofOver."""
    held = queries.holder_proofs(phone=phone, token=token, at=at)
    found = held.values_list("id", flat=True).first()
    if found is None or not held.filter(id=found).update(tries=F("tries") + 1):
        raise ProofOver
    return found


def _chosen(phone: str, *, who: str, tail: str) -> Account | None:
    """The one person meant; None where nobody is, or two would be."""
    meant = [one for one in queries.accounts_of_phone(phone) if initials(one.name) == who]
    right = [one for one in meant if str(one.number).endswith(tail)]
    return right[0] if len(right) == 1 else None
