"""Finding a procedure from a person's words: in memory, without marks, by words and word pairs (BM25 with fields).

A Vietnamese word is often two syllables, so pairs weigh as much as single ones. Marks count when they are typed:
"mất" then prefers "mất" to "mắt". Synonyms are our own small list (`words`). Nothing here knows the database.
"""

from __future__ import annotations

import itertools
import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.apps.procedures.rules import words
from motcua.apps.procedures.values import VersionView
from motcua.kernel.text import fold, nfc

#: How much a hit in each part of a procedure weighs.
WEIGHTS = {"short": 3.0, "title": 3.0, "keywords": 3.0, "results": 1.0, "field": 1.0, "papers": 0.25}
#: Saturation and length of BM25; titles differ little in length, so length weighs little.
K1, B = 1.2, 0.35
#: A synonym's words, a mended typing slip, a pair of syllables, and a word with its marks, against a word.
SYNONYM, MENDED, PAIR, MARKED = 0.6, 0.7, 1.4, 0.35
#: The least share of a query's weight that the best answer must explain, else nothing fits.
LEAST_SHARE = 0.22
#: What a word weighs that every question holds; a query of nothing else asks for nothing.
FILLER = 0.05
#: How much it counts that the query names a procedure's whole name, and how many candidates are asked for it.
NAMED, CONSIDERED = 0.8, 30
#: Shorter words are never mended: a slip in them is another word.
SHORTEST_MENDED = 5
#: What a pair of neighbours that no procedure knows weighs in the whole of a query.
UNSEEN_PAIR = 0.2
#: Single syllables that match by chance count less than a pair of neighbours that does.
LONELY = 0.5
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"\d\.\d{6}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: the procedure's code, its score, and the share of the query it explains (0..1)."""

    code: str
    score: float
    share: float


