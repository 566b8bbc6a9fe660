"""Ours or not: the best answer held against others' business that was said and others' names that fit."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from motcua.apps.procedures.rules.searching.outside import Outside
from motcua.apps.procedures.rules.searching.understanding import Listener, Query
from motcua.apps.procedures.rules.searching.weights import Weights
from motcua.apps.procedures.states import Door


class Judge:
    """Refuses what is not ours and says whose it is."""

    def __init__(self, outside: Outside, listener: Listener, weights: Weights) -> None:
        """Take what a query is weighed by."""
        self._outside, self._listener, self._w = outside, listener, weights

    def door(
        self, query: Query, *, best: float, shares: Sequence[float], codes: Collection[str], fields: Collection[str]
    ) -> Door | None:
        """Whose business it is where it is not ours, or None.

        `best`: the score of the first answer, 0 where there is none; `shares`: what the first answers explain;
        `codes` and `fields` are those of the catalogue.
        """
        ours, strongest = max(shares, default=0.0), max(query.meant.values(), default=0.0)
        door, strength = self._said(query, fields)
        named = ours >= self._w.named_share and query.whole >= self._w.named_whole
        if door is not None and strength > strongest and not named:
            return door
        sure = strongest >= self._w.sure
        if not best or not (sure or self._asks(query)):
            return door or Door.NOTHING
        strange = self._outside.nearest(query.worth, query.whole, codes, fields)
        theirs = strange.share if strange else 0.0
        if strange is not None and theirs > ours + self._w.margin and (strange.code or not sure):
            return strange.door
        # What is found by chance lies low, and others' names fit the words about as well.
        lowest, highest = self._w.rivals
        least = self._w.least_score * min(highest, max(lowest, theirs / max(ours, 1e-9)))
        if not sure and ours < self._w.said_whole and best < least:
            return door or Door.NOTHING
        enough = ours * max(1.0, query.whole / self._w.enough) >= self._w.least_share
        return None if enough or sure else door or Door.NOTHING

    def _asks(self, query: Query) -> bool:
        """Whether a word beside the fillers was said."""
        return any(query.terms[term] > self._w.filler for term in query.worth if " " not in term)

    def _said(self, query: Query, fields: Collection[str]) -> tuple[Door | None, float]:
        """The strongest door that was said and how strong it is."""
        is_long = len(query.saying.plain) >= self._w.long
        strengths: dict[Door, float] = {}
        for said in self._outside.said(query.saying, fields):
            weight = self._w.door_in_story if is_long else self._w.plain_door if said.plain else self._w.door
            strength = weight * self._listener.strength(query.saying, said.match, query.factors)
            strengths[said.door] = max(strengths.get(said.door, 0.0), strength)
        door = max(strengths, key=lambda each: strengths[each], default=None)
        return door, strengths[door] if door else 0.0
