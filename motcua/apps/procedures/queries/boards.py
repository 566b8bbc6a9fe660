"""Reading a centre's board and its posting book: what would be printed today, what hangs, what is out of date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext

from motcua.apps.organization import queries as organization
from motcua.apps.procedures import gateways, queries
from motcua.apps.procedures.models import Hanging, PrintedSheet
from motcua.apps.procedures.rules import boards as rules
from motcua.apps.procedures.rules import lists
from motcua.apps.procedures.values import PostingView
from motcua.apps.procedures.values.boards import (
    Board,
    BoardLine,
    HangingRow,
    LevelCount,
    ListPlan,
    ListRead,
    ListRow,
    PrintRow,
    Sheet,
    SheetChange,
    SheetKind,
)
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.paging import Page

#: How many sheets a form offers to hang.
OFFERED = 600


def board(*, centre_id: int, on: date) -> Board:
    """What the centre posts on a day; one statement beside the catalogue's memory. Raises NotFound."""
    said, centre = queries.postings(centre_id=centre_id), organization.centre(centre_id)
    views = queries.all_in_force(on=on, centre_id=centre_id)
    spoken = [(view, said.get(view.procedure_code, _silent(view.procedure_code))) for view in views]
    return Board(
        lines=tuple(rules.line_of(view, posting) for view, posting in spoken if posting.listed),
        head=(centre.agency_name, centre.name, centre.address, centre.phone, centre.hours, settings.PUBLIC_URL),
        revision=queries.revision(),
        unlisted=sum(not posting.listed for _view, posting in spoken),
    )


def level_counts(found: Board) -> tuple[LevelCount, ...]:
    """The board's lines by level; they add up to all of them."""
    return rules.level_counts(found.lines)


def sheet(found: Board, kind: SheetKind, key: str = "") -> Sheet:
    """One sheet of a board as it would be printed now. Raises NotFound where there is nothing to print."""
    made = _sheet(found, kind, key)
    if made is None:
        raise NotFound
    return made


def hangings(*, centre_id: int, found: Board, standing: bool, number: int = 1, size: int = 50) -> Page[HangingRow]:
    """Rows of the posting book, newest first: those that hang, or those taken down; two statements."""
    rows = Hanging.objects.filter(centre_id=centre_id, until__isnull=standing).select_related("sheet")
    kept = tuple(rows.order_by("-since", "-id")[(number - 1) * size : number * size])
    compare = _comparer(found)
    total = rows.count() if len(kept) == size or number > 1 else len(kept)
    return Page(rows=tuple(_row(row, compare) for row in kept), number=number, size=size, total=total)


def out_of_date(*, centre_id: int, found: Board) -> tuple[HangingRow, ...]:
    """Sheets that hang and no longer say what the catalogue says; one statement."""
    compare = _comparer(found)
    rows = Hanging.objects.filter(centre_id=centre_id, until=None).select_related("sheet").order_by("place", "id")
    return tuple(row for one in rows if (row := _row(one, compare)).change)


def hanging(hanging_id: UUID, *, centre_id: int, found: Board) -> HangingRow:
    """One row of the book. Raises NotFound."""
    row = Hanging.objects.filter(pk=hanging_id, centre_id=centre_id).select_related("sheet").first()
    if row is None:
        raise NotFound
    return _row(row, _comparer(found))


def prints(
    *, centre_id: int, found: Board, kinds: frozenset[SheetKind] | None = None, key: str | None = None
) -> tuple[PrintRow, ...]:
    """The newest print of each sheet (of these kinds, of this key); `current`: it still says what is so now."""
    rows = PrintedSheet.objects.filter(centre_id=centre_id)
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    if key is not None:
        rows = rows.filter(key=key)
    newest, compare = rows.order_by("kind", "key", "-printed_at", "-id").distinct("kind", "key"), _comparer(found)
    return tuple(
        PrintRow(
            id=row.id, kind=SheetKind(row.kind), key=row.key, name=row.name, mark=row.digest[:8], size=row.size,
            revision=row.revision, printed_at=row.printed_at, current=not compare(row),
        )
        for row in newest[:OFFERED]
    )  # fmt: skip


