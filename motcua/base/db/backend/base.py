"""A connection that tells the server who looks, whenever that changed since the last statement.

Works in autocommit and inside transactions. Not behind a pooler in transaction mode: the scope is session state.
"""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import RawCursor, pq

from motcua.base.db import scope
from motcua.base.db.backend.operations import DatabaseOperations

_TELL = (
    "SELECT set_config('motcua.centres', %s, false), set_config('motcua.account', %s, false),"
    " set_config('motcua.dossier', %s, false)"
)


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells the scope before a statement when it differs from what the session was told."""

    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: scope.Scope | None = None

    def init_connection_state(self) -> None:
        """A new session knows nothing yet."""
        self._told = None
        super().init_connection_state()

    def create_cursor(self, name: str | None = None) -> Any:
        """Hand out a cursor whose statements run under the present scope."""
        self._tell()
        return super().create_cursor(name)

    def raw_cursor(self) -> Any:
        """A cursor for long statements with numbered places ($1), which are sent as they stand.

        Places written %s would be looked for anew at each execution: psycopg keeps only short statements in mind.
        """
        self.ensure_connection()
        with self.wrap_database_errors:
            self._tell()
            return self._prepare_cursor(RawCursor(self.connection))  # type: ignore[attr-defined]

    def _tell(self) -> None:
        wanted = scope.current()
        if wanted is not scope.BESIDE and wanted != self._told and self._can_be_told():
            with self.connection.cursor() as teller:
                teller.execute(_TELL, wanted.settings())
            self._told = wanted

    def is_usable(self) -> bool:
        """Whether the line to the server still stands, without asking it: each request begins with this question.

        A server that ended says so, and the line is then readable though nothing was asked. What else can be there
        (a setting that was changed) is rare, and only then the server is asked in the way Django does.
        """
        if self.connection is None or self.connection.closed:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return True if not line.poll(0) else super().is_usable()

    def _can_be_told(self) -> bool:
        """A failed transaction refuses every statement; the caller's own will say so better."""
        return self.connection is not None and self.connection.info.transaction_status != pq.TransactionStatus.INERROR

    def _rollback(self) -> Any:
        """A rollback takes the settings back, so what was told is forgotten."""
        self._told = None
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        """As `_rollback`, for a savepoint."""
        self._told = None
        super()._savepoint_rollback(sid)  # type: ignore[misc]
