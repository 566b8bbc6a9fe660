"""Rows of several tables written in one statement: one round trip for one act.

A durable act writes its row, a transition, an audit entry and a fact. Sent one by one they cost a round trip
and a pass through the query compiler each; sent together they cost one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache
from itertools import count as count_from
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import DatabaseDefault

#: A model, and the columns its rows leave to the server.
_Shape = tuple[type[models.Model], frozenset[str]]
#: How a value of which type is sent.
_Ways = Mapping[type, Callable[[Any], Any]]

_waiting: ContextVar[list[models.Model] | None] = ContextVar("waiting_rows", default=None)


def add(*instances: models.Model) -> None:
    """Insert new rows now, or at the end of `together()` when inside one. Their keys must be set already.

    A column with a default of the server's own that was not set is left to the server and not read back.
    """
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


@contextmanager
def at_once() -> Iterator[None]:
    """As `together`, where nothing else is written: one statement is its own transaction, two round trips less.

    Raises RuntimeError for a statement inside that is no reading: it would stand though the rows do not.
    Within a transaction the rows are a part of it, and may fail without ending it.
    """
    wrapper = connections[DEFAULT_DB_ALIAS]
    around = transaction.atomic() if wrapper.in_atomic_block else nullcontext()
    with around, together(), wrapper.execute_wrapper(_only_reading):
        yield


def _only_reading(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
    if not sql.startswith("SELECT") or "FOR UPDATE" in sql:
        raise RuntimeError("Written beside rows that are written at once.")
    return execute(sql, *given)


def is_about_key(clash: IntegrityError, model: type[models.Model]) -> bool:
    """Whether it was this model's primary key that was there already."""
    told = getattr(clash.__cause__, "diag", None)
    return told is not None and told.constraint_name == f"{model._meta.db_table}_pkey"


def _insert(instances: Sequence[models.Model]) -> None:
    if not instances:
        return
    groups = _grouped(instances)
    wrapper = connections[DEFAULT_DB_ALIAS]  # not the proxy: every attribute of it costs a look-up
    sql = _statement(tuple((shape, len(rows)) for shape, rows in groups.items()))
    values = [value for shape, rows in groups.items() for row in rows for value in _values(shape, row, wrapper)]
    with wrapper.raw_cursor() as cursor:  # type: ignore[attr-defined]  # our backend's
        cursor.execute(sql, values)
    for instance in instances:
        instance._state.adding = False


def _grouped(instances: Sequence[models.Model]) -> dict[_Shape, list[models.Model]]:
    """Rows by what they write; columns that are empty in every row of a model are left out, which is half of them."""
    by_model: dict[tuple[type[models.Model], frozenset[str]], list[models.Model]] = {}
    for instance in instances:
        by_model.setdefault((type(instance), _left_to_server(instance)), []).append(instance)
    return {(model, left | _empty_in(model, rows)): rows for (model, left), rows in by_model.items()}


def _empty_in(model: type[models.Model], rows: Sequence[models.Model]) -> frozenset[str]:
    columns = _nullable(model)
    for row in rows:
        columns = [(column, attname) for column, attname in columns if getattr(row, attname) is None]
    return frozenset(column for column, _ in columns)


def _left_to_server(row: models.Model) -> frozenset[str]:
    """Columns with a default of the server's own which this row did not set."""
    return frozenset(
        str(f.column) for f in _server_fields(type(row)) if isinstance(getattr(row, f.attname), DatabaseDefault)
    )


@lru_cache(maxsize=256)
def _nullable(model: type[models.Model]) -> Sequence[tuple[str, str]]:
    """Columns where nothing said means NULL, each with its attribute."""
    fields = (f for f in model._meta.local_concrete_fields if f.null and not f.has_db_default())
    return [(str(field.column), field.attname) for field in fields]


@lru_cache(maxsize=256)
def _server_fields(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    return tuple(f for f in model._meta.local_concrete_fields if f.has_db_default())


@lru_cache(maxsize=256)
def _statement(groups: tuple[tuple[_Shape, int], ...]) -> str:
    quote, place = connection.ops.quote_name, count_from(1)
    parts = []
    for shape, how_many in groups:
        columns = ", ".join(quote(str(field.column)) for field in _fields(shape))
        lines = ["(" + ", ".join(f"${next(place)}" for _ in _fields(shape)) + ")" for _ in range(how_many)]
        table = quote(shape[0]._meta.db_table)
        parts.append(f"INSERT INTO {table} ({columns}) VALUES {', '.join(lines)}")  # noqa: S608 -- names come from our models, values are bound
    held = ", ".join(f"part{number} AS ({part})" for number, part in enumerate(parts[:-1]))
    return f"WITH {held} {parts[-1]}" if held else parts[-1]


@lru_cache(maxsize=256)
def _fields(shape: _Shape) -> tuple[models.Field[Any, Any], ...]:
    model, left = shape
    return tuple(
        f
        for f in model._meta.local_concrete_fields
        if not (f.primary_key and isinstance(f, models.AutoField)) and not f.generated and f.column not in left
    )


def _values(shape: _Shape, row: models.Model, wrapper: BaseDatabaseWrapper) -> Iterator[Any]:
    for field, attname, ways in _columns(shape):
        value = getattr(row, attname)
        way = ways.get(type(value))
        if way is None:
            yield field.get_db_prep_save(field.pre_save(row, add=True), connection=wrapper)
        else:
            yield value if way is _as_it_is else way(value)


def _as_it_is(value: Any) -> Any:
    return value


#: Kinds of column, and of values in them, that Django hands to PostgreSQL as they are; to ask it for each costs more
#: than all else in writing a row.
_PLAIN = (models.CharField, models.TextField, models.UUIDField, models.DateTimeField, models.BooleanField)
_AS_THEY_ARE: _Ways = dict.fromkeys((str, UUID, datetime, bool, type(None)), _as_it_is)


@lru_cache(maxsize=256)
def _columns(shape: _Shape) -> tuple[tuple[models.Field[Any, Any], str, _Ways], ...]:
    """The columns of a shape, each with its attribute and how a value of which type is sent; Django knows the rest."""
    return tuple((field, field.attname, _ways(field)) for field in _fields(shape))


def _ways(field: models.Field[Any, Any]) -> _Ways:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if type(target) in _PLAIN and not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False):
        return _AS_THEY_ARE
    # a whole number is sent in its column's size, not in its own: one statement is prepared, not one for each size
    sized = connection.ops.integerfield_type_map.get(target.get_internal_type())  # type: ignore[attr-defined]
    return {int: sized, type(None): _as_it_is} if sized else {}
