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
from tests.load.servers import Place, Server, free_port, memory_of, process, web

#: Seconds until a started process has settled.
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
        stack.enter_context(web("tests.load.yardstick.web", "tests.load.yardstick.settings", ports[0], here))
        ours = stack.enter_context(
            web("motcua.config.web", "motcua.config.settings.serve", ports[1], here, server="motcua.config.server")
        )
        try:
            figures = measure(
                known=known, ports=ports, rounds=int(rounds), seconds=float(seconds), wanted=wanted, tell=_tell_rate
            )
        except UnexpectedAnswerError as wrong:
            warn(f"Không đo được, trang trả lời khác (a page answered otherwise): {wrong}")
            return 1
        _tell_shares(figures)
        _tell_house(ours, here)
    _tell_search()
    return 0


def _tell_rate(name: str, rate: float) -> None:
    say(f"  {name:<14} {rate:9.1f}/s")


def _tell_shares(figures: Mapping[str, Figure]) -> None:
    say(f"\n{'':<14} {'ours/s':>9} {'yardstick/s':>12} {'share':>7} {'goal':>6}")
    for pair in PAIRS:
        if pair.name in figures:
            ours, stick = figures[pair.name].median, figures[pair.yardstick].median
            mark = "" if ours / stick >= pair.goal else "   < goal"
            say(f"{pair.name:<14} {ours:9.1f} {stick:12.1f} {ours / stick:7.3f} {pair.goal:6.2f}{mark}")
        else:
            say(f"{pair.name:<14} {'–':>9} {'–':>12} {'–':>7} {pair.goal:6.2f}   not measured")


def _tell_house(pages: Server, here: Place) -> None:
    """Cold start and memory of the pages as they are now, and of worker and dispatcher soon after their start."""
    said = [f"web {pages.memory():.0f}"]
    for name, role in (("worker", "app"), ("dispatcher", "system")):
        words = ("-m", "motcua.config.main", name)
        with process(name, words, "motcua.config.settings.serve", here, role=role) as started:
            time.sleep(SETTLING)
            said.append(f"{name} {memory_of(started.pid):.0f}")
    say(f"\nKhởi động trang (cold start of the pages): {pages.cold:.1f} s")
    say(f"Bộ nhớ (memory, PSS in MB): {', '.join(said)}")


def _tell_search() -> None:
    took = asking.search_waiting()
    mark = "" if took.nearly_all <= asking.GOAL else f"   > {asking.GOAL:.0f} ms"
    say(f"Tìm thủ tục (search, ms a question): p50 {took.middle:.1f}, p95 {took.nearly_all:.1f}{mark}")
