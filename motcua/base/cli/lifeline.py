"""Ties the life of a process to its parent's, so that a killed launcher leaves nothing behind (Linux)."""

import ctypes
import os
import signal
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
LARGEST_LOG = 5_000_000
_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork


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


def _tied(word: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def in_child() -> None:
        die_with_parent(word)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return in_child
