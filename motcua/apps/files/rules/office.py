"""Whether a zip is a plain Word or Excel document: only the listed structure, no macro, no bomb."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from motcua.apps.files.rules.refusals import NotAdmitted
from motcua.apps.files.values import DOCX, XLSX

#: The folders Word and Excel write (ECMA-376); anything else in the zip is somebody's luggage.
_COMMON = frozenset({"[Content_Types].xml", "_rels", "docProps", "customXml", "docMetadata"})
_MAIN = {"word/document.xml": (DOCX, "word"), "xl/workbook.xml": (XLSX, "xl")}
_MOST_PARTS = 3_000
_MOST_BYTES = 100 * 1024 * 1024
_RUNNING = ("vbaproject.bin", "vbadata.xml", "/embeddings/", "/activex/", "/macrosheets/")


def inspect_office(path: Path) -> str:
    """DOCX or XLSX; raises NotAdmitted."""
    try:
        with zipfile.ZipFile(path) as packed:
            kind = _kind(packed)
            _refuse_luggage(packed, folder=kind[1])
            if packed.testzip() is not None:
                raise NotAdmitted("broken-office")
            return kind[0]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise NotAdmitted("broken-office") from None


def _kind(packed: zipfile.ZipFile) -> tuple[str, str]:
    names = set(packed.namelist())
    found = [kind for main, kind in _MAIN.items() if main in names]
    if len(found) != 1 or "[Content_Types].xml" not in names:
        raise NotAdmitted("unknown")
    return found[0]


def _refuse_luggage(packed: zipfile.ZipFile, *, folder: str) -> None:
    parts = packed.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise NotAdmitted("broken-office")
    for part in parts:
        name = part.filename
        if any(word in f"/{name.lower()}" for word in _RUNNING):
            raise NotAdmitted("active-office")
        if name.split("/")[0] not in _COMMON | {folder} or ".." in name.split("/") or part.flag_bits & 1:
            raise NotAdmitted("unknown")
