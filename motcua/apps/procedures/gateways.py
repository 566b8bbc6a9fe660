"""The files the catalogue comes from: the shipped facts, the overlay, and a file somebody gives."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from python_calamine import CalamineError, load_workbook

from motcua.apps.procedures.rules.views import Settled, overlay_of

DATA = Path(__file__).parent / "data"
SHIPPED = DATA / "catalogue.jsonl"
#: No office's sheet unpacks to more.
MOST_UNPACKED = 100_000_000


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file, one row each. Raises OSError where it cannot be read; broken letters stay visible."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        yield from file


@cache
def overlay() -> Mapping[str, Settled]:
    """The reviewed overlay by procedure code; read once."""
    rows = ((DATA / "overlay.jsonl").read_text("utf-8")).splitlines()
    return overlay_of(json.loads(row) for row in rows if row)


class UnreadableSheet(ValueError):
    """The file is no workbook, or one this program cannot read."""


def sheet_rows(content: bytes) -> list[list[str]]:
    """The first sheet of a workbook as text, row by row. Raises UnreadableSheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise UnreadableSheet
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
        return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except (zipfile.BadZipFile, CalamineError, ValueError, IndexError) as wrong:
        raise UnreadableSheet from wrong


def empty_sheet(heads: Sequence[str], hints: Sequence[str]) -> bytes:
    """A workbook of one sheet with the heads, and under each what is written there as a comment row to be deleted."""
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in line) + "</row>"
        for n, line in enumerate((heads, hints), start=1)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in _WORKBOOK.items():
            parts.writestr(name, _XML + text)
        parts.writestr(
            "xl/worksheets/sheet1.xml", f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        )
    return made.getvalue()


def _text(cell: object) -> str:
    """A cell as it is read: whole numbers without a point, days as ISO."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FORMATS = "http://schemas.openxmlformats.org"
_MAIN, _OFFICE = f"{_FORMATS}/spreadsheetml/2006/main", f"{_FORMATS}/officeDocument/2006/relationships"
_RELATIONS = f"{_FORMATS}/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_FORMATS}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Thay đổi" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
