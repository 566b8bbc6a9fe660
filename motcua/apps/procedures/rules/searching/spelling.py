"""A strict speller: a syllable is mended only where that makes a pair of neighbours the catalogue knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from motcua.apps.procedures.rules.searching.keys import is_syllable
from motcua.apps.procedures.rules.searching.writing import BREAK

#: A mended syllable has at least so many letters: shorter ones have too many neighbours.
SHORTEST = 3
LONGEST_JOINED = 30


class Speller:
    """Knows syllables and pairs of them with how often each was seen."""

    def __init__(self, pairs: Mapping[str, int]) -> None:
        """Take the known pairs, «khai sinh» → how many names hold it."""
        self._pairs = pairs
        self._known = {word for pair in pairs for word in pair.split()}
        self._near: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            for less in _shorter(word):
                self._near[less].append(word)

    def split(self, word: str) -> tuple[str, ...]:
        """A word written together («khaisinh») as its syllables; the word alone where it is none."""
        if word in self._known or is_syllable(word) or not word.isalpha() or not 5 <= len(word) <= LONGEST_JOINED:
            return (word,)
        return self._parts(word) or (word,)

    def mend(self, words: tuple[str, ...]) -> dict[int, str]:
        """Places whose word is likely a slip, and the word meant."""
        meant: dict[int, str] = {}
        for at, word in enumerate(words):
            if len(word) < SHORTEST or word == BREAK or not word.isalpha():
                continue
            before, after = words[at - 1] if at else BREAK, words[at + 1] if at + 1 < len(words) else BREAK
            seen = self._seen(before, word, after)
            if seen and word in self._known:
                continue
            best = max(self._neighbours(word), key=lambda w: (self._seen(before, w, after), w), default="")
            least = 1 if word not in self._known else 2
            if best and self._seen(before, best, after) >= least:
                meant[at] = best
        return meant

    def _seen(self, before: str, word: str, after: str) -> int:
        return self._pairs.get(f"{before} {word}", 0) + self._pairs.get(f"{word} {after}", 0)

    def _neighbours(self, word: str) -> Iterator[str]:
        near = {known for less in _shorter(word) for known in self._near.get(less, ())} - {word}
        yield from (known for known in near if len(known) >= SHORTEST - 1 and one_slip(word, known))

    def _parts(self, word: str) -> tuple[str, ...]:
        if word in self._known:
            return (word,)
        for end in range(min(6, len(word) - 1), 0, -1):
            if word[:end] in self._known and (rest := self._parts(word[end:])):
                return (word[:end], *rest)
        return ()


def _shorter(word: str) -> Collection[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def one_slip(one: str, two: str) -> bool:
    """Whether one letter was added, left out, changed, or two neighbours swapped."""
    if len(one) > len(two):
        one, two = two, one
    at = next((i for i, letter in enumerate(one) if letter != two[i]), len(one))
    if len(one) == len(two):
        swapped = one[at + 1 : at + 2] == two[at : at + 1] and one[at : at + 1] == two[at + 1 : at + 2]
        return one[at + 1 :] == two[at + 1 :] or (swapped and one[at + 2 :] == two[at + 2 :])
    return len(two) == len(one) + 1 and one[at:] == two[at + 1 :]
