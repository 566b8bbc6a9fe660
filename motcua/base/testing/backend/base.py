"""After a transactional test all tables are emptied but those that migrations fill; what was not ordered is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from motcua.base.db.backend import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    """Keeps the tables named in settings.KEPT_ON_FLUSH, and gives rows nobody ordered last written first."""

    compiler_module = "motcua.base.testing.backend.compiler"

    def sql_flush(self, style: Any, tables: Sequence[str], **kwargs: Any) -> list[str]:
        """Django's flush without the kept tables."""
        kept: Sequence[str] = settings.KEPT_ON_FLUSH
        return super().sql_flush(style, [t for t in tables if t not in kept], **kwargs)


class DatabaseWrapper(base.DatabaseWrapper):
    """The product's connection with the tests' flush."""

    ops_class = DatabaseOperations
