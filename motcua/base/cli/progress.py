"""A progress bar of plain text on stderr: silent when nobody watches, unless it is asked to speak."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TextIO

WIDTH = 30
AT_MOST_EVERY = 0.1  # seconds


class Showing(StrEnum):
    """When the bar is drawn."""

    ON_TERMINALS = "on terminals"
    ALWAYS = "always"


class Bar:
    """One line that fills up; `total` 0 means that nobody knows the end, then only the amount is told."""

    def __init__(self, *, label: str, total: int, unit: str, stream: TextIO, showing: Showing) -> None:
        self._label, self._total, self._unit, self._stream = label, total, unit, stream
        self._shown = showing is Showing.ALWAYS or stream.isatty()
        self._drawn_at = 0.0
        self.done = 0

    def add(self, amount: int = 1) -> None:
        """Some more is done."""
        self.reach(self.done + amount)

    def reach(self, amount: int) -> None:
        """This much is done in all."""
        self.done = amount
        if self._shown and time.monotonic() - self._drawn_at >= AT_MOST_EVERY:
            self._draw()

    def finish(self) -> None:
        """Draw the last state and leave the line."""
        if self._shown:
            self._draw()
            self._stream.write("\n")

    def _draw(self) -> None:
        self._drawn_at = time.monotonic()
        self._stream.write("\r" + self._line())
        self._stream.flush()

    def _line(self) -> str:
        if not self._total:
            return f"{self._label}: {self.done:,} {self._unit}"
        share = min(1.0, self.done / self._total)
        filled = round(share * WIDTH)
        bar = "#" * filled + "." * (WIDTH - filled)
        return f"{self._label} [{bar}] {share:4.0%} {self.done:,}/{self._total:,} {self._unit}"


@contextmanager
def progress(
    *, label: str, total: int = 0, unit: str = "", stream: TextIO | None = None, showing: Showing = Showing.ON_TERMINALS
) -> Iterator[Bar]:
    """A bar for the length of the block: `bar.add()` after each thing done."""
    bar = Bar(label=label, total=total, unit=unit, stream=stream or sys.stderr, showing=showing)
    try:
        yield bar
    finally:
        bar.finish()
