"""Guessing is counted before it is judged, so that a hundred guesses at once are a hundred counted guesses.

Each count is a statement of its own, committed at once: a command that refuses must not take its count back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from math import ceil

import structlog
from django.db import connection

from motcua.apps.identity.queries import limits
from motcua.base.db.fields import blind_index
from motcua.kernel.errors import TooManyTries

log = structlog.get_logger("identity")
A_DAY = 24 * 60  # minutes
#: Whose value is where somebody asks from.
_PLACES = frozenset({"address", "code-address", "suggest"})
_OWN_BITS = 64


class TooManyToday(TooManyTries):
    """The tries of a whole day are spent; somebody who is no guesser must hear where they are helped meanwhile."""

    code = "too-many-today"
    message = "Hôm nay đã thử quá nhiều lần. Xin thử lại sau %(hours)s giờ, hoặc đến quầy để được giúp ngay."


_COUNT = """
INSERT INTO identity_tries AS t (key, since, count) VALUES (%(key)s, %(at)s, 1)
    ON CONFLICT (key) DO UPDATE SET
       count = CASE WHEN t.since <= %(over)s THEN 1 ELSE t.count + 1 END,
       since = CASE WHEN t.since <= %(over)s THEN %(at)s ELSE t.since END
RETURNING count, since
"""
_TAKE_BACK = "UPDATE identity_tries SET count = greatest(count - 1, 0) WHERE key = %s"
_FORGET = "DELETE FROM identity_tries WHERE key = %s"


def count_try(what: str, value: str, *, limit: int, minutes: int, at: datetime) -> None:
    """Count one try of `what` by `value`; raises TooManyTries past `limit` within `minutes`, TooManyToday for a day's.

    The window begins with its first try; tries during a lock-out do not prolong it.
    """
    window = timedelta(minutes=minutes)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": _key(what, value), "at": at, "over": at - window})
        count, since = cursor.fetchone()
    if count > limit:
        log.warning("identity.too_many_tries", what=what)
        left = (since + window - at).total_seconds()
        raise TooManyToday(hours=ceil(left / 3600)) if minutes >= A_DAY else TooManyTries(minutes=int(left // 60) + 1)


def count_failure(what: str, value: str, *, address: str, at: datetime) -> None:
    """Count one guess at a secret, for whom it is made and from where; raises TooManyTries."""
    figures = limits()
    count_try(what, value, limit=figures.failures, minutes=figures.failure_minutes, at=at)
    count_try("address", address, limit=figures.failures_per_address, minutes=figures.failure_minutes, at=at)


def was_right(what: str, value: str, *, address: str) -> None:
    """The guess was no guess: forget it, and those before it."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [_key(what, value)])
        cursor.execute(_TAKE_BACK, [_key("address", address)])


def take_back(what: str, value: str) -> None:
    """One counted try was no guess; those before it stay counted, since others may have made them."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_BACK, [_key(what, value)])


def _key(what: str, value: str) -> bytes:
    return blind_index(_network(value) if what in _PLACES else value, purpose=f"tries:{what}")


def _network(address: str) -> str:
    """What one line is given: an IPv4 address, the first 64 bits of an IPv6 one, whose rest is free."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Address(int(found) >> _OWN_BITS << _OWN_BITS))
