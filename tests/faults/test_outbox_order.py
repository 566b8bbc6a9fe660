"""Two transactions that commit in reverse order: no fact is skipped, and each key keeps its order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.apps.outbox import commands
from motcua.apps.outbox.values import FactView
from motcua.base.testing.roles import as_role, connect
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
INSERT = (
    "INSERT INTO outbox_fact (topic, key, centre_id, body, at)"
    " VALUES ('test.Fact', %s, 1, jsonb_build_object('said', %s::text), now())"
)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
heard: list[str] = []


def listen(*, fact: FactView, at: datetime) -> None:
    heard.append(fact.body["said"])


@pytest.fixture(autouse=True)
def _as_dispatcher(transactional_db: None) -> Iterator[None]:
    heard.clear()
    with as_role("motcua_system"):
        yield


def dispatch() -> None:
    commands.dispatch_batch(table={"test.Fact": (listen,)}, at=NOON)


def test_two_transactions_committing_in_reverse_order_skip_no_fact() -> None:
    with connect("motcua_app") as early, connect("motcua_app") as late:
        early.execute(INSERT, [uuid4(), "lower id"])
        late.execute(INSERT, [uuid4(), "higher id"])
        late.commit()
        dispatch()
        assert heard == ["higher id"]
        early.commit()
    dispatch()
    assert heard == ["higher id", "lower id"]


def test_two_transactions_on_one_dossier_keep_its_order() -> None:
    dossier = uuid4()

    def act(connection: Any, said: str) -> None:
        # The lock of the dossier's row, taken before the fact gets its id, as every command does.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [str(dossier)])
        connection.execute(INSERT, [dossier, said])
        if said == "second":
            connection.commit()

    with connect("motcua_app") as first, connect("motcua_app") as second:
        act(first, "first")
        waits = threading.Thread(target=act, args=(second, "second"))
        waits.start()
        dispatch()
        first.commit()
        waits.join(timeout=20)
    dispatch()
    assert heard == ["first", "second"]


def test_eight_writers_with_slow_commits_lose_nothing_and_keep_every_order() -> None:
    turns = {uuid4(): 0 for _ in range(4)}
    writers = [threading.Thread(target=_write, args=(turns, number)) for number in range(8)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        dispatch()
    dispatch()
    dispatch()
    assert len(heard) == len(set(heard)) == 8 * 20
    for key, last in turns.items():
        assert [said for said in heard if said.startswith(str(key))] == [f"{key} {n}" for n in range(1, last + 1)]


def _write(turns: dict[UUID, int], number: int) -> None:
    keys = list(turns)
    with connect("motcua_app") as connection:
        for turn in range(20):
            key = keys[(number + turn) % len(keys)]
            connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [str(key)])
            turns[key] += 1  # we hold the key's lock until the commit
            connection.execute(INSERT, [key, f"{key} {turns[key]}"])
            if turn % 3 == 0:
                connection.execute("SELECT pg_sleep(0.003)")
            connection.commit()
