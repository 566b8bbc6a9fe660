"""What may be kept of a search that found nothing: words the catalogue itself uses, in no order, and never a name.

A family name and the three words after it are left out, as is every word with a figure and every word the
catalogue does not know; how many were left out is all that stays of them. Order would make a name of scattered
words again, so the words stand by the alphabet.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from motcua.kernel.text import fold, nfc

MOST_WORDS = 8
LONGEST = 200
#: The commonest family names. With their marks they are names; without, only where no common word is meant.
FAMILY = frozenset({
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương",
    "lý", "đinh", "trịnh", "mai", "đoàn", "lương", "tô", "trương",
})  # fmt: skip
FAMILY_UNMARKED = frozenset({"nguyen", "tran", "pham", "hoang", "huynh", "phan", "bui", "ngo", "trinh", "truong"})
#: Words after a family name that may be the rest of the name.
REST_OF_A_NAME = 3
#: Words every question holds, folded; they tell a keeper nothing.
EMPTY = frozenset({
    "a", "ad", "ah", "ai", "anh", "ba", "ban", "bao", "bat", "ben", "bi", "cac", "cach", "cai", "can", "chi", "cho",
    "chu", "chua", "chung", "co", "con", "cua", "cung", "dan", "dang", "dau", "de", "den", "di", "dinh", "do",
    "duoc", "em", "eng", "gi", "gia", "gian", "giay", "gom", "ha", "hay", "het", "ho", "hoi", "hom", "huong", "khi",
    "khong", "kieu", "ky", "la", "lai", "lam", "lau", "len", "luc", "ma", "mai", "man", "may", "minh", "moi",
    "mot", "muon", "na", "nao", "nay", "nguoi", "nha", "nhe", "nhieu", "nhu", "nhung", "ni", "no", "nop", "o", "oi",
    "ong", "phai", "phi", "qua", "quy", "ra", "rang", "roi", "sao", "sap", "sau", "se", "so", "tai", "the", "thi",
    "thoi", "thu", "tien", "to", "toi", "trong", "truoc", "tu", "tuc", "tui", "va", "vao", "vay", "ve", "vi",
    "viec", "voi", "vua", "xa", "xin", "xong", "zay",
})  # fmt: skip
_WORD = re.compile(r"\S+")


def kept(text: str, known: Container[str]) -> tuple[str, int]:
    """The words to keep, joined, and how many words were left out; ("", 0) for a text without words."""
    wanted, strange = set[str](), 0
    for word in _said(text):
        if word is None or word not in known:
            strange += 1
        elif word not in EMPTY:
            wanted.add(word)
    return " ".join(sorted(wanted)[:MOST_WORDS])[:LONGEST], min(strange, 99)


def _said(text: str) -> Iterator[str | None]:
    """The folded words, None for one that may belong to a name or a number."""
    of_name = 0
    for raw in _WORD.findall(nfc(text)):
        word = raw.strip(".,;:?!()\"'“”-–/").lower()
        plain = fold(word)
        if not plain:
            continue
        if word in FAMILY or plain in FAMILY_UNMARKED:
            of_name = REST_OF_A_NAME + 1
        yield None if of_name or not plain.isalpha() else plain
        of_name = max(0, of_name - 1)
