"""A connection that tells the server who looks, whenever that changed since the last statement.

Works in autocommit and inside transactions. Not behind a pooler in transaction mode: the scope is session state.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from psycopg import pq

from motcua.base.db import scope

_TELL = (
    "SELECT set_config('motcua.centres', %s, false), set_config('motcua.account', %s, false),"
    " set_config('motcua.dossier', %s, false)"
)


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells the scope before a statement when it differs from what the session was told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._told: scope.Scope | None = None

    def init_connection_state(self) -> None:
        """A new session knows nothing yet."""
        self._told = None
        super().init_connection_state()

    def create_cursor(self, name: str | None = None) -> Any:
        """Hand out a cursor whose statements run under the present scope."""
        wanted = scope.current()
        if wanted != self._told and self._can_be_told():
            with self.connection.cursor() as teller:
                teller.execute(_TELL, wanted.settings())
            self._told = wanted
        return super().create_cursor(name)

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
