"""Ranking by names: words, pairs of neighbours and marked words, weighed by the part of a procedure they stand in."""

from __future__ import annotations

import itertools
import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from motcua.apps.procedures.rules.searching.writing import BREAK, Saying

#: Saturation and length of BM25; names differ little in length, so length weighs little.
K1 = 1.2
#: Mark before a word written with its marks: "=mất" is not "=mắt".
EXACT = "="


def terms_of(saying: Saying) -> Iterator[str]:
    """Folded words, pairs of neighbours, and words with their marks."""
    yield from (word for word in saying.plain if word != BREAK)
    yield from pairs_of(saying.plain)
    yield from (EXACT + word for word, bare in zip(saying.typed, saying.plain, strict=True) if word != bare)


def pairs_of(words: Iterable[str]) -> Iterator[str]:
    """Pairs of neighbours within a clause."""
    yield from (f"{one} {two}" for one, two in itertools.pairwise(words) if BREAK not in {one, two})


class Names:
    """Things by the weighted terms of their names: an inverted index in flat arrays."""

    def __init__(self, things: Iterable[tuple[Mapping[str, float], float]], *, length: float, firm: float) -> None:
        """Index the terms of each thing, in order; beside them the length of its name.

        `length`: how much (0..1) a long name counts against it; `firm`: the weight of a term that stands in a name.
        """
        kept = tuple(things)
        mean = sum(size for _, size in kept) / max(len(kept), 1)
        found: dict[str, tuple[array[int], array[float], array[int]]] = defaultdict(
            lambda: (array("H"), array("f"), array("B"))
        )
        for place, (terms, size) in enumerate(kept):
            norm = K1 * (1 - length + length * size / max(mean, 1e-9))
            for term, weight in terms.items():
                places, shares, firmness = found[term]
                places.append(place)
                shares.append(weight * (K1 + 1) / (weight + norm))
                firmness.append(min(255, int(255 * weight / firm)))
        self._postings = dict(found)
        self.count = len(kept)

    def __contains__(self, term: str) -> bool:
        """Whether any name holds the term."""
        return term in self._postings

    def rarity(self, term: str) -> float:
        """How telling a term is; one that no name holds tells as much as the rarest."""
        held = len(self._postings[term][0]) if term in self._postings else 0
        return math.log(1 + (self.count - held + 0.5) / (held + 0.5))

    def places(self, term: str) -> Sequence[int]:
        """The things that hold a term."""
        return self._postings[term][0] if term in self._postings else ()

    def held(self, term: str, place: int) -> float:
        """How firmly (0..1) a thing holds a term: whole in its name, less in what is said about it."""
        if term not in self._postings:
            return 0.0
        places, _, firmness = self._postings[term]
        at = bisect_left(places, place)
        return firmness[at] / 255 if at < len(places) and places[at] == place else 0.0

    def pairs(self) -> dict[str, int]:
        """Every pair of neighbours and how many things hold it."""
        return {term: len(places) for term, (places, _, _) in self._postings.items() if " " in term}

    def scores(self, query: Mapping[str, float]) -> dict[int, float]:
        """The score of each thing that holds any of the terms; `query`: term → weight."""
        found: dict[int, float] = defaultdict(float)
        for term, weight in query.items():
            if term in self._postings:
                for place, share in zip(*self._postings[term][:2], strict=True):
                    found[place] += weight * share
        return found
