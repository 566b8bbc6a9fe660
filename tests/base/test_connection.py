"""The connection: told a scope only when it changed, asked for its health without a round trip."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection

from motcua.base.db import scope
from motcua.base.db.scope import Scope

#: Our own connection, which Django's types do not know.
line: Any = connection
TOLD = "SELECT current_setting('motcua.centres', true), current_setting('motcua.account', true)"


def told() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(TOLD)
        centres, account = cursor.fetchone()
    return centres, account


@pytest.mark.django_db
def test_a_statement_beside_the_walls_leaves_the_scope_as_it_was_told() -> None:
    with scope.use(Scope(centres=(7,), account_id=3)):
        assert told() == ("{7}", "3")
    with scope.use(scope.BESIDE):
        assert told() == ("{7}", "3")
    assert told() == ("", ""), "the next statement is told its own scope again"


@pytest.mark.django_db
def test_a_long_statement_runs_under_the_present_scope_too() -> None:
    with scope.use(Scope(centres=(8,))), line.raw_cursor() as cursor:
        cursor.execute("SELECT current_setting('motcua.centres', true) || $1::text", ["!"])
        assert cursor.fetchone() == ("{8}!",)


@pytest.mark.django_db
def test_a_long_statement_is_counted_and_its_faults_are_djangos(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1) as asked, line.raw_cursor() as cursor:
        cursor.execute("SELECT $1::int", [1])
    assert "SELECT $1::int" in asked.captured_queries[0]["sql"]


@pytest.mark.django_db(transaction=True)
def test_a_line_cut_by_the_server_is_noticed_before_it_is_used() -> None:
    connection.ensure_connection()
    assert connection.is_usable()
    pid = connection.connection.info.backend_pid
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])
    finally:
        other.close()
    assert not connection.is_usable()
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    connection.close()
    assert told() == ("", "")


@pytest.mark.django_db
def test_a_setting_that_was_changed_is_no_cut_line() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert connection.is_usable()
