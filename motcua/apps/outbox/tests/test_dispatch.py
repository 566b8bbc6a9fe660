"""What subscribers are told, in which order, and what one that fails holds back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction

from motcua.apps.outbox import commands, queries
from motcua.apps.outbox.models import Fact, Held
from motcua.apps.outbox.values import FactView
from motcua.base.db import scope
from motcua.base.testing.roles import as_role
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
LAN, MAI = uuid4(), uuid4()
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LampLit:
    """v1 - somebody lit a lamp."""

    number: int


heard: list[tuple[str, int]] = []
broken_for: set[UUID] = set()


def counter(*, fact: FactView, at: datetime) -> None:
    heard.append(("counter", fact.body["number"]))


def fragile(*, fact: FactView, at: datetime) -> None:
    if fact.key in broken_for:
        Fact.objects.filter(pk=fact.id).update(topic="spoilt")
        raise ValueError("not today")
    heard.append(("fragile", fact.body["number"]))


TABLE = {"outbox.LampLit": (fragile, counter)}


@pytest.fixture(autouse=True)
def _as_dispatcher(transactional_db: None) -> Iterator[None]:
    heard.clear()
    broken_for.clear()
    with as_role("motcua_system"):
        yield


def lit(number: int, key: UUID = LAN) -> None:
    commands.record(LampLit(number=number), key=key, centre_id=1, at=NOON)


def dispatch(at: datetime = NOON) -> int:
    return commands.dispatch_batch(table=TABLE, at=at)


def test_every_subscriber_hears_every_fact_once_in_order() -> None:
    for number in (1, 2, 3):
        lit(number)
    assert [dispatch(), dispatch()] == [3, 0]
    assert [n for who, n in heard if who == "counter"] == [1, 2, 3]
    assert [n for who, n in heard if who == "fragile"] == [1, 2, 3]


def test_a_fact_nobody_listens_to_is_done() -> None:
    lit(1)
    assert commands.dispatch_batch(table={}, at=NOON) == 1
    assert Fact.objects.get().done_at == NOON


def test_a_failing_subscriber_holds_its_key_for_itself_alone() -> None:
    broken_for.add(LAN)
    lit(1)
    lit(2)
    lit(3, key=MAI)
    dispatch()
    assert heard == [("counter", 1), ("counter", 2), ("fragile", 3), ("counter", 3)]
    assert [(row.tries, row.key) for row in queries.held()] == [(1, LAN), (0, LAN)]


def test_what_a_failing_subscriber_wrote_is_taken_back() -> None:
    broken_for.add(LAN)
    lit(1)
    dispatch()
    assert Fact.objects.get().topic == "outbox.LampLit"


def test_later_facts_of_a_held_key_wait_behind_it_even_in_a_later_batch() -> None:
    broken_for.add(LAN)
    lit(1)
    dispatch()
    broken_for.clear()
    lit(2)
    dispatch()
    assert ("fragile", 2) not in heard
    assert commands.retry_held(table=TABLE, at=NOON + timedelta(seconds=2)) == 2
    assert [n for who, n in heard if who == "fragile"] == [1, 2]
    assert queries.waiting().held == 0


def test_a_held_subscriber_is_not_asked_before_its_time_and_then_waits_longer() -> None:
    broken_for.add(LAN)
    lit(1)
    dispatch()
    assert commands.retry_held(table=TABLE, at=NOON + timedelta(seconds=1)) == 0
    assert commands.retry_held(table=TABLE, at=NOON + timedelta(seconds=2)) == 0
    (row,) = queries.held()
    assert (row.tries, row.next_at, row.error) == (2, NOON + timedelta(seconds=6), "ValueError: not today")


def test_a_subscriber_that_was_taken_out_keeps_its_held_facts_until_it_returns() -> None:
    broken_for.add(LAN)
    lit(1)
    dispatch()
    assert commands.retry_held(table={}, at=NOON + timedelta(days=1)) == 0
    assert queries.waiting().held == 1


def test_facts_are_kept_for_ninety_days_and_longer_while_held() -> None:
    broken_for.add(MAI)
    lit(1)
    lit(2, key=MAI)
    dispatch()
    assert commands.prune(at=NOON + timedelta(days=90)) == 0
    assert commands.prune(at=NOON + timedelta(days=91)) == 1
    assert Fact.objects.get().key == MAI


def test_what_waits_is_counted_with_its_age() -> None:
    lit(1)
    waiting = queries.waiting()
    assert (waiting.facts, waiting.oldest, waiting.held) == (1, NOON, 0)


def test_what_is_held_back_is_told_by_kind_to_its_own_centre() -> None:
    broken_for.update({LAN, MAI})
    for key in (LAN, LAN, MAI):
        lit(1, key)
    dispatch()
    (told,) = queries.held_back(centre_id=1)
    assert (told.topic, told.count, told.oldest) == ("outbox.LampLit", 3, NOON)
    assert told.subscriber.endswith(".fragile")
    assert queries.held_back(centre_id=2) == ()


def test_what_is_held_is_tried_when_somebody_asks_and_only_at_that_centre() -> None:
    broken_for.update({LAN, MAI})
    lit(1)
    lit(2)
    commands.record(LampLit(number=3), key=MAI, centre_id=2, at=NOON)
    dispatch()
    broken_for.clear()
    early = NOON + timedelta(seconds=1)
    assert commands.ask_again(centre_id=1, at=early) == 2
    assert commands.ask_again(centre_id=1, at=early) == 2, "asking twice is asking once"
    assert commands.retry_held(table=TABLE, at=early) == 2
    assert [n for who, n in heard if who == "fragile"] == [1, 2]
    assert [row.key for row in queries.held()] == [MAI]
    assert commands.ask_again(centre_id=1, at=early) == 0


def test_a_page_may_ask_for_a_try_and_do_nothing_else_to_what_is_held() -> None:
    broken_for.add(LAN)
    lit(1)
    dispatch()
    with as_role("motcua_app"), scope.use(scope.Scope(centres=(1,))):
        assert commands.ask_again(centre_id=1, at=NOON) == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            Held.objects.update(tries=0)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Held.objects.all().delete()
    with as_role("motcua_app"), scope.use(scope.Scope(centres=(2,))):
        assert commands.ask_again(centre_id=1, at=NOON) == 0, "the neighbours' facts stand behind the wall"


def test_what_waits_behind_another_has_no_time_of_its_own() -> None:
    broken_for.add(LAN)
    lit(1)
    lit(2)
    dispatch()
    (told,) = queries.held_back(centre_id=1)
    assert (told.count, told.next_at, told.tries) == (2, NOON + timedelta(seconds=2), 1)
