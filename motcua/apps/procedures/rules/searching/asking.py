"""Asking back: several procedures fit, so the person is told in what they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from motcua.apps.procedures.values import SearchAsk, SearchChoice
from motcua.kernel.text import fold

#: More choices than these are no help.
MOST = 4
#: Words of a name that tell no difference.
_EMPTY = frozenset({"thu", "tuc", "cap", "xa", "thuc", "hien", "tai"})
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 12


def asked(choices: Sequence[tuple[str, str]]) -> SearchAsk:
    """The choices, code and name, each with the words of its name that the others do not all have."""
    words = [_folded(name) for _, name in choices]
    shared = frozenset.intersection(*(frozenset(each) for each in words)) | _EMPTY
    rows = ((code, name, tuple(_runs(name, shared))) for code, name in choices)
    return SearchAsk(choices=tuple(SearchChoice(code=code, title=name, words=runs) for code, name, runs in rows))


def _folded(name: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(name)]


def _runs(name: str, shared: frozenset[str]) -> Iterator[str]:
    """Runs of neighbouring words that are not shared."""
    run: list[str] = []
    for word in (*_WORD.findall(name), ""):
        if word and fold(word) not in shared:
            run.append(word)
        elif run:
            yield " ".join(run[:_LONGEST])
            run = []
