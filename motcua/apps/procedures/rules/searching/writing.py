"""From what was typed to the words said: keys undone, short writing spelled out, regional words put plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from motcua.apps.procedures.rules.searching.keys import undone
from motcua.apps.procedures.rules.searching.lexicon import Lexicon
from motcua.kernel.text import fold, nfc

_PART = re.compile(r"[^\W_]+|[.,;:?!()\n]")
#: Stands between two clauses: no pair and no wording reaches over it.
BREAK = "|"
#: Short writing of more letters is known with marks too: «đkkh» is «dkkh».
SHORT = 2
#: With fewer words than this share marked, somebody typed without marks and a bare word may be any of its kin.
MARKED_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Saying:
    """Words in order, folded and as typed; `marked`: whether the person types marks."""

    plain: tuple[str, ...]
    typed: tuple[str, ...]
    marked: bool


class Reader:
    """Reads sentences with the short writing and the regional words of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Prepare the lists."""
        short = {left: right.split() for left, right in lexicon.short.items() if " " not in left}
        self._short = {left: right for left, right in short.items() if left.isascii()}
        self._typed = {left: right for left, right in short.items() if not left.isascii()}
        self._regional = {left: right.split() for left, right in lexicon.regional.items() if " " not in left}
        self._phrases = _by_first({**lexicon.regional, **lexicon.short, **dict.fromkeys(lexicon.asking, BREAK)})

    def read(self, text: str) -> Saying:
        """The words of a text."""
        raw = _PART.findall(nfc(text).lower())
        typed = [word for part in raw for word in self._plainly(part)]
        typed = list(self._put(typed))
        plain = tuple(_folded(word) if word != BREAK else BREAK for word in typed)
        spoken = [(word, bare) for word, bare in zip(typed, plain, strict=True) if word != BREAK]
        marked = sum(word != bare for word, bare in spoken) > MARKED_SHARE * len(spoken)
        return Saying(plain=plain, typed=tuple(typed), marked=marked)

    def _plainly(self, part: str) -> list[str]:
        if not part[0].isalnum():
            return [BREAK]
        if part in self._regional:
            return self._regional[part]
        if spelled := self._typed.get(part) or self._short.get(part):
            return spelled
        if len(part) > SHORT and (spelled := self._short.get(fold(part))):
            return spelled
        return [undone(part)]

    def _put(self, typed: list[str]) -> Iterator[str]:
        """Phrases put plainly; the longest that begins at a word wins."""
        at, plain = 0, [_folded(word) for word in typed]
        while at < len(typed):
            for phrase, marks, meant in self._phrases.get(plain[at], ()):
                end = at + len(phrase)
                if tuple(plain[at:end]) == phrase and _agree(typed[at:end], marks):
                    yield from meant
                    at = end
                    break
            else:
                yield typed[at]
                at += 1


@lru_cache(maxsize=8192)
def _folded(word: str) -> str:
    return fold(word)


def _agree(typed: list[str], marks: tuple[str, ...]) -> bool:
    """Whether words typed are these, or the same left bare."""
    return all(word in {mark, fold(mark)} for word, mark in zip(typed, marks, strict=True))


def _by_first(phrases: Mapping[str, str]) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...], list[str]]]]:
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], list[str]]]] = {}
    for said in sorted((s for s, m in phrases.items() if " " in s or m == BREAK), key=lambda s: -len(s.split())):
        words = tuple(said.split())
        plain = tuple(fold(word) for word in words)
        found.setdefault(plain[0], []).append((plain, words, phrases[said].split()))
    return found
