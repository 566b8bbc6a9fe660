"""The bench inside its database: fills it where it is empty, starts the servers, measures and tells."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from django.conf import settings

from motcua.base.cli.progress import progress
from motcua.base.cli.voice import say, warn
from motcua.config import env
from tests.load import asking, data
from tests.load.client import UnexpectedAnswerError
from tests.load.goals import PAIRS
from tests.load.measures import Figure, measure
from tests.load.people import meet
from tests.load.scratch import LOGINS
from tests.load.servers import Place, Server, at_rest, free_port, ours, yardstick

#: Seconds until what waited meanwhile is done.
SETTLING = 6


def main(words: Sequence[str]) -> int:
    """Fill if asked to, then measure; the exit status."""
    todo, rounds, seconds, *wanted = words
    owner = env.text("MOTCUA_DB_OWNER")
    if todo != "measure":
        with progress(label="Hồ sơ mẫu", total=data.HOW_MANY, unit="hồ sơ") as bar:
            data.fill(owner, tell=bar.add)
    logins = {name: env.text(name) for name in LOGINS}
    here = Place(logins=logins, logs=settings.VAR_DIR / "log")
    ports = free_port(), free_port()
    known = meet(owner)
    with ExitStack() as stack:
        stack.enter_context(yardstick(ports[0], here))
        house = stack.enter_context(ours(ports[1], here))
        try:
            with at_rest(house):
                figures = measure(
                    known=known, ports=ports, rounds=int(rounds), seconds=float(seconds), wanted=wanted, tell=_tell_rate
                )
        except UnexpectedAnswerError as wrong:
            warn(f"Không đo được, trang trả lời khác (a page answered otherwise): {wrong}")
            return 1
        _tell_shares(figures)
        _tell_house(house)
    _tell_search()
    return 0


def _tell_rate(name: str, rate: float) -> None:
    say(f"  {name:<14} {rate:9.1f}/s")


def _tell_shares(figures: Mapping[str, Figure]) -> None:
    say(f"\n{'':<14} {'ours/s':>9} {'yardstick/s':>12} {'share':>7} {'goal':>6}")
    for pair in PAIRS:
        if pair.name in figures:
            ours, stick = figures[pair.name].median, figures[pair.yardstick].median
            goal = f"{pair.goal:6.2f}" if pair.goal else f"{'–':>6}"
            mark = "" if ours / stick >= pair.goal else "   < goal"
            say(f"{pair.name:<14} {ours:9.1f} {stick:12.1f} {ours / stick:7.3f} {goal}{mark}")
        else:
            say(f"{pair.name:<14} {'–':>9} {'–':>12} {'–':>7} {pair.goal:6.2f}   not measured")


def _tell_house(house: Server) -> None:
    """Cold start, and memory after all that was measured, when worker and dispatcher have done their part."""
    time.sleep(SETTLING)
    memory = house.memory()
    said = ", ".join(f"{name} {size:.0f}" for name, size in memory.items())
    say(f"\nKhởi động (cold start, to the first page): {house.cold:.1f} s")
    say(f"Bộ nhớ (memory, PSS in MB): {said}; cộng (together) {sum(memory.values()):.0f}")


def _tell_search() -> None:
    took = asking.search_waiting()
    mark = "" if took.nearly_all <= asking.GOAL else f"   > {asking.GOAL:.0f} ms"
    say(f"Tìm thủ tục (search, ms a question): p50 {took.middle:.1f}, p95 {took.nearly_all:.1f}{mark}")
