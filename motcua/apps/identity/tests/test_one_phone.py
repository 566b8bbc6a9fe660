"""A mother, a son and a grandmother share a telephone: its code says who holds it, a second fact who it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from structlog.testing import capture_logs

from motcua.apps.identity import commands, queries
from motcua.apps.identity.commands import CodeFailed, NotThisPerson, ProofOver
from motcua.apps.identity.models import Account, Session
from motcua.apps.identity.queries import token_hash
from motcua.apps.identity.tests.factories import account_behind, make_citizen
from motcua.apps.identity.values import initials, normal_tail
from motcua.base.testing.roles import as_role
from motcua.kernel.errors import Invalid, NotFound, TooManyTries

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
PHONE = "0000111222"
THU, TI, SAU = ("Trần Mẫu Thu", "999170000111"), ("Lê Mẫu Tí", "999202000222"), ("Hồ Mẫu Sáu", "999148000333")


@pytest.fixture
def family() -> dict[str, Account]:
    return {name: make_citizen(name=name, phone=PHONE, number=number) for name, number in (THU, TI)}


def proof(at: datetime = NOON) -> str:
    code = commands.request_code(phone=PHONE, address="10.0.0.9", at=at)
    return commands.prove_holder(phone=PHONE, code=code, address="10.0.0.9", at=at)


def say(token: str, name: str, number: str, *, at: datetime = NOON, phone: str = PHONE) -> str:
    return commands.sign_in_person(
        phone=phone, token=token, who=initials(name), tail=number[-6:], address="10.0.0.9", device="test", at=at
    )


def add(token: str, name: str, number: str) -> str:
    return commands.register_person(
        name=name, phone=PHONE, token=token, number=number, address="10.0.0.9", device="test", at=NOON
    )


def test_each_is_let_in_by_their_own_digits(family: dict[str, Account]) -> None:
    for name, number in (THU, TI):
        assert account_behind(say(proof(), name, number)) == family[name].id


def test_the_holder_reads_first_letters_and_nothing_more(family: dict[str, Account]) -> None:
    assert queries.people_behind(phone=PHONE, token=proof(), at=NOON) == ("L. M. T.", "T. M. T.")


def test_equal_letters_stand_once_and_the_digits_tell_them_apart(family: dict[str, Account]) -> None:
    twin = make_citizen(name="Trần Mẫu Tâm", phone=PHONE, number="999170000112")
    token = proof()
    assert queries.people_behind(phone=PHONE, token=token, at=NOON) == ("L. M. T.", "T. M. T.")
    assert account_behind(say(token, "Trần Mẫu Tâm", "999170000112")) == twin.id


@pytest.mark.parametrize(("name", "number"), [(TI[0], THU[1]), (THU[0], TI[1]), (THU[0], "999170000112")])
def test_the_digits_of_another_open_nothing(family: dict[str, Account], name: str, number: str) -> None:
    with pytest.raises(NotThisPerson):
        say(proof(), name, number)
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_refused_guess_is_written_in_the_log(family: dict[str, Account]) -> None:
    with pytest.raises(NotThisPerson):
        say(proof(), *SAU)
    with as_role("motcua_owner"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT outcome, actor, cardinality(ids) FROM audit_entry WHERE command = 'identity.sign_in_person'"
        )
        assert cursor.fetchall() == [("refused", "public", 1)]


def test_a_proof_opens_once_and_for_ten_minutes(family: dict[str, Account]) -> None:
    token = proof()
    say(token, *THU)
    with pytest.raises(ProofOver):
        say(token, *TI)
    late = proof()
    with pytest.raises(ProofOver):
        say(late, *TI, at=NOON + timedelta(minutes=10))
    with pytest.raises(NotFound):
        queries.people_behind(phone=PHONE, token=late, at=NOON + timedelta(minutes=10))


def test_a_proof_of_one_telephone_is_none_of_another(family: dict[str, Account]) -> None:
    make_citizen(name=SAU[0], phone="0000999888", number=SAU[1])
    token = proof()
    with pytest.raises(ProofOver):
        say(token, *SAU, phone="0000999888")
    with pytest.raises(NotFound):
        queries.people_behind(phone="0000999888", token=token, at=NOON)


def test_a_code_is_spent_by_the_proof_and_a_wrong_one_proves_nothing(family: dict[str, Account]) -> None:
    code = commands.request_code(phone=PHONE, address="10.0.0.9", at=NOON)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    given = {"phone": PHONE, "address": "10.0.0.9", "at": NOON}
    with pytest.raises(CodeFailed):
        commands.prove_holder(code=wrong, **given)  # type: ignore[arg-type]
    commands.prove_holder(code=code, **given)  # type: ignore[arg-type]
    with pytest.raises(CodeFailed):
        commands.prove_holder(code=code, **given)  # type: ignore[arg-type]


def test_five_guesses_at_the_mother_lock_her_and_not_the_son(family: dict[str, Account]) -> None:
    token = proof()
    for _ in range(5):
        with pytest.raises(NotThisPerson):
            say(token, THU[0], "999170000999")
    with pytest.raises(ProofOver):
        say(token, *TI)  # five tries are all one proof has
    with capture_logs() as logged, pytest.raises(TooManyTries):
        say(proof(), *THU)
    assert {"event": "identity.too_many_tries", "what": "who", "log_level": "warning"} in logged
    assert account_behind(say(proof(), *TI)) == family[TI[0]].id


def test_the_son_who_signs_in_between_wins_no_new_tries_at_his_mother(family: dict[str, Account]) -> None:
    for round_of in range(2):
        at = NOON + timedelta(minutes=16 * round_of)
        token = proof(at)
        for _ in range(4):
            with pytest.raises(NotThisPerson):
                say(token, THU[0], "999170000999", at=at)
        say(token, *TI, at=at)
    at = NOON + timedelta(minutes=32)
    token = proof(at)
    for _ in range(2):
        with pytest.raises(NotThisPerson):
            say(token, THU[0], "999170000999", at=at)
    with pytest.raises(TooManyTries):
        say(token, *THU, at=at)
    assert say(proof(NOON + timedelta(days=1, minutes=1)), *THU, at=NOON + timedelta(days=1, minutes=1))


def test_one_more_person_is_added_and_the_others_stay(family: dict[str, Account]) -> None:
    account_id = account_behind(add(proof(), *SAU))
    assert Account.objects.get(id=account_id).name == SAU[0]
    assert queries.people_behind(phone=PHONE, token=proof(), at=NOON) == ("H. M. S.", "L. M. T.", "T. M. T.")


def test_a_telephone_nobody_knows_asks_only_who_is_new() -> None:
    token = proof()
    assert queries.people_behind(phone=PHONE, token=token, at=NOON) == ()
    assert add(token, *SAU)


def test_sessions_of_a_shared_telephone_are_short_those_begun_before_too() -> None:
    alone = add(proof(), *THU)
    assert _ends(alone) == NOON + timedelta(days=30)
    assert not queries.shares_phone(token=alone)
    second = add(proof(), *TI)
    assert (_ends(second), _ends(alone)) == (NOON + timedelta(hours=2), NOON + timedelta(hours=2))
    assert queries.shares_phone(token=alone)


def _ends(token: str) -> datetime:
    return Session.objects.get(token_hash=token_hash(token)).expires_at


@pytest.mark.parametrize("tail", ["", "12345", "1234567", "abcdef", "٠٩٨٧٦٥"])
def test_what_cannot_be_the_end_of_a_number_is_told_before_it_counts(family: dict[str, Account], tail: str) -> None:
    token = proof()
    with pytest.raises(Invalid) as told:
        commands.sign_in_person(phone=PHONE, token=token, who="T. M. T.", tail=tail, address="", device="", at=NOON)
    assert "tail" in told.value.problems
    assert say(token, *THU)


def test_the_whole_number_may_be_typed_and_one_word_is_a_name() -> None:
    assert normal_tail("999 170 000 111") == "000111"
    assert (initials("Sáu"), initials("đinh mẫu  út")) == ("S.", "Đ. M. Ú.")


def test_nothing_of_a_person_is_logged(family: dict[str, Account]) -> None:
    with capture_logs() as logged:
        with pytest.raises(NotThisPerson):
            say(proof(), TI[0], THU[1])
        say(proof(), *THU)
    told = str(logged)
    assert "identity.who_refused" in told
    assert not any(word in told for word in (PHONE, "000111", "Thu", "T. M."))
