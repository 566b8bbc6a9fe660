"""Statements compiled once and planned once: those of pages that are asked for all day.

Our own words (states, authorities) are written into the statement instead of bound to it. Bound, PostgreSQL cannot
know that a partial index fits and plans the statement anew each time, which costs more than running it.
"""

from __future__ import annotations

from enum import Enum
from itertools import count
from typing import Any, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

#: A statement with places %s, and the values bound to them.
Compiled: TypeAlias = "tuple[str, tuple[Any, ...]]"


def compiled(found: QuerySet[Any, Any]) -> Compiled:
    """The statement of a query and the values that remain to be bound."""
    sql, params = found.query.sql_with_params()
    pieces = sql.split("%s")
    places = [f"'{str.__str__(value)}'" if _is_word(value) else "%s" for value in params]
    text = pieces[0] + "".join(place + piece for place, piece in zip(places, pieces[1:], strict=True))
    return text, tuple(value for value in params if not _is_word(value))


def joined(text: str, *parts: Compiled) -> Compiled:
    """One statement of several, for `run`: `text` with each `{n}` replaced, its places numbered."""
    sql, place = text.format(*(part[0] for part in parts)), count(1)
    first, *others = sql.split("%s")
    numbered = first + "".join(f"${next(place)}{piece}" for piece in others)
    return numbered, tuple(value for part in parts for value in part[1])


def run(statement: Compiled) -> list[tuple[Any, ...]]:
    """The rows of a statement made by `joined`, under the present scope."""
    with connections[DEFAULT_DB_ALIAS].raw_cursor() as cursor:  # type: ignore[attr-defined]  # our backend's
        cursor.execute(*statement)
        return list(cursor.fetchall())


def _is_word(value: Any) -> bool:
    """Whether it is a word of an enumeration of ours, which holds letters only."""
    return isinstance(value, Enum) and isinstance(value, str) and value.replace("_", "").isalpha()
