"""Words of an address: tokens, the keys names are found by, and the words that say what kind of place follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from motcua.kernel.text import fold, nfc

#: More than this is no address.
LONGEST = 500
_APOSTROPHES = re.compile("['’‘`ʼ´]")
_WORD = re.compile(r"[^\W_]+")
#: «P12», «Q.1», «F5» (as Saigon writes phường): the letter is the kind, the figure the name.
_GLUED = re.compile(r"(p|f|q|tp|tx|tt|h|x)([0-9]{1,2})")
_FINAL_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y$|(?<=qu)y$")

#: The kind of place a word announces; the two-word ones are tried first.
_PAIRS = {"thi tran": "thị trấn", "thi xa": "thị xã", "thanh pho": "thành phố", "dac khu": "đặc khu"}
_KINDS = {
    "xa": "xã", "x": "xã", "phuong": "phường", "p": "phường", "f": "phường", "tt": "thị trấn", "huyen": "huyện",
    "h": "huyện", "quan": "quận", "q": "quận", "tx": "thị xã", "tp": "thành phố", "tinh": "tỉnh", "t": "tỉnh",
    "dk": "đặc khu",
}  # fmt: skip
#: Letters that also begin names: a kind only with a point, or at the beginning of a part.
_LETTERS = frozenset("xhtqpf")
#: What follows these is a hamlet, a street or a house, never a unit.
_SMALLER = frozenset({
    "thon", "ban", "ap", "to", "xom", "khom", "khu", "kp", "khoi", "duong", "pho", "ngo", "ngach", "hem", "kiet", "so",
    "lang", "buon", "soc", "toa", "can", "chung", "cum", "ql", "dt",
})  # fmt: skip
_COUNTRY = ("viet nam", "vietnam", "vn")
#: Names people still use or shorten, by key.
ALIASES = {
    "tphcm": "hochiminh", "hcm": "hochiminh", "tphochiminh": "hochiminh", "saigon": "hochiminh", "hn": "hanoi",
    "daclac": "daklak", "daclak": "daklak", "dacnong": "daknong", "thuathienhue": "hue", "tthue": "hue",
    "brvt": "bariavungtau", "vungtaubaria": "bariavungtau", "phanrang": "phanrangthapcham",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as typed in lower case, folded, what parts it from the word before, and whether a point follows."""

    typed: str
    folded: str
    #: 0 a blank, 1 a hyphen or a point, 2 a comma, a bracket or a new line; the first word begins a part.
    before: int
    dotted: bool


def tokens_of(text: str) -> list[Token]:
    """The words of an address, without a country at its end."""
    plain = _APOSTROPHES.sub("", nfc(text.replace("\n", ", "))[:LONGEST]).lower()
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(plain):
        gap = plain[end : match.start()]
        before = 2 if not found or any(c in ",;()/|\\:" for c in gap) else 1 if gap.strip() else 0
        dotted = plain[match.end() : match.end() + 1] == "."
        found += _split(match[0], before, dotted=dotted)
        end = match.end()
    for tail in _COUNTRY:
        size = len(tail.split())
        if len(found) > size and " ".join(t.folded for t in found[-size:]) == tail:
            return found[:-size]
    return found


def _split(word: str, before: int, *, dotted: bool) -> list[Token]:
    folded = _folded(word)
    glued = _GLUED.fullmatch(folded)
    if glued is None:
        return [Token(word, folded, before, dotted)]
    cut = len(glued[1])
    return [Token(word[:cut], glued[1], before, dotted=True), Token(word[cut:], glued[2], 0, dotted)]


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """Names share their words: folding each once halves the reading of all units."""
    return fold(word)


@lru_cache(maxsize=20_000)
def _part(folded: str) -> str:
    """One word of a key: «mĩ» and «mỹ» are one, «05» and «5» too."""
    if folded.isdigit():
        return folded.lstrip("0") or "0"
    return _FINAL_Y.sub("i", folded)


def key_of(words: Sequence[Token]) -> str:
    """What all spellings of a name share; blanks do not count, so that «Đa Krông» is «Đakrông»."""
    return "".join(_part(word.folded) for word in words)


def name_key(name: str) -> str:
    """The key of a unit's name without its type."""
    return "".join(_part(word.folded) for word in tokens_of(name))


@lru_cache(maxsize=20_000)
def marks_key(text: str) -> str:
    """Letters with their marks and tones, blind to where in a vowel group the tone is written («hoà», «hòa»)."""
    letters = [fold_tones(word.typed) for word in tokens_of(text)]
    return "".join(letters)


def marks_of(words: Sequence[Token]) -> str:
    """`marks_key` of words already cut."""
    return "".join(fold_tones(word.typed) for word in words)


@lru_cache(maxsize=20_000)
def fold_tones(word: str) -> str:
    """The word with its tone told behind: «hoà» and «hòa» are both «hoa2»."""
    tone, bare = "", []
    for char in word:
        base, found = _TONED.get(char, (char, ""))
        tone = found or tone
        bare.append(base)
    return "".join(bare) + tone


def _toned() -> dict[str, tuple[str, str]]:
    rows = ("aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ",
            "ưừứửữự", "yỳýỷỹỵ")  # fmt: skip
    return {char: (row[0], str(n)) for row in rows for n, char in enumerate(row) if n}


_TONED = _toned()


def kind_before(words: Sequence[Token], start: int) -> tuple[str, int]:
    """The kind announced before a name that begins at `start`, and where the announcement begins; ('', start)."""
    if start == 0 or words[start].before == 2:
        return "", start
    last = words[start - 1]
    if start >= 2 and last.before != 2 and not words[start].before:
        pair = _PAIRS.get(f"{words[start - 2].folded} {last.folded}", "")
        if pair and f"{words[start - 2].typed} {last.typed}" in {pair, fold(pair)}:
            return pair, start - 2
    kind = _KINDS.get(last.folded, "")
    if kind and last.typed not in {kind, last.folded}:  # «xá», «xà» are no «xã»
        kind = ""
    if kind and last.folded in _LETTERS and not last.dotted and last.before == 0:
        kind = ""
    return (kind, start - 1) if kind else ("", start)


def follows_smaller(words: Sequence[Token], start: int) -> bool:
    """Whether a hamlet or a street is announced before `start`."""
    return start > 0 and words[start].before != 2 and words[start - 1].folded in _SMALLER


def announced(words: Sequence[Token], start: int) -> str:
    """The kind a part of the address begins by announcing; '' where it begins otherwise."""
    for name in (start + 2, start + 1):
        if name < len(words):
            kind, begins = kind_before(words, name)
            if kind and begins == start:
                return kind
    return ""
