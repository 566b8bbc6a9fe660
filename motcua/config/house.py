"""The house: loads pages, catalogue and search once; web server, worker and dispatcher are its forks.

Loaded by each of them, the same program and the same catalogue would lie in memory five times.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import http.client
import importlib.util
import sys
import time
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.urls import get_resolver
from django.utils.module_loading import import_string

from motcua.base.cli.lifeline import StopAsked, listen_for_stop
from motcua.base.cli.voice import say, warn
from motcua.base.cli.words import disk_trouble
from motcua.config import catalogue, env
from motcua.config.address import asked, shown
from motcua.config.processes import Crew, Plan
from motcua.kernel import clock

PATIENCE = 60.0  # seconds until the first page must have come
LOOK = 0.25  # seconds between two looks at the processes
REFUSED = 78  # exit status: the reason was told, starting again would not help

#: A thread waits with whoever sends a body slowly: there are more of them than two processors can keep busy, so that a
#: few bad lines do not stop the officers. Many are held back by the proxy, which receives whole requests first.
THREADS = ("--workers", "2", "--blocking-threads", "4", "--blocking-threads-idle-timeout", "600")
#: What is told where no centre has been opened: the pages say no more than that until it is done.
FIRST_STEP = (
    "\nChưa mở Trung tâm nào. Ở cửa sổ lệnh khác (no centre yet; in another window):\n"
    "  bin/motcua centre open MÃ-XÃ    mã đơn vị hành chính của xã, phường; chưa nhớ mã thì gõ tên trong dấu nháy\n"
    "                                  (the commune's code, or its name in quotes to be told the code)"
)


class NoPageError(Exception):
    """The pages did not come up; the text says what the web server said."""


def main(words: list[str]) -> int:
    """Load, serve until asked to stop; the exit status."""
    listen_for_stop()
    wishes = _wishes(words)
    crew = Crew(logs=env.var_dir() / "log")
    try:
        load()
        begun = is_begun()
        try:
            crew.start(_plans(wishes.host, wishes.port))
            _await_first_page(crew, wishes.host, wishes.port)
            tell_addresses(wishes.host, wishes.port, begun=begun)
            while True:
                time.sleep(LOOK)
                crew.look(time.monotonic())
        finally:
            crew.stop()
    except StopAsked:
        return 0
    except NoPageError as refusal:
        warn(str(refusal))
    except OSError as cause:
        warn(disk_trouble(cause))
    return REFUSED


def load() -> None:
    """Take into memory what every process of the house reads, and keep the collector's hands off it."""
    import_module("motcua.config.wsgi")  # the workers find it loaded
    get_resolver().url_patterns  # noqa: B018 -- reading it imports every view
    for name in settings.READ_BEFORE_SERVING:
        import_string(name)(on=clock.local(clock.now()).date())
    connections.close_all()  # two processes must not speak on one connection
    gc.collect()
    gc.freeze()  # the collector would write into every shared page


def is_begun() -> bool:
    """Whether a centre has been opened here; asked before the forks, who must not share the connection."""
    try:
        return bool(import_module("motcua.apps.organization.queries").centres())
    finally:
        connections.close_all()


def _wishes(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua.config.house")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    return parser.parse_args(words)


def _plans(host: str, port: int) -> list[Plan]:
    """Every process of a running Motcua; those whose program is not there yet are left out."""
    quiet = ("--no-ws", "--backpressure", "64", "--log-level", "warning", "--respawn-failed-workers")
    served = ("granian", "--interface", "wsgi", "--host", host, "--port", str(port), *THREADS, *quiet)
    plans = [Plan(name="web", words=(*served, "motcua.config.web:application"))]
    if importlib.util.find_spec("motcua.config.live"):
        live = ("uvicorn", "--host", host, "--port", str(port + 1), "--log-level", "warning")
        plans.append(Plan(name="live", words=(*live, "motcua.config.live:application")))
    for name, role in (("worker", "app"), ("dispatcher", "system")):
        if catalogue.exists(name):
            plans.append(Plan(name=name, words=("motcua.config.main", name), role=role))
    return plans


def _await_first_page(crew: Crew, host: str, port: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while not _page_comes(host, port):
        web = crew.members[0]
        if time.monotonic() > give_up or (web.process and web.process.exitcode is not None):
            raise NoPageError(f"Trang không lên được (the pages did not come up):\n{crew.last_words('web')}")
        time.sleep(0.05)


def _page_comes(host: str, port: int) -> bool:
    line = http.client.HTTPConnection(asked(host), port, timeout=30)
    try:
        line.request("HEAD", "/", headers={"Host": "localhost"})
        line.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
    return True


def tell_addresses(host: str, port: int, *, begun: bool) -> None:
    """Where the doors are, and what comes next where there is no centre yet."""
    base = f"http://{shown(host, port)}"
    say(
        f"\nMotcua đang chạy. (Running.)\n  Cổng công dân (portal):   {base}/\n  Bàn cán bộ (desk):        {base}/desk/"
    )
    sign_ins: Path = env.var_dir() / "sign-ins.txt"
    with contextlib.suppress(OSError):  # the pages are up: nothing about a sheet ends them
        say(f"\n{sign_ins.read_text(encoding='utf-8').rstrip()}")
    if not begun:
        say(FIRST_STEP)
    say("\nCtrl-C để dừng. (Ctrl-C stops it.)")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
