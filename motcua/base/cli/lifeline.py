"""Ties the life of a process to its parent's, so that a killed launcher leaves nothing behind (Linux)."""

import ctypes
import os
import signal
import subprocess
import warnings
from collections.abc import Callable
from typing import Any

PR_SET_PDEATHSIG = 1
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


def _tied(word: signal.Signals) -> Callable[[], None]:
    parent = os.getpid()

    def in_child() -> None:
        die_with_parent(word)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return in_child
