"""The files the catalogue comes from: shipped facts, overlay, guides and life events, and a file somebody gives."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from motcua.apps.procedures.rules.searching.engine import Index
from motcua.apps.procedures.rules.searching.lexicon import Lexicon, read_lexicon
from motcua.apps.procedures.rules.searching.outside import Outside, read_business, read_decoys
from motcua.apps.procedures.rules.views import Settled, overlay_of
from motcua.apps.procedures.values import VersionView
from motcua.apps.procedures.values.reading import LifeEvent

DATA = Path(__file__).parent / "data"
SHIPPED = DATA / "catalogue.jsonl"
HEAD_LINES = 30
#: A workbook of some thousand rows unpacks to a few megabytes; far more is no list.
LIST_UNPACKED = 40 * 1024 * 1024


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file, one row each. Raises OSError where it cannot be read; broken letters stay visible."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        yield from file


@cache
def overlay() -> Mapping[str, Settled]:
    """The reviewed overlay by procedure code; read once."""
    return overlay_of([*_rows("overlay.jsonl"), *(_as_fact(row) for row in _rows("guides.jsonl"))])


@cache
def lexicon() -> Lexicon:
    """What people say and what it means; read once. Raises BadLexicon."""
    return read_lexicon(lines_of(DATA / "lexicon.txt"))


@cache
def outside() -> Outside:
    """What is not ours, ready to be compared; made once a process, for it does not depend on the catalogue."""
    decoys = tuple(read_decoys(lines_of(DATA / "decoys.tsv")))
    return Outside(decoys, read_business(lines_of(DATA / "doors.txt")), lexicon())


def index_of(versions: Iterable[VersionView]) -> Index:
    """The search over some versions, with everything we ship beside them."""
    return Index(versions, lexicon=lexicon(), outside=outside())


@cache
def life_events() -> tuple[LifeEvent, ...]:
    """The reviewed events of a life, in the order they are shown; read once."""
    return tuple(LifeEvent(row["key"], tuple(row["codes"])) for row in _rows("life_events.jsonl"))


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (DATA / name).read_text("utf-8").splitlines() if row]


def _as_fact(row: Mapping[str, object]) -> dict[str, object]:
    """A shipped guide as a row of the overlay."""
    value = {key: row[key] for key in ("questions", "outcomes", "papers") if key in row}
    told = {key: row[key] for key in ("code", "source", "reviewed")}
    return {**told, "path": "guide", "value": value, "verified": True}


class Unreadable(ValueError):
    """The file is no table we can read."""


def table_of(content: bytes) -> list[tuple[int, list[str]]]:
    """The cells of a CSV or XLSX file by line; what it is, its content decides. Raises Unreadable."""
    if content.startswith(b"PK\x03\x04"):
        return _first_sheet(content)
    text = _decoded(content)
    head = "\n".join(text.splitlines()[:HEAD_LINES])
    separator = max(";\t,", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error:
        raise Unreadable from None


def _decoded(content: bytes) -> str:
    """Excel saves «Unicode text» in UTF-16 and «CSV UTF-8» with a mark in front."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable from None
    if "\0" in text:
        raise Unreadable
    return text


def _first_sheet(content: bytes) -> list[tuple[int, list[str]]]:
    """The first sheet of a workbook that unpacks to a sensible size."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- heavy library: loaded by the first workbook, not at the start

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LIST_UNPACKED:
                raise Unreadable
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError, IndexError):
        raise Unreadable from None
    return [(line, [_as_seen(cell) for cell in row]) for line, row in enumerate(rows, start=1)]


def _as_seen(value: object) -> str:
    """A cell as a person sees it: 2.0 is 2."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def sheet_rows(content: bytes) -> list[list[str]]:
    """The cells of a table row by row. Raises Unreadable."""
    return [cells for _line, cells in table_of(content)]


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
