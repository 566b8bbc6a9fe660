"""Dossiers of other systems: one by its code, or a list read row by row, looked at first and then brought in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

import python_calamine
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from motcua.apps.dossiers.commands import outside
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values.outside import OutsideImported, OutsideRow
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.apps.workcalendar import queries as workcalendar
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.text import fold, nfc

#: Column → heading in the template; a heading is known without marks and capitals.
COLUMNS: Final[Mapping[str, str]] = {
    "external_code": "Mã hồ sơ",
    "procedure_code": "Mã thủ tục",
    "owner_name": "Chủ hồ sơ",
    "status": "Trạng thái",
    "submitted_at": "Ngày nộp",
    "received_at": "Ngày tiếp nhận",
    "due_at": "Hẹn trả",
    "owner_number": "Số định danh",
    "owner_phone": "Điện thoại",
}
_HEADINGS: Final = {fold(heading): key for key, heading in COLUMNS.items()}
_NEEDED: Final = ("external_code", "procedure_code", "owner_name", "status")
_MOMENTS: Final = ("submitted_at", "received_at", "due_at")
_FORMATS: Final = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")
MOST_ROWS: Final = 2000
SEAL: Final = "desk.outside-list"
#: What a day without an hour means: a promise holds until the office closes, the others are known by their day.
_UNTIL_CLOSING: Final = frozenset({"due_at"})
_OF_ANOTHER_CENTRE: Final = gettext_noop(
    "Danh sách này đã xem khi ông/bà làm việc ở nơi khác; chưa ghi gì. "
    "Xin đổi lại nơi làm việc, quay lại trang trước rồi bấm lại; hoặc chọn lại tệp để đưa vào nơi đang làm việc."
)
#: How long a looked-at list may wait for its yes.
SEAL_AGE: Final = 3600
#: When the office closes on a day.
Closes = Callable[[date], time]
_CODES: Final = {str(state.code): state for state in DossierState if state.code}


@dataclass(frozen=True, slots=True)
class Looked:
    """One row as it was read: what will be brought in, or why not."""

    line: int
    cells: Mapping[str, str]
    problems: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether it will be brought in."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list as it was read: its rows, and the headings of columns nothing was read of."""

    rows: tuple[Looked, ...]
    unread: tuple[str, ...]


def register(*, centre_id: int, source_system: str, row: OutsideRow, actor: Actor, at: datetime) -> tuple[UUID, bool]:
    """Take one dossier in and bring it to the reported status; False when that status was parked."""
    with transaction.atomic():
        made = outside.register(centre_id=centre_id, source_system=source_system, row=row, actor=actor, at=at)
        followed = outside.follow(dossier_id=made, reported_code=row.status, source=source_system, at=at)
    return made, followed


def read_list(content: bytes, name: str, *, centre_id: int, at: datetime) -> ListRead:
    """Every row of a list with what is wrong with it. Raises Invalid for a file that is no list."""
    table = _table(content, name)
    if not table:
        raise Invalid({"list": gettext("Tệp này không có dòng nào.")})
    heads = _heads(table[0])
    lacking = [COLUMNS[key] for key in _NEEDED if key not in heads]
    if lacking:
        raise Invalid({"list": gettext("Dòng đầu thiếu cột: %(names)s.") % {"names": ", ".join(lacking)}})
    if len(table) - 1 > MOST_ROWS:
        raise Invalid({"list": gettext("Danh sách dài hơn %(n)s dòng. Xin chia nhỏ.") % {"n": MOST_ROWS}})
    found = [
        (line, {key: _word(row[place]) if place < len(row) else "" for key, place in heads.items()})
        for line, row in enumerate(table[1:], start=2)
    ]
    kept = [(line, cells) for line, cells in found if any(cells.values())]
    unread = [word for word in map(_word, table[0]) if word.strip() and fold(word) not in _HEADINGS]
    return ListRead(_looked(kept, centre_id=centre_id, at=at), tuple(unread))


def seal(looked: Sequence[Looked], source_system: str, *, centre_id: int) -> str:
    """The good rows and the centre they were looked at for, sealed for the way through the browser and back."""
    rows = [[one.line, dict(one.cells)] for one in looked if one.good]
    return signing.dumps({"system": source_system, "centre": centre_id, "rows": rows}, salt=SEAL, compress=True)


def bring_in(sealed: str, *, centre_id: int, actor: Actor, at: datetime) -> OutsideImported:
    """Import the rows that were looked at. Raises Invalid for a seal that is broken, too old or another centre's."""
    try:
        told: dict[str, Any] = signing.loads(sealed, salt=SEAL, max_age=SEAL_AGE)
    except signing.BadSignature:
        raise Invalid({"list": gettext("Danh sách đã xem quá một giờ. Xin chọn lại tệp.")}) from None
    if told.get("centre", centre_id) != centre_id:
        raise Invalid({"list": gettext(_OF_ANOTHER_CENTRE)})
    closes = closing_hours(centre_id)
    rows = [_row(int(line), cells, closes=closes) for line, cells in told["rows"]]
    return outside.import_list(centre_id=centre_id, source_system=told["system"], rows_given=rows, actor=actor, at=at)


