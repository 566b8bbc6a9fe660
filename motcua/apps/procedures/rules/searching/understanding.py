"""What was said, understood: its terms and their weights, and the meanings of the lexicon it holds."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.apps.procedures.rules.searching.focus import Focus
from motcua.apps.procedures.rules.searching.lexicon import Lexicon
from motcua.apps.procedures.rules.searching.names import EXACT, Names, pairs_of, terms_of
from motcua.apps.procedures.rules.searching.outside import Outside
from motcua.apps.procedures.rules.searching.phrases import Match, Phrasebook
from motcua.apps.procedures.rules.searching.spelling import Speller
from motcua.apps.procedures.rules.searching.weights import Weights
from motcua.apps.procedures.rules.searching.writing import BREAK, Reader, Saying
from motcua.kernel.text import fold


@dataclass(frozen=True, slots=True)
class Query:
    """A sentence understood.

    `factors`: what each word counts; `terms`: what each term weighs, `worth` the same by its rarity, `whole` their
    sum; `hinted`: official words of the meanings; `meant`: codes by the strength of the wording that means them, and
    `explained` the places of its words.
    """

    saying: Saying
    factors: Sequence[float]
    terms: Mapping[str, float]
    worth: Mapping[str, float]
    hinted: Mapping[str, float]
    meant: Mapping[str, float]
    explained: Mapping[str, frozenset[int]]

    @property
    def whole(self) -> float:
        """What everything that was asked is worth."""
        return sum(self.worth.values())


class Listener:
    """Understands sentences by the names of a catalogue, a lexicon, and others' names."""

    def __init__(self, names: Names, lexicon: Lexicon, outside: Outside, weights: Weights) -> None:
        """Compile the wordings."""
        self._names, self._lexicon, self._outside, self._w = names, lexicon, outside, weights
        self._reader, self._official = Reader(lexicon), Reader(Lexicon(short=lexicon.short))
        self._bare_fillers = frozenset(map(fold, lexicon.fillers))
        self._focus = Focus(lexicon, weights)
        self._speller = Speller(names.pairs())
        numbered = ((at, says) for at, meaning in enumerate(lexicon.meanings) for says in meaning.says)
        self._book = Phrasebook(numbered, lexicon.classes)

    def understand(self, text: str) -> Query:
        """The sentence with everything that can be read in it."""
        said = self._read(text)
        factors = self._focus.factors(said)
        terms = self._terms(said, factors)
        hinted: dict[str, float] = {}
        meant: dict[str, float] = defaultdict(float)
        explained: dict[str, frozenset[int]] = defaultdict(frozenset)
        for match in _outermost(self._book.find(said)):
            meaning = self._lexicon.meanings[match.key]
            for code in meaning.codes:
                meant[code] = max(meant[code], self.strength(said, match, factors))
                explained[code] |= set(match.words)
            for term in terms_of(self._official.read(meaning.terms)) if meaning.terms else ():
                hinted[term] = max(hinted.get(term, 0.0), self._w.hint * match.quality)
        worth = {t: w * self._rarity(t) for t, w in terms.items() if not t.startswith(EXACT)}
        return Query(said, factors, terms, worth, hinted, meant, explained)

    def strength(self, said: Saying, match: Match, factors: Sequence[float]) -> float:
        """How much a wording found tells: its words by their worth, and that they stand together."""
        worth = sum((self._word_worth(said, at) + self._w.link) * factors[at] for at in match.words)
        return match.quality * (worth - self._w.link)

    def _read(self, text: str) -> Saying:
        """The sentence, words written together taken apart."""
        said = self._reader.read(text)
        parts = [self._speller.split(word) for word in said.plain]
        if all(len(part) == 1 for part in parts):
            return said
        typed = [(word,) if len(part) == 1 else part for word, part in zip(said.typed, parts, strict=True)]
        return Saying(tuple(w for p in parts for w in p), tuple(w for p in typed for w in p), said.marked)

    def _terms(self, said: Saying, factors: Sequence[float]) -> dict[str, float]:
        terms: dict[str, float] = {}
        for term, weight in self._weighed(said, factors):
            terms[term] = max(terms.get(term, 0.0), weight)
        for at, word in self._speller.mend(said.plain).items():
            if self._common(said, at) == 1:
                continue
            mended = (*said.plain[:at], word, *said.plain[at + 1 :])
            terms.pop(said.plain[at], None)
            for term in (word, *pairs_of(mended[max(0, at - 1) : at + 2])):
                weight = self._w.mended * (self._w.pair if " " in term else self._w.word)
                terms[term] = max(terms.get(term, 0.0), weight)
        return terms

    def _weighed(self, said: Saying, factors: Sequence[float]) -> Iterator[tuple[str, float]]:
        """The terms of a sentence and what each weighs before its rarity."""
        common = [self._common(said, at) for at in range(len(said.plain))]
        content = sum(each < 1 for each in common)
        lonely = min(1.0, self._w.lonely / max(content, 1)) ** 0.5
        for at, (word, typed) in enumerate(zip(said.plain, said.typed, strict=True)):
            if word != BREAK:
                word_weight = self._w.word * lonely * factors[at]
                yield word, common[at] * self._w.filler + (1 - common[at]) * word_weight
                if typed != word and not common[at] and EXACT + typed in self._names:
                    yield EXACT + typed, self._w.exact * lonely * factors[at]
        for at, (one, two) in enumerate(itertools.pairwise(said.plain)):
            pair, fillers = f"{one} {two}", common[at] + common[at + 1]
            if BREAK not in {one, two} and (fillers < 2 or pair in self._names):
                weight = self._w.pair * (1 - self._w.dilution * fillers) * factors[at]
                yield pair, weight if pair in self._names or self._outside.knows(pair) else weight * self._w.unseen

    def _common(self, said: Saying, at: int) -> float:
        """Whether a word is one that every question holds: 1, 0, or between where marks are missing to tell."""
        if said.typed[at] in self._lexicon.fillers:
            return 1.0
        return self._w.perhaps if not said.marked and said.plain[at] in self._bare_fillers else 0.0

    def _word_worth(self, said: Saying, at: int) -> float:
        """What one word of a sentence is worth in a wording."""
        if self._common(said, at) == 1:
            return self._w.common
        return min(self._names.rarity(said.plain[at]), self._w.rarest)

    def _rarity(self, term: str) -> float:
        if term in self._names:
            return self._names.rarity(term)
        known = self._outside.knows(term)
        return self._names.rarity(term) * (1.0 if known else self._w.unknown)


def _outermost(matches: Iterable[Match]) -> list[Match]:
    """Matches that lie in no longer one of another meaning."""
    found = sorted(matches, key=lambda match: -len(match.words))
    kept: list[Match] = []
    for match in found:
        inside = (m for m in kept if m.key != match.key and set(match.words) < set(m.words))
        if not any(inside):
            kept.append(match)
    return kept
