"""The search: what was said, held against the names of procedures, the lexicon, and what is not ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.apps.procedures.rules.searching import asking
from motcua.apps.procedures.rules.searching.facets import Facets
from motcua.apps.procedures.rules.searching.judging import Judge
from motcua.apps.procedures.rules.searching.lexicon import Lexicon
from motcua.apps.procedures.rules.searching.names import Names
from motcua.apps.procedures.rules.searching.naming import Naming
from motcua.apps.procedures.rules.searching.outside import Business, Outside
from motcua.apps.procedures.rules.searching.understanding import Listener, Query
from motcua.apps.procedures.rules.searching.weights import Weights
from motcua.apps.procedures.states import Door
from motcua.apps.procedures.values import SearchAsk, VersionView

_CODE = re.compile(r"\d\.\d{6}")
#: The score of a procedure named by its code.
_NAMED = 1000.0
#: The best so many stand for what is ours when it is held against others.
TOP = 5


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
        """Index the versions; without a lexicon nothing but names is known."""
        self._w, lexicon = weights or Weights(), lexicon or Lexicon()
        outside = outside or Outside((), Business(), lexicon)
        kept = tuple({version.procedure_code: version for version in versions}.values())
        naming = Naming(lexicon, self._w)
        self._often = lexicon.often
        self._codes = [version.procedure_code for version in kept]
        self._titles = {version.procedure_code: version.short_title for version in kept}
        self._place = {code: at for at, code in enumerate(self._codes)}
        self._fields = frozenset(version.field_name for version in kept)
        self._aliases = {old: v.procedure_code for v in reversed(kept) for old in v.replaced_by.value or ()}
        self._names = Names([naming.terms(v) for v in kept], length=self._w.length, firm=self._w.title)
        self._called = [naming.names(version) for version in kept]
        self._facets = Facets(lexicon.qualifiers, [version.title for version in kept], lexicon.classes)
        self._listener = Listener(self._names, lexicon, outside, self._w)
        self._judge = Judge(outside, self._listener, self._w)

    def find(self, text: str, *, limit: int) -> Answer:
        """The best `limit` procedures for a text; none and a door when nothing in the catalogue fits."""
        if named := self._by_code(text):
            return Answer(hits=tuple(Hit(code, _NAMED, 1.0) for code in named[:limit]))
        query = self._listener.understand(text)
        ranked = self._ranked(query)
        door = self._judge.door(
            query,
            best=ranked[0].score if ranked else 0.0,
            shares=[hit.share for hit in ranked[:TOP]],
            codes=self._place,
            fields=self._fields,
        )
        if door is not None:
            return Answer(door=door)
        return Answer(hits=tuple(ranked[:limit]), asks_back=self._asks_back(ranked))

    def __contains__(self, word: object) -> bool:
        """Whether a procedure's name holds this folded word."""
        return isinstance(word, str) and word in self._names

    def _by_code(self, text: str) -> list[str]:
        """Procedures named by their code in the text, or by the code that replaced theirs."""
        codes = (code if code in self._place else self._aliases.get(code, code) for code in _CODE.findall(text))
        return [code for code in dict.fromkeys(codes) if code in self._place]

    def _ranked(self, query: Query) -> list[Hit]:
        weights = {term: w * self._names.rarity(term) for term, w in query.terms.items() if term in self._names}
        for term, weight in query.hinted.items():
            if term in self._names:
                weights[term] = max(weights.get(term, 0.0), weight * self._names.rarity(term))
        scores = self._names.scores(weights)
        for code, strength in query.meant.items():
            if code in self._place:
                scores[self._place[code]] = scores.get(self._place[code], 0.0) + self._w.meaning * strength
        first = sorted(scores, key=lambda place: -scores[place])[: self._w.considered]
        said, whole = self._facets.said(query.saying), max(query.whole, 1e-9)
        hits = []
        for place in first:
            score = scores[place] * (1 + self._w.named * self._covered(place, weights))
            score *= self._facets.factor(place, said, self._w) * self._prior(place)
            hits.append(Hit(self._codes[place], score, self._explained(place, query) / whole))
        return sorted(hits, key=lambda hit: (-hit.score, hit.code))

    def _covered(self, place: int, weights: Mapping[str, float]) -> float:
        """The largest share (0..1) of one of its names that was said."""
        rarity = self._names.rarity
        return max(
            (sum(rarity(p) for p in name if p in weights) / sum(map(rarity, name)) for name in self._called[place]),
            default=0.0,
        )

    def _prior(self, place: int) -> float:
        return 1 + self._w.often * self._often.get(self._codes[place], 0)

    def _explained(self, place: int, query: Query) -> float:
        """How much of what was asked its names hold, or the lexicon explains by it."""
        plain, explained = query.saying.plain, query.explained.get(self._codes[place], frozenset())
        told = {plain[at] for at in explained}
        told |= {f"{plain[at]} {plain[at + 1]}" for at in explained if at + 1 in explained}
        return sum(w * (1.0 if t in told else self._names.held(t, place)) for t, w in query.worth.items())

    def _asks_back(self, ranked: list[Hit]) -> SearchAsk | None:
        near = [hit for hit in ranked[: asking.MOST] if hit.score >= self._w.near * ranked[0].score]
        if len(near) < 2:
            return None
        return asking.asked([(hit.code, self._titles[hit.code]) for hit in near])
