"""What a centre's wall says: a line per procedure, a sheet of lines, where sheets hang and what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from motcua.apps.procedures.values import OnlineLevel, RowProblem


class SheetKind(StrEnum):
    """What hangs on a wall: the cover with counts, a field's list, one procedure's QR, a field's small QR labels."""

    COVER = "cover"
    FIELD = "field"
    PROCEDURE = "procedure"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One procedure as the centre's board shows it, in words; `own_level`: the level is the centre's own statement.

    What nobody knows is «chưa xác định», and no amount stands without its exemptions.
    """

    code: str
    title: str
    short_title: str
    field: str
    field_name: str
    term: str
    fee: str
    level: OnlineLevel | None
    own_level: bool
    counter: str
    phone: str
    decision: str
    bring: tuple[str, ...]
    agency: str

    @property
    def level_name(self) -> str:
        """The level as papers print it."""
        return LEVEL_NAMES[self.level] if self.level else UNKNOWN


#: What papers say where nobody knows.
UNKNOWN = "chưa xác định"
LEVEL_NAMES: Mapping[OnlineLevel, str] = {
    OnlineLevel.FULL: "toàn trình",
    OnlineLevel.PARTIAL: "một phần",
    OnlineLevel.INFORMATION: "cung cấp thông tin",
}


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many procedures of a board are at one level (None: not stated), and how many of them by the centre's word."""

    level: OnlineLevel | None
    count: int
    own: int


@dataclass(frozen=True, slots=True)
class Board:
    """Everything a centre posts on a day: lines in dictionary order of field and title, at one catalogue revision.

    `head` is what every sheet says of the centre itself, `lines` hold only what the centre takes.
    """

    lines: tuple[BoardLine, ...]
    head: tuple[str, ...]
    revision: int
    unlisted: int

    def of_field(self, slug: str) -> tuple[BoardLine, ...]:
        """The lines of one field of work."""
        return tuple(line for line in self.lines if line.field == slug)

    def line(self, code: str) -> BoardLine | None:
        """The line of one procedure, or None where the centre does not take it."""
        return next((line for line in self.lines if line.code == code), None)

    def fields(self) -> Mapping[str, str]:
        """Names of the fields on the board by slug, in their order."""
        return {line.field: line.field_name for line in self.lines}

    def at_level(self, level: OnlineLevel | None) -> tuple[BoardLine, ...]:
        """The lines at one level; None: those nobody has stated."""
        return tuple(line for line in self.lines if line.level is level)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by what it shows: `key` is a field's slug or a procedure's code ("" for the cover).

    `shown` maps each code to a print of what stands about it; "" is the head. `digest` is of all of it.
    """

    kind: SheetKind
    key: str
    name: str
    shown: Mapping[str, str]
    digest: str

    @property
    def mark(self) -> str:
        """What stands at the foot of the paper, by which a person compares paper and page."""
        return self.digest[:8]


@dataclass(frozen=True, slots=True)
class SheetChange:
    """What a sheet no longer says rightly: codes altered, come and gone; `head`: the centre's own particulars.

    `gone`: there is nothing left to print in its place.
    """

    altered: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    head: bool = False
    gone: bool = False

    def __bool__(self) -> bool:
        return bool(self.altered or self.come or self.left or self.head or self.gone)


@dataclass(frozen=True, slots=True)
class HangingRow:
    """One row of the posting book: which print hangs where, since when, by whom, until when."""

    id: UUID
    kind: SheetKind
    key: str
    name: str
    mark: str
    size: str
    revision: int
    printed_at: datetime
    place: str
    since: date
    recorded_by: str
    recorded_at: datetime
    until: date | None
    taken_down_by: str
    reason: str
    change: SheetChange


@dataclass(frozen=True, slots=True)
class PrintRow:
    """A print of a sheet that may be hung."""

    id: UUID
    kind: SheetKind
    key: str
    name: str
    mark: str
    size: str
    revision: int
    printed_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class ListRow:
    """One good row of a centre's own list; None means the list does not say it, which changes nothing."""

    line: int
    code: str
    level: OnlineLevel | None = None
    counter: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class ListRead:
    """A centre's own list as it was read: good rows, and what is wrong with the others."""

    rows: tuple[ListRow, ...]
    problems: tuple[RowProblem, ...]
    #: Every code of ours the list names, also in a bad row: those are never struck off for being missing.
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What taking a list would do: rows that change something by what they change, and codes it does not name."""

    rows: int
    levels: int
    counters: int
    phones: int
    listed_again: int
    unchanged: int
    missing: tuple[str, ...]
