"""Vietnamese text: one normal form, folding for search, keys for sorting."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "…": "...", "·": ".", "\u00a0": " "} | dict.fromkeys("«»“”", '"')
)
_BLANKS = re.compile(r"\s+")
#: Letters in dictionary order; a mark makes a new letter (a < ă < â), a tone does not.
_LETTERS = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
#: Tones in dictionary order: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """The text in NFC with runs of blanks joined: the only form we store."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def lines_of(text: str) -> str:
    """A text of several lines as it was typed: a form sends each line's end as two signs, which nobody counted."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def fold(text: str) -> str:
    """Lower case, without marks and tones, đ as d, blanks joined: for searching."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return _BLANKS.sub(" ", bare.replace("đ", "d")).strip()


def unaccented(text: str) -> str:
    """The text without marks and tones, đ as d, dashes and quotes as a typewriter has them: for telephones.

    One such sign more makes a carrier count the whole message in places twice as wide.
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).translate(_PLAIN)


def sort_key(text: str) -> str:
    """A key that sorts as a Vietnamese dictionary does, in any byte order.

    First the letters with their marks, syllable by syllable, then the tones.
    """
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text.lower()):
        parts = unicodedata.normalize("NFD", char)
        tone = next((_TONES[p] for p in parts[1:] if p in _TONES), "0")
        bare = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
        place = _LETTERS.find(bare)
        letters.append(chr(48 + place) if place >= 0 else "!" if bare == " " else "~")
        tones.append(tone)
    return "".join(letters) + " " + "".join(tones)
