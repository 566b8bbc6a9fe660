"""Readings that ask for no order get it backwards.

PostgreSQL promises no order, but mostly gives rows as they were written; whoever leans on that finds out on a busy
day. In the tests such rows come last written first, so that nobody gets used to them.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import compiler
from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLDeleteCompiler,
    SQLInsertCompiler,
    SQLUpdateCompiler,
)

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]


class SQLCompiler(compiler.SQLCompiler):
    """The product's SELECT, turned round where several rows may come and no order was asked for."""

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, tuple[Any, ...]]:
        """Django's statement, with an order of its own where it has none."""
        sql, values = super().as_sql(*args, **kwargs)
        if not self._gives_rows_as_they_come():
            return sql, values
        return f"{sql} ORDER BY {self.quote_name_unless_alias(self.query.base_table)}.ctid DESC", values

    def _gives_rows_as_they_come(self) -> bool:
        query = self.query
        ordered = query.order_by or query.extra_order_by or (query.default_ordering and query.get_meta().ordering)
        folded = query.distinct or query.combinator or query.group_by is not None or query.subquery
        counted = any(made.contains_aggregate for made in query.annotation_select.values())
        return not (ordered or folded or counted or query.is_sliced or query.select_for_update)
