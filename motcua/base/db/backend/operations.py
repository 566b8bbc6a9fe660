"""What the backend says of its statements."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from psycopg import RawCursor


class DatabaseOperations(PostgresOperations):
    """Django's, which also knows statements whose places are numbered."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """The statement for logs and for tests that count; one with numbered places is told as it was sent."""
        return sql if isinstance(cursor, RawCursor) else super().last_executed_query(cursor, sql, params)
