"""What an office hands in for a change of the catalogue, read row by row; one bad row stops none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from django.utils.translation import gettext, gettext_noop

from motcua.apps.procedures import gateways
from motcua.apps.procedures.commands._eform import prove
from motcua.apps.procedures.rules import sheet
from motcua.apps.procedures.rules.changes import Said, said_in
from motcua.apps.procedures.rules.document import BadRow, under
from motcua.apps.procedures.values import RowProblem
from motcua.kernel.errors import Invalid

#: One row: a JSON line, or a workbook's row as a mapping; "" where there was nothing.
Row: TypeAlias = "str | Mapping[str, object]"
MOST_ROWS: Final = 3000
_NOT_READ = gettext_noop("Tệp mẫu không có cột tên như vậy, nên chữ trong cột không được đọc.")


def rows_of_sheet(content: bytes) -> list[Row | RowProblem]:
    """The rows of a workbook as the office fills it, each as a mapping or as the problem it has. Raises Invalid."""
    try:
        lines = gateways.sheet_rows(content)
        columns = sheet.columns_of(lines[0] if lines else [])
    except gateways.Unreadable as wrong:
        raise Invalid({"file": gettext("Không đọc được trang tính. Xin lưu tệp dạng .xlsx rồi thử lại.")}) from wrong
    except BadRow as bad:
        raise Invalid({"file": bad.reason}) from bad
    rows: list[Row | RowProblem] = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line) or line[: len(sheet.HINTS)] == list(sheet.HINTS):
            rows.append("")
            continue
        try:
            rows.append(sheet.row_of(line, columns))
        except BadRow as bad:
            rows.append(RowProblem(number, bad.field, bad.reason))
    return [_unread(lines[0]) if any(rows) else "", *rows]


def _unread(heads: Sequence[str]) -> Row | RowProblem:
    """The first line, for the columns nothing is read of."""
    unread = sheet.unread_in(heads)
    return RowProblem(1, ", ".join(unread), _NOT_READ) if unread else ""


def empty_sheet() -> bytes:
    """The workbook an office fills."""
    return gateways.empty_sheet(list(sheet.HEADS), sheet.HINTS)


def understood(rows: Iterable[Row | RowProblem]) -> tuple[dict[int, Said], list[RowProblem]]:
    """Good rows by their line, and what was wrong with the others. Raises Invalid for no row at all, or too many."""
    said: dict[int, Said] = {}
    problems: list[RowProblem] = []
    codes = set[str]()
    for line, row in enumerate(rows, start=1):
        if isinstance(row, RowProblem) or (isinstance(row, str) and not row.strip()):
            problems += [row] if isinstance(row, RowProblem) else []
            continue
        try:
            each = said_in(row)
            prove(under(each.facts, "settled"))
            if each.code in codes:
                raise BadRow("code", "Mã này đã có ở một dòng trước.")
        except BadRow as bad:
            problems.append(RowProblem(line, bad.field, bad.reason))
            continue
        codes.add(each.code)
        said[line] = each
    if not said and not problems:
        raise Invalid({"file": gettext("Tệp không có dòng nào.")})
    if len(said) > MOST_ROWS:
        raise Invalid({"file": gettext("Tệp có quá nhiều dòng.")})
    return said, problems
