"""The search: what was said, held against the names of procedures, the lexicon, and what is not ours."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.apps.procedures.rules.searching import asking
from motcua.apps.procedures.rules.searching.facets import Facets
from motcua.apps.procedures.rules.searching.focus import Focus
from motcua.apps.procedures.rules.searching.lexicon import Lexicon, words_of
from motcua.apps.procedures.rules.searching.names import EXACT, Names, pairs_of, terms_of
from motcua.apps.procedures.rules.searching.outside import Business, Outside
from motcua.apps.procedures.rules.searching.phrases import Match, Phrasebook
from motcua.apps.procedures.rules.searching.spelling import Speller
from motcua.apps.procedures.rules.searching.weights import Weights
from motcua.apps.procedures.rules.searching.writing import BREAK, Reader, Saying
from motcua.apps.procedures.values import Door, SearchAsk, VersionView
from motcua.kernel.text import fold

_CODE = re.compile(r"\d\.\d{6}")
_SURE = 1000.0
#: The best so many stand for what is ours when it is held against others.
TOP = 5
_TAIL = re.compile(r"\s*\(.*|,? (?:đối với|thuộc thẩm quyền|trong trường hợp|thực hiện tại|thực hiện bằng|áp dụng cho) .*")


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: the procedure's code, its score, and the share of the query it explains (0..1)."""

    code: str
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search says: hits best first; or none, and whose door it is; or several, and in what they differ."""

    hits: tuple[Hit, ...] = ()
    door: Door | None = None
    asks_back: SearchAsk | None = None

    @property
    def refused(self) -> bool:
        """Whether nothing of ours fits."""
        return not self.hits


@dataclass(frozen=True, slots=True)
class _Query:
    """A sentence understood: terms with their weights, the lexicon's meanings by their strength."""

    saying: Saying
    factors: Sequence[float]
    terms: Mapping[str, float]
    hinted: Mapping[str, float]
    meant: Mapping[str, float]
    explained: Mapping[str, frozenset[int]]


