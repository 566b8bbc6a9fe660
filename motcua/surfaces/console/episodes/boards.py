"""What hangs on the wall, composed from the centre's board: frozen payloads for printing, and the prints noted down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from motcua.apps.files.values import AdmittedBlob
from motcua.apps.organization import queries as organization
from motcua.apps.printing import commands as printing
from motcua.apps.printing.commands import running
from motcua.apps.printing.values import Size, payload_of, qr_rows
from motcua.apps.printing.values.boards import (
    CountRow,
    QrLabel,
    QrLabels,
    QrSheet,
    QrSheets,
    WallBook,
    WallCover,
    WallDocument,
    WallHead,
    WallRow,
    WallSheet,
)
from motcua.apps.procedures import commands
from motcua.apps.procedures.queries import boards
from motcua.apps.procedures.values import OnlineLevel
from motcua.apps.procedures.values.boards import LEVEL_NAMES, Board, BoardLine, Sheet, SheetKind
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound

#: Content that passed the gate, and its name.
Photo = tuple[AdmittedBlob, str]
#: Papers that fit a sheet read standing; the code leads to the rest.
MOST_PAPERS = 9
#: The cover's columns: the levels a centre may state, and none stated.
LEVELS: tuple[OnlineLevel | None, ...] = (*OnlineLevel, None)
LEVEL_HEADS = ("Toàn trình", "Một phần", "Cung cấp thông tin", "Chưa xác định")


@dataclass(frozen=True, slots=True)
class Composed:
    """A document ready to be set, and the sheets in it as the posting book will know them."""

    document: WallDocument
    sheets: tuple[Sheet, ...]


def print_sheet(
    *, found: Board, kind: SheetKind, key: str, size: Size, centre_id: int, actor: Actor, at: datetime
) -> bytes:
    """The PDF of one sheet, noted in the posting book as printed. Raises NotFound where there is nothing to print."""
    made = compose(found, kind, key, centre_id=centre_id, at=at)
    pdf = printing.preview(template=made.document.form, payload=payload_of(made.document), at=at, size=size)
    _note(made, found=found, size=size, centre_id=centre_id, actor=actor, at=at)
    return pdf


def compose(found: Board, kind: SheetKind, key: str, *, centre_id: int, at: datetime) -> Composed:
    """One sheet of the wall. Raises NotFound where there is nothing to print."""
    sheet, head = boards.sheet(found, kind, key), head_of(centre_id, found, at=at)
    with override("vi"):  # a paper of the office is Vietnamese whoever prints it, and so are its addresses
        if kind is SheetKind.COVER:
            return Composed(WallBook(head=head, sheets=(), cover=_cover(found, sheet)), (sheet,))
        if kind is SheetKind.FIELD:
            return Composed(WallBook(head=head, sheets=(_list(found, sheet),)), (sheet,))
        if kind is SheetKind.LABELS:
            return Composed(_labels(found, sheet, head), (sheet,))
        return Composed(QrSheets(head=head, sheets=(_qr_sheet(found, sheet),)), (sheet,))


def compose_whole(found: Board, *, centre_id: int, at: datetime) -> Composed:
    """The cover and the list of every field. Raises NotFound for an empty board."""
    cover = boards.sheet(found, SheetKind.COVER)
    lists = tuple(boards.sheet(found, SheetKind.FIELD, slug) for slug in found.fields())
    with override("vi"):
        book = WallBook(
            head=head_of(centre_id, found, at=at),
            sheets=tuple(_list(found, sheet) for sheet in lists),
            cover=_cover(found, cover),
        )
    return Composed(book, (cover, *lists))


def compose_codes(found: Board, *, field: str, centre_id: int, at: datetime) -> Composed:
    """The QR sheet of every procedure of a field ("" = of all). Raises NotFound where there is none."""
    lines = found.of_field(field) if field else found.lines
    if not lines:
        raise NotFound
    sheets = tuple(boards.sheet(found, SheetKind.PROCEDURE, line.code) for line in lines)
    with override("vi"):
        pages = tuple(_qr_sheet(found, sheet) for sheet in sheets)
    return Composed(QrSheets(head=head_of(centre_id, found, at=at), sheets=pages), sheets)


def head_of(centre_id: int, found: Board, *, at: datetime) -> WallHead:
    """In whose name it hangs."""
    centre = organization.centre(centre_id)
    return WallHead(
        superior=centre.agency_name,
        agency=centre.name,
        place=centre.commune_name,
        written_at=at,
        address=centre.address,
        phone=centre.phone,
        hours=centre.hours,
        revision=found.revision,
    )


def counts_in_words(lines: Iterable[BoardLine]) -> str:
    """«434 thủ tục: 154 toàn trình, 262 một phần, 18 cung cấp thông tin»; what nobody stated is said too."""
    kept = tuple(lines)
    told = [(LEVEL_NAMES[level], [line for line in kept if line.level is level]) for level in OnlineLevel]
    parts = [f"{len(at)} {name}" for name, at in told if at]
    unstated = sum(line.level is None for line in kept)
    if unstated:
        parts.append(f"{unstated} chưa xác định mức độ trực tuyến")
    return f"{len(kept)} thủ tục: {', '.join(parts)}"


def _note(made: Composed, *, found: Board, size: Size, centre_id: int, actor: Actor, at: datetime) -> None:
    commands.note_prints(
        sheets=made.sheets, revision=found.revision, size=str(size), centre_id=centre_id, actor=actor, at=at
    )


def _list(found: Board, sheet: Sheet) -> WallSheet:
    lines, address = found.of_field(sheet.key), _field_address(sheet.key)
    return WallSheet(
        field=sheet.name,
        rows=tuple(_row(place, line) for place, line in enumerate(lines, start=1)),
        counts=counts_in_words(lines),
        qr=_dots(address),
        address=address,
        mark=sheet.mark,
    )


def _row(place: int, line: BoardLine) -> WallRow:
    return WallRow(
        place=place,
        code=line.code,
        title=line.title,
        term=line.term,
        fee=line.fee,
        level=line.level_name,
        counter=line.counter,
        phone=line.phone,
        decision=line.decision,
    )


def _cover(found: Board, sheet: Sheet) -> WallCover:
    fields, address = found.fields(), settings.PUBLIC_URL + reverse("portal:find")
    of_each = {slug: counts_of(found.of_field(slug)) for slug in fields}
    return WallCover(
        levels=LEVEL_HEADS,
        rows=tuple(CountRow(name=fields[s], counts=counts, total=sum(counts)) for s, counts in of_each.items()),
        sums=counts_of(found.lines),
        total=len(found.lines),
        sentence=counts_in_words(found.lines),
        qr=_dots(address),
        address=address,
        mark=sheet.mark,
    )


def counts_of(lines: Sequence[BoardLine]) -> tuple[int, ...]:
    """How many of the lines are at each of `LEVELS`; the numbers add up to all of them."""
    return tuple(sum(line.level is level for line in lines) for level in LEVELS)


def _qr_sheet(found: Board, sheet: Sheet) -> QrSheet:
    line, address = found.line(sheet.key), _address(sheet.key)
    assert line is not None
    rest = len(line.bring) - MOST_PAPERS
    return QrSheet(
        code=line.code,
        title=line.title,
        field=line.field_name,
        bring=line.bring[:MOST_PAPERS],
        more=f"Còn {rest} mục nữa: quét mã để xem đủ." if rest > 0 else "",
        term=line.term,
        fee=line.fee,
        level=line.level_name,
        counter=line.counter,
        phone=line.phone,
        agency=line.agency,
        qr=_dots(address),
        address=address,
        mark=sheet.mark,
    )


def _labels(found: Board, sheet: Sheet, head: WallHead) -> QrLabels:
    address = _field_address(sheet.key)
    labels = tuple(
        QrLabel(code=line.code, title=line.short_title, qr=_dots(_address(line.code)))
        for line in found.of_field(sheet.key)
    )
    dots = _dots(address)
    return QrLabels(head=head, field=sheet.name, labels=labels, qr=dots, address=address, mark=sheet.mark)


def _address(code: str) -> str:
    return settings.PUBLIC_URL + reverse("portal:procedure", args=[code])


def _field_address(slug: str) -> str:
    return settings.PUBLIC_URL + reverse("portal:find") + "?" + urlencode({"linh-vuc": slug})


def _dots(address: str) -> tuple[str, ...]:
    return qr_rows(segno.make(address, error="m", micro=False).matrix)


def hang_all(*, sheet_ids: Sequence[UUID], replaces: UUID | None, photo: Photo | None, **said: Any) -> int:
    """Enter that several prints hang at one place, all or none; how many. Raises what `commands.hang` raises."""
    with transaction.atomic():
        for sheet_id in sheet_ids:
            commands.hang(sheet_id=sheet_id, photo=photo, replaces=replaces, **said)
    return len(sheet_ids)


def ask_whole(*, found: Board, size: Size, title: str, centre_id: int, actor: Actor, at: datetime) -> UUID:
    """Have the whole board set by a worker, its sheets noted; the key of the run. Raises NotFound for none."""
    made = compose_whole(found, centre_id=centre_id, at=at)
    return _ask(made, found=found, size=size, title=title, centre_id=centre_id, actor=actor, at=at)


def ask_codes(*, found: Board, field: str, size: Size, title: str, centre_id: int, actor: Actor, at: datetime) -> UUID:
    """Have the QR sheets of a field ("" = of all) set by a worker, noted too; the key of the run. Raises NotFound."""
    made = compose_codes(found, field=field, centre_id=centre_id, at=at)
    return _ask(made, found=found, size=size, title=title, centre_id=centre_id, actor=actor, at=at)


def _ask(made: Composed, *, found: Board, size: Size, title: str, centre_id: int, actor: Actor, at: datetime) -> UUID:
    with transaction.atomic():
        _note(made, found=found, size=size, centre_id=centre_id, actor=actor, at=at)
        return running.ask(
            template=made.document.form,
            payload=payload_of(made.document),
            size=size,
            title=title,
            sheets=len(made.sheets),
            centre_id=centre_id,
            actor=actor,
            at=at,
        )
