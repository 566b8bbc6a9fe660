"""What the sheets of a wall say: lists by field with a cover, QR sheets, QR labels; frozen, in words, complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from motcua.apps.printing.values import Form

#: Rows of «0» and «1» of a QR code.
Dots = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallHead:
    """In whose name a sheet hangs, as of which day and which change of the catalogue."""

    superior: str
    agency: str
    place: str
    written_at: datetime
    address: str = ""
    phone: str = ""
    hours: str = ""
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WallRow:
    """One procedure of a list."""

    place: int
    code: str
    title: str
    term: str
    fee: str
    level: str
    counter: str
    phone: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WallSheet:
    """The list of one field; its pages are counted for themselves, since it hangs by itself."""

    field: str
    rows: tuple[WallRow, ...]
    counts: str
    qr: Dots
    address: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One line of the cover: a field and its counts by level, in the order of the cover's columns."""

    name: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WallCover:
    """The first sheet: how many procedures, by field and by online level; the columns add up to the total."""

    levels: tuple[str, ...]
    rows: tuple[CountRow, ...]
    sums: tuple[int, ...]
    total: int
    sentence: str
    qr: Dots
    address: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WallBook:
    """A cover and the lists of several fields, or one list alone."""

    head: WallHead
    sheets: tuple[WallSheet, ...]
    cover: WallCover | None = None

    form = Form.BOARD


@dataclass(frozen=True, slots=True, kw_only=True)
class QrSheet:
    """One procedure for the wall or the counter: what to bring, how long, how much, where, and a big QR."""

    code: str
    title: str
    field: str
    bring: tuple[str, ...]
    more: str
    term: str
    fee: str
    level: str
    counter: str
    phone: str
    agency: str
    qr: Dots
    address: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QrSheets:
    """QR sheets, one procedure a sheet."""

    head: WallHead
    sheets: tuple[QrSheet, ...]

    form = Form.QR_SHEET


@dataclass(frozen=True, slots=True, kw_only=True)
class QrLabel:
    """One small code with what it leads to."""

    code: str
    title: str
    qr: Dots


@dataclass(frozen=True, slots=True, kw_only=True)
class QrLabels:
    """The small codes of one field on one sheet."""

    head: WallHead
    field: str
    labels: tuple[QrLabel, ...]
    qr: Dots
    address: str
    mark: str

    form = Form.QR_LABELS


WallDocument = WallBook | QrSheets | QrLabels


class RunState(StrEnum):
    """Where a long print is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class RunView:
    """A long print somebody asked for: its state, pages and seconds once it is done."""

    id: UUID
    form: Form
    title: str
    size: str
    sheets: int
    state: RunState
    asked_at: datetime
    asked_by: str
    finished_at: datetime | None
    pages: int
    seconds: float