class Index:
    """The searchable names of some versions, one per code; built once per revision of the catalogue."""

    def __init__(
        self,
        versions: Iterable[VersionView],
        *,
        lexicon: Lexicon | None = None,
        outside: Outside | None = None,
        weights: Weights | None = None,
    ) -> None:
        """Index the versions."""
        self._lexicon = lexicon or Lexicon()
        self._outside = outside or Outside((), Business(), self._lexicon)
        self._w = weights or Weights()
        self._reader = Reader(self._lexicon)
        self._bare_fillers = frozenset(map(fold, self._lexicon.fillers))
        self._plain_reader = Reader(Lexicon(short=self._lexicon.short))
        kept = tuple(versions)
        self._codes = [version.procedure_code for version in kept]
        self._titles = [version.short_title for version in kept]
        self._place = {code: at for at, code in reversed(list(enumerate(self._codes)))}
        self._fields = frozenset(version.field_name for version in kept)
        self._aliases = {old: v.procedure_code for v in reversed(kept) for old in v.replaced_by.value or ()}
        said = self._said_by_code()
        self._names = Names([self._terms(version, said.get(version.procedure_code, ())) for version in kept], length=self._w.length, firm=self._w.title)
        self._named = [self._name_pairs(version) for version in kept]
        self._facets = Facets(self._lexicon.qualifiers, [v.title for v in kept], self._lexicon.classes)
        self._focus = Focus(self._lexicon, self._w)
        self._speller = Speller(self._names.pairs())
        numbered = ((at, says) for at, meaning in enumerate(self._lexicon.meanings) for says in meaning.says)
        self._book = Phrasebook(numbered, self._lexicon.classes)

    def find(self, text: str, *, limit: int) -> Answer:
        """The best `limit` procedures for a text; none and a door when nothing in the catalogue fits."""
        if named := self._by_code(text):
            return Answer(hits=tuple(Hit(code, _SURE, 1.0) for code in named[:limit]))
        query = self._understood(self._read(text))
        ranked = self._ranked(query)
        door = self._refusal(query, ranked)
        if door is not None:
            return Answer(door=door)
        hits = tuple(ranked[:limit])
        return Answer(hits=hits, asks_back=self._asks_back(ranked))

    def _by_code(self, text: str) -> list[str]:
        codes = (self._aliases.get(code, code) for code in _CODE.findall(text))
        return [code for code in dict.fromkeys(codes) if code in self._place]

    def _read(self, text: str) -> Saying:
        """The sentence, words written together taken apart."""
        said = self._reader.read(text)
        parts = [self._speller.split(word) for word in said.plain]
        if all(len(part) == 1 for part in parts):
            return said
        typed = [(word,) if len(part) == 1 else part for word, part in zip(said.typed, parts, strict=True)]
        return Saying(tuple(w for p in parts for w in p), tuple(w for p in typed for w in p), said.marked)

    def _understood(self, said: Saying) -> _Query:
        factors = self._focus.factors(said)
        terms: dict[str, float] = {}
        for term, weight in self._weighed(said, factors):
            terms[term] = max(terms.get(term, 0.0), weight)
        for at, word in self._speller.mend(said.plain).items():
            mended = (*said.plain[:at], word, *said.plain[at + 1 :])
            for term in (word, *pairs_of(mended[max(0, at - 1) : at + 2])):
                terms[term] = max(terms.get(term, 0.0), self._w.mended * (self._w.pair if " " in term else self._w.word))
            terms.pop(said.plain[at], None)
        matches = _outermost(self._book.find(said))
        hinted: dict[str, float] = {}
        meant: dict[str, float] = defaultdict(float)
        explained: dict[str, frozenset[int]] = defaultdict(frozenset)
        for match in matches:
            meaning = self._lexicon.meanings[match.key]
            strength = self._strength(said, match, factors)
            for code in meaning.codes:
                meant[code] = max(meant[code], strength)
                explained[code] |= set(match.words)
            for term in terms_of(self._plain_reader.read(meaning.terms)) if meaning.terms else ():
                hinted[term] = max(hinted.get(term, 0.0), self._w.hint * match.quality)
        return _Query(said, factors, terms, hinted, meant, explained)

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

    def _worth(self, said: Saying, at: int) -> float:
        """What one word of a sentence is worth in a wording."""
        return self._w.common if self._common(said, at) == 1 else min(self._names.rarity(said.plain[at]), self._w.rarest)

    def _ranked(self, query: _Query) -> list[Hit]:
        weights = {term: w * self._rarity(term) for term, w in query.terms.items()}
        for term, weight in query.hinted.items():
            if term in self._names:
                weights[term] = max(weights.get(term, 0.0), weight * self._names.rarity(term))
        scores = self._names.scores(weights)
        for code, strength in query.meant.items():
            if code in self._place:
                scores[self._place[code]] = scores.get(self._place[code], 0.0) + self._w.meaning * strength
        first = sorted(scores, key=lambda place: -scores[place])[: self._w.considered]
        said = self._facets.said(query.saying)
        whole = self._whole(query)
        hits = []
        for place in first:
            score = scores[place] * (1 + self._w.named * self._covered(place, weights))
            score *= self._facets.factor(place, said, self._w) * self._prior(place)
            hits.append(Hit(self._codes[place], score, self._share(place, query, whole)))
        return sorted(hits, key=lambda hit: (-hit.score, hit.code))

    def _rarity(self, term: str) -> float:
        if term in self._names:
            return self._names.rarity(term)
        known = self._outside.knows(term)
        return self._names.rarity(term) * (1.0 if known else self._w.unknown)

    def _whole(self, query: _Query) -> float:
        return sum(w * self._rarity(term) for term, w in query.terms.items() if not term.startswith(EXACT))

    def _covered(self, place: int, weights: Mapping[str, float]) -> float:
        """The largest share (0..1) of one of its names that was said."""
        shares = (
            sum(rarity for pair, rarity in name.items() if pair in weights) / max(sum(name.values()), 1e-9)
            for name in self._named[place]
        )
        return max(shares, default=0.0)

    def _prior(self, place: int) -> float:
        return 1 + self._w.often * self._lexicon.often.get(self._codes[place], 0)

    def _share(self, place: int, query: _Query, whole: float) -> float:
        """How much of what was asked its names hold, or the lexicon explains by it."""
        plain, explained = query.saying.plain, query.explained.get(self._codes[place], frozenset())
        told = {plain[at] for at in explained}
        told |= {f"{plain[at]} {plain[at + 1]}" for at in explained if at + 1 in explained}
        found = sum(
            w * self._rarity(t) * (1.0 if t in told else self._names.held(t, place))
            for t, w in query.terms.items()
            if not t.startswith(EXACT)
        )
        return min(1.0, found / max(whole, 1e-9))

    def _refusal(self, query: _Query, ranked: list[Hit]) -> Door | None:
        """Whose business it is where it is not ours, or None."""
        ours = max((hit.share for hit in ranked[:TOP]), default=0.0)
        strongest = max(query.meant.values(), default=0.0)
        door, strength = self._door(query)
        if door is not None and strength > strongest and ours < self._w.named_share:
            return door
        asked = any(w > self._w.filler and " " not in t and not t.startswith(EXACT) for t, w in query.terms.items())
        sure = strongest >= self._w.sure
        if not ranked or not (asked or sure):
            return door or Door.NOTHING
        weights = {t: w * self._rarity(t) for t, w in query.terms.items() if not t.startswith(EXACT)}
        whole = self._whole(query)
        strange = self._outside.nearest(weights, whole, self._place)
        if strange is not None and strange.share > ours + self._w.margin:
            return strange.door
        weights = {t: w * self._rarity(t) for t, w in query.terms.items() if not t.startswith(EXACT)}
        whole = self._whole(query)
        strange = self._outside.nearest(weights, whole, self._place)
        theirs = strange.share if strange else 0.0
        if strange is not None and theirs > ours + self._w.margin:
            return strange.door
        # What is found by chance alone lies low, and others' names fit the words about as well.
        least = self._w.least_score * min(self._w.rivals[1], max(self._w.rivals[0], theirs / max(ours, 1e-9)))
        if not sure and ours < self._w.said_whole and ranked[0].score < least:
            return door or Door.NOTHING
        enough = ours * max(1.0, whole / self._w.enough) >= self._w.least_share
        return None if enough or sure else door or Door.NOTHING

    def _door(self, query: _Query) -> tuple[Door | None, float]:
        """The strongest door that was said and how strong it is."""
        is_long = len(query.saying.plain) >= self._w.long
        strengths: dict[Door, float] = {}
        for said in self._outside.said(query.saying, self._fields):
            weight = self._w.door_in_story if is_long else self._w.plain_door if said.plain else self._w.door
            strength = weight * self._strength(query.saying, said.match, query.factors)
            strengths[said.door] = max(strengths.get(said.door, 0.0), strength)
        door = max(strengths, key=lambda each: strengths[each], default=None)
        return door, strengths[door] if door else 0.0

    def _strength(self, said: Saying, match: Match, factors: Sequence[float]) -> float:
        """How much a wording found tells: its words by their worth, and that they stand together."""
        worth = sum((self._worth(said, at) + self._w.link) * factors[at] for at in match.words)
        return match.quality * (worth - self._w.link)

    def _asks_back(self, ranked: list[Hit]) -> SearchAsk | None:
        near = [hit for hit in ranked[: asking.MOST] if hit.score >= self._w.near * ranked[0].score]
        if len(near) < 2:
            return None
        return asking.asked([(hit.code, self._titles[self._place[hit.code]]) for hit in near])

    def _said_by_code(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for meaning in self._lexicon.meanings:
            for code in meaning.codes:
                found[code].extend(" ".join(words_of(says)) for says in meaning.says)
        return found

    def _terms(self, version: VersionView, says: Iterable[str]) -> tuple[Mapping[str, float], float]:
        short = version.short_title if version.short_title != version.title else ""
        parts = (
            (self._w.title, version.title),
            (self._w.title, short),
            (self._w.keywords, " . ".join(version.keywords)),
            (self._w.results, " . ".join(result.name for result in version.result_names)),
            (self._w.field, version.field_name),
            (self._w.cases, " . ".join(case.name[:120] for case in version.cases)),
        )
        terms: dict[str, float] = defaultdict(float)
        length = len(self._plain_reader.read(version.title).plain)
        for weight, text in parts:
            for term in terms_of(self._plain_reader.read(text)):
                terms[term] += weight
        for term in {t for each in says for t in terms_of(self._plain_reader.read(each))}:
            terms[term] += self._w.said
        return terms, length

    def _name_pairs(self, version: VersionView) -> tuple[Mapping[str, float], ...]:
        names = dict.fromkeys(each for name in (version.title, version.short_title, *version.keywords) for each in _called(name))
        read = (frozenset(pairs_of(self._plain_reader.read(name).plain)) for name in names)
        return tuple({pair: self._names.rarity(pair) for pair in pairs} for pairs in read if pairs)


def _called(name: str) -> Iterator[str]:
    """A name, and its parts where it strings several together or goes on about whom it concerns."""
    yield name
    for part in name.split(";"):
        yield _TAIL.sub("", part)


def _outermost(matches: Iterable[Match]) -> list[Match]:
    """Matches that lie in no longer one of another meaning."""
    found = sorted(matches, key=lambda match: -len(match.words))
    kept: list[Match] = []
    for match in found:
        inside = (m for m in kept if m.key != match.key and set(match.words) < set(m.words))
        if not any(inside):
            kept.append(match)
    return kept
