"""Quiet hours, how long a text is as SMS, and messages and words as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from motcua.kernel.clock import local


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The local hours in which no telephone is woken; `begins` = `ends` means never quiet."""

    begins: time
    ends: time

    def hold(self, local: time) -> bool:
        """Whether a message would wake somebody at this local clock time; the end itself is loud again."""
        if self.begins <= self.ends:
            return self.begins <= local < self.ends
        return local >= self.begins or local < self.ends

    def loud_from(self, local: datetime) -> datetime:
        """The first moment at or after `local` (the office's wall clock) at which a message may go out."""
        if not self.hold(local.time()):
            return local
        ends = local.replace(hour=self.ends.hour, minute=self.ends.minute, second=0, microsecond=0)
        return ends if ends > local else ends + timedelta(days=1)


#: Where a centre has set none.
NIGHT = QuietHours(begins=time(21), ends=time(7))


@dataclass(frozen=True, slots=True)
class Ways:
    """The channels of a centre in the order they are tried, and whether telephones get letters without marks."""

    order: tuple[str, ...]
    unaccented: bool = False
    #: Those the installation has and this centre does not use.
    unused: tuple[str, ...] = ()


#: What the short alphabet of SMS (GSM 03.38) holds; the second row costs two places each.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€")


@dataclass(frozen=True, slots=True)
class SmsLength:
    """How a carrier counts a text: places used, messages paid for, and whether marks made it long."""

    places: int
    parts: int
    marked: bool


def sms_length(text: str) -> SmsLength:
    """The text as SMS: 160 places in one message (153 of several), with marks outside the short alphabet 70 (67)."""
    if all(letter in _GSM or letter in _GSM_TWICE for letter in text):
        places, marked = sum(1 + (letter in _GSM_TWICE) for letter in text), False
        one, of_several = 160, 153
    else:
        places, marked = len(text.encode("utf-16-be")) // 2, True
        one, of_several = 70, 67
    return SmsLength(places=places, parts=1 if places <= one else -(-places // of_several), marked=marked)


def masked(address: str) -> str:
    """An address as lists show it: the last three digits of a telephone, first letter and house of an e-mail."""
    name, at, house = address.partition("@")
    if at:
        return f"{name[:1]}…@{house}"
    return f"…{address[-3:]}" if address else ""


_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def told(moment: datetime | None, *, language: str = "vi") -> str:
    """A moment as messages say it: Thứ Sáu, 21/11/2026, 16:30; «chưa xác định» where there is none.

    In another language figures alone, which need no translation.
    """
    if moment is None:
        return "chưa xác định" if language == "vi" else "–"
    at = local(moment)
    if language != "vi":
        return f"{at:%d/%m/%Y, %H:%M}"
    return f"{_DAYS[at.weekday()]}, {at:%d/%m/%Y, %H:%M}"


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of a dossier for its page: what and when, never to which number."""

    id: UUID
    kind: str
    state: str
    channel: str
    created_at: datetime
    sent_at: datetime | None
    next_at: datetime
    tries: int
    error: str


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One message of a dossier to its filer, as the filer is told of it: no address, no words."""

    kind: str
    state: str
    channel: str
    created_at: datetime
    sent_at: datetime | None
    next_at: datetime
    handled_how: str


@dataclass(frozen=True, slots=True)
class SentRow:
    """One message of a centre for its list: the address is masked, the words stay closed."""

    id: UUID
    kind: str
    state: str
    channel: str
    address: str
    language: str
    dossier_id: UUID | None
    created_at: datetime
    sent_at: datetime | None
    next_at: datetime
    tries: int
    error: str
    handled_how: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """A message no machine could bring, with its words, for the clerk who prints it or calls."""

    row: SentRow
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A text filled with made-up values, as it is and without marks, each with its length as SMS."""

    text: str
    length: SmsLength
    plain: str
    plain_length: SmsLength


@dataclass(frozen=True, slots=True)
class WordingRow:
    """A centre's present words for a kind of message; `id` is 0 while the house's own hold."""

    id: int
    kind: str
    language: str
    text: str
    house: str
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class WordingChange:
    """One change: what was said before, what since, when and by whom."""

    text: str
    old_text: str
    at: datetime
    by: str
