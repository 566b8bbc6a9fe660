"""How the commands speak: plain lines, whole sentences, never a crash because of the terminal."""

import contextlib
import sys
from typing import TextIO


def say(text: str = "") -> None:
    """One line for the person who runs the command."""
    _write(sys.stdout, text)


def warn(text: str) -> None:
    """One line about something that went wrong."""
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    letters = (text + "\n").encode(stream.encoding or "utf-8", errors="replace")
    with contextlib.suppress(OSError, ValueError):  # a closed pipe or terminal is no reason to stop serving
        stream.write(letters.decode(stream.encoding or "utf-8"))
        stream.flush()
