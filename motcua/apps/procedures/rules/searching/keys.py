"""Undoing the keyboard: Telex and VNI keys that were typed while no input method listened."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from motcua.kernel.text import fold

_ONSETS = "b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng "
    "iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo "
    "oet oi om on ong oong op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon "
    "uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet yeu"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")
#: Fewer letters beside the figures are a class, a road or a size, not a syllable.
LEAST_LETTERS = 2
#: Foreign words people write that would pass for keys.
KEPT = frozenset(
    {"photo", "taxi", "box", "web", "bus", "gas", "sms", "zalo", "max", "fax", "email", "app", "vps", "bs"}
)

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_CIRCUMFLEX, _HORN, _BREVE = "\u0302", "\u031b", "\u0306"
_VNI_MARKS = {"6": ("aeo", _CIRCUMFLEX), "7": ("ou", _HORN), "8": ("a", _BREVE)}
_TELEX_MARKS = (
    (re.compile(r"([aeo])\1"), rf"\1{_CIRCUMFLEX}"),
    (re.compile(r"uow"), f"u{_HORN}o{_HORN}"),
    (re.compile(r"aw"), f"a{_BREVE}"),
    (re.compile(r"([ou])w"), rf"\1{_HORN}"),
    (re.compile(r"w"), f"u{_HORN}"),
)
_TELEX = re.compile(r"[a-z]{2,10}")
_VNI = re.compile(r"(?=.*\d)[a-z][a-z1-9]{2,10}")
_PLAY = (
    (re.compile(r"^j"), "gi"),
    (re.compile(r"^dz|^z"), "d"),
    (re.compile(r"^f"), "ph"),
    (re.compile(r"^w"), "qu"),
    (re.compile(r"^k(?=[aouăâôơưáàảãạắấốớứồộờởợứừựổỗẩẫậằẳẵặóòỏõọúùủũụ])"), "c"),
    (re.compile(r"(?<![n])g$"), "ng"),
    (re.compile(r"ck$|k$"), "ch"),
)
_MARKED_WITH_KEY = re.compile(r"(\w*[^\x00-\x7f]\w*)[sfrxj]")


def is_syllable(word: str) -> bool:
    """Whether a folded word can be one Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def undone(word: str) -> str:
    """The word that was meant, with its marks; the word itself where it is no row of left-over keys."""
    if word in KEPT or is_syllable(word):
        return word
    for meant in (_from_vni(word), _from_telex(word), _without_key(word), _from_play(word)):
        if meant and is_syllable(fold(meant)):
            return meant
    return word


def _from_vni(word: str) -> str:
    if _VNI.fullmatch(word) is None:
        return ""
    letters, keys = re.sub(r"\d", "", word), re.sub(r"\D", "", word)
    if len(letters) < LEAST_LETTERS:
        return ""
    if "9" in keys:
        letters = letters.replace("d", "đ", 1)
    for key in keys:
        bases, mark = _VNI_MARKS.get(key, ("", ""))
        letters = "".join(c + mark if c in bases else c for c in letters)
    tone = next((_VNI_TONES[key] for key in keys if key in _VNI_TONES), "")
    return _toned(letters, tone)


def _from_telex(word: str) -> str:
    if _TELEX.fullmatch(word) is None:
        return ""
    letters, tone = word, ""
    for at in range(len(word) - 1, 0, -1):
        if word[at] in _TELEX_TONES and at >= len(word) - 3 and any(c in "aeiouyw" for c in word[:at]):
            letters, tone = word[:at] + word[at + 1 :], _TELEX_TONES[word[at]]
            break
    letters = re.sub("^dd|d(?=.*d$)", "đ", letters)
    letters = letters.removesuffix("d") if letters.startswith("đ") and letters.endswith("d") else letters
    for pattern, change in _TELEX_MARKS:
        letters = pattern.sub(change, letters)
    return _toned(letters, tone)


def _from_play(word: str) -> str:
    """Letters swapped in play: «jấy», «kon», «fường», «thườg», «khák»."""
    for pattern, meant in _PLAY:
        word = pattern.sub(meant, word)
    return word


def _without_key(word: str) -> str:
    """A word already marked that a key still follows: «giấys»."""
    found = _MARKED_WITH_KEY.fullmatch(word)
    return found[1] if found else ""


def _toned(letters: str, tone: str) -> str:
    """The tone on the vowel that bears a mark, else on the first of the last two vowels; near enough to compare."""
    if tone:
        parts = unicodedata.normalize("NFC", letters)
        marked = [i for i, c in enumerate(parts) if c in "âêôơưă"]
        vowels = [i for i, c in enumerate(parts) if c in "aeiouy"]
        places = marked[-1:] or vowels[-2:][: 1 if parts[-1] in "aeiouy" else None][-1:]
        if not places:
            return ""
        at = places[0]
        letters = parts[: at + 1] + tone + parts[at + 1 :]
    return unicodedata.normalize("NFC", letters)
