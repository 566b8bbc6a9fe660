"""Sniff by content, then open again with the reader of that kind: a name or a declared type decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from motcua.apps.files.rules.office import inspect_office
from motcua.apps.files.rules.pdf import inspect_pdf
from motcua.apps.files.rules.pictures import inspect_heic, inspect_jpeg, inspect_png
from motcua.apps.files.rules.refusals import NotAdmitted
from motcua.apps.files.values import DOCX, HEIC, JPEG, PDF, PNG, XLSX, UploadLimits

#: What each kind must begin with: puremagic alone forgives leading rubbish, and a polyglot lives on that.
_BEGINNINGS = {
    PDF: (b"%PDF-",),
    JPEG: (b"\xff\xd8\xff",),
    PNG: (b"\x89PNG\r\n\x1a\n",),
    DOCX: (b"PK\x03\x04",),
    XLSX: (b"PK\x03\x04",),
}
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
    import puremagic  # noqa: PLC0415 -- heavy library: loaded by the first upload, not at the start

    with path.open("rb") as opened:
        head = opened.read(2048)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return HEIC
    begun = [kind for kind, beginnings in _BEGINNINGS.items() if head.startswith(beginnings)]
    if not begun:
        raise NotAdmitted("unknown")
    try:
        seen = {match.mime_type for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        raise NotAdmitted("unknown") from None
    if begun[0] == DOCX or begun[0] in seen:
        return begun[0]
    raise NotAdmitted("unknown")
