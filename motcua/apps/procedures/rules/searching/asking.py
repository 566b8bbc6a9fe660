"""Asking back: several procedures fit, so the person is told in what they differ."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from motcua.apps.procedures.values import SearchAsk, SearchChoice
from motcua.kernel.text import fold

#: More choices than these are no help.
MOST = 4
#: So many differences of one name are told.
RUNS = 4
#: Longer differences are cut after so many syllables.
LONGEST = 12
_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.,;:()/–]")


def asked(choices: Sequence[tuple[str, str]]) -> SearchAsk:
    """The choices, code and name, each with the words of its name that the others do not all have.

    A Vietnamese word is often two syllables, so what is shared is told by pairs of neighbours.
    """
    pairs = [frozenset(pair for clause in _clauses(name) for pair in _pairs(clause)) for _, name in choices]
    shared = frozenset.intersection(*pairs)
    rows = (
        SearchChoice(code=code, title=name, words=tuple(itertools.islice(_differences(name, shared), RUNS)))
        for code, name in choices
    )
    return SearchAsk(choices=tuple(rows))


def _differences(name: str, shared: frozenset[tuple[str, str]]) -> Iterator[str]:
    for clause in _clauses(name):
        yield from _runs(clause, shared)


def _clauses(name: str) -> Iterator[list[str]]:
    yield from (words for clause in _CLAUSE.split(name) if (words := _WORD.findall(clause)))


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return [(fold(one), fold(two)) for one, two in itertools.pairwise(words)] or [(fold(words[0]), "")]


def _runs(words: list[str], shared: frozenset[tuple[str, str]]) -> Iterator[str]:
    """Runs of neighbouring words that stand in no shared pair."""
    pairs = _pairs(words)
    common = {at + side for at, pair in enumerate(pairs) if pair in shared for side in (0, 1)}
    run: list[str] = []
    for at, word in enumerate((*words, "")):
        if word and at not in common:
            run.append(word)
        elif run:
            yield " ".join(run[:LONGEST])
            run = []
