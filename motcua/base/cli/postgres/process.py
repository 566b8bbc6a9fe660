"""Starts and stops the server's process so that it dies with its parent, however the parent dies."""

import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from motcua.base.cli.lifeline import log_file, popen
from motcua.base.cli.postgres.account import ENVIRONMENT, Account

# fast shutdown, then immediate, then the end; seconds granted to each
STOPPING = ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


def spawn(words: Sequence[str | Path], *, account: Account, log: Path, lock: int) -> subprocess.Popen[bytes]:
    """Start the server in its own process group, so that the terminal's Ctrl-C reaches the launcher alone.

    `lock` is inherited by every process of the server. Call from the main thread, whose death counts as the parent's.
    """
    with log_file(log) as out:
        return popen(
            [str(word) for word in words],
            user=account.uid if account.borrowed else None,
            group=account.gid if account.borrowed else None,
            extra_groups=[] if account.borrowed else None,
            process_group=0,
            word=signal.SIGINT,
            pass_fds=(lock,),
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server, politely first; returns when it is gone."""
    for word, seconds in STOPPING:
        if process.poll() is not None:
            return
        process.send_signal(word)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            continue


def pause(seconds: float = 0.02) -> None:
    """Wait a little between two looks."""
    time.sleep(seconds)
