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
EMPTY = frozenset(
    "ai anh ba ban bao bi cac cach can cho chi chu chung co con cua cung da dang de di duoc em gi hay hoi khi khong la"
    " lam lau len luc ma minh mot muon nao nay nhe nhieu nhu nhung ni o oi ong phai qua ra rang roi sao se ta tai the"
    " thi toi trong tu tui va vao vay ve vi voi xin".split()
)
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
