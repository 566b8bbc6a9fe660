"""Our pages and the yardstick they are held against, measured in turn; medians and shares."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from tests.load import scripts
from tests.load.client import Script, run
from tests.load.goals import PAIRS, WRITES
from tests.load.known import Known

CONNECTIONS = 8
WARM_UP = 1.0  # seconds before each measure


#: Each yardstick is measured once a round, whoever is held against it.
YARDSTICKS: Mapping[str, Callable[[Known], Script]] = {
    "insert": scripts.yardstick_insert,
    "read": scripts.yardstick_read,
    "list": scripts.yardstick_list,
}
OURS: Mapping[str, Callable[[Known], Script]] = {
    "counter": scripts.counter,
    "tracking": scripts.tracking,
    "work list": scripts.work_list,
    "online filing": scripts.online_filing,
    "first page": scripts.first_page,
    "guide page": scripts.guide_page,
    "autosave": scripts.autosave,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """The rates of one measure, per second, round by round."""

    rates: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.rates)


def measure(
    *,
    known: Known,
    ports: tuple[int, int],
    rounds: int,
    seconds: float,
    wanted: Sequence[str],
    tell: Callable[[str, float], None],
) -> dict[str, Figure]:
    """Measure yardsticks and ours in alternation, `rounds` times; `ports` are the yardstick's and ours.

    What only reads comes first: filings of the measures before would make the lists longer than they are.
    """
    rates: dict[str, list[float]] = {}
    chosen = [pair for pair in PAIRS if pair.name in wanted and pair.name in OURS]
    for writing in (False, True):
        group = [pair for pair in chosen if (pair.yardstick == WRITES) is writing]
        plan = list(dict.fromkeys(name for pair in group for name in (pair.yardstick, pair.name)))
        for name in plan * rounds:
            script, port = (YARDSTICKS[name], ports[0]) if name in YARDSTICKS else (OURS[name], ports[1])
            each = [partial(script, known)] * CONNECTIONS
            run(port=port, scripts=each, seconds=WARM_UP)
            rate = run(port=port, scripts=each, seconds=seconds)
            rates.setdefault(name, []).append(rate)
            tell(name, rate)
    return {name: Figure(tuple(found)) for name, found in rates.items()}
