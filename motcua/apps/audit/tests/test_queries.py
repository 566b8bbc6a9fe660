"""The log read back: pages of a centre's commands, and who looked at a dossier."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.apps.audit import commands, queries
from motcua.base.db import scope
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
HOA = Actor(kind=ActorKind.STAFF, account_id=13)
pytestmark = pytest.mark.django_db


def test_a_centre_reads_its_commands_newest_first_page_by_page() -> None:
    for minute in range(5):
        at = NOON + timedelta(minutes=minute)
        commands.record(command="a.b", actor=HOA, at=at, ids=(minute,), outcome="ok", centre_id=1)
    commands.record(command="a.b", actor=HOA, at=NOON, ids=(9,), outcome="ok", centre_id=2)
    with scope.use(scope.Scope(centres=(1, 2))):
        page = queries.entries_for(centre_id=1, page=2, size=2)
    assert [row.ids for row in page.rows] == [("2",), ("1",)]
    assert (page.total, page.has_next, page.has_previous) == (5, True, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_who_looked_is_one_statement(rows: int, django_assert_num_queries: object) -> None:
    dossier = uuid4()
    for minute in range(rows):
        commands.look(
            actor=HOA, at=NOON + timedelta(minutes=minute), what="dossier.opened", dossier_id=dossier, centre_id=1
        )
    with scope.use(scope.Scope(dossier_id=dossier)):
        list(queries.looks_at(uuid4()))  # the scope is told once
        with django_assert_num_queries(1):  # type: ignore[operator]
            looks = queries.looks_at(dossier)
    assert [look.at for look in looks] == [NOON + timedelta(minutes=m) for m in reversed(range(rows))]
    assert {(look.account_id, look.what) for look in looks} == {(13, "dossier.opened")}


def test_an_unsealed_log_has_no_head() -> None:
    assert queries.head() is None
    assert queries.sealed_entries() == 0
