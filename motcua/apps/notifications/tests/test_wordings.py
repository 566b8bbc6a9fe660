"""Words of messages: what every text may hold, how long it is, and how a centre changes it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from motcua.apps.audit import queries as audit
from motcua.apps.notifications import commands, queries, rules
from motcua.apps.notifications.commands import WordingRefused
from motcua.apps.notifications.models import Wording
from motcua.apps.notifications.phrases import BODIES
from motcua.apps.notifications.states import Kind
from motcua.apps.notifications.tests.conftest import Carrier
from motcua.apps.notifications.tests.test_tell import NOON, WORDS, told
from motcua.apps.notifications.values import masked, sms_length
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.errors import NotAllowed, SomeoneWasFaster
from motcua.kernel.text import unaccented

OURS = "Hồ sơ %(code)s xong rồi. Mời ông/bà đến %(centre)s, gọi %(phone)s nếu cần."


def staff(role: Role, centre_id: int = 1) -> Actor:
    return Actor(kind=ActorKind.STAFF, account_id=5, duties=frozenset({Duty(role, centre_id)}))


def say(text: str, seen: int = 0, **changed: Any) -> None:
    given: dict[str, Any] = {"centre_id": 1, "kind": Kind.DECIDED, "language": "vi", "actor": staff(Role.KEEPER)}
    commands.set_wording(**(given | changed), text=text, seen=seen, at=NOON)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", list(Kind))
def test_no_text_holds_a_secret_a_number_or_a_name(kind: Kind, language: str) -> None:
    with override(language):
        text = str(BODIES[kind])
    assert rules.fault_of(kind, text) == ("", {})
    assert not re.search(r"\d{4,}", text)
    assert rules.placeholders(text) <= rules.DOSSIER_WORDS | {"reason", "minutes", "until", "link"}
    told = "link" if kind is Kind.SIGNATORY_ASKED else "code"
    assert rules.sample(kind)[told] in rules.filled(text, rules.sample(kind))


def test_the_words_of_messages_name_no_person() -> None:
    assert {"name", "owner", "filer", "number", "birth", "password", "token"} & (rules.DOSSIER_WORDS) == set()


@pytest.mark.parametrize(
    ("text", "places", "parts", "marked"),
    [
        ("a" * 160, 160, 1, False),
        ("a" * 161, 161, 2, False),
        ("a" * 306, 306, 2, False),
        ("a" * 307, 307, 3, False),
        ("[" * 80, 160, 1, False),
        ("đ" * 70, 70, 1, True),
        ("đ" * 71, 71, 2, True),
        ("đ" * 134, 134, 2, True),
        ("đ" * 135, 135, 3, True),
        ("", 0, 1, False),
    ],
)
def test_a_text_is_counted_as_carriers_count_it(text: str, places: int, parts: int, marked: bool) -> None:
    found = sms_length(text)
    assert (found.places, found.parts, found.marked) == (places, parts, marked)


def test_without_marks_the_text_stays_readable_and_gets_shorter() -> None:
    text = "Đơn của ông/bà: Hồ sơ ĐÃ XONG, 7:30–11:30"
    assert unaccented(text) == "Don cua ong/ba: Ho so DA XONG, 7:30-11:30"
    whole = rules.filled(str(BODIES[Kind.REFUSED]), rules.SAMPLE)
    assert sms_length(unaccented(whole)).parts < sms_length(whole).parts
    assert not any(sms_length(unaccented(rules.filled(str(BODIES[k]), rules.SAMPLE))).marked for k in Kind)


@pytest.mark.parametrize(
    ("address", "shown"), [("0000123456", "…456"), ("lan@nha.example", "l…@nha.example"), ("", "")]
)
def test_a_list_shows_little_of_an_address(address: str, shown: str) -> None:
    assert masked(address) == shown


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hồ sơ %(code)s tại %(centre)s của %(name)s", "%(name)s"),
        ("Hồ sơ %(code)s xong.", "%(centre)s"),
        ("Hồ sơ %(code)s tại %(centre)s: 100 % xong", "%(code)s"),
        ("Hồ sơ %(code)s tại %(centre)s, gọi 0000 123 456", "%(phone)s"),
        ("Hồ sơ %(code)s tại %(centre)s. " + "Mời ông/bà đến nhận. " * 40, "4"),
    ],
    ids=["unknown word", "compulsory word missing", "bare per cent", "a telephone", "too long"],
)
@pytest.mark.django_db
def test_words_that_may_not_be_are_refused(text: str, word: str) -> None:
    with pytest.raises(WordingRefused) as refused:
        say(text)
    assert word in str(refused.value)
    assert not Wording.objects.exists()


@pytest.mark.django_db
def test_a_centre_says_it_in_its_own_words_and_the_old_ones_are_kept(carrier: Carrier) -> None:
    say(OURS)
    commands.send(message_id=told(kind=Kind.DECIDED, params={**rules.SAMPLE}), at=NOON)
    assert carrier.took[0].text.endswith("gọi 1022 nếu cần.")
    row, history = queries.wording(actor=staff(Role.DIRECTOR), centre_id=1, kind=Kind.DECIDED, language="vi")
    assert (row.text, history[0].old_text, history[0].by, history[0].at) == (OURS, row.house, "staff:5", NOON)
    assert audit.entries_for(centre_id=1, command="notifications.set_wording", page=1, size=9).total == 1
    say("", seen=row.id)
    assert queries.present_text(kind=Kind.DECIDED, language="vi", centre_id=1) == row.house
    assert Wording.objects.count() == 2
    say("", seen=Wording.objects.latest("id").id)
    assert Wording.objects.count() == 2  # nothing changed: nothing is written


@pytest.mark.django_db
def test_a_message_lacking_a_word_of_the_new_text_goes_out_in_the_houses(carrier: Carrier) -> None:
    say(OURS)
    words = {key: value for key, value in rules.SAMPLE.items() if key != "phone"}
    commands.send(message_id=told(kind=Kind.DECIDED, params=words), at=NOON)
    assert "đã có kết quả" in carrier.took[0].text


@pytest.mark.django_db
def test_two_writers_do_not_overwrite_each_other() -> None:
    say(OURS)
    with pytest.raises(SomeoneWasFaster):
        say(OURS + " Trân trọng.")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.AUDITOR, Role.PROVINCE])
def test_others_change_no_words(role: Role) -> None:
    with pytest.raises(NotAllowed):
        say(OURS, actor=staff(role))
    with pytest.raises(NotAllowed):
        queries.wordings(actor=staff(role), centre_id=1, language="vi")


@pytest.mark.django_db
def test_words_change_here_only_and_never_backwards() -> None:
    say(OURS)
    with scope.use(Scope(centres=(2,))):
        assert queries.present_text(kind=Kind.DECIDED, language="vi", centre_id=1) != OURS
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Wording.objects.update(text="x")


@pytest.mark.django_db
def test_a_reader_of_english_is_told_in_english(carrier: Carrier) -> None:
    commands.send(message_id=told(kind=Kind.DECIDED, language="en"), at=NOON)
    with override("en"):
        assert carrier.took[0].text == rules.filled(str(BODIES[Kind.DECIDED]), WORDS)
