"""A book has every number once and none is missing, whoever writes, fails or dies."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.apps.numbering.commands import issue
from motcua.apps.numbering.models import Counter
from motcua.apps.numbering.tests.conftest import CENTRE, WRITERS
from motcua.apps.numbering.tests.papers import Paper, numbers, paper
from motcua.base.db import scope

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("papers")]
Writers = Callable[[Callable[[int], Any]], list[Any]]


def give(title: str = "Biên lai", centre_id: int | None = CENTRE, period: str = "2026") -> int:
    return issue(book="receipt", period=period, row=paper(title), field="number", centre_id=centre_id)


def test_the_row_is_inserted_with_its_number_and_all_it_holds() -> None:
    row = paper("100 % 'Mẫu' \"; --", at=datetime(2026, 11, 20, tzinfo=UTC))
    number = issue(book="receipt", period="2026", row=row, field="number", centre_id=CENTRE)
    stored = Paper.objects.get(pk=row.pk)
    assert (number, row.number, stored.number) == (1, 1, 1)
    assert (stored.title, stored.at, stored.facts) == (row.title, row.at, row.facts)


def test_number_and_row_are_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        give()


def test_each_book_period_and_centre_counts_for_itself() -> None:
    with scope.use(scope.Scope(centres=(CENTRE, 8))):
        assert [give(), give(), give(centre_id=8), give(period="2027"), give(centre_id=None)] == [1, 2, 1, 1, 1]


def test_a_rollback_gives_the_number_back() -> None:
    with transaction.atomic():
        give()
        transaction.set_rollback(True)
    assert give() == 1


def test_a_row_the_database_refuses_costs_no_number() -> None:
    first = paper("một")
    issue(book="receipt", period="2026", row=first, field="number", centre_id=CENTRE)
    twin = Paper(pk=first.pk, title="hai")
    with pytest.raises(DatabaseError):
        issue(book="receipt", period="2026", row=twin, field="number", centre_id=CENTRE)
    assert give() == 2


def test_a_row_that_has_its_number_is_not_numbered_again() -> None:
    row = paper("một")
    issue(book="receipt", period="2026", row=row, field="number", centre_id=CENTRE)
    with pytest.raises(ValueError, match="together"):
        issue(book="receipt", period="2026", row=row, field="number", centre_id=CENTRE)


def test_a_strange_centre_gets_no_number_here() -> None:
    with scope.use(scope.Scope(centres=(8,))), pytest.raises(DatabaseError):
        give()


def test_no_number_is_ever_taken_out_of_the_book() -> None:
    give()
    with pytest.raises(DatabaseError, match="never deleted"):
        Counter.objects.all().delete()


@pytest.mark.parametrize("centre_id", [CENTRE, None])
def test_fifty_writers_leave_no_gap_and_no_twin(many_writers: Writers, centre_id: int | None) -> None:
    many_writers(lambda _writer: [give(centre_id=centre_id) for _ in range(4)])
    assert numbers() == list(range(1, WRITERS * 4 + 1))


def test_fifty_writers_of_whom_every_third_fails_leave_no_gap(many_writers: Writers) -> None:
    def work(writer: int) -> None:
        with transaction.atomic():
            give()
            if writer % 3 == 0:
                transaction.set_rollback(True)

    many_writers(work)
    assert numbers() == list(range(1, len(numbers()) + 1))
    assert len(numbers()) == WRITERS - len(range(0, WRITERS, 3))


DYING = """
from django.db import transaction
from motcua.apps.numbering.commands import issue
from motcua.apps.numbering.tests.papers import paper
from motcua.base.db import scope
hold = scope.use(scope.Scope(centres=(7,)))
hold.__enter__()
act = transaction.atomic()
act.__enter__()
print(issue(book="receipt", period="2026", row=paper("dở dang"), field="number", centre_id={centre}), flush=True)
"""


@pytest.mark.faults
@pytest.mark.parametrize("centre_id", [CENTRE, None])
def test_who_dies_before_the_commit_gives_the_number_back(
    start_process: Callable[[str], subprocess.Popen[str]], centre_id: int | None
) -> None:
    assert give(centre_id=centre_id) == 1
    process = start_process(DYING.format(centre=centre_id))
    assert process.stdout is not None
    assert [process.stdout.readline().strip() for _ in range(2)] == ["2", "ready"]
    process.kill()
    process.wait()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
    assert [give(centre_id=centre_id), give(centre_id=centre_id)] == [2, 3]
    assert numbers() == [1, 2, 3]
