"""Wordings of the lexicon found in a sentence: words in order, classes of words, and small gaps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from motcua.apps.procedures.rules.searching.writing import BREAK, Saying
from motcua.kernel.text import fold

#: How many words may stand where a wording has a gap, and after a word of a class («ba tôi vừa mới mất»).
GAP, AFTER_CLASS = 5, 3
#: What a word counts that was left bare in a bare sentence, and one with other marks than the wording's.
BARE, OTHER_MARKS = 0.95, 0.55
#: The least mean of a wording's words.
LEAST_MATCH = 0.75
_ITEM = re.compile(r"<[^>]*>|\.\.|[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Item:
    """One place of a wording: the words that fit (folded → as written), and how many may stand before the next."""

    fits: Mapping[str, frozenset[str]]
    gap: int


@dataclass(frozen=True, slots=True)
class Match:
    """A wording found: of which thing, from word to word, which words it used, and how well the marks agree."""

    key: int
    start: int
    end: int
    words: tuple[int, ...]
    quality: float


class Phrasebook:
    """Wordings by their first word."""

    def __init__(self, wordings: Iterable[tuple[int, str]], classes: Mapping[str, tuple[str, ...]]) -> None:
        """Compile pairs of a key and a wording."""
        self._by_first: dict[str, list[tuple[int, tuple[_Item, ...]]]] = defaultdict(list)
        ready = {name: _fits(words) for name, words in classes.items()}
        for key, wording in wordings:
            items = tuple(_items(wording, ready))
            for first in items[0].fits if items else ():
                self._by_first[first].append((key, items))

    def find(self, saying: Saying) -> Iterator[Match]:
        """Every wording in a sentence."""
        for start, word in enumerate(saying.plain):
            for key, items in self._by_first.get(word, ()):
                found = _match(saying, items, start)
                if found is None:
                    continue
                quality = sum(found.values()) / len(found)
                if quality >= (BARE if len(items) == 1 else LEAST_MATCH):
                    yield Match(key, start, max(found) + 1, tuple(found), quality)


def _fits(words: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        found[fold(word)].add(word)
    return {bare: frozenset(marks) for bare, marks in found.items()}


@cache
def _word(word: str, gap: int) -> _Item:
    """The place of one word; wordings share them."""
    return _Item(_fits([word]), gap)


def _items(wording: str, classes: Mapping[str, Mapping[str, frozenset[str]]]) -> Iterator[_Item]:
    parts = _ITEM.findall(wording)
    for at, part in enumerate(parts):
        if part == "..":
            continue
        wide = parts[at + 1 : at + 2] == [".."]
        if part.startswith("<"):
            yield _Item(classes[part[1:-1]], GAP if wide else AFTER_CLASS)
        else:
            yield _word(part, GAP if wide else 0)


def _match(saying: Saying, items: tuple[_Item, ...], start: int) -> dict[int, float] | None:
    """The places of a wording's words and how well each agrees; the nearest word that fits is taken."""
    found: dict[int, float] = {}
    at, last = start, start
    for item in items:
        for place in range(at, min(last, len(saying.plain) - 1) + 1):
            word = saying.plain[place]
            if word == BREAK and item is not items[0] and last == at:
                return None
            if word in item.fits and (agrees := _agreement(saying, place, item.fits[word])):
                found[place] = agrees
                at, last = place + 1, place + 1 + item.gap
                break
        else:
            return None
    return found


def _agreement(saying: Saying, place: int, written: frozenset[str]) -> float:
    typed, bare = saying.typed[place], saying.plain[place]
    if typed in written:
        return 1.0
    return BARE if typed == bare and not saying.marked else OTHER_MARKS
