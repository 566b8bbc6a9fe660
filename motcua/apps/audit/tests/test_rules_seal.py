"""The seal itself: one text per entry, a root that notices everything, a chain that cannot be re-ordered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest

from motcua.apps.audit.rules import GENESIS, Line, chain_after, root_of
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
LINE = Line(
    id=UUID("019a9f4e-0000-7000-8000-000000000001"),
    epoch=1,
    xid=700,
    seq=1,
    at=NOON,
    command="dossiers.accept",
    actor="staff:12",
    account_id=12,
    acting_for=None,
    ids=["a", "b"],
    outcome="RECEIVED",
    centre_id=1,
)


def lines(count: int) -> list[Line]:
    return [replace(LINE, seq=number) for number in range(1, count + 1)]


def test_the_text_of_an_entry_is_fixed_for_ever() -> None:
    assert LINE.text() == (
        b'["019a9f4e-0000-7000-8000-000000000001",1,700,1,"2026-11-20T05:00:00.000000+00:00",'
        b'"dossiers.accept","staff:12",12,null,["a","b"],"RECEIVED",1]'
    )


def test_the_zone_a_moment_is_told_in_does_not_change_the_text() -> None:
    hanoi = replace(LINE, at=NOON.astimezone(timezone(timedelta(hours=7))))
    assert hanoi.text() == LINE.text()


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOON + timedelta(microseconds=1)},
        {"command": "dossiers.refuse"},
        {"actor": "staff:13"},
        {"account_id": 13},
        {"acting_for": 5},
        {"ids": ["a,b"]},
        {"outcome": ""},
        {"centre_id": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_any_column_changes_the_root(change: dict[str, object]) -> None:
    assert root_of([replace(LINE, **change)]) != root_of([LINE])  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 9])
def test_every_row_and_its_place_counts(count: int) -> None:
    whole = root_of(lines(count))
    for gone in range(count):
        assert root_of(line for line in lines(count) if line.seq != gone + 1) != whole
    if count > 1:
        assert root_of(reversed(lines(count))) != whole


def test_the_last_row_repeated_is_not_the_same_batch() -> None:
    three = lines(3)
    assert root_of(three) != root_of([*three, three[-1]])


def test_an_empty_batch_has_the_root_of_nothing() -> None:
    assert root_of([]) == GENESIS


def test_the_chain_binds_the_batch_before_and_all_the_seal_says() -> None:
    def value(previous: bytes = GENESIS, batch: int = 1, n: int = 3, at: datetime = NOON) -> bytes:
        return chain_after(previous, batch=batch, upto=(1, 700, 3), n=n, root=root_of(lines(3)), sealed_at=at)

    others = [value(previous=b"x"), value(batch=2), value(n=2), value(at=NOON + timedelta(seconds=1))]
    assert value() not in others
    assert len(set(others)) == 4


def test_an_entry_tells_when_the_machine_made_it() -> None:
    assert LINE.made_at == datetime.fromtimestamp(0x019A9F4E0000 / 1000, tz=LINE.at.tzinfo)
