"""A code is given once: to fifty writers, over rollbacks, forks and dead processes. Gaps are allowed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.apps.numbering.commands import forget_leases, take_code
from motcua.apps.numbering.commands.leasing import BLOCKS_KEPT
from motcua.apps.numbering.models import Counter
from motcua.apps.numbering.tests.conftest import WRITERS

pytestmark = pytest.mark.django_db(transaction=True)
Writers = Callable[[Callable[[int], Any]], list[Any]]


def take(period: str = "261121", size: int = 10) -> int:
    return take_code(book="dossier:H99.99", period=period, size=size)


def last_leased() -> int:
    return Counter.objects.get(book="dossier:H99.99", period="261121").n


def test_ten_codes_cost_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert [take() for _ in range(10)] == list(range(1, 11))
    assert take() == 11


def test_each_agency_and_day_counts_for_itself() -> None:
    assert [take(), take("261122"), take_code(book="dossier:H99.98", period="261121")] == [1, 1, 1]


def test_a_dead_process_leaves_a_gap_and_no_twin() -> None:
    assert take() == 1
    forget_leases()
    assert take() == 11


def test_in_a_transaction_one_number_is_taken_and_nothing_kept() -> None:
    with transaction.atomic():
        assert take() == 1
    assert last_leased() == 1
    assert take() == 2


def test_a_rollback_gives_no_number_twice() -> None:
    with transaction.atomic():
        given_back = [take(), take()]
        transaction.set_rollback(True)
    later = [take() for _ in range(12)]
    assert given_back == [1, 2]
    assert len(set(later)) == 12


def test_a_transaction_uses_what_is_held_and_locks_nothing(django_assert_num_queries: Any) -> None:
    first = take()
    with transaction.atomic():
        with django_assert_num_queries(0):
            second = take()
        transaction.set_rollback(True)
    assert [first, second, take()] == [1, 2, 3]


def test_what_falls_out_of_memory_is_only_a_gap() -> None:
    first = take()
    for number in range(BLOCKS_KEPT):
        take_code(book="other", period=str(number), size=2)
    assert (first, take()) == (1, 11)


@pytest.mark.parametrize("size", [1, 3, 10])
def test_fifty_writers_never_share_a_code(many_writers: Writers, size: int) -> None:
    given = [code for codes in many_writers(lambda _writer: [take(size=size) for _ in range(5)]) for code in codes]
    assert len(set(given)) == len(given) == WRITERS * 5
    assert max(given) <= last_leased()


def test_fifty_writers_in_and_out_of_transactions_never_share_a_code(many_writers: Writers) -> None:
    def work(writer: int) -> list[int]:
        if writer % 2:
            return [take(size=3) for _ in range(4)]
        with transaction.atomic():
            return [take(), take()]

    given = [code for codes in many_writers(work) for code in codes]
    assert len(set(given)) == len(given)


FORKING = """
import os
from django.db import connection
from motcua.apps.numbering.commands import take_code
def take(): return take_code(book="dossier:H99.99", period="261121")
print(take(), flush=True)
connection.close()
child = os.fork()
if not child:
    print(take(), flush=True)
    os._exit(0)
os.waitpid(child, 0)
print(take(), flush=True)
"""


@pytest.mark.faults
def test_a_forked_child_does_not_give_its_parents_codes(
    start_process: Callable[[str], subprocess.Popen[str]],
) -> None:
    process = start_process(FORKING)
    assert process.stdout is not None
    given = [process.stdout.readline().strip() for _ in range(4)]
    assert given == ["1", "11", "2", "ready"]


@pytest.mark.faults
def test_a_killed_worker_takes_its_block_with_it_and_nothing_else(
    start_process: Callable[[str], subprocess.Popen[str]],
) -> None:
    lines = "from motcua.apps.numbering.commands import take_code\n"
    process = start_process(lines + 'print(take_code(book="dossier:H99.99", period="261121"), flush=True)')
    assert process.stdout is not None
    assert [process.stdout.readline().strip() for _ in range(2)] == ["1", "ready"]
    process.kill()
    process.wait()
    assert take() == 11


LEASING = """
from django.db import transaction
from motcua.apps.numbering.commands import take_code
act = transaction.atomic()
act.__enter__()
print(take_code(book="dossier:H99.99", period="261121"), flush=True)
"""


@pytest.mark.faults
def test_who_dies_inside_a_transaction_holds_nobody_up(start_process: Callable[[str], subprocess.Popen[str]]) -> None:
    process = start_process(LEASING)
    assert process.stdout is not None
    assert [process.stdout.readline().strip() for _ in range(2)] == ["1", "ready"]
    process.kill()
    process.wait()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
    assert [take(), take()] == [1, 2]
