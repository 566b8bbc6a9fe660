"""Between people of one telephone: whoever can show its code guesses at the others' numbers a few times a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from motcua.apps.identity import commands
from motcua.apps.identity.commands import CodeFailed, NotThisPerson, TooManyToday
from motcua.apps.identity.models import Account
from motcua.apps.identity.tests.factories import account_behind, make_citizen
from motcua.apps.identity.values import initials
from motcua.kernel.errors import TooManyTries

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
PHONE, ADDRESS = "0000111222", "10.0.0.9"
MOTHER, SON = ("Trần Mẫu Thu", "999170000111"), ("Lê Mẫu Tí", "999202000222")
TOMORROW = NOON + timedelta(days=1, minutes=1)


@pytest.fixture(autouse=True)
def family(db: None) -> dict[str, Account]:
    return {name: make_citizen(name=name, phone=PHONE, number=number) for name, number in (MOTHER, SON)}


def code(at: datetime) -> str:
    return commands.request_code(phone=PHONE, address=ADDRESS, at=at)


def proof(at: datetime) -> str:
    return commands.prove_holder(phone=PHONE, code=code(at), address=ADDRESS, at=at)


def enter(shown: str, number: str, *, at: datetime) -> str:
    return commands.sign_in_citizen(phone=PHONE, code=shown, number=number, address=ADDRESS, device="", at=at)


def register(number: str, *, at: datetime) -> str:
    given = {"name": "Hồ Mẫu Sáu", "phone": PHONE, "number": number, "address": ADDRESS, "device": ""}
    return commands.register_citizen(code=code(at), at=at, **given)


def quarters(many: int) -> Iterator[datetime]:
    """Moments of one day far enough apart for the counts of a quarter of an hour to be over."""
    return (NOON + timedelta(minutes=16 * number) for number in range(many))


def guess(number: int, shown: str, *, at: datetime) -> bool:
    """Whether a whole number was still looked at."""
    try:
        enter(shown, f"999170{number:06d}", at=at)
    except CodeFailed:
        return True
    except TooManyTries:
        return False
    raise AssertionError("a guess that was right")


def test_the_right_code_wins_no_new_tries_at_a_number() -> None:
    made = 0
    for at in quarters(8):
        for _ in range(3):
            shown = code(at)
            made += sum(guess(made + number, shown, at=at) for number in range(4))
            try:
                commands.prove_holder(phone=PHONE, code=shown, address=ADDRESS, at=at)
            except (CodeFailed, TooManyTries):
                continue
    assert made == 10


def test_the_right_number_takes_back_its_own_try_and_no_other(family: dict[str, Account]) -> None:
    made = 0
    for at in quarters(6):
        shown = code(at)
        made += sum(guess(made + number, shown, at=at) for number in range(3))
        try:
            enter(shown, SON[1], at=at)
        except TooManyToday:
            break
    assert made == 10
    assert account_behind(enter(code(TOMORROW), MOTHER[1], at=TOMORROW)) == family[MOTHER[0]].id


def test_whoever_signs_in_often_with_their_own_number_guesses_nothing() -> None:
    for at in quarters(12):
        assert enter(code(at), SON[1], at=at)


def test_a_telephone_opens_six_new_accounts_a_day_and_hears_what_else_there_is() -> None:
    moments = list(quarters(7))
    for number, at in enumerate(moments[:6]):
        register(f"999148{number:06d}", at=at)
    with pytest.raises(TooManyToday) as told:
        register("999148000777", at=moments[6])
    assert "đến quầy" in str(told.value)
    assert Account.objects.count() == 2 + 6
    assert register(MOTHER[1], at=moments[6]), "who was here before is let in"
    assert register("999148000777", at=TOMORROW)


def test_registering_at_the_question_who_it_is_counts_too() -> None:
    moments, given = list(quarters(7)), {"name": "Hồ Mẫu Sáu", "phone": PHONE, "address": ADDRESS, "device": ""}
    for number, at in enumerate(moments[:6]):
        commands.register_person(token=proof(at), number=f"999148{number:06d}", at=at, **given)
    with pytest.raises(TooManyToday):
        commands.register_person(token=proof(moments[6]), number="999148000777", at=moments[6], **given)


def test_guesses_at_the_mother_leave_the_son_his_way_in(family: dict[str, Account]) -> None:
    def say(name: str, tail: str, at: datetime) -> str:
        who = initials(name)
        given = {"phone": PHONE, "token": proof(at), "who": who, "tail": tail, "address": ADDRESS, "device": ""}
        return commands.sign_in_person(at=at, **given)

    moments = list(quarters(6))
    for at in moments[:5]:
        for _ in range(2):
            with pytest.raises(NotThisPerson):
                say(MOTHER[0], "000999", at)
    with pytest.raises(TooManyToday):
        say(MOTHER[0], MOTHER[1][-6:], moments[5])
    assert account_behind(say(SON[0], SON[1][-6:], moments[5])) == family[SON[0]].id
