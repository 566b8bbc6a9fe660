"""What Django writes of requests that went wrong names the kind of page: an address may hold a secret or a code."""

from __future__ import annotations

import logging
from typing import Any


class NoAddress(logging.Filter):
    """Puts the pattern of the route, or the first word of an address nobody knows, where the address stood."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; nothing is dropped."""
        request: Any = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            record.args = tuple(_kind_of(request, path) if part == path else part for part in record.args)
        return True


def _kind_of(request: Any, path: str) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else f"/{path.strip('/').split('/')[0]}/…"
