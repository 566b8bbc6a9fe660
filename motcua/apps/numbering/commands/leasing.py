"""Unique numbers that may have gaps: taken from the database a block at a time, handed out from memory.

A block is leased in a transaction of its own and is lost with its process, which leaves a gap and never a duplicate.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock

from django.db import connection

# A day's codes of some agencies; what falls out of memory is only a gap.
BLOCKS_KEPT = 256

_TAKE = (
    "INSERT INTO numbering_counter AS counter (book, period, centre_id, n) VALUES (%s, %s, NULL, %s)"
    " ON CONFLICT (book, period, centre_id) DO UPDATE SET n = counter.n + excluded.n RETURNING n"
)


class _Leases:
    """What this process holds by book and period."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Hold nothing; in a forked child too, or parent and child would hand out the same numbers."""
        self._lock = Lock()
        self._blocks: OrderedDict[tuple[str, str], Iterator[int]] = OrderedDict()

    def next_of(self, key: tuple[str, str]) -> int | None:
        """The next number held, if any."""
        with self._lock:
            return next(self._blocks.get(key, iter(())), None)

    def keep(self, key: tuple[str, str], numbers: range) -> None:
        """Hold a block for later; one that stood there already (two threads leased at once) becomes a gap."""
        with self._lock:
            self._blocks[key] = iter(numbers)
            self._blocks.move_to_end(key)
            while len(self._blocks) > BLOCKS_KEPT:
                self._blocks.popitem(last=False)


_leases = _Leases()
os.register_at_fork(after_in_child=_leases.forget)


def take_code(*, book: str, period: str, size: int = 10) -> int:
    """A number no other caller gets for this book and period: from 1, unique, perhaps with gaps.

    Inside a transaction with nothing held, one number is taken in that transaction and nothing is kept, since a
    rollback would give a whole block to somebody else as well.
    """
    key = (book, period)
    held = _leases.next_of(key)
    if held is not None:
        return held
    if connection.in_atomic_block or not connection.get_autocommit():
        return _take(key, 1)
    last = _take(key, size)
    _leases.keep(key, range(last - size + 2, last + 1))
    return last - size + 1


def forget_leases() -> None:
    """Drop what this process holds: between tests, and when the database under it was replaced."""
    _leases.forget()


def _take(key: tuple[str, str], size: int) -> int:
    """Move the counter on by `size`; the last of the numbers taken."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [*key, size])
        last: int = cursor.fetchone()[0]
    return last
