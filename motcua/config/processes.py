"""The processes of a running Motcua: started, watched, started again when they die, stopped in order."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from motcua.base.cli.lifeline import log_file, popen
from motcua.base.cli.voice import warn
from motcua.config import env

GRACE = 10.0  # seconds a process has to finish what it holds
LONGEST_WAIT = 30.0  # seconds between two attempts to start one again
HEALTHY_AFTER = 60.0  # seconds after which an earlier death is forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A process we mean to run: its name, the words of its command, the login it gets (app, owner, system)."""

    name: str
    words: tuple[str, ...]
    role: str = "app"


@dataclass(slots=True)
class Running:
    """A planned process, alive or waiting to be started again."""

    plan: Plan
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    again_at: float = 0.0


@dataclass(slots=True)
class Crew:
    """Every process of one Motcua. Use it in the main thread only: the processes die with that thread."""

    settings: dict[str, str]
    logs: Path
    members: list[Running] = field(default_factory=list)

    def start(self, plans: Sequence[Plan]) -> None:
        """Start all of them, in order."""
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        for plan in plans:
            member = Running(plan)
            self.members.append(member)
            if self._log(plan.name).exists():
                self._log(plan.name).replace(self._log(plan.name + ".before"))
            self._launch(member)

    def look(self, now: float) -> None:
        """Notice the dead, tell of them, start them again after a growing pause."""
        for member in self.members:
            if member.process and member.process.poll() is not None:
                self._mourn(member, now)
            if member.process is None and now >= member.again_at:
                self._launch(member)

    def stop(self) -> None:
        """End them in the order they were started; returns when all are gone."""
        for member in self.members:
            if member.process:
                _end(member.process)
                member.process = None

    def last_words(self, name: str, lines: int = 12) -> str:
        """The end of a process's log."""
        said = self._log(name).read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join("    " + line for line in said[-lines:])

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _launch(self, member: Running) -> None:
        with log_file(self._log(member.plan.name)) as out:
            member.process = popen(
                [sys.executable, "-P", *member.plan.words],
                env=env.for_child(**self.settings, MOTCUA_DB_ROLE=member.plan.role),
                process_group=0,  # the terminal's Ctrl-C is for the launcher, which ends the others in order
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        member.started = time.monotonic()

    def _mourn(self, member: Running, now: float) -> None:
        assert member.process is not None
        status = member.process.returncode
        _end_group(member.process)  # its own children would keep the port
        member.process = None
        member.deaths = 1 if now - member.started > HEALTHY_AFTER else member.deaths + 1
        wait = min(LONGEST_WAIT, 2.0 ** (member.deaths - 1))
        member.again_at = now + wait
        name = member.plan.name
        warn(
            f"Tiến trình «{name}» đã dừng (mã {status}), chạy lại sau {wait:.0f} giây. "
            f"(It ended and is started again.) {self._log(name)}:\n{self.last_words(name, 5)}"
        )


def module(name: str, *words: str) -> tuple[str, ...]:
    """The words that run one of our modules."""
    return ("-m", name, *words)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=GRACE)
    _end_group(process)
    process.wait()


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Nothing of its group stays behind, whatever it started itself."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
