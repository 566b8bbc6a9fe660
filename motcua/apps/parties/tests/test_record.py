"""Recording, correcting, linking and mandating parties of a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.apps.parties import commands, queries
from motcua.apps.parties.models import AccountLink, Mandate, Party
from motcua.apps.parties.states import Basis
from motcua.apps.parties.tests.factories import NOON, organisation, party, person
from motcua.apps.parties.values import Birth, MandateStated, PersonStated, Stated
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Invalid, NotFound, SomeoneWasFaster
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
MINH = Actor(kind=ActorKind.STAFF, account_id=12)


@pytest.fixture(autouse=True)
def our_centre(_no_scope: None) -> Iterator[None]:
    with scope.use(Scope(centres=(1,))):
        yield


def test_the_parties_of_a_dossier_come_back_as_they_were_stated(django_assert_num_queries: Any) -> None:
    dossier_id = uuid7()
    stated: list[Stated] = [person(), organisation(), PersonStated(name="Lan", birth=Birth(1941))]
    with django_assert_num_queries(1):
        ids = commands.record(dossier_id=dossier_id, centre_id=1, stated=stated, at=NOON)
    found = queries.of_dossier(dossier_id=dossier_id)
    assert [view.id for view in found] == list(ids)
    assert [view.stated for view in found] == [person(phone="0000 123 456"), *stated[1:]]
    assert queries.names_of(ids=ids)[ids[2]] == "Lan"


def test_what_people_state_is_never_plain_text_in_the_table() -> None:
    party()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM parties_party p")
        kept = cursor.fetchone()[0]
    assert not any(word in kept for word in ("Lan", "999190000001", "0000123456", "Suối"))


def test_a_mistake_in_one_of_two_writes_neither() -> None:
    with pytest.raises(Invalid) as refusal:
        commands.record(dossier_id=uuid7(), centre_id=1, stated=[person(), person(name=" ", phone="12")], at=NOON)
    assert set(refusal.value.problems) == {"1.name", "1.phone"}
    assert not Party.objects.exists()


def test_two_people_of_one_name_and_one_phone_are_two_parties() -> None:
    dossier_id = uuid7()
    commands.record(dossier_id=dossier_id, centre_id=1, stated=[person(), person(number="999190000002")], at=NOON)
    assert len(queries.by_phone_index(phone="+84 000 123 456", centre_ids=[1])) == 2
    assert len(queries.by_name_index(name="nguyen mau LAN", centre_ids=[1])) == 2
    assert len(queries.by_number_index(number="999 190 000 002", centre_ids=[1])) == 1


@pytest.mark.parametrize("seen_by", [Scope(), Scope(centres=(2,)), Scope(account_id=9)])
def test_a_stranger_finds_nobody(seen_by: Scope) -> None:
    dossier_id = uuid7()
    kept = party(dossier_id=dossier_id)
    with scope.use(seen_by):
        assert queries.of_dossier(dossier_id=dossier_id) == ()
        assert queries.names_of(ids=[kept]) == {}
        assert queries.by_number_index(number="999190000001", centre_ids=[1]) == ()


def test_a_correction_keeps_what_was_stated_before() -> None:
    dossier_id = uuid7()
    kept = party(dossier_id=dossier_id)
    again: dict[str, Any] = {"party_id": kept, "actor": MINH, "at": NOON, "reason": "Nhầm tên đệm"}
    assert commands.correct(stated=person(name="Nguyễn Mẫu Liên"), seen_revision=1, **again) == 2
    assert queries.of_dossier(dossier_id=dossier_id)[0].stated.name == "Nguyễn Mẫu Liên"
    [told] = queries.corrections(people=queries.of_dossier(dossier_id=dossier_id))
    assert (told.before.name, told.by, told.reason) == ("Nguyễn Mẫu Lan", MINH.label, "Nhầm tên đệm")
    with pytest.raises(Invalid, match="Chưa có gì khác"):
        commands.correct(stated=person(name=" Nguyễn  Mẫu Liên "), seen_revision=2, **again)
    with pytest.raises(SomeoneWasFaster):
        commands.correct(stated=person(), seen_revision=1, **again)
    with scope.use(Scope(centres=(2,))), pytest.raises(NotFound):
        commands.correct(stated=person(), seen_revision=2, **again)


def test_what_was_stated_before_cannot_be_rewritten() -> None:
    kept = party()
    commands.correct(party_id=kept, stated=person(name="Lan"), actor=MINH, at=NOON, seen_revision=1, reason="x")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE parties_earlierstatement SET revision = 9")
    with pytest.raises(DatabaseError), transaction.atomic():
        Party.objects.filter(pk=kept).update(dossier_id=uuid7())


def test_an_account_is_tied_once() -> None:
    kept = party()
    first = commands.link_account(party_id=kept, account_id=7, at=NOON)
    assert commands.link_account(party_id=kept, account_id=7, at=NOON) == first
    assert AccountLink.objects.count() == 1


def test_a_mandate_joins_two_people_of_one_dossier() -> None:
    dossier_id = uuid7()
    giver, taker, elsewhere = party(dossier_id=dossier_id), party(dossier_id=dossier_id), party()
    said = MandateStated(Basis.PROXY, relation="cháu", scope="Nhận kết quả")
    given: dict[str, Any] = {"grantor_id": giver, "at": NOON}
    commands.record_mandate(grantee_id=taker, stated=said, **given)
    ended, unrelated = replace(said, until=date(2026, 11, 19)), replace(said, relation=" ")
    for wrong, stated in [(elsewhere, said), (giver, said), (taker, ended), (taker, unrelated)]:
        with pytest.raises(Invalid):
            commands.record_mandate(grantee_id=wrong, stated=stated, **given)
    assert Mandate.objects.count() == 1


def test_a_mandate_is_written_with_its_people_and_read_back() -> None:
    dossier_id, said = uuid7(), MandateStated(Basis.KIN, relation="con", until=date(2026, 12, 1))
    people = [person(name="Hồ Mẫu Con"), person(name="Hồ Mẫu Mẹ")]
    filer, owner = commands.record(dossier_id=dossier_id, centre_id=1, stated=people, at=NOON, mandate=said)
    kept = queries.mandate_of(dossier_id=dossier_id)
    assert kept is not None
    assert (kept.grantee_id, kept.grantor_id, kept.stated) == (filer, owner, said)
    assert not kept.has_ended(on=date(2026, 12, 1))
    assert kept.has_ended(on=date(2026, 12, 2))
    with pytest.raises(Invalid):
        commands.record(
            dossier_id=uuid7(), centre_id=1, stated=people, at=NOON, mandate=replace(said, until=date(2026, 11, 19))
        )
    assert queries.mandate_of(dossier_id=uuid7()) is None
