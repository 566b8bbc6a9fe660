"""What each form says: frozen, complete, already in words a person reads; `payload_of` makes it plain JSON.

Fields follow the forms of Thông tư 03/2025/TT-VPCP as far as they are known (their exact layout is not).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.kernel.clock import local


class Form(StrEnum):
    """The papers this house prints."""

    ACCEPTED = "form01"
    SUPPLEMENT = "form02"
    REFUSAL = "form03"
    APOLOGY = "form04"
    STOP = "form05"
    CONTROL = "form06"
    REGISTER = "form07"
    RECEIPT = "receipt"
    BOARD = "board"
    QR_SHEET = "qrsheet"
    QR_LABELS = "qrlabels"
    SHEET = "sheet"


class Size(StrEnum):
    """Paper sizes offices have in their printers."""

    A3 = "a3"
    A4 = "a4"
    A5 = "a5"


#: What hangs on a wall is set on large paper, what a person carries home on small.
ON_WALLS = frozenset({Form.BOARD, Form.QR_SHEET, Form.QR_LABELS})


def fits(form: Form, size: Size) -> bool:
    """Whether a form can be printed on a size."""
    return size is Size.A4 or (size is Size.A3) is (form in ON_WALLS)


_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def told_time(moment: datetime) -> str:
    """As promises are written: 16 giờ 30 phút, Thứ Sáu, ngày 21/11/2026 (the office's clock)."""
    at = local(moment)
    return f"{at:%H} giờ {at:%M} phút, {_DAYS[at.weekday()]}, ngày {at:%d/%m/%Y}"


def told_day(moment: datetime) -> str:
    """As letters are dated: ngày 21 tháng 11 năm 2026; days under ten and the first two months with a nought."""
    at = local(moment)
    month = f"{at.month:02d}" if at.month < 3 else str(at.month)
    return f"ngày {at:%d} tháng {month} năm {at.year}"


def told_short(moment: datetime) -> str:
    """As tables have room for: 21/11/2026 16:30."""
    return f"{local(moment):%d/%m/%Y %H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who writes, where and when: the two-line head, the place line and the way to look the dossier up."""

    superior: str
    agency: str
    place: str
    written_at: datetime
    code: str
    address: str = ""
    phone: str = ""
    #: Rows of «0» and «1» (segno's matrix), empty for a paper without a QR code.
    qr: tuple[str, ...] = ()
    lookup: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A filer or owner as the slip names them; empty fields are left out of the print."""

    name: str
    number_label: str = "Số định danh cá nhân"
    number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLine:
    """One paper received: how many of each sort, and a remark."""

    name: str
    original: int = 0
    certified: int = 0
    photo: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanLine:
    """One line of «Vì sao là ngày này»; `counted` is in words, such as «3 giờ 30 phút» or «không tính»."""

    start: datetime
    end: datetime
    counted: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedSlip:
    """Form 01: the paper a citizen carries home."""

    head: Head
    filer: Someone
    channel: str
    content: str
    procedure_code: str
    components: tuple[ComponentLine, ...]
    sets: int
    term: str
    received_at: datetime
    first_due: datetime
    return_place: str
    clerk: str
    owner: Someone | None = None
    basis: str = ""
    legal_due: datetime | None = None
    told_due: datetime | None = None
    provisional: bool = False
    unpromised: str = ""
    fee: str = ""
    #: Thumb print, witness and interpreter in words; '' where the filer signs.
    attested: str = ""
    #: How the filer will hear of the result, in words: nobody is promised a message that cannot reach them.
    news: str = ""
    #: Who helped, as what; '' where the filer came alone.
    helper: str = ""
    derivation: tuple[SpanLine, ...] = ()
    #: The papers by which days within it were off, or worked in exchange.
    days_by: tuple[str, ...] = ()
    #: Papers the filer will still bring, and those that need not be given: never among the received.
    promised: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    #: Papers the filer says this case does not need, each with why: the filer's word, which nobody has confirmed.
    claimed: tuple[str, ...] = ()

    form = Form.ACCEPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLine:
    """One thing to add or mend: the paper, what is the matter, what to do."""

    name: str
    fault: str
    remedy: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequest:
    """Form 02: everything that is missing, told at once."""

    head: Head
    filer: Someone
    content: str
    stage: str
    faults: tuple[FaultLine, ...]
    reason: str
    reply: str
    contact: str
    contact_phone: str
    clerk: str
    reply_by: datetime | None = None
    clock: str = ""

    form = Form.SUPPLEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalNote:
    """Form 03: a reason from the law, and what one can still do."""

    head: Head
    filer: Someone
    content: str
    submitted_at: datetime
    reasons: tuple[str, ...]
    basis: str
    next_steps: tuple[str, ...]
    contact: str
    contact_phone: str
    clerk: str

    form = Form.REFUSAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyNote:
    """Form 04: the promise that is not kept, why, and the later date; `times` counts the extensions."""

    head: Head
    filer: Someone
    content: str
    received_at: datetime
    first_due: datetime
    #: What was promised last, where a pause had moved it.
    promised: datetime | None
    new_due: datetime
    reason: str
    basis: str
    times: int
    contact: str
    contact_phone: str
    signer: str
    signer_post: str

    form = Form.APOLOGY


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNotice:
    """Form 05: the dossier ends without a result, and what becomes of money and papers."""

    head: Head
    filer: Someone
    content: str
    received_at: datetime | None
    stopped_at: datetime
    reason: str
    basis: str
    fee: str
    papers: str
    next_steps: tuple[str, ...]
    contact: str
    contact_phone: str
    signer: str
    signer_post: str
    #: What the signer added of their own; '' for nothing.
    remark: str = ""

    form = Form.STOP


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReceipt:
    """The receipt of an online filing: it is here, and when it will be answered; no promise of a result yet."""

    head: Head
    filer: Someone
    content: str
    procedure_code: str
    submitted_at: datetime
    answer_by: datetime
    papers: tuple[str, ...]
    term: str
    fee: str = ""

    form = Form.RECEIPT


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A part of a sheet: facts as «label: value», or lines with a box to tick."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    boxes: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A plain sheet to sign or to take along: no form of the office, and it says so in `kind`."""

    head: Head
    kind: str
    title: str
    under: str = ""
    parts: tuple[SheetPart, ...] = ()
    #: Who signs: the title over the place, and the name below it; '' for nobody.
    left: tuple[str, str] = ("", "")
    right: tuple[str, str] = ("", "")
    remarks: tuple[str, ...] = ()

    form = Form.SHEET


Document = AcceptedSlip | SupplementRequest | RefusalNote | ApologyNote | StopNotice | SubmissionReceipt | Sheet

#: How each moment is written where it is not the usual told_time.
_WRITTEN = {"written_at": told_day, "start": told_short, "end": told_short}


def payload_of(document: Any) -> dict[str, Any]:
    """The document (a frozen class of this app) as plain JSON: moments in words, nothing left to decide."""
    return {key: _plain(key, value) for key, value in asdict(document).items()}


def qr_rows(matrix: Any) -> tuple[str, ...]:
    """Segno's matrix (rows of 0 and 1) as rows of digits."""
    return tuple("".join("1" if dot else "0" for dot in row) for row in matrix)


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return _WRITTEN.get(key, told_time)(value)
    if isinstance(value, Mapping):
        return {inner: _plain(inner, one) for inner, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(key, one) for one in value]
    return value


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper ready to hand over: the PDF, and the how-manieth copy of the same content it is."""

    pdf: bytes
    copy_number: int
    printout_id: UUID


@dataclass(frozen=True, slots=True)
class PrintoutRow:
    """One print as the dossier's page lists it."""

    id: UUID
    template: str
    version: str
    copy_number: int
    printed_at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sizes:
    """Which paper size a centre prints each form on; A4 where it has not chosen."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    version: int = 0

    def of(self, template: str) -> Size:
        """The size of one form."""
        return Size(self.chosen.get(template, Size.A4))