def template() -> bytes:
    """An empty list with its headings and one made-up row, as spreadsheets open it."""
    written = io.StringIO()
    sheet = csv.writer(written)
    sheet.writerow(COLUMNS.values())
    sheet.writerow(
        [
            "G00.99.99-261121-0001",
            "1.001193",
            "Nguyễn Mẫu Lan",
            "4",
            "20/11/2026 09:00",
            "",
            "25/11/2026",
            "999000000001",
            "",
        ]
    )
    return "\ufeff".encode() + written.getvalue().encode()


def _table(content: bytes, name: str) -> list[list[object]]:
    if name.lower().endswith((".csv", ".txt")):
        return _from_csv(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [list(row) for row in book.get_sheet_by_index(0).to_python()]
    except Exception as broken:
        raise Invalid({"list": gettext("Không đọc được tệp này. Xin dùng .xlsx hoặc .csv theo tệp mẫu.")}) from broken


def _from_csv(content: bytes) -> list[list[object]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid({"list": gettext("Tệp .csv phải lưu theo mã UTF-8.")}) from None
    if "\x00" in text:
        raise Invalid({"list": gettext("Không đọc được tệp này. Xin dùng .xlsx hoặc .csv theo tệp mẫu.")})
    first = text.partition("\n")[0]
    try:
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",")]
    except csv.Error:
        raise Invalid({"list": gettext("Không đọc được tệp này. Xin dùng .xlsx hoặc .csv theo tệp mẫu.")}) from None


def _heads(row: Sequence[object]) -> dict[str, int]:
    words = [fold(_word(cell)) for cell in row]
    return {_HEADINGS[word]: place for place, word in enumerate(words) if word in _HEADINGS}


def _word(cell: object) -> str:
    if isinstance(cell, datetime):
        # A spreadsheet writes a day alone as its midnight.
        return f"{cell:%d/%m/%Y %H:%M}" if cell.time() != time(0) else f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return nfc(str(cell))[:300] if cell is not None else ""


def _looked(found: Iterable[tuple[int, dict[str, str]]], *, centre_id: int, at: datetime) -> tuple[Looked, ...]:
    seen: set[str] = set()
    made = []
    for line, cells in found:
        problems = _problems(cells, centre_id=centre_id, at=at)
        if cells["external_code"] and cells["external_code"] in seen:
            problems.append(gettext("Mã hồ sơ này đã có ở dòng trên."))
        seen.add(cells["external_code"])
        made.append(Looked(line, cells, tuple(problems)))
    return tuple(made)


def _problems(cells: Mapping[str, str], *, centre_id: int, at: datetime) -> list[str]:
    found = [gettext("Thiếu: %(name)s.") % {"name": COLUMNS[key]} for key in _NEEDED if not cells.get(key)]
    if len(cells["external_code"]) > 60:
        found.append(gettext("Mã hồ sơ dài quá 60 chữ."))
    if cells["status"] and cells["status"] not in _CODES:
        found.append(gettext("Trạng thái “%(code)s” không phải mã từ 1 đến 10.") % {"code": cells["status"]})
    if cells["procedure_code"] and not _has_procedure(cells["procedure_code"], centre_id=centre_id, at=at):
        found.append(gettext("Danh mục không có thủ tục mang mã “%(code)s”.") % {"code": cells["procedure_code"]})
    unread = [COLUMNS[key] for key in _MOMENTS if cells.get(key) and _moment(cells[key]) is None]
    return found + [gettext("%(name)s: xin ghi như 21/11/2026 16:30.") % {"name": name} for name in unread]


def _has_procedure(code: str, *, centre_id: int, at: datetime) -> bool:
    try:
        procedures.in_force(code, on=clock.local(at).date(), centre_id=centre_id)
    except NotFound:
        return False
    return True


def closing_hours(centre_id: int) -> Closes:
    """When the centre's last sitting of a day ends, by its own calendar."""
    calendar = workcalendar.calendar(organization.centre(centre_id).calendar)
    return lambda day: calendar.sittings_on(day).closes


def _midnight(_day: date) -> time:
    return time(0)


def _moment(written: str, *, bare: Closes = _midnight) -> datetime | None:
    """A moment by the office's wall clock, a day alone at the hour `bare` gives it; None for what is none."""
    for shape in _FORMATS:
        try:
            read = datetime.strptime(written, shape)  # noqa: DTZ007 -- the office's wall clock, said in the next line
        except ValueError:
            continue
        if not 2000 <= read.year <= 2100:
            return None
        hour = read.time() if "%H" in shape else bare(read.date())
        return clock.office_time(read.year, read.month, read.day, hour.hour, hour.minute)
    return None


def _row(line: int, cells: Mapping[str, str], *, closes: Closes) -> OutsideRow:
    moments = {
        key: _moment(cells[key], bare=closes if key in _UNTIL_CLOSING else _midnight) if cells.get(key) else None
        for key in _MOMENTS
    }
    return OutsideRow(
        external_code=cells["external_code"],
        procedure_code=cells["procedure_code"],
        owner_name=cells["owner_name"],
        status=cells["status"],
        owner_number=cells.get("owner_number", ""),
        owner_phone=cells.get("owner_phone", ""),
        line=line,
        **moments,
    )
