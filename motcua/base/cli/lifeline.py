"""Ties the life of a process to its parent's, so that a killed launcher leaves nothing behind (Linux)."""

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)  # loaded before any fork


def die_with_parent(word: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel to send us `word` when the thread that started us ends."""
    _libc.prctl(PR_SET_PDEATHSIG, word)


def tied(word: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """A `preexec_fn` for Popen; call it in the parent's main thread, which must outlive the child."""
    parent = os.getpid()

    def in_child() -> None:
        die_with_parent(word)
        if os.getppid() != parent:  # it died before we could ask
            os._exit(1)

    return in_child
