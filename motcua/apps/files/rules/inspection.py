"""Sniff by content, then open again with the reader of that kind: a name or a declared type decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from motcua.apps.files.rules.office import inspect_office
from motcua.apps.files.rules.pdf import inspect_pdf
from motcua.apps.files.rules.pictures import inspect_heic, inspect_jpeg, inspect_png
from motcua.apps.files.rules.refusals import NotAdmitted
from motcua.apps.files.values import DOCX, HEIC, JPEG, PDF, PNG, XLSX, UploadLimits

#: What each kind must begin with, at the first byte: a polyglot lives on forgiven rubbish. Which of the two office
#: kinds a zip is, its reader tells.
_BEGINNINGS = {PDF: b"%PDF-", JPEG: b"\xff\xd8\xff", PNG: b"\x89PNG\r\n\x1a\n", DOCX: b"PK\x03\x04"}
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})

_READERS: dict[str, Callable[[Path, UploadLimits], int | None]] = {
    PDF: inspect_pdf,
    JPEG: inspect_jpeg,
    PNG: inspect_png,
    HEIC: inspect_heic,
}


def inspect(path: Path, *, limits: UploadLimits) -> tuple[str, int | None]:
    """The media type and pages of the file at `path`; raises NotAdmitted."""
    media_type = _sniff(path)
    if media_type in {DOCX, XLSX}:
        return inspect_office(path), None
    return media_type, _READERS[media_type](path, limits)


def _sniff(path: Path) -> str:
    with path.open("rb") as opened:
        head = opened.read(16)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return HEIC
    for kind, beginning in _BEGINNINGS.items():
        if head.startswith(beginning):
            return kind
    raise NotAdmitted("unknown")
