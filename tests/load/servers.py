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

#: The same figures as `motcua.config.launch` gives.
_THREADS = ("--workers", "2", "--blocking-threads", "2", "--blocking-threads-idle-timeout", "600")
_QUIET = ("--no-ws", "--backpressure", "64", "--log-level", "warning")
PATIENCE = 60.0  # seconds until the first page must have come


@dataclass(frozen=True, slots=True)
class Server:
    """One running server."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    #: Seconds from the start to the first answer.
    cold: float

    def memory(self) -> float:
        """Proportional memory of the whole group, in MB."""
        return memory_of(self.process.pid)


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
def web(module: str, settings: str, port: int, place: Place, *, server: str = "granian") -> Iterator[Server]:
    """Granian on loopback, for the length of the block; `server` is the module that starts it."""
    bound = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port))
    begun = time.monotonic()
    with process(module, ("-m", server, *bound, *_THREADS, *_QUIET, f"{module}:application"), settings, place) as web:
        _await_answer(port, web)
        yield Server(module, web, port, time.monotonic() - begun)


@contextmanager
def process(
    name: str, words: tuple[str, ...], settings: str, place: Place, *, role: str = "app"
) -> Iterator[subprocess.Popen[bytes]]:
    """A process group of ours, ended with the block."""
    told = env.for_child(**place.logins, DJANGO_SETTINGS_MODULE=settings, MOTCUA_DB_ROLE=role, MOTCUA_HOSTS="localhost")
    place.logs.mkdir(parents=True, exist_ok=True)
    with (place.logs / f"{name}.log").open("wb") as out:
        started = subprocess.Popen(
            [sys.executable, "-P", *words], env=told, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield started
    finally:
        _end(started)


def memory_of(pid: int) -> float:
    """Proportional memory (PSS) of a process and its descendants, in MB."""
    total = 0
    for member in [pid, *_descendants(pid)]:
        try:
            rollup = Path(f"/proc/{member}/smaps_rollup").read_text(encoding="ascii")
        except OSError:  # it ended meanwhile
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


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
