"""The files the catalogue comes from: the shipped facts, the overlay, and a file somebody gives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from motcua.apps.procedures.rules.searching.engine import Index
from motcua.apps.procedures.rules.searching.lexicon import Lexicon, read_lexicon
from motcua.apps.procedures.rules.searching.outside import Outside, read_business, read_decoys
from motcua.apps.procedures.rules.views import Settled, overlay_of
from motcua.apps.procedures.values import VersionView

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


@cache
def lexicon() -> Lexicon:
    """What people say and what it means; read once. Raises BadLexicon."""
    return read_lexicon(lines_of(DATA / "lexicon.txt"))


@cache
def outside() -> Outside:
    """What is not ours, ready to be compared; made once a process, for it does not depend on the catalogue."""
    decoys = tuple(read_decoys(lines_of(DATA / "decoys.tsv")))
    return Outside(decoys, read_business(lines_of(DATA / "doors.txt")), lexicon())


def index_of(versions: Iterable[VersionView]) -> Index:
    """The search over some versions, with everything we ship beside them."""
    return Index(versions, lexicon=lexicon(), outside=outside())
