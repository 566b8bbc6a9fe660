"""Measure the search: how often the right procedure comes first and among five, refusals, and how long a query takes.

    python -m tests.search.measure QUESTIONS.jsonl [NEGATIVES.jsonl] [--catalogue FILE] [--half look|held]

Questions: {"id", "query", "codes", "kind"}; any of the codes is right. Negatives: {"id", "query"}. Rows whose
`self_contained` is false and rows none of whose codes is in the catalogue are left out. `--half` takes the rows of one
half by a hash of their id: one half may be looked at while the lexicon grows, the other is only ever measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.apps.procedures import gateways
from motcua.apps.procedures.rules.document import BadRow
from motcua.apps.procedures.rules.intake import FIRST_DAY, take
from motcua.apps.procedures.rules.searching.engine import Index
from motcua.apps.procedures.rules.views import Head, version_view
from motcua.apps.procedures.values import VersionView

Row = Mapping[str, Any]
TOP = 5


@dataclass(slots=True)
class Tally:
    """What came of the questions of one kind."""

    asked: int = 0
    first: int = 0
    five: int = 0
    refused: int = 0

    def add(self, codes: Sequence[str], right: Iterable[str]) -> None:
        """Count one answer."""
        wanted = set(right)
        self.asked += 1
        self.first += bool(wanted & set(codes[:1]))
        self.five += bool(wanted & set(codes[:TOP]))
        self.refused += not codes


@dataclass(slots=True)
class Outcome:
    """Tallies by kind, all together under "all", and seconds a query."""

    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    seconds: list[float] = field(default_factory=list)

    def share(self, what: str, kind: str = "all") -> float:
        """The share (0..1) of `first`, `five` or `refused`."""
        tally = self.kinds[kind]
        return float(getattr(tally, what)) / max(tally.asked, 1)

    def percentile(self, share: float) -> float:
        """Milliseconds that so large a share of the queries stays under."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def rows_of(path: Path) -> list[Row]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def half_of(row: Row) -> str:
    """Which half a question belongs to."""
    return "held" if hashlib.md5(str(row["id"]).encode(), usedforsecurity=False).digest()[0] % 2 else "look"


def versions_of(path: Path | None) -> list[VersionView]:
    """The versions of the shipped catalogue, or of the commune-level rows of a file."""
    views: dict[str, VersionView] = {}
    for line in gateways.lines_of(path or gateways.SHIPPED):
        try:
            taken = take(line, gateways.overlay())
        except BadRow:
            continue
        view = version_view(taken.document, taken.settled, {}, Head(0, 1, FIRST_DAY, None))
        if path is None or "xa" in view.levels:
            views.setdefault(taken.code, view)
    return list(views.values())


def measure(
    index: Index, questions: Iterable[Row], *, known: set[str], tell: Callable[[Row, list[str]], None] | None = None
) -> Outcome:
    """Ask every question; one whose codes we do not hold counts apart as "elsewhere"."""
    outcome = Outcome()
    for row in questions:
        if row.get("self_contained") is False:
            continue
        right = row.get("codes", ())
        ours = bool(known.intersection(right))
        begun = time.process_time()
        codes = [hit.code for hit in index.find(row["query"], limit=TOP).hits]
        outcome.seconds.append(time.process_time() - begun)
        kind = "elsewhere" if right and not ours else str(row.get("kind", "negative"))
        for each in (kind, "all") if ours or not right else (kind,):
            outcome.kinds[each].add(codes, right)
        if tell:
            tell(row, codes)
    return outcome


def show(title: str, outcome: Outcome) -> None:
    """Print the tallies."""
    print(f"{title}: p50 {outcome.percentile(0.5):.1f} ms, p95 {outcome.percentile(0.95):.1f} ms")
    for kind in sorted(outcome.kinds, key=lambda k: (k == "all", k)):
        tally = outcome.kinds[kind]
        shares = " ".join(f"{what} {outcome.share(what, kind):.3f}" for what in ("first", "five", "refused"))
        print(f"  {kind:16} {tally.asked:5} {shares}")


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("negatives", type=Path, nargs="?")
    parser.add_argument("--catalogue", type=Path)
    parser.add_argument("--half", choices=("look", "held"))
    parser.add_argument("--misses", action="store_true", help="tell each question that was missed")
    wished = parser.parse_args()
    views = versions_of(wished.catalogue)
    tracemalloc.start()
    index = gateways.index_of(views)
    kept, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    begun = time.process_time()
    gateways.index_of(views)
    seconds = time.process_time() - begun
    print(f"{len(views)} procedures; an index in {seconds:.2f} s, with the lists it shares {kept / 2**20:.1f} MB")
    titles = {view.procedure_code: view.short_title for view in views}
    rows = [row for row in rows_of(wished.questions) if wished.half in {None, half_of(row)}]

    def tell(row: Row, codes: list[str]) -> None:
        if wished.misses and not set(codes[:1]) & set(row.get("codes", ())) and set(titles) & set(row.get("codes", ())):
            print("-", row["query"], row["codes"], [f"{code} {titles[code][:40]}" for code in codes[:3]])

    show(wished.questions.name, measure(index, rows, known=set(titles), tell=tell))
    if wished.negatives:
        show(wished.negatives.name, measure(index, rows_of(wished.negatives), known=set(titles)))


if __name__ == "__main__":
    main()
