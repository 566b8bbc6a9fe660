"""The product itself: started by `motcua.config.launch` in a room of its own, asked for codes, stopped by Ctrl-C."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from motcua.config import env

#: Making the demonstration centre takes most of it.
PATIENCE = 300.0
#: The dispatcher brings news on within a second or two; a busy machine takes longer.
LETTER = 60.0
#: What a test run sets for itself and the product must not inherit.
_OURS = re.compile(r"MOTCUA_|DATABASE_|DJANGO_|PYTEST_")


@dataclass(frozen=True, slots=True)
class Product:
    """A running Motcua: its address, and the var directory its commands are asked through."""

    address: str
    var: Path
    passwords: dict[str, str] = field(default_factory=dict)

    def code(self, user: str) -> str:
        """What `bin/motcua code USER` prints: the second factor of a made-up person."""
        told = self.ask("code", user)
        assert told.returncode == 0, told.stderr
        return told.stdout.strip()

    def link(self, phone: str) -> str:
        """Where the link last sent to a made-up telephone leads; waits until it is on its way."""
        give_up = time.monotonic() + LETTER
        while (told := self.ask("code", phone, "--link")).returncode != 0:
            assert time.monotonic() < give_up, told.stderr
            time.sleep(1)
        return urlsplit(told.stdout.strip()).path

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of bin/motcua, as asked at this machine by a program: nobody sits at a terminal."""
        asked = [sys.executable, "-P", "-m", "motcua.config.main", *words]
        return subprocess.run(
            asked,
            env=_settings(self.var),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def await_pages(self) -> None:
        """Wait until it serves (again)."""
        give_up = time.monotonic() + PATIENCE
        while not self._serves():
            assert time.monotonic() < give_up
            time.sleep(0.1)

    def _serves(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/tra-cuu/", timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def running(var: Path) -> Product:
    """The product that runs with this var directory already."""
    known = json.loads((var / "start.lock").read_text(encoding="utf-8"))
    return Product(known["address"].rstrip("/"), var, _passwords(var))


@contextmanager
def started(room: Path, *wishes: str) -> Iterator[Product]:
    """Start it in `room`, with the demonstration centre unless it is wished away.

    At the end ask it to stop, and see that it does.
    """
    var, log = room / "var", room / "start.log"
    words = [sys.executable, "-P", "-m", "motcua.config.launch", "--port", str(_free_port()), *wishes]
    with log.open("wb") as told, subprocess.Popen(words, env=_settings(var), stdout=told, stderr=told) as process:
        try:
            _await_pages(process, log)
            yield running(var)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0, log.read_text(encoding="utf-8")


def _await_pages(process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while "Motcua đang chạy" not in log.read_text(encoding="utf-8"):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < give_up, log.read_text(encoding="utf-8")
        time.sleep(0.1)


def _settings(var: Path) -> dict[str, str]:
    inherited = {name: value for name, value in env.for_child().items() if not _OURS.match(name)}
    return {**inherited, "MOTCUA_VAR": str(var), "PYTHONPATH": str(env.ROOT)}


def _passwords(var: Path) -> dict[str, str]:
    sheet = (var / "sign-ins.txt").read_text(encoding="utf-8") if (var / "sign-ins.txt").exists() else ""
    return dict(re.findall(r"^  (\w+) +(\w+) ", sheet, re.MULTILINE))


def _free_port() -> int:
    """A free one that has a free neighbour: the product takes two."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
