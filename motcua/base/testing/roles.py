"""Tests that need another role than `motcua_app`: the dispatcher's, or the owner's to play the evil hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Use Django's connection as `role`; only in transactional tests, since it connects anew."""
    usual = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = role
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = usual


def conninfo(role: str) -> str:
    """Where the test database is, for a process of its own."""
    known = connection.settings_dict
    parts = {"host": known["HOST"], "port": known["PORT"], "password": known["PASSWORD"], "dbname": known["NAME"]}
    return psycopg.conninfo.make_conninfo(user=role, **{k: v for k, v in parts.items() if v})


def connect(role: str, *, autocommit: bool = False) -> psycopg.Connection[tuple[Any, ...]]:
    """A connection beside Django's, for a second transaction at the same time."""
    return psycopg.connect(conninfo(role), autocommit=autocommit)
