"""The files the catalogue comes from: shipped facts, overlay, guides and life events, and a file somebody gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from motcua.apps.procedures.rules.views import Settled, overlay_of
from motcua.apps.procedures.values.reading import LifeEvent

DATA = Path(__file__).parent / "data"
SHIPPED = DATA / "catalogue.jsonl"


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file, one row each. Raises OSError where it cannot be read; broken letters stay visible."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        yield from file


@cache
def overlay() -> Mapping[str, Settled]:
    """The reviewed overlay by procedure code; read once."""
    return overlay_of([*_rows("overlay.jsonl"), *(_as_fact(row) for row in _rows("guides.jsonl"))])


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """The reviewed events of a life, in the order they are shown; read once."""
    return tuple(LifeEvent(row["key"], tuple(row["codes"])) for row in _rows("life_events.jsonl"))


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (DATA / name).read_text("utf-8").splitlines() if row]


def _as_fact(row: Mapping[str, object]) -> dict[str, object]:
    """A shipped guide as a row of the overlay."""
    value = {key: row[key] for key in ("questions", "outcomes", "papers") if key in row}
    told = {key: row[key] for key in ("code", "source", "reviewed")}
    return {**told, "path": "guide", "value": value, "verified": True}
