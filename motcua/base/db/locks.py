"""Advisory locks of the database: one holder in the whole house."""

from __future__ import annotations

import zlib

from django.db import connection


def key_of(name: str) -> int:
    """A stable 32-bit number for a lock's name."""
    return zlib.crc32(name.encode())


def try_hold(name: str) -> bool:
    """Take the session lock `name` if nobody holds it; it is let go with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key_of(name)])
        return bool(cursor.fetchone()[0])


def let_go(name: str) -> None:
    """Give back a session lock this connection holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [key_of(name)])


def hold_in_transaction(name: str) -> None:
    """Wait for the lock `name` and keep it to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key_of(name)])
