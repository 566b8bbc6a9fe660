"""Every table with a centre stands behind the wall, and the tests themselves see it from the application's side."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

#: Tables with a centre and no wall, each with its reason.
NO_WALL = {
    "identity_session": "is read before any scope is known; it holds no personal data",
    "organization_counter": "says what a counter serves; public",
    "organization_position": "gives the scope itself, so it is read before there is one; no personal data",
}
_TABLES = """
SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'centre_id' AND NOT a.attisdropped
 WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""
_READS = "SELECT tablename, qual FROM pg_policies WHERE 'motcua_app' = ANY(roles) AND cmd IN ('ALL', 'SELECT')"


def rows_of(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def walled() -> list[str]:
    return [name for name, forced in rows_of(_TABLES) if name not in NO_WALL]


def test_every_table_with_a_centre_has_a_wall(db: None) -> None:
    assert [name for name, forced in rows_of(_TABLES) if not forced and name not in NO_WALL] == []


def test_only_tables_without_a_wall_are_excused(db: None) -> None:
    open_tables = {name for name, forced in rows_of(_TABLES) if not forced}
    assert set(NO_WALL) <= open_tables


def test_every_wall_asks_for_the_centre(db: None) -> None:
    asked = dict(rows_of(_READS))
    blind = [name for name in walled() if "motcua.centres" not in asked.get(name, "")]
    assert blind == []


def test_without_a_scope_no_row_is_seen(db: None) -> None:
    seen = {name: rows_of(f'SELECT count(*) FROM "{name}"')[0][0] for name in walled()}
    assert {name for name, count in seen.items() if count} == set()


def test_the_tests_run_as_the_application_does(db: None) -> None:
    [(name, sees_all)] = rows_of(
        "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    assert (name, sees_all) == ("motcua_app", False)


@pytest.mark.parametrize("role", ["motcua_owner", "motcua_app", "motcua_system"])
def test_no_role_of_ours_sees_through_the_walls(db: None, role: str) -> None:
    [(strong,)] = rows_of(f"SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = '{role}'")
    assert strong is False


def test_the_application_owns_no_table(db: None) -> None:
    assert rows_of("SELECT tablename FROM pg_tables WHERE tableowner IN ('motcua_app', 'motcua_system')") == []
