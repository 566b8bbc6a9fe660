"""Gapless numbers: the number and the row that bears it are one statement, the last of its transaction.

The counter's row stays locked from this statement to the commit, so whatever else the transaction has to do comes
before it; with 50 writers the order last-and-in-one gave half as many transactions again as number-first. Two books in
one transaction are taken in the alphabetical order of their names, dossier rows are locked before any counter.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

Columns: TypeAlias = "tuple[models.Field[Any, Any], ...]"

_NEXT = (
    "INSERT INTO numbering_counter AS counter (book, period, centre_id, n) VALUES (%s, %s, %s, 1)"
    " ON CONFLICT (book, period, centre_id) DO UPDATE SET n = counter.n + 1 RETURNING n"
)


def issue(*, book: str, period: str, row: models.Model, field: str, centre_id: int | None = None) -> int:
    """Give an unsaved row the book's next number in its integer `field`, insert it, and answer with the number.

    A rollback gives the number back, so a book has no gaps. Raises ValueError for a row that is saved already.
    """
    if not row._state.adding:
        raise ValueError("a numbered row is inserted together with its number")
    model = type(row)
    given = _given(row, field)
    values = [_value(column, row) for column in given]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, field, given), [book, period, centre_id, *values])
        number, key = cursor.fetchone()
    setattr(row, field, number)
    row.pk = key if row.pk is None else row.pk
    row._state.adding = False
    row._state.db = connection.alias
    return int(number)


@lru_cache(maxsize=64)
def _statement(model: type[models.Model], field: str, given: Columns) -> str:
    """The one statement; its names come from our models, its values are bound."""
    quote = connection.ops.quote_name
    numbered = quote(str(model._meta.local_concrete_fields[_position(model, field)].column))
    columns = ", ".join([*(quote(str(column.column)) for column in given), numbered])
    places = ", ".join(["%s"] * len(given))
    returned = f"{numbered}, {quote(str(model._meta.pk.column))}"
    # The names come from our models and are quoted; every value is bound.
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) SELECT {places}, taken.n FROM taken"  # noqa: S608 -- see above
    return f"WITH taken AS ({_NEXT}) {insert} RETURNING {returned}"


def _position(model: type[models.Model], field: str) -> int:
    """Where the number's column stands among the model's. Raises ValueError for a name it has not."""
    return [column.name for column in model._meta.local_concrete_fields].index(field)


def _given(row: models.Model, field: str) -> Columns:
    """The columns whose values the row brings: all but the number and what the database fills in by itself."""
    return tuple(
        column
        for column in row._meta.local_concrete_fields
        if column.name != field
        and not column.generated
        and not isinstance(column, models.AutoField)
        and not isinstance(getattr(row, column.attname), DatabaseDefault)
    )


def _value(column: models.Field[Any, Any], row: models.Model) -> Any:
    """What the row holds for a column, as the database takes it."""
    return column.get_db_prep_save(column.pre_save(row, add=True), connection=connection)