class Index:
    """The searchable words of some versions; built once per revision of the catalogue."""

    def __init__(self, versions: Iterable[VersionView]) -> None:
        """Index the versions; one per code is expected."""
        self._codes: list[str] = []
        self._aliases: dict[str, str] = {}
        self._strong: list[frozenset[str]] = []
        kept = tuple(versions)
        weights = [self._add(version) for version in kept]
        mean = sum(sum(w.values()) for w in weights) / max(len(weights), 1)
        # Two flat arrays a word: a list of pairs would cost each web process ten times the memory.
        self._postings: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("I"), array("f")))
        for place, terms in enumerate(weights):
            norm = K1 * (1 - B + B * sum(terms.values()) / max(mean, 1e-9))
            for term, weight in terms.items():
                places, shares = self._postings[term]
                places.append(place)
                shares.append(weight * (K1 + 1) / (weight + norm))
        total = len(weights)
        self._names = [self._name_terms(version) for version in kept]
        held = {term: len(places) for term, (places, _) in self._postings.items()}
        self._rarity = {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in held.items()}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for term in self._postings:
            if " " not in term and not term.startswith("="):
                self._by_length[len(term)].append(term)

    def find(self, text: str, *, limit: int) -> tuple[Hit, ...]:
        """The best `limit` procedures for a text, best first; empty when nothing in the catalogue fits."""
        if named := self._named(text):
            return named[:limit]
        query = self._query(text)
        known = {term: weight for term, weight in query.items() if term in self._postings}
        whole = sum(weight * self._rarity.get(term, self._unknown) for term, weight in query.items())
        if max(query.values(), default=0) <= FILLER:
            return ()
        scores: dict[int, float] = defaultdict(float)
        for term, weight in known.items():
            for place, share in zip(*self._postings[term], strict=True):
                scores[place] += weight * self._rarity[term] * share
        first = sorted(scores, key=lambda place: -scores[place])[: limit + CONSIDERED]
        final = {place: scores[place] * (1 + NAMED * self._named_whole(place, known)) for place in first}
        best = sorted(first, key=lambda place: (-final[place], self._codes[place]))[:limit]
        hits = tuple(Hit(self._codes[p], final[p], self._share(p, known, whole)) for p in best)
        return hits if hits and max(hit.share for hit in hits) >= LEAST_SHARE else ()

    def __contains__(self, word: object) -> bool:
        """Whether the catalogue uses this folded word."""
        return isinstance(word, str) and word in self._postings

    @property
    def _unknown(self) -> float:
        """What a word outside the catalogue weighs: as much as the rarest one in it."""
        return math.log(1 + len(self._codes))

    def _add(self, version: VersionView) -> Mapping[str, float]:
        self._codes.append(version.procedure_code)
        for code in version.replaced_by.value or ():
            self._aliases.setdefault(code, version.procedure_code)
        short = version.short_title if version.short_title != version.title else ""
        terms: dict[str, float] = defaultdict(float)
        parts = {
            "short": short,
            "title": version.title,
            "keywords": " . ".join(version.keywords),
            "results": " . ".join(result.name for result in version.result_names),
            "field": version.field_name,
            "papers": " . ".join(paper.title[:120] for case in version.cases for paper in case.papers),
        }
        for part, said in parts.items():
            if part == "papers":
                self._strong.append(frozenset(terms))
            for term in _terms(said):
                terms[term] += WEIGHTS[part]
        return terms

    def _share(self, place: int, query: Mapping[str, float], whole: float) -> float:
        """How much of what was asked stands in the names of a procedure, not merely in its papers."""
        said = [term for term in query if term in self._strong[place]]
        alone = LONELY if not any(" " in term for term in said) else 1.0
        return alone * sum(query[term] * self._rarity[term] for term in said) / whole

    @staticmethod
    def _name_terms(version: VersionView) -> tuple[frozenset[str], ...]:
        """The words of each name a procedure goes by: the query that says all of one means this one."""
        names = (version.title, version.short_title, *version.keywords)
        return tuple(frozenset(t for t in _terms(n) if " " in t) for n in dict.fromkeys(names) if " " in n)

    def _named_whole(self, place: int, query: Mapping[str, float]) -> float:
        """The largest share (0..1) of one of its names that the query says."""
        shares = (
            sum(self._rarity[t] for t in name if t in query) / max(sum(self._rarity[t] for t in name), 1e-9)
            for name in self._names[place]
        )
        return max(shares, default=0.0)

    def _named(self, text: str) -> tuple[Hit, ...]:
        """Procedures named by their code in the text."""
        codes = (code if code in self._codes else self._aliases.get(code, code) for code in _CODE.findall(text))
        known = [code for code in dict.fromkeys(codes) if code in self._codes]
        return tuple(Hit(code, math.inf, 1.0) for code in known)

    def _query(self, text: str) -> Mapping[str, float]:
        """The terms asked for and how much each weighs."""
        said = _shortened(text)
        query: dict[str, float] = {}
        for term in _terms(text if text != fold(text) else "", only_marked=True):
            if fold(term[1:]) not in words.EMPTY:
                query[term] = MARKED if term in self._postings else 0.0
        for term in _terms(said):
            for meant, weight in self._meant(term):
                query[meant] = max(query.get(meant, 0.0), weight)
        for phrase, meant in words.SAID:
            if f" {phrase} " in f" {said} ":
                for term in _terms(meant):
                    query[term] = max(query.get(term, 0.0), SYNONYM * (PAIR if " " in term else 1.0))
        return {term: weight for term, weight in query.items() if weight}

    def _meant(self, term: str) -> Iterator[tuple[str, float]]:
        if " " in term:
            empty = all(part in words.EMPTY for part in term.split())
            if not empty:
                yield term, PAIR if term in self._postings else UNSEEN_PAIR
        elif term in words.EMPTY:
            yield term, FILLER
        elif term in self._postings or len(term) < SHORTEST_MENDED:
            yield term, 1.0
        else:
            near = next((known for known in self._near(term)), None)
            yield (near, MENDED) if near else (term, 1.0)

    def _near(self, term: str) -> Iterator[str]:
        """Known words one slip away, the commonest first."""
        candidates = (w for n in (len(term) - 1, len(term), len(term) + 1) for w in self._by_length.get(n, ()))
        near = [word for word in candidates if _one_slip(term, word)]
        yield from sorted(near, key=lambda word: (-len(self._postings[word][0]), word))


def _terms(text: str, *, only_marked: bool = False) -> Iterator[str]:
    """Folded words and pairs of neighbours; "=word" for a word written with its marks."""
    for clause in re.split(r"[.,;:?!()\n]", nfc(text).lower()):
        spoken = _WORD.findall(clause)
        plain = [fold(word) for word in spoken]
        yield from (f"={word}" for word, bare in zip(spoken, plain, strict=True) if word != bare)
        if only_marked:
            continue
        yield from plain
        yield from (f"{one} {two}" for one, two in itertools.pairwise(plain))


def _shortened(text: str) -> str:
    """The text folded, with short writing spelled out."""
    return " ".join(words.SHORT.get(word, word) for word in re.findall(r"[^\W_]+|[.,;:?!()]", fold(text)))


def _one_slip(one: str, two: str) -> bool:
    """Whether one letter was added, left out, changed, or two neighbours swapped."""
    if len(one) > len(two):
        one, two = two, one
    at = next((i for i, letter in enumerate(one) if letter != two[i]), len(one))
    if len(one) == len(two):
        swapped = one[at + 1 : at + 2] == two[at : at + 1] and one[at : at + 1] == two[at + 1 : at + 2]
        return one[at + 1 :] == two[at + 1 :] or (swapped and one[at + 2 :] == two[at + 2 :])
    return len(two) == len(one) + 1 and one[at:] == two[at + 1 :]
