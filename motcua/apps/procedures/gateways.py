"""The files the catalogue comes from: the shipped facts, the overlay, and a file somebody gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from motcua.apps.procedures.rules.views import Settled, overlay_of

DATA = Path(__file__).parent / "data"
SHIPPED = DATA / "catalogue.jsonl"


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file, one row each. Raises OSError where it cannot be read; broken letters stay visible."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        yield from file


@cache
def overlay() -> Mapping[str, Settled]:
    """The reviewed overlay by procedure code; read once."""
    rows = ((DATA / "overlay.jsonl").read_text("utf-8")).splitlines()
    return overlay_of(json.loads(row) for row in rows if row)
