"""Reading the QR code of an identity card as readers type it: number|old number|name|birth|sex|address|issued."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from motcua.apps.parties.states import Sex
from motcua.apps.parties.values import Card, mismatches
from motcua.kernel.text import nfc

FIELDS = 7
LONGEST_SCAN = 1_000
_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE}

#: A Vietnamese word holds no w, f or j, doubles no a, e or d, and ends in no x; two o's stand
#: only before ng and c (xoong, Kroong, soóc). Words of the highlands' languages such as «Kar» stay unsuspected.
_TELEX = re.compile(
    r"aa|ee|dd|[aou]w|oo(?!ng|c)|oo(?:ng|c)[sfrxj]|(?:[aeiouy]|[aeiouy](?:ng|nh|ch|[cmnpt]))[fjx](?!\w)", re.IGNORECASE
)
#: VNI writes marks as digits behind letters; «A1», «P12» and «Tổ 5» are ordinary parts of an address.
_VNI = re.compile(
    r"[^\W\d_][aeiouy][1-8]|[aeiouy](?:ng|nh|ch|[cmnpt])[678][1-5](?!\w)|d9[^\W\d_]{2}|d9[aeiouy][1-8]", re.IGNORECASE
)


def card_of(scan: str, *, today: date) -> Card | None:
    """The card, or None where the text is not one. Nothing is guessed; doubts are warnings."""
    text = scan.strip().removeprefix("\ufeff").strip()
    if len(text) > LONGEST_SCAN or any(c in "<>" or unicodedata.category(c) == "Cc" for c in text):
        return None
    fields = text.split("|")
    if len(fields) < FIELDS:
        return None
    number, old_number, name, _birth, sex, address, _issued = (nfc(field) for field in fields[:FIELDS])
    born, issue_date, stated_sex = _day(fields[3]), _day(fields[6]), _SEXES.get(sex.lower())
    if not re.fullmatch(r"[0-9]{12}", fields[0]) or not _is_name(name):
        return None
    if born is None or born > today or issue_date is None or stated_sex is None:
        return None
    warnings = [*mismatches(number, sex=stated_sex, birth_year=born.year)]
    if old_number and not re.fullmatch(r"[0-9]{9}|[0-9]{12}", old_number):
        warnings.append("old_number_format")
    if _left_over(name) or _left_over(address):
        warnings.append("input_method")
    return Card(number, old_number, name, born, stated_sex, address, issue_date, tuple(warnings))


def _day(written: str) -> date | None:
    """A real day written ddMMyyyy in ASCII digits."""
    if not re.fullmatch(r"[0-9]{8}", written):
        return None
    try:
        return date(int(written[4:]), int(written[2:4]), int(written[:2]))
    except ValueError:
        return None


def _is_name(name: str) -> bool:
    return bool(name) and all(c.isalpha() or c in " '.-" for c in name)


def _left_over(text: str) -> bool:
    """Whether a Vietnamese input method seems to have been left half at work between the reader and the page."""
    return bool(_TELEX.search(text) or _VNI.search(text))
