"""Rows of several tables written in one statement: one round trip for one act.

A durable act writes its row, a transition, an audit entry and a fact. Sent one by one they cost a round trip
and a pass through the query compiler each; sent together they cost one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.db import connection, models

_waiting: ContextVar[list[models.Model] | None] = ContextVar("waiting_rows", default=None)


def add(*instances: models.Model) -> None:
    """Insert new rows now, or at the end of `together()` when inside one. Their keys must be set already."""
    waiting = _waiting.get()
    if waiting is None:
        _insert(instances)
    else:
        waiting.extend(instances)


@contextmanager
def together() -> Iterator[None]:
    """Hold back the rows given to `add` and insert them in one statement at the end; nothing when it raises."""
    if _waiting.get() is not None:
        yield
        return
    held: list[models.Model] = []
    token = _waiting.set(held)
    try:
        yield
    finally:
        _waiting.reset(token)
    _insert(held)


def _insert(instances: Sequence[models.Model]) -> None:
    if not instances:
        return
    groups: dict[type[models.Model], list[models.Model]] = {}
    for instance in instances:
        groups.setdefault(type(instance), []).append(instance)
    sql = _statement(tuple((model, len(rows)) for model, rows in groups.items()))
    values = [value for model, rows in groups.items() for row in rows for value in _values(model, row)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    for instance in instances:
        instance._state.adding = False


@lru_cache(maxsize=256)
def _statement(shape: tuple[tuple[type[models.Model], int], ...]) -> str:
    quote = connection.ops.quote_name
    parts = []
    for model, count in shape:
        columns = ", ".join(quote(str(field.column)) for field in _fields(model))
        row = "(" + ", ".join(["%s"] * len(_fields(model))) + ")"
        parts.append(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([row] * count)}")  # noqa: S608 -- names come from our models, values are bound
    held = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(parts[:-1]))
    return f"WITH {held} {parts[-1]}" if held else parts[-1]


@lru_cache(maxsize=256)
def _fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    return tuple(
        f
        for f in model._meta.local_concrete_fields
        if not (f.primary_key and isinstance(f, models.AutoField)) and not f.generated
    )


def _values(model: type[models.Model], row: models.Model) -> Iterator[Any]:
    for field in _fields(model):
        value = field.pre_save(row, add=True)
        yield field.get_db_prep_save(value, connection=connection)
