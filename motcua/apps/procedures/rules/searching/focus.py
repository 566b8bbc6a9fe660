"""Which words of a sentence carry the need: what follows «khi đăng ký», and not what is merely asked along."""

from __future__ import annotations

from motcua.apps.procedures.rules.searching.lexicon import Lexicon
from motcua.apps.procedures.rules.searching.phrases import Phrasebook
from motcua.apps.procedures.rules.searching.weights import Weights
from motcua.apps.procedures.rules.searching.writing import BREAK, Saying


class Focus:
    """Knows the cues of a lexicon."""

    def __init__(self, lexicon: Lexicon, weights: Weights) -> None:
        """Compile the cues."""
        self._aside = Phrasebook(((0, cue) for cue in lexicon.aside), lexicon.classes)
        self._focus = Phrasebook(((0, cue) for cue in lexicon.focus), lexicon.classes)
        self._need = Phrasebook(((0, cue) for cue in lexicon.need), lexicon.classes)
        self._w = weights

    def factors(self, saying: Saying) -> list[float]:
        """What each word counts beside the others; 1 where nothing points at it."""
        found = [1.0] * len(saying.plain)
        points = [(match.end, self._w.aside) for match in self._aside.find(saying)]
        points += [(match.end, self._w.focus) for match in self._focus.find(saying)]
        if len(saying.plain) >= self._w.long:
            points += [(match.end, self._w.need) for match in self._need.find(saying)]
        for start, factor in sorted(points):
            for at in range(start, len(found)):
                if saying.plain[at] == BREAK:
                    break
                found[at] = factor
        return found
