"""What is written of pages and jobs that went wrong: where in the program, never what somebody typed or was sent.

An address may hold a secret or a code, the words of an exception may quote a name: neither is written.
"""

from __future__ import annotations

import copy
import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import psycopg

#: Exceptions whose own words name the program's parts and nothing else.
_OURS = (AttributeError, ImportError, NameError)


class NoAddress(logging.Filter):
    """Puts the pattern of the route, or the first word of an address nobody knows, where the address stood."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; nothing is dropped."""
        request: Any = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            # Django writes letters beyond ASCII as \\u…
            written = {path, path.encode("unicode_escape").decode("ascii")}
            record.args = tuple(_kind_of(request, path) if part in written else part for part in record.args)
        return True


class Plain(logging.Formatter):
    """One line, and behind an error where it arose."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record as this formatter alone writes it: a traceback that another one left in it is not taken over."""
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the library's name
        """Where it arose, without values."""
        return trace(ei[1]) if ei[1] else ""


def without_values(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor of structlog: `exc_info` becomes the trace."""
    told = event.pop("exc_info", None)
    if told is True:
        told = sys.exc_info()
    cause = told[1] if isinstance(told, tuple) else told
    if isinstance(cause, BaseException):
        event["trace"] = trace(cause)
    return event


def trace(cause: BaseException) -> str:
    """File, line and function of each call, and the kinds of the exceptions, with what led to them."""
    lines = []
    before = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    if before is not None:
        lines += [trace(before), "led to:"]
    for frame in traceback.extract_tb(cause.__traceback__):
        lines.append(f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}')
    return "\n".join([*lines, _kind(cause)])


def _kind(cause: BaseException) -> str:
    name = f"{type(cause).__module__}.{type(cause).__qualname__}".removeprefix("builtins.")
    if isinstance(cause, psycopg.Error):  # its words quote the row
        return (
            f"{name} ({', '.join(filter(None, (cause.sqlstate, cause.diag.constraint_name, cause.diag.table_name)))})"
        )
    if isinstance(cause, OSError) and cause.strerror:
        return f"{name}: {cause.strerror}"
    return f"{name}: {cause}" if isinstance(cause, _OURS) else name


def _kind_of(request: Any, path: str) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else f"/{path.strip('/').split('/')[0]}/…"
