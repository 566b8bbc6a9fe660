"""Ties the life of a process to its parent's, so that a killed launcher leaves nothing behind (Linux)."""

import ctypes
import os
import shutil
import signal
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, Any

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
LARGEST_LOG = 5_000_000
GRACE = 10.0  # seconds a process has to finish what it holds
LONGEST_WAIT = 30.0  # seconds between two attempts to start one again
HEALTHY_AFTER = 60.0  # seconds after which an earlier death is forgotten
#: The signals by which a terminal, a person or the system asks a process to end.
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork


class StopAsked(BaseException):
    """Ctrl-C, or the terminal or the system asks us to end."""


def listen_for_stop() -> None:
    """From now on whatever asks this process to end raises StopAsked in its main thread, once."""
    for word in STOPPING:  # a script's background job has INT ignored
        signal.signal(word, _stop_asked)


def _stop_asked(_word: int, _frame: FrameType | None) -> None:
    for word in STOPPING:
        signal.signal(word, signal.SIG_IGN)  # once is enough: the stopping itself is not to be interrupted
    raise StopAsked


def forget_stop() -> None:
    """In a fork: what asks it to end does so, until it says otherwise itself."""
    for word in STOPPING:
        signal.signal(word, signal.SIG_DFL)


def call_myself(name: str) -> None:
    """The name `ps` and `top` show for this process; the kernel keeps fifteen letters of it."""
    _libc.prctl(PR_SET_NAME, name.encode())


def pause_after(deaths: int) -> float:
    """Seconds to wait before what died so many times in a row is started again."""
    return float(min(LONGEST_WAIT, 2.0 ** (deaths - 1)))


def die_with_parent(word: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send us `word` when the thread that started us ends."""
    _libc.prctl(PR_SET_PDEATHSIG, word)


def popen(words: list[str], *, word: signal.Signals = signal.SIGTERM, **how: Any) -> subprocess.Popen[bytes]:
    """Popen for a child that gets `word` when we end; call it in the main thread, which must outlive the child."""
    with warnings.catch_warnings():
        # Python 3.12 warns of a fork beside threads; between fork and exec this child makes two system calls only
        warnings.simplefilter("ignore", DeprecationWarning)
        return subprocess.Popen(words, preexec_fn=_tied(word), **how)  # noqa: PLW1509 -- see above


@contextmanager
def log_file(path: Path) -> Iterator[IO[bytes]]:
    """A log for a child's words, nobody else's to read; a large one is put aside first."""
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_name(path.name + ".old"))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600), "ab") as log:
        yield log


def cut_log(path: Path) -> None:
    """Put aside what a log holds once it has grown large under its writer, who goes on at its new end.

    What is written between the copy and the cut is lost: a few lines of millions.
    """
    with suppress(FileNotFoundError):
        if path.stat().st_size > LARGEST_LOG:
            aside = path.with_name(path.name + ".old")
            with path.open("rb") as log, os.fdopen(os.open(aside, _NEW, 0o600), "wb") as into:
                shutil.copyfileobj(log, into)
            os.truncate(path, 0)


def _tied(word: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def in_child() -> None:
        die_with_parent(word)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return in_child
