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

    length: float = 0.3

    word: float = 0.6
    pair: float = 1.2
    exact: float = 0.35
    filler: float = 0.04
    perhaps: float = 0.6  # a word left bare that may be a filler
    dilution: float = 0.375  # for each filler in a pair
    mended: float = 0.75
    unseen: float = 0.2  # a pair nobody knows
    unknown: float = 0.3  # a word nobody knows

    hint: float = 0.3  # official words of a meaning
    meaning: float = 1.3  # a procedure a meaning names
    link: float = 1.0  # for each further word of a wording
    common: float = 0.4  # an everyday word within a wording
    rarest: float = 4.5
    named: float = 0.8  # the whole of a name was said
    often: float = 0.04  # for each of three steps of how often it is asked for
    unsaid: float = 0.7  # a qualifier in the name that was not said
    confirmed: float = 1.2  # a qualifier that was said
    missing: float = 0.76  # a qualifier that was said and is not in the name
    considered: int = 60

    aside: float = 0.45  # words asked along: «... có cần giấy ... không»
    focus: float = 1.3  # words after «khi đăng ký»
    need: float = 1.4  # words after «muốn», «xin» in a long text
    long: int = 16  # words of a long text
    lonely: float = 8.0  # so many single words count whole; in a longer text each counts less

    door: float = 1.1
    plain_door: float = 3.0  # a wording that leaves little doubt
    door_in_story: float = 0.7  # in a long text others are mentioned along
    margin: float = 0.08
    least_score: float = 19.0  # without a wording of the lexicon, a best one below this is chance
    rivals: tuple[float, float] = (0.35, 1.5)  # how far the nearest name of others lowers or lifts that bound
    said_whole: float = 0.8  # unless so much of what was asked stands in it
    least_share: float = 0.22
    enough: float = 26.0  # so much of a long text suffices
    named_whole: float = 15.0  # if it is more than a word or two
    named_share: float = 0.7  # a name said so far is not another's business
    sure: float = 3.0  # a wording this strong is never refused for lack of a share
    near: float = 0.85
