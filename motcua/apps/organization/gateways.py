"""The file of units: the shipped one, or one somebody gives; plain or packed by gzip."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

SHIPPED = Path(__file__).parent / "data" / "units.csv.gz"


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file. Raises OSError where it cannot be read; broken letters stay visible."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", errors="replace", newline="") as file:
        yield from file
