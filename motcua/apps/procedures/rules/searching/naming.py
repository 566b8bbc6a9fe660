"""What a procedure goes by: its title, our short name and keywords, and what the lexicon says people call it."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping

from motcua.apps.procedures.rules.searching.lexicon import Lexicon, words_of
from motcua.apps.procedures.rules.searching.names import pairs_of, terms_of
from motcua.apps.procedures.rules.searching.weights import Weights
from motcua.apps.procedures.rules.searching.writing import Reader
from motcua.apps.procedures.values import VersionView

#: Where a name stops saying what and begins saying for whom, where and how.
_TAIL = re.compile(
    r"\s*\(.*|,? (?:đối với|thuộc thẩm quyền|trong trường hợp|thực hiện tại|thực hiện bằng|áp dụng cho) .*"
)
_LONGEST_CASE = 120


class Naming:
    """Reads the names of procedures with the short writing of a lexicon."""

    def __init__(self, lexicon: Lexicon, weights: Weights) -> None:
        """Gather the lexicon's wordings by code."""
        self.reader = Reader(Lexicon(short=lexicon.short))
        self._w = weights
        self._said: dict[str, list[str]] = defaultdict(list)
        for meaning in lexicon.meanings:
            for code in meaning.codes:
                self._said[code].extend(" ".join(words_of(says)) for says in meaning.says)

    def terms(self, version: VersionView) -> tuple[Mapping[str, float], float]:
        """Every term of a procedure by its weight, and the length of its title."""
        short = version.short_title if version.short_title != version.title else ""
        parts = (
            (self._w.title, version.title),
            (self._w.title, short),
            (self._w.keywords, " . ".join(version.keywords)),
            (self._w.results, " . ".join(result.name for result in version.result_names)),
            (self._w.field, version.field_name),
            (self._w.cases, " . ".join(case.name[:_LONGEST_CASE] for case in version.cases)),
        )
        terms: dict[str, float] = defaultdict(float)
        for weight, text in parts:
            for term in terms_of(self.reader.read(text)):
                terms[sys.intern(term)] += weight
        wordings = self._said.get(version.procedure_code, ())
        for term in {each for wording in wordings for each in terms_of(self.reader.read(wording))}:
            terms[sys.intern(term)] += self._w.said
        return terms, len(self.reader.read(version.title).plain)

    def names(self, version: VersionView) -> tuple[tuple[str, ...], ...]:
        """The pairs of neighbours of each name it goes by."""
        names = (version.title, version.short_title, *version.keywords)
        parts = dict.fromkeys(part for name in names for part in _called(name))
        pairs = (tuple(sorted({sys.intern(pair) for pair in pairs_of(self.reader.read(part).plain)})) for part in parts)
        return tuple(dict.fromkeys(each for each in pairs if each))


def _called(name: str) -> Iterable[str]:
    """A name, and its parts where it strings several together or goes on about whom it concerns."""
    return (name, *(_TAIL.sub("", part) for part in name.split(";")))
