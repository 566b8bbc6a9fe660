"""How long the search takes in one process, over the graded questions in people's own words."""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import dataclass

from motcua.apps.procedures import queries as procedures
from motcua.config import env
from motcua.kernel import clock

QUESTIONS = env.ROOT / "tests" / "search" / "questions-own.jsonl"
#: Milliseconds that nineteen of twenty questions may take at most.
GOAL = 20.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Milliseconds a question takes: in the middle, and for nineteen of twenty."""

    middle: float
    nearly_all: float


def search_waiting() -> Waiting:
    """Ask every question once, after the index has been made."""
    on = clock.local(clock.now()).date()
    asked = [json.loads(line)["query"] for line in QUESTIONS.read_text("utf-8").splitlines() if line]
    procedures.search(asked[0], on=on)
    times = []
    for query in asked:
        begun = time.perf_counter()
        procedures.search(query, on=on)
        times.append(1000 * (time.perf_counter() - begun))
    return Waiting(statistics.median(times), statistics.quantiles(times, n=20)[-1])
