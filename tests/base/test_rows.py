"""Rows written at once: one statement, no other beside it, and nothing at all when the act fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.outbox.models import Fact
from motcua.base.db import rows, scope
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _within_the_wall() -> Iterator[None]:
    with scope.use(scope.Scope(centres=(1,))):
        assert not Fact.objects.exists()
        yield


def fact() -> Fact:
    return Fact(topic="mau.mau", key=uuid7(), centre_id=1, body={}, at=NOON)


def test_several_rows_are_one_statement_without_a_transaction_around() -> None:
    with CaptureQueriesContext(connection) as ran, rows.at_once():
        rows.add(fact())
        rows.add(fact())
    assert len(ran) == 1, ran.captured_queries
    assert Fact.objects.count() == 2


def breaks() -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(("beside", "refusal"), [(breaks, ZeroDivisionError), (lambda: fact().save(), RuntimeError)])
def test_nothing_is_written_when_the_act_fails_or_writes_beside(
    beside: Callable[[], None], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        act(beside)
    assert not Fact.objects.exists()


def act(beside: Callable[[], None]) -> None:
    with rows.at_once():
        rows.add(fact())
        beside()


def test_reading_is_no_writing() -> None:
    with rows.at_once():
        rows.add(fact())
        assert not Fact.objects.exists(), "what waits is not written yet"
    assert Fact.objects.exists()
