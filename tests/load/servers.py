"""The servers that are measured: granian as `bin/start` runs it, and the processes beside it; their memory."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from motcua.config import env
from motcua.config.house import THREADS

_QUIET = ("--no-ws", "--backpressure", "64", "--log-level", "warning")
#: What the house's other processes are called; the kernel keeps fifteen letters.
BESIDE = frozenset({"motcua-worker", "motcua-dispatcher"[:15]})
PATIENCE = 60.0  # seconds until the first page must have come


@dataclass(frozen=True, slots=True)
class Server:
    """One running server."""

    process: subprocess.Popen[bytes]
    port: int
    #: Seconds from the start to the first answer.
    cold: float

    def memory(self) -> dict[str, float]:
        """Proportional memory (PSS) in MB by name of process: what several share counts once."""
        found: dict[str, float] = {}
        for pid in [self.process.pid, *_descendants(self.process.pid)]:
            with contextlib.suppress(OSError):  # it ended meanwhile
                found[_name(pid)] = found.get(_name(pid), 0.0) + _memory_of(pid)
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """Which database the servers use, and where they write what they say."""

    logins: dict[str, str]
    logs: Path


def free_port() -> int:
    """A port nobody listens at, below those the system hands out by itself, so that two benches never meet."""
    for port in random.sample(range(20_000, 32_000), 200):
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port on loopback")


@contextmanager
def yardstick(port: int, place: Place) -> Iterator[Server]:
    """Granian on loopback with the yardstick's pages, for the length of the block."""
    bound = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port))
    words = ("granian", *bound, *THREADS, *_QUIET, "tests.load.yardstick.web:application")
    with _serving("yardstick", words, "tests.load.yardstick.settings", port, place) as server:
        yield server


@contextmanager
def ours(port: int, place: Place) -> Iterator[Server]:
    """All of Motcua as `bin/start` runs it, for the length of the block."""
    words = ("motcua.config.house", "--host", "127.0.0.1", "--port", str(port))
    with _serving("house", words, "motcua.config.settings.serve", port, place) as server:
        yield server


@contextmanager
def _serving(name: str, words: tuple[str, ...], settings: str, port: int, place: Place) -> Iterator[Server]:
    role = {"DJANGO_SETTINGS_MODULE": settings, "MOTCUA_DB_ROLE": "app", "MOTCUA_HOSTS": "localhost"}
    told = env.for_child(**place.logins, **role)
    place.logs.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with (place.logs / f"bench-{name}.log").open("wb") as out:
        line = [sys.executable, "-P", "-m", *words]
        started = subprocess.Popen(line, env=told, stdout=out, stderr=out, start_new_session=True)
    try:
        _await_answer(port, started)
        yield Server(started, port, time.monotonic() - begun)
    finally:
        _end(started)


@contextmanager
def at_rest(server: Server) -> Iterator[None]:
    """Keep worker and dispatcher still, as on a day without facts: the yardstick has nobody who carries any."""
    beside = [pid for pid in _descendants(server.process.pid) if _name(pid) in BESIDE]
    for pid in beside:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in beside:
            os.kill(pid, signal.SIGCONT)


def _name(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()


def _memory_of(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _descendants(pid: int) -> list[int]:
    children = [int(c) for t in Path(f"/proc/{pid}/task").glob("*/children") for c in t.read_text().split()]
    return children + [d for child in children for d in _descendants(child)]


def _await_answer(port: int, started: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            asked.request("GET", "/", headers={"Host": "localhost"})
            asked.getresponse().read()
        except OSError:
            if started.poll() is not None or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
        else:
            return
        finally:
            asked.close()


def _end(started: subprocess.Popen[bytes]) -> None:
    for word in (signal.SIGTERM, signal.SIGKILL):
        if started.poll() is None:
            os.killpg(started.pid, word)
            try:
                started.wait(timeout=10)
            except subprocess.TimeoutExpired:
                continue
