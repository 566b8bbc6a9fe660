"""`bin/motcua bench`: makes its own database and servers, measures, prints, and leaves nothing behind."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

from motcua.base.cli.progress import progress
from motcua.base.cli.voice import say, warn
from motcua.config import env
from tests.load import scratch
from tests.load.client import UnexpectedAnswerError
from tests.load.measures import OURS, PAIRS, Figure, measure
from tests.load.servers import memory_of, process, web

YARDSTICK_PORT, OUR_PORT = 8471, 8472
SERVE = "motcua.config.settings.serve"


def main(words: list[str]) -> int:
    """Run the bench; the exit status for the shell."""
    wishes = _wishes(words)
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder, scratch.database(keep=wishes.keep) as logins:
        env.settle(MOTCUA_VAR=folder)
        if not (wishes.keep and scratch.is_filled(logins)):
            say("Tạo cơ sở dữ liệu thử (a scratch database): bảng, danh mục, trung tâm mẫu ...")
            scratch.prepare(logins)
            _fill(logins)
        else:
            _set_up(logins)
        try:
            _measure(wishes, logins, Path(folder) / "log")
        except UnexpectedAnswerError as wrong:
            warn(f"Không đo được, trang trả lời khác (a page answered otherwise): {wrong}")
            return 1
        finally:
            connection.close()
    return 0


def _wishes(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bin/motcua bench", description="Đo các trang của Motcua so với một thước đo tối giản. (Speed in shares.)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="số vòng (rounds), 3")
    parser.add_argument("--seconds", type=float, default=6.0, help="giây mỗi phép đo (seconds per measure), 6")
    parser.add_argument("--only", nargs="*", choices=sorted(OURS), default=sorted(OURS), help="chỉ đo (measure only)")
    parser.add_argument("--keep", default="", metavar="NAME", help="giữ cơ sở dữ liệu này để đo lại (keep for later)")
    return parser.parse_args(words)


def _set_up(logins: dict[str, str]) -> None:
    """Django in this process, at the scratch database, as the application's role."""
    env.settle(DJANGO_SETTINGS_MODULE=SERVE)
    django.setup()
    from motcua.config.settings.base import database_settings  # noqa: PLC0415 -- settings come after the environment

    settings.DATABASES["default"] |= database_settings(logins["MOTCUA_DB_APP"])
    connection.settings_dict |= settings.DATABASES["default"]


def _fill(logins: dict[str, str]) -> None:
    _set_up(logins)
    from tests.load import data  # noqa: PLC0415 -- needs Django set up

    with progress(label="Hồ sơ mẫu", total=data.HOW_MANY, unit="hồ sơ") as bar:
        data.fill(logins["MOTCUA_DB_OWNER"], tell=bar.add)


def _measure(wishes: argparse.Namespace, logins: dict[str, str], logs: Path) -> None:
    from tests.load.people import meet  # noqa: PLC0415 -- needs Django set up

    known = meet(logins["MOTCUA_DB_OWNER"])
    with ExitStack() as stack:
        stick = web(
            application="tests.load.yardstick.web:application", settings="tests.load.yardstick.settings",
            port=YARDSTICK_PORT, logins=logins, logs=logs,
        )  # fmt: skip
        stack.enter_context(stick)
        served = web(
            application="motcua.config.web:application", settings=SERVE, port=OUR_PORT, logins=logins, logs=logs
        )
        ours = stack.enter_context(served)
        figures = measure(
            known=known, ports=(YARDSTICK_PORT, OUR_PORT), rounds=wishes.rounds, seconds=wishes.seconds,
            wanted=wishes.only, tell=lambda name, rate: say(f"  {name:<14} {rate:9.1f}/s"),
        )  # fmt: skip
        _tell(figures)
        say(f"\nKhởi động trang (cold start of the pages): {ours.cold:.1f} s")
        _tell_memory(ours.memory(), logins, logs)


def _tell(figures: Mapping[str, Figure]) -> None:
    say(f"\n{'':<14} {'ours/s':>9} {'yardstick/s':>12} {'share':>7} {'goal':>6}")
    for pair in PAIRS:
        if pair.name in figures:
            ours, stick = figures[pair.name].median, figures[pair.yardstick].median
            mark = "" if ours / stick >= pair.goal else "   < goal"
            say(f"{pair.name:<14} {ours:9.1f} {stick:12.1f} {ours / stick:7.3f} {pair.goal:6.2f}{mark}")


def _tell_memory(pages: float, logins: dict[str, str], logs: Path) -> None:
    """PSS of the pages as they are now, and of worker and dispatcher some seconds after their start."""
    import time  # noqa: PLC0415 -- only here

    said = [f"web {pages:.0f}"]
    for name, role in (("worker", "app"), ("dispatcher", "system")):
        words = ("-m", "motcua.config.main", name)
        with process(name, words, settings=SERVE, logins=logins, logs=logs, role=role) as started:
            time.sleep(6)
            said.append(f"{name} {memory_of(started.pid):.0f}")
    say(f"Bộ nhớ (memory, PSS in MB): {', '.join(said)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