def read_list(content: bytes, *, centre_id: int, on: date) -> ListRead:
    """A centre's own list (CSV or XLSX) as it reads today; nothing is taken in. Raises Invalid for no table at all."""
    known = frozenset(view.procedure_code for view in queries.all_in_force(on=on, centre_id=centre_id))
    try:
        return lists.read(gateways.table_of(content), known=known)
    except gateways.Unreadable:
        raise Invalid({"file": gettext("Không đọc được tệp này. Xin lưu lại thành CSV (UTF-8) hoặc XLSX.")}) from None


def plan(rows: Iterable[ListRow], *, centre_id: int, found: Iterable[str], named: frozenset[str]) -> ListPlan:
    """What taking a centre's own list would change; `found` are the codes in force. One statement."""
    said, given = queries.postings(centre_id=centre_id), tuple(rows)
    before = {row.code: said.get(row.code, _silent(row.code)) for row in given}
    changes = [_changed(row, before[row.code]) for row in given]
    hidden = {code for code, posting in said.items() if not posting.listed}
    return ListPlan(
        rows=len(given),
        levels=sum("level" in changed for changed in changes),
        counters=sum("counter" in changed for changed in changes),
        phones=sum("phone" in changed for changed in changes),
        listed_again=sum("listed" in changed for changed in changes),
        unchanged=sum(not changed for changed in changes),
        missing=tuple(sorted(set(found) - named - hidden)),
    )


def _changed(row: ListRow, before: PostingView) -> frozenset[str]:
    told = {
        "level": row.level is not None and row.level is not before.online_level,
        "counter": row.counter is not None and row.counter != before.counter_text,
        "phone": row.phone is not None and row.phone != before.phone,
        "listed": not before.listed,
    }
    return frozenset(name for name, changes in told.items() if changes)


def _silent(code: str) -> PostingView:
    return PostingView(code=code, listed=True, counter_text="", phone="")


def _sheet(found: Board, kind: SheetKind, key: str) -> Sheet | None:
    lines, name = _lines(found, kind, key)
    return rules.sheet_of(kind, key, name, lines, found.head) if lines else None


def _lines(found: Board, kind: SheetKind, key: str) -> tuple[tuple[BoardLine, ...], str]:
    if kind is SheetKind.COVER:
        return found.lines, ""
    if kind is SheetKind.PROCEDURE:
        line = found.line(key)
        return ((line,), line.title) if line else ((), "")
    lines = found.of_field(key)
    return lines, lines[0].field_name if lines else ""


def _comparer(found: Board) -> Callable[[PrintedSheet], SheetChange]:
    """Compares prints with what would be printed now, making each sheet once."""
    made: dict[tuple[str, str], Sheet | None] = {}

    def compare(row: PrintedSheet) -> SheetChange:
        place = (row.kind, row.key)
        if place not in made:
            made[place] = _sheet(found, SheetKind(row.kind), row.key)
        now = made[place]
        if now is None:
            return SheetChange(left=tuple(sorted(set(row.shown) - {""})), gone=True)
        if now.digest == row.digest:
            return SheetChange()
        changed = rules.change(row.shown, now.shown)
        return changed or SheetChange(head=True)  # the name of the field or of the procedure itself

    return compare


def _row(row: Hanging, compare: Callable[[PrintedSheet], SheetChange]) -> HangingRow:
    return HangingRow(
        id=row.id,
        kind=SheetKind(row.sheet.kind),
        key=row.sheet.key,
        name=row.sheet.name,
        mark=row.sheet.digest[:8],
        size=row.sheet.size,
        revision=row.sheet.revision,
        printed_at=row.sheet.printed_at,
        place=row.place,
        since=row.since,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        until=row.until,
        taken_down_by=row.taken_down_by,
        reason=row.reason,
        change=compare(row.sheet) if row.until is None else SheetChange(),
    )
