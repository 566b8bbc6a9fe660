"""The processes of a running Motcua: forked, watched, forked again when they die, stopped in order.

They are forks of the house (`motcua.config.house`), which has loaded everything: what none of them writes to lies in
memory once for all.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import runpy
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from pathlib import Path

from django.db import connections

from motcua.base.cli.lifeline import (
    GRACE,
    HEALTHY_AFTER,
    LONGEST_WAIT,
    call_myself,
    cut_log,
    die_with_parent,
    forget_stop,
    log_file,
    pause_after,
)
from motcua.base.cli.voice import warn
from motcua.config import env
from motcua.config.settings.base import database_settings

_FORKS = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A process we mean to run: its name, the module it runs with its words, the login it gets (app, owner, system)."""

    name: str
    words: tuple[str, ...]
    role: str = "app"


@dataclass(slots=True)
class Running:
    """A planned process, alive or waiting to be started again."""

    plan: Plan
    process: ForkProcess | None = None
    started: float = 0.0
    deaths: int = 0
    again_at: float = 0.0
    told_at: float = float("-inf")


@dataclass(slots=True)
class Crew:
    """Every process of one Motcua. Use it in the main thread only: the processes die with that thread."""

    logs: Path
    fork: Callable[..., ForkProcess] = _FORKS.Process
    members: list[Running] = field(default_factory=list)

    def start(self, plans: Sequence[Plan]) -> None:
        """Start all of them, in order; raises OSError when a log cannot be kept or a process not be forked."""
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        for plan in plans:
            member = Running(plan)
            self.members.append(member)
            if self._log(plan.name).exists():
                self._log(plan.name).replace(self._log(plan.name + ".before"))
            self._launch(member)

    def look(self, now: float) -> None:
        """Notice the dead, tell of them, start them again after a growing pause.

        What the machine refuses now (no memory to fork, no room on the disk) is told and tried again: the others serve.
        """
        for member in self.members:
            try:
                self._look_at(member, now)
            except (OSError, MemoryError) as cause:
                self._put_off(member, now, cause)

    def stop(self) -> None:
        """End them in the order they were started; returns when all are gone."""
        for member in self.members:
            if member.process:
                _end(member.process)
                member.process = None

    def last_words(self, name: str, lines: int = 12) -> str:
        """The end of a process's log; '' where it cannot be read, since somebody may have tidied it away."""
        try:
            said = self._log(name).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return "\n".join("    " + line for line in said[-lines:])

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _look_at(self, member: Running, now: float) -> None:
        if member.process and member.process.exitcode is not None:
            self._mourn(member, now)
        if member.process is None and now >= member.again_at:
            self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._launch(member)
        cut_log(self._log(member.plan.name))

    def _put_off(self, member: Running, now: float, cause: BaseException) -> None:
        if member.process is None:
            member.deaths += 1
        member.again_at = max(member.again_at, now + pause_after(member.deaths))
        if now >= member.told_at + LONGEST_WAIT:
            member.told_at = now
            warn(
                f"Chưa trông được tiến trình «{member.plan.name}» ({cause}); sẽ thử lại, các tiến trình khác vẫn chạy. "
                "(It cannot be looked after now and is tried again; the others go on.)"
            )

    def _launch(self, member: Running) -> None:
        plan, parent = member.plan, os.getpid()
        process = self.fork(target=_become, args=(plan, self._log(plan.name), parent), name=plan.name)
        for stream in (sys.stdout, sys.stderr):
            stream.flush()  # what waits there would be said by the child as well
        process.start()
        member.process = process  # only now: one that was never forked has no exit to wait for
        member.started = time.monotonic()

    def _mourn(self, member: Running, now: float) -> None:
        assert member.process is not None
        status = member.process.exitcode
        _end_group(member.process)  # its own children would keep the port
        member.process = None
        member.deaths = 1 if now - member.started > HEALTHY_AFTER else member.deaths + 1
        wait = pause_after(member.deaths)
        member.again_at = now + wait
        name = member.plan.name
        warn(
            f"Tiến trình «{name}» đã dừng (mã {status}), chạy lại sau {wait:.0f} giây. "
            f"(It ended and is started again.) {self._log(name)}:\n{self.last_words(name, 5)}"
        )


def _become(plan: Plan, log: Path, parent: int) -> None:
    """In the fork: a process of its own, with its own log and login, that runs the plan's module until it ends."""
    os.setpgid(0, 0)  # whatever it starts itself is ended with it
    forget_stop()
    die_with_parent()
    if os.getppid() != parent:  # it died before we could ask
        os._exit(1)
    call_myself(f"motcua-{plan.name}")
    _speak_into(log)
    _sign_in(plan.role)
    # granian's workers share our memory too; Python 3.14 would start each from nothing
    multiprocessing.set_start_method("fork", force=True)
    sys.argv = list(plan.words)
    runpy.run_module(plan.words[0], run_name="__main__", alter_sys=True)


def _speak_into(log: Path) -> None:
    """Hear nothing, and say everything into the log."""
    with Path(os.devnull).open("rb") as nothing, log_file(log) as out:
        for ours, theirs in ((nothing, 0), (out, 1), (out, 2)):
            os.dup2(ours.fileno(), theirs)


def _sign_in(role: str) -> None:
    """Use the database by this role's login: the settings were read under the house's."""
    env.take_role(role)
    connections.settings["default"].update(database_settings(env.database()))


def _end(process: ForkProcess) -> None:
    process.terminate()
    process.join(timeout=GRACE)
    _end_group(process)
    process.join()


def _end_group(process: ForkProcess) -> None:
    """Nothing of its group stays behind, whatever it started itself."""
    assert process.pid is not None
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
