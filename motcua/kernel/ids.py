"""Row keys: UUIDv7 (RFC 9562), so that keys made later sort later."""

from __future__ import annotations

import os
import time
from threading import Lock
from uuid import UUID

_lock = Lock()
_last = 0


def uuid7() -> UUID:
    """A new key: Unix milliseconds, 12 bits of their fraction, 62 random bits; rising within one process."""
    moment = _next_moment()
    random = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    milliseconds, fraction = moment >> 12, moment & 0xFFF
    return UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random)


def _next_moment() -> int:
    """Milliseconds and their 4,096ths since 1970, never the same twice in one process."""
    global _last  # noqa: PLW0603 -- the order of keys is a promise of the process
    nanoseconds = time.time_ns()
    moment = (nanoseconds // 1_000_000) << 12 | (nanoseconds % 1_000_000) * 4096 // 1_000_000
    with _lock:
        _last = moment if moment > _last else _last + 1
        return _last
