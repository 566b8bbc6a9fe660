"""The one seam to other machines: a transport, time-outs, and a breaker for whoever does not answer.

A gateway holds a `Wire`; a test hands it a transport of its own. An answer is a Response; what should be tried
again is a RetryAt. Nothing here runs inside a transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any, Protocol
from urllib import error, request

#: How long one call may take.
TIMEOUT = timedelta(seconds=10)
#: When to ask again after a failure, unless the other side names a time.
RETRY_AFTER = timedelta(minutes=5)
#: A longer answer is no answer of any system we speak with.
LARGEST_ANSWER = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What we send."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, whatever its status; header names in lower case."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Nothing was lost: the same call may be made again at `at`. `why` is for the row, not for comparing."""

    at: datetime
    why: str = field(default="", compare=False)


class Unreachable(OSError):
    """No answer came: no line, no such host, a time-out, or an answer that cannot be read."""


class Transport(Protocol):
    """Carries one request; raises Unreachable."""

    def __call__(self, outgoing: Request, *, timeout: timedelta) -> Response:
        """The answer."""


class _NoRedirect(request.HTTPRedirectHandler):
    """A redirect is an answer: following it could carry our credentials to a stranger."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class HttpTransport:
    """Over the real network, http and https only."""

    _opener = request.build_opener(_NoRedirect)

    def __call__(self, outgoing: Request, *, timeout: timedelta) -> Response:
        """Send it and wait for the whole answer."""
        if not outgoing.url.startswith(("https://", "http://")):
            raise Unreachable(f"not an address of the web: {outgoing.url[:80]}")
        call = request.Request(  # noqa: S310 -- the scheme was just checked
            outgoing.url, data=outgoing.body or None, headers=dict(outgoing.headers), method=outgoing.method
        )
        try:
            with self._opener.open(call, timeout=timeout.total_seconds()) as answer:
                return _read(answer)
        except error.HTTPError as refused:
            with refused:
                return _read(refused)
        except Unreachable:
            raise
        except (OSError, HTTPException) as problem:
            raise Unreachable(type(problem).__name__) from problem


def _read(answer: Any) -> Response:
    body = answer.read(LARGEST_ANSWER + 1)
    if len(body) > LARGEST_ANSWER:
        raise Unreachable("the answer is too long")
    return Response(answer.status, body, {name.lower(): value for name, value in answer.headers.items()})


class Wire:
    """A transport with patience: after `limit` failures in a row nobody is asked for RETRY_AFTER."""

    def __init__(self, transport: Transport, *, limit: int = 5) -> None:
        self._transport, self._limit = transport, limit
        self._failures = 0
        self._closed_until: datetime | None = None

    def send(self, outgoing: Request, *, at: datetime) -> Response | RetryAt:
        """The answer, or when to try again: no line, 429, or a failure (5xx) of the other side."""
        if self._closed_until is not None and at < self._closed_until:
            return RetryAt(self._closed_until, why="breaker")
        try:
            answer = self._transport(outgoing, timeout=TIMEOUT)
        except Unreachable as problem:
            return self._failed(at, RETRY_AFTER, why=str(problem))
        if answer.status == 429 or answer.status >= 500:
            return self._failed(at, _patience(answer), why=str(answer.status))
        self._failures, self._closed_until = 0, None
        return answer

    def _failed(self, at: datetime, wait: timedelta, *, why: str) -> RetryAt:
        self._failures += 1
        if self._failures >= self._limit:
            self._closed_until = at + RETRY_AFTER
        return RetryAt(at + wait, why=why)


def _patience(answer: Response) -> timedelta:
    """Retry-After in seconds, at most a day; a date in it is not worth the trouble."""
    told = answer.headers.get("retry-after", "")
    return timedelta(seconds=min(int(told), 86_400)) if told.isdigit() else RETRY_AFTER
