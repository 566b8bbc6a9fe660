"""What is not ours, each with its door: official names of others' procedures, and everyday business of other bodies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from motcua.apps.procedures.rules.searching.lexicon import Lexicon, read_sections, words_of
from motcua.apps.procedures.rules.searching.names import Names, pairs_of, terms_of
from motcua.apps.procedures.rules.searching.phrases import Match, Phrasebook
from motcua.apps.procedures.rules.searching.writing import Reader, Saying
from motcua.apps.procedures.states import Door

#: Doors that close when the catalogue itself holds procedures of these fields: then they are ours.
FIELDS = {
    Door.TAX: "Thuế",
    Door.CUSTOMS: "Hải quan",
    Door.TREASURY: "Kho bạc Nhà nước",
    Door.BORDER_GUARD: "Quản lý biên giới",
}


@dataclass(frozen=True, slots=True)
class Decoy:
    """A procedure of somebody else: its code, official name, and whose door it is."""

    code: str
    title: str
    door: Door


@dataclass(frozen=True, slots=True)
class Business:
    """Everyday wordings of what people ask that no commune does; those of `plain` settle a short question alone."""

    wordings: tuple[tuple[Door, str], ...] = ()
    plain: frozenset[str] = frozenset()


def read_decoys(lines: Iterable[str]) -> Iterator[Decoy]:
    """Decoys of the lines of `decoys.tsv`: door, code, name."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            door, code, title = line.rstrip("\n").split("\t")
            yield Decoy(code=code, title=title, door=Door(door))


def read_business(lines: Iterable[str]) -> Business:
    """The wordings of `doors.txt`, by door; `!` stands before a plain one. Raises BadLexicon, ValueError."""
    parts = read_sections(lines)
    said = ((Door(door), each.strip()) for door, rows in parts.items() for row in rows for each in row.split(";"))
    kept = [(door, wording) for door, wording in said if wording]
    plain = frozenset(wording.removeprefix("!") for _, wording in kept if wording.startswith("!"))
    return Business(wordings=tuple((door, wording.removeprefix("!")) for door, wording in kept), plain=plain)


@dataclass(frozen=True, slots=True)
class Strange:
    """The nearest name that is not ours: whose it is, and the share of the query it explains (0..1)."""

    door: Door
    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Said:
    """A wording of another body's business found in a sentence; `plain`: it leaves little doubt."""

    door: Door
    match: Match
    plain: bool


@dataclass(slots=True)
class Outside:
    """Decoys and wordings, ready to be compared; does not depend on the catalogue, so one serves all days."""

    decoys: tuple[Decoy, ...]
    business: Business
    lexicon: Lexicon
    _names: Names = field(init=False)
    _pairs: list[frozenset[str]] = field(init=False)
    _book: Phrasebook = field(init=False)

    def __post_init__(self) -> None:
        """Index the names."""
        reader = Reader(Lexicon(short=self.lexicon.short))
        spoken = (Decoy(code="", title=" ".join(words_of(said)), door=door) for door, said in self.business.wordings)
        self.decoys = (*self.decoys, *spoken)
        said = [reader.read(decoy.title) for decoy in self.decoys]
        self._names = Names(
            [(dict.fromkeys(terms_of(each), 1.0), len(each.plain)) for each in said], length=0.0, firm=1.0
        )
        self._pairs = [frozenset(pairs_of(each.plain)) for each in said]
        wordings = ((at, wording) for at, (_, wording) in enumerate(self.business.wordings))
        self._book = Phrasebook(wordings, self.lexicon.classes)

    def knows(self, term: str) -> bool:
        """Whether a stranger's name holds the term."""
        return term in self._names

    def nearest(
        self, weights: Mapping[str, float], whole: float, ours: Collection[str], fields: Collection[str]
    ) -> Strange | None:
        """The name that explains the most of a query; `weights`: what each term is worth.

        Left out is what is ours: the codes of `ours`, and wordings of doors whose field is among `fields`.
        """
        found = self._shares(weights, whole)
        for place in sorted(found, key=lambda p: -found[p])[:40]:
            decoy = self.decoys[place]
            closed = not decoy.code and FIELDS.get(decoy.door) in fields
            if decoy.code not in ours and not closed:
                return Strange(decoy.door, decoy.code, found[place])
        return None

    def said(self, saying: Saying, fields: Collection[str]) -> tuple[Said, ...]:
        """Wordings of others' business in a sentence, without those of doors that are ours here."""
        found = ((*self.business.wordings[match.key], match) for match in self._book.find(saying))
        plain = self.business.plain
        return tuple(Said(door, match, said in plain) for door, said, match in found if FIELDS.get(door) not in fields)

    def _shares(self, weights: Mapping[str, float], whole: float) -> dict[int, float]:
        found: dict[int, float] = {}
        for term, weight in weights.items():
            for place in self._names.places(term):
                found[place] = found.get(place, 0.0) + weight
        return {place: self._held(place, weights) * share / max(whole, 1e-9) for place, share in found.items()}

    def _held(self, place: int, weights: Mapping[str, float]) -> float:
        """A long name holds a word of everything: the less of it was said, the less it counts."""
        pairs = self._pairs[place]
        said = sum(pair in weights for pair in pairs)
        return 0.7 + 0.3 * min(1.0, said / max(len(pairs), 1))
