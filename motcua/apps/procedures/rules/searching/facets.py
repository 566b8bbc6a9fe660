"""Qualifiers: words in a name that set a case apart, which a person who means the case would say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.apps.procedures.rules.searching.lexicon import Qualifier
from motcua.apps.procedures.rules.searching.phrases import Phrasebook
from motcua.apps.procedures.rules.searching.weights import Weights
from motcua.apps.procedures.rules.searching.writing import Saying
from motcua.kernel.text import fold


class Facets:
    """Which qualifiers each name holds."""

    def __init__(
        self, qualifiers: Iterable[Qualifier], titles: Iterable[str], classes: Mapping[str, tuple[str, ...]]
    ) -> None:
        """Look for the qualifiers in the titles."""
        kept = tuple(qualifiers)
        self._book = Phrasebook(((at, cue) for at, each in enumerate(kept) for cue in each.cues), classes)
        marks = [tuple(fold(words) for words in each.in_titles) for each in kept]
        self._held = [
            frozenset(at for at, words in enumerate(marks) if any(word in title for word in words))
            for title in map(fold, titles)
        ]

    def said(self, saying: Saying) -> frozenset[int]:
        """The qualifiers a person said."""
        return frozenset(match.key for match in self._book.find(saying))

    def factor(self, place: int, said: frozenset[int], weights: Weights) -> float:
        """How the qualifiers of a name, said or not, change its score."""
        held = self._held[place]
        return float(
            weights.unsaid ** len(held - said)
            * weights.confirmed ** len(held & said)
            * weights.missing ** len(said - held)
        )
