"""The window that writes a page, «name.number»: what it sends is numbered, since servers may take it in any order."""

from __future__ import annotations

from typing import Final

#: Beside the pages of a draft's answers: which window wrote each of them last. Gone when the draft is filed.
PENS: Final = "_pens"


def same_window(pen: str, other: str) -> bool:
    """Whether both were written by one window; a page without a script has no pen."""
    return bool(pen) and pen.partition(".")[0] == other.partition(".")[0]


def is_overtaken(pen: str, *, by: str) -> bool:
    """Whether this was sent before what the same window has kept meanwhile; never where a number lacks."""
    mine, kept = pen.partition(".")[2], by.partition(".")[2]
    return same_window(pen, by) and mine.isdecimal() and kept.isdecimal() and int(mine) < int(kept)
