"""What each sign weighs in the search; set by hand and held by the graded questions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Parts of a procedure, terms of a query, and the thresholds of refusing and asking back."""

    title: float = 3.0
    keywords: float = 3.0
    said: float = 1.2
    results: float = 0.6
    field: float = 0.8
    cases: float = 0.25

    word: float = 0.6
    pair: float = 1.2
    exact: float = 0.35
    filler: float = 0.04
    mended: float = 0.75
    unseen: float = 0.2  # a pair nobody knows
    unknown: float = 0.3  # a word nobody knows

    hint: float = 0.3  # official words of a meaning
    meaning: float = 1.3  # a procedure a meaning names
    common: float = 0.4  # an everyday word within a wording
    rarest: float = 4.5
    named: float = 0.8  # the whole of a name was said
    often: float = 0.04  # for each of three steps of how often it is asked for
    unsaid: float = 0.72  # a qualifier in the name that was not said
    confirmed: float = 1.15  # a qualifier that was said
    missing: float = 0.9  # a qualifier that was said and is not in the name
    considered: int = 60

    door: float = 1.1
    margin: float = 0.08
    least_share: float = 0.2
    near: float = 0.85
