"""Fallback: a channel that fails gives way to the next, and what must reach somebody ends with a clerk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, brought_to, make_procedure
from motcua.apps.notifications import commands, gateways, queries, rules
from motcua.apps.notifications.models import Message
from motcua.apps.notifications.states import ByHand, Kind, MessageState
from motcua.apps.notifications.tests.conftest import Carrier
from motcua.apps.notifications.tests.test_tell import LATE_EVENING, NOON, told
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, SomeoneWasFaster
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db

PROGRAM = Actor.system("test")
MINH = Actor(kind=ActorKind.STAFF, account_id=7, duties=frozenset({Duty(Role.CLERK, 1)}))


@pytest.fixture
def carriers(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Carrier]:
    made = {name: Carrier() for name in ("zalo", "sms", "email")}
    for name, one in made.items():
        monkeypatch.setitem(gateways._SENDERS, name, one)
    settings.MESSAGE_CHANNELS = list(made)
    return made


def went(carriers: dict[str, Carrier]) -> dict[str, list[str]]:
    return {name: [letter.to for letter in one.took] for name, one in carriers.items()}


def decided(**changed: Any) -> UUID:
    return told(**({"kind": Kind.DECIDED, "email": "lan@nha.example"} | changed))


def test_a_refused_channel_gives_way_to_the_next(carriers: dict[str, Carrier]) -> None:
    carriers["zalo"].refuses = gateways.NeverPossible("no-zalo")
    commands.send(message_id=decided(), at=NOON)
    assert (Message.objects.get().channel, Message.objects.get().error) == ("sms", "zalo: no-zalo")
    assert commands.send_waiting(at=NOON) == 1
    assert went(carriers) == {"zalo": [], "sms": ["0000123456"], "email": []}


def test_a_busy_channel_gives_way_after_its_last_try(carriers: dict[str, Carrier]) -> None:
    carriers["zalo"].refuses = carriers["sms"].refuses = gateways.NotNow("busy")
    at = NOON
    decided()
    for _ in range(2 * rules.MOST_TRIES + 1):
        commands.send_waiting(at=at)
        at = max(at, Message.objects.get().next_at)
    assert went(carriers)["email"] == ["lan@nha.example"]
    assert Message.objects.get().state == MessageState.SENT
    assert carriers["email"].took[0].heading == ""  # this centre has no name: it is not in the tables


def test_the_next_channel_wakes_nobody_either(carriers: dict[str, Carrier]) -> None:
    message_id = decided()
    carriers["zalo"].refuses = gateways.NeverPossible("no-zalo")
    commands.send(message_id=message_id, at=LATE_EVENING)
    assert commands.send_waiting(at=LATE_EVENING + timedelta(hours=1)) == 0


@pytest.mark.parametrize(("kind", "state"), [(Kind.DECIDED, MessageState.LETTER), (Kind.ACCEPTED, MessageState.FAILED)])
def test_when_nothing_works_a_clerk_is_asked_for_what_must_be_known(
    carriers: dict[str, Carrier], kind: Kind, state: MessageState
) -> None:
    for one in carriers.values():
        one.refuses = gateways.NeverPossible("no")
    decided(kind=kind)
    for _ in carriers:
        commands.send_waiting(at=NOON)
    assert Message.objects.get().state == state
    assert commands.send_waiting(at=NOON + timedelta(days=2)) == 0


def test_who_has_no_address_gets_a_letter_where_it_matters(carriers: dict[str, Carrier]) -> None:
    decided(to="", email="")
    [row] = queries.letters(actor=MINH, centre_id=1)
    shown = queries.letter(actor=MINH, centre_id=1, message_id=row.id)
    assert (row.error, row.address) == ("no-address", "")
    assert "H99.99-261120-0042" in shown.text
    assert went(carriers) == {"zalo": [], "sms": [], "email": []}


def test_who_has_only_e_mail_is_written_to(carriers: dict[str, Carrier]) -> None:
    commands.send(message_id=decided(to=""), at=NOON)
    assert went(carriers) == {"zalo": [], "sms": [], "email": ["lan@nha.example"]}


def test_a_clerk_ends_a_letter_once(carriers: dict[str, Carrier]) -> None:
    end: dict[str, Any] = {"message_id": decided(to="", email=""), "how": ByHand.CALLED, "at": NOON}
    with pytest.raises(NotAllowed):
        commands.end_by_hand(centre_id=2, actor=MINH, **end)
    commands.end_by_hand(centre_id=1, actor=MINH, **end)
    with pytest.raises(SomeoneWasFaster):
        commands.end_by_hand(centre_id=1, actor=MINH, **end)
    assert queries.letters(actor=MINH, centre_id=1) == ()
    with pytest.raises(NotFound):
        queries.letter(actor=MINH, centre_id=1, message_id=end["message_id"])
    kept = Message.objects.get()
    assert (kept.handled_by, kept.handled_how, kept.handled_at) == (7, "called", NOON)
    assert audit.entries_for(centre_id=1, command="notifications.end_by_hand", page=1, size=9).total == 1


def test_a_centre_orders_its_channels_and_drops_marks(carriers: dict[str, Carrier]) -> None:
    commands.set_ways(centre_id=1, order=["sms", "file"], unaccented=True, actor=PROGRAM, at=NOON)
    assert queries.ways(centre_id=1).order == ("sms",)
    assert queries.ways(centre_id=1).unused == ("zalo", "email")
    commands.send(message_id=decided(), at=NOON)
    assert "da co ket qua" in carriers["sms"].took[0].text
    commands.set_ways(centre_id=1, order=["file"], unaccented=True, actor=PROGRAM, at=NOON)
    assert queries.ways(centre_id=1).order == ("zalo", "sms", "email")  # nothing it chose is here any more
    for fault in (["sms", "sms"], []):
        with pytest.raises(Invalid):
            commands.set_ways(centre_id=1, order=fault, unaccented=False, actor=PROGRAM, at=NOON)
    with pytest.raises(NotAllowed):
        commands.set_ways(centre_id=1, order=["sms"], unaccented=False, actor=MINH, at=NOON)


def test_a_channel_left_out_is_not_used_even_when_the_others_fail(carriers: dict[str, Carrier]) -> None:
    commands.set_ways(centre_id=1, order=["email"], unaccented=False, actor=PROGRAM, at=NOON)
    commands.send(message_id=decided(), at=NOON)
    assert [len(carriers[way].took) for way in ("zalo", "sms", "email")] == [0, 0, 1]
    commands.send(message_id=decided(email=""), at=NOON)
    assert [len(carriers[way].took) for way in ("zalo", "sms")] == [0, 0]


@pytest.fixture
def late(centre: CentreView, minh: Actor, hoa: Actor, tuan: Actor, lan: Actor) -> UUID:
    cast = {"clerk": minh, "specialist": hoa, "leader": tuan, "citizen": lan}
    return brought_to(DossierState.PROCESSING, centre_id=centre.id, version=make_procedure(), cast=cast)


def test_an_apology_goes_once_per_promise(carriers: dict[str, Carrier], centre: CentreView, late: UUID) -> None:
    say: dict[str, Any] = {"dossier_id": late, "reason": "chờ ý kiến cơ quan khác", "at": TUESDAY_9AM}
    with scope.use(Scope(centres=(centre.id,))):
        first = commands.apologise(promise_at=NOON, **say)
        assert [commands.apologise(promise_at=NOON, **say) for _ in range(3)] == [None, None, None]
        assert commands.apologise(promise_at=NOON + timedelta(days=3), **say) not in {None, first}
        commands.send_waiting(at=TUESDAY_9AM)
        assert [row.kind for row in queries.messages_of(dossier_id=late)] == ["late_apology", "late_apology"]
    assert "chờ ý kiến cơ quan khác" in carriers["zalo"].took[0].text


def test_the_database_itself_holds_one_apology_per_promise(late: UUID, centre: CentreView) -> None:
    with scope.use(Scope(centres=(centre.id,))):
        commands.apologise(dossier_id=late, promise_at=NOON, reason="mưa", at=TUESDAY_9AM)
        again = Message.objects.get(dossier_id=late)
        again.pk, again._state.adding = uuid7(), True
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.bulk_create([again])


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_message_leaves(carriers: dict[str, Carrier]) -> None:
    open_then: list[bool] = []

    class Watching(Carrier):
        def send(self, letter: gateways.Letter, *, at: Any) -> None:
            open_then.append(connection.in_atomic_block)

    gateways._SENDERS["zalo"] = Watching()
    commands.send(message_id=decided(), at=NOON)
    assert open_then == [False]
