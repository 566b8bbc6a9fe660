"""A log of a province grows by a million entries a year: what a page asks of it reads what it shows and little more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.apps.audit import queries
from motcua.base.db import scope
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
CENTRES, OF_EACH = (1, 2, 3), 400
pytestmark = pytest.mark.django_db
#: So few rows are read whole otherwise; what is asked here is whether the indexes fit, not which of them costs less.
_IN_ORDER = ("seqscan", "bitmapscan", "sort")
_INDEX_ALONE = (*_IN_ORDER, "indexscan")
_FILL = """
INSERT INTO audit_entry (id, at, command, actor, account_id, ids, outcome, centre_id)
SELECT gen_random_uuid(), %s - make_interval(hours => 3 * n), (ARRAY['mau.one', 'mau.two', 'khac.one'])[1 + n %% 3],
       'staff:5', 5, '{}', 'ok', centre FROM generate_series(1, %s) n, unnest(%s::bigint[]) centre
"""


@pytest.fixture(autouse=True)
def _filled(db: None) -> Iterator[None]:
    with scope.use(scope.Scope(centres=CENTRES)):
        with connection.cursor() as cursor:
            cursor.execute(_FILL, [NOON, OF_EACH, list(CENTRES)])
        yield


def scans(act: Callable[[], object], *, off: Sequence[str] = _IN_ORDER) -> list[Mapping[str, Any]]:
    """How each statement of an act goes through the log, where these ways are barred."""
    plans: list[Mapping[str, Any]] = []

    def explain(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "audit_entry" in sql and not sql.startswith("EXPLAIN"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
                (told,) = cursor.fetchone()
            plans.append((json.loads(told) if isinstance(told, str) else told)[0]["Plan"])
        return run(sql, params, many, context)

    with transaction.atomic():
        connection.cursor().execute("; ".join(f"SET LOCAL enable_{way} = off" for way in off))
        with connection.execute_wrapper(explain):
            act()
    return [node for plan in plans for node in _nodes(plan) if node.get("Relation Name") == "audit_entry"]


def _nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def read(scan: Mapping[str, Any]) -> float:
    """How many entries a scan went through."""
    removed = scan.get("Rows Removed by Filter", 0)
    return float((scan["Actual Rows"] + removed) * scan["Actual Loops"])


def test_a_page_of_the_log_reads_one_page_and_counts_in_the_index() -> None:
    page = scans(lambda: queries.entries_for(centre_id=1, size=10))[0]
    assert (page["Index Name"], read(page) <= 12) == ("entries_of_a_centre", True)
    count = scans(lambda: queries.entries_for(centre_id=1, size=10), off=_INDEX_ALONE)[-1]
    assert count["Node Type"] == "Index Only Scan"


@pytest.mark.parametrize(("begins", "found"), [("khac.", 133), ("mau.t", 134), ("khong_co", 0)])
def test_a_log_narrowed_to_commands_is_counted_by_their_index(begins: str, found: int) -> None:
    count = scans(lambda: queries.entries_for(centre_id=1, command=begins, size=10), off=_INDEX_ALONE)[-1]
    assert (count["Index Name"], count["Node Type"]) == ("entries_of_a_command", "Index Only Scan")
    assert "command" in count["Index Cond"]
    assert read(count) == found == queries.entries_for(centre_id=1, command=begins).total


def test_the_log_is_vacuumed_often_enough_for_its_index_to_be_read_alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'audit_entry'")
        (options,) = cursor.fetchone()
    assert "autovacuum_vacuum_insert_scale_factor=0.02" in (options or [])


@pytest.mark.parametrize("sign", ["%", "_", "mau%", "m_u"])
def test_no_sign_of_a_pattern_finds_more_than_it_says(sign: str) -> None:
    assert queries.entries_for(centre_id=1, command=sign).total == 0


def test_whether_the_clock_is_believed_reads_three_entries_of_each_centre() -> None:
    found = scans(lambda: queries.is_believed(now=NOON, centres=CENTRES))
    assert sum(map(read, found)) <= 3 * len(CENTRES)


def test_each_centre_is_asked_and_one_that_worked_is_enough() -> None:
    later = NOON + timedelta(days=60)
    assert not queries.is_believed(now=later, centres=CENTRES)
    with connection.cursor() as cursor:
        cursor.execute(_FILL, [later, 30, [2]])  # four days at one of the three
    assert queries.is_believed(now=later, centres=CENTRES)
    assert not queries.is_believed(now=later, centres=(1, 3))
