"""What the search asks back, frozen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchChoice:
    """One of several procedures that fit, and the words of its name that set it apart from the others."""

    code: str
    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchAsk:
    """Several fit about as well: which of them is meant?"""

    choices: tuple[SearchChoice, ...]
