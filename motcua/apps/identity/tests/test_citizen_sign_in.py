"""A citizen signs in: a code by telephone, and the citizen number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from motcua.apps.identity import commands
from motcua.apps.identity.commands import CodeFailed
from motcua.apps.identity.models import Account, OneTimeCode
from motcua.apps.identity.tests.factories import account_behind, make_citizen
from motcua.kernel.errors import Invalid, TooManyTries

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
PHONE = "0000111222"
LAN, MOTHER = "999000000001", "999000000002"


@pytest.fixture
def lans_account(db: None) -> Account:
    return make_citizen(name="Nguyễn Mẫu Lan", phone=PHONE, number=LAN)


def ask(phone: str = PHONE, at: datetime = NOON, address: str = "10.0.0.9") -> str:
    return commands.request_code(phone=phone, address=address, at=at)


def enter(code: str, number: str = LAN, phone: str = PHONE, at: datetime = NOON) -> str:
    return commands.sign_in_citizen(phone=phone, code=code, number=number, address="10.0.0.9", device="test", at=at)


def register(code: str, name: str = "Nguyễn Mẫu Bà", number: str = MOTHER, at: datetime = NOON) -> str:
    return commands.register_citizen(
        name=name, phone=PHONE, code=code, number=number, address="10.0.0.9", device="test", at=at
    )


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_code_and_number_open_a_session(lans_account: Account) -> None:
    assert account_behind(enter(ask())) == lans_account.id


def test_the_telephone_may_be_typed_with_blanks_and_country_code(lans_account: Account) -> None:
    assert account_behind(enter(ask(phone="+84 000 111 222"), phone="0000 111 222")) == lans_account.id


def test_several_people_share_a_telephone(lans_account: Account) -> None:
    mother = make_citizen(name="Nguyễn Mẫu Bà", phone=PHONE, number=MOTHER)
    assert account_behind(enter(ask(), number=LAN)) == lans_account.id
    assert account_behind(enter(ask(), number=MOTHER)) == mother.id


def test_somebody_new_registers_with_a_name(lans_account: Account) -> None:
    account_id = account_behind(register(ask()))
    assert account_id not in {None, lans_account.id}
    assert Account.objects.get(id=account_id).name == "Nguyễn Mẫu Bà"


def test_registering_again_opens_the_old_account_and_changes_nothing(lans_account: Account) -> None:
    assert account_behind(register(ask(), name="Ai Mẫu Khác", number=LAN)) == lans_account.id
    lans_account.refresh_from_db()
    assert lans_account.name == "Nguyễn Mẫu Lan"


def test_a_wrong_code_a_wrong_number_and_a_strange_telephone_sound_the_same(lans_account: Account) -> None:
    said = set()
    code = ask()
    for given, number in ((wrong(code), LAN), (code, MOTHER)):
        with pytest.raises(CodeFailed) as told:
            enter(given, number=number)
        said.add(str(told.value))
    with pytest.raises(CodeFailed) as told:
        enter(ask(phone="0000999888"), phone="0000999888")
    assert said == {str(told.value)}


def test_asking_for_a_code_does_not_tell_who_has_an_account(lans_account: Account) -> None:
    assert len(ask()) == len(ask(phone="0000999888")) == 6


def test_a_code_opens_only_once(lans_account: Account) -> None:
    code = ask()
    enter(code)
    with pytest.raises(CodeFailed):
        enter(code)


def test_a_wrong_number_leaves_the_code_for_another_try(lans_account: Account) -> None:
    code = ask()
    with pytest.raises(CodeFailed):
        enter(code, number=MOTHER)
    assert enter(code)


def test_a_code_lasts_five_minutes(lans_account: Account) -> None:
    code = ask()
    with pytest.raises(CodeFailed):
        enter(code, at=NOON + timedelta(minutes=5))


def test_only_the_newest_code_counts(lans_account: Account) -> None:
    first = ask()
    second = ask(at=NOON + timedelta(seconds=40))
    if first != second:
        with pytest.raises(CodeFailed):
            enter(first, at=NOON + timedelta(minutes=1))
    assert enter(second, at=NOON + timedelta(minutes=1))


def test_five_guesses_lock_the_telephone_out(lans_account: Account) -> None:
    code = ask()
    for _ in range(5):
        with pytest.raises(CodeFailed):
            enter(wrong(code))
    with pytest.raises(TooManyTries):
        enter(code)
    with pytest.raises(TooManyTries):
        enter(ask())


def test_a_code_is_dead_after_five_guesses_even_later(lans_account: Account) -> None:
    code = ask()
    OneTimeCode.objects.update(tries=5)
    with pytest.raises(CodeFailed):
        enter(code)


def test_a_telephone_gets_three_codes_in_a_quarter_of_an_hour(lans_account: Account) -> None:
    for _ in range(3):
        ask()
    with pytest.raises(TooManyTries):
        ask()
    assert ask(at=NOON + timedelta(minutes=15))


def test_one_address_cannot_ask_for_codes_without_end(db: None) -> None:
    for number in range(40):
        ask(phone=f"00001112{number:02d}")
    with pytest.raises(TooManyTries):
        ask(phone="0000333444")
    assert ask(phone="0000333444", address="10.0.0.10")


@pytest.mark.parametrize("phone", ["", "123", "không có", "٠٩٨٧٦٥٤٣٢١", "00001112223334"])
def test_a_telephone_that_cannot_be_one_is_refused(db: None, phone: str) -> None:
    with pytest.raises(Invalid) as told:
        ask(phone=phone)
    assert "phone" in told.value.problems


@pytest.mark.parametrize("number", ["", "99900000000", "9990000000011", "99900000000a"])
def test_a_number_that_cannot_be_one_is_refused_before_the_code_is_tried(lans_account: Account, number: str) -> None:
    code = ask()
    with pytest.raises(Invalid) as told:
        enter(code, number=number)
    assert "number" in told.value.problems
    assert OneTimeCode.objects.get().tries == 0


def test_a_name_is_asked_for_at_the_first_time(db: None) -> None:
    with pytest.raises(Invalid) as told:
        register(ask(), name="  ")
    assert "name" in told.value.problems


def test_no_name_number_or_telephone_is_readable_in_the_tables(lans_account: Account) -> None:
    ask()
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM identity_account a UNION ALL SELECT c::text FROM identity_onetimecode c")
        stored = " ".join(row[0] for row in cursor.fetchall())
    for plain in ("Mẫu", PHONE, LAN):
        assert plain not in stored
        assert plain.encode().hex() not in stored
