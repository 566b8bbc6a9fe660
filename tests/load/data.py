"""Sixty thousand dossiers by COPY: dossiers of the demonstration told again with other people, days and codes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from psycopg.types.string import TextLoader

from motcua.apps.parties.queries import NAME, NUMBER, PHONE
from motcua.base.db.fields import blind_index, seal
from motcua.kernel.ids import uuid7
from motcua.kernel.text import fold

HOW_MANY = 60_000
#: Of so many, one is still open: six hundred, what a commune with forty a day and a term of three weeks has.
ONE_OPEN_OF = 100
#: A commune takes in some forty a day; the copies reach back accordingly.
A_DAY = 40
PEOPLE = 5_000
AT_ONCE = 2_000
#: Children of a dossier that its pages read.
CHILDREN = ("dossiers_transition", "dossiers_promise", "dossiers_component", "dossiers_assignment")
TABLES = ("dossiers_dossier", "parties_party", *CHILDREN)
ENDED, OPEN = ("RETURNED",), ("RECEIVED", "PROCESSING", "AWAITING_SUPPLEMENT", "DECIDED")
_ROWS = "SELECT * FROM {} WHERE {} = ANY(%s)"

Row = dict[str, Any]


@dataclass(slots=True)
class Pattern:
    """A dossier of the demonstration with its children, to be copied."""

    dossier: Row
    children: dict[str, list[Row]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up person as the parties' table keeps them."""

    number: str
    stated: bytes
    indexes: tuple[bytes, bytes, bytes]


def fill(conninfo: str, *, tell: Callable[[int], None]) -> None:
    """Write HOW_MANY dossiers and as many rows of the yardstick; `tell` hears how many dossiers are written."""
    rng = Random(999)
    with psycopg.connect(conninfo) as link:
        link.adapters.register_loader("jsonb", TextLoader)
        ended, still_open = _patterns(link, ENDED), _patterns(link, OPEN)
        people = [_person(n) for n in range(PEOPLE)]
        _walls(link, "NO FORCE")
        for start in range(0, HOW_MANY, AT_ONCE):
            batch: dict[str, list[Row]] = {table: [] for table in TABLES}
            for n in range(start, start + AT_ONCE):
                chosen = rng.choice(still_open if n % ONE_OPEN_OF == 0 else ended)
                _copy(batch, chosen, n, people[rng.randrange(PEOPLE)])
            for table in TABLES:
                _write(link, table, batch[table])
            tell(AT_ONCE)
        link.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be changed
        _walls(link, "FORCE")
        link.execute(_YARDSTICK, {"all": HOW_MANY, "one_open_of": ONE_OPEN_OF})
    with psycopg.connect(conninfo, autocommit=True) as link:
        for table in (*TABLES, "yardstick_row"):
            link.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))


_YARDSTICK = """
INSERT INTO yardstick_row (code, state, due_at, one, two, three)
SELECT 'Y-' || n, CASE WHEN n %% %(one_open_of)s = 0 THEN 'OPEN' ELSE 'DONE' END, now() + n * interval '1 second',
       repeat('Xã Suối Mẫu ', 4), repeat('Giấy tờ mẫu ', 4), repeat('Ghi chú mẫu ', 4)
  FROM generate_series(1, %(all)s) n
"""


def _walls(link: psycopg.Connection, word: str) -> None:
    """COPY is not to be had behind a wall; the owner takes it down for the length of the transaction."""
    for table in TABLES:
        link.execute(sql.SQL("ALTER TABLE {} {} ROW LEVEL SECURITY").format(sql.Identifier(table), sql.SQL(word)))


def _patterns(link: psycopg.Connection, states: Sequence[str]) -> list[Pattern]:
    found = _read(
        link, "dossiers_dossier", "state", list(states), only=lambda r: r["authority"] == "ours" and r["centre_id"] == 1
    )
    patterns = {row["id"]: Pattern(row) for row in found}
    for table in CHILDREN:
        for row in _read(link, table, "dossier_id", list(patterns)):
            patterns[row["dossier_id"]].children.setdefault(table, []).append(row)
    return list(patterns.values())


def _read(
    link: psycopg.Connection, table: str, column: str, wanted: list[Any], *, only: Callable[[Row], bool] = bool
) -> list[Row]:
    with link.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        cursor.execute(sql.SQL(_ROWS).format(sql.Identifier(table), sql.Identifier(column)), [wanted])
        return [row for row in cursor.fetchall() if only(row)]


def _copy(batch: dict[str, list[Row]], pattern: Pattern, n: int, person: Person) -> None:
    """The pattern's rows under new keys, earlier by whole days where it has ended, with another owner."""
    old = pattern.dossier["id"]
    ended = pattern.dossier["state"] in ENDED
    days = timedelta(days=n // A_DAY if ended else n % 3)
    dossier_id, party_id = uuid7(), uuid7()
    row = _moved(pattern.dossier, days) | {
        "id": dossier_id,
        "code": f"H99.99-{pattern.dossier['begun_at'] - days:%y%m%d}-{50000 + n}",
        "filer_party": party_id,
        "owner_party": party_id,
        "filer_account_id": None,
        "author_id": None,
    }
    batch["dossiers_dossier"].append(row)
    batch["parties_party"].append(_party(party_id, dossier_id, row, person))
    for table, children in pattern.children.items():
        for child in children:
            assert child["dossier_id"] == old
            batch[table].append(_moved(child, days) | {"id": uuid7(), "dossier_id": dossier_id})


def _moved(row: Row, days: timedelta) -> Row:
    return {key: value - days if isinstance(value, datetime) else value for key, value in row.items()}


def _party(party_id: UUID, dossier_id: UUID, dossier: Row, person: Person) -> Row:
    name, number, phone = person.indexes
    return {
        "id": party_id,
        "dossier_id": dossier_id,
        "centre_id": dossier["centre_id"],
        "kind": "person",
        "stated": person.stated,
        "name_index": name,
        "number_index": number,
        "phone_index": phone,
        "created_at": dossier["begun_at"],
        "revision": 1,
    }


def _person(n: int) -> Person:
    name, number, phone = f"Nguyễn Mẫu {n}", number_of(n), f"0000{n:06d}"
    stated = {"kind": "person", "name": name, "number": number, "phone": phone, "address": "Xã Suối Mẫu"}
    plain = json.dumps(stated, ensure_ascii=False).encode()
    indexes = (
        blind_index(fold(name), purpose=NAME),
        blind_index(number, purpose=NUMBER),
        blind_index(phone, purpose=PHONE),
    )
    return Person(number, seal(plain, bound_to="parties_party.stated"), indexes)


def number_of(n: int) -> str:
    """The citizen number of the n-th person."""
    return f"999{n:09d}"


def _write(link: psycopg.Connection, table: str, rows: Iterable[Row]) -> None:
    found = list(rows)
    if not found:
        return
    columns = list(found[0])
    words = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with link.cursor() as cursor, cursor.copy(words) as copy:
        for row in found:
            copy.write_row([row[column] for column in columns])
