"""What crosses the door of files: an admitted blob, a file one may open, a reference in a list."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: The endings a name may have for each kind we keep; the first is given where the name has another.
ENDINGS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    HEIC: (".heic", ".heif"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
}

#: Kinds a browser may show in the page's place; everything else is only handed over for saving.
SHOWN_INLINE = frozenset({PDF, JPEG, PNG})

#: Whatever the content is, it runs nothing, loads nothing, stands in no foreign frame and is kept by no cache.
_HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:;"
    " frame-ancestors 'self'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}

LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """An administrator's figures: bytes of one file, pages of a document, pixels of a picture."""

    bytes: int
    pages: int
    pixels: int


@dataclass(frozen=True, slots=True)
class AdmittedBlob:
    """Content that passed the gate and lies on the disk; `pages` is None where paper is not the measure."""

    sha256: bytes
    media_type: str
    size: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file this scope may read: where it lies and how to call it."""

    path: Path
    name: str
    media_type: str
    size: int
    centre_id: int
    dossier_id: UUID | None

    @property
    def shown_inline(self) -> bool:
        """Whether a browser may show it in the page's place."""
        return self.media_type in SHOWN_INLINE

    @property
    def headers(self) -> dict[str, str]:
        """What every answer that carries a citizen's file says, whichever page hands it over."""
        return {"Content-Type": self.media_type, **_HARMLESS}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One reference as a list shows it."""

    id: UUID
    holder_id: UUID
    name: str
    media_type: str
    size: int
    pages: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ComingFile:
    """A file that comes in pieces: how much of it is here."""

    id: UUID
    holder_id: UUID
    dossier_id: UUID
    centre_id: int
    name: str
    size: int
    received: int
    done: bool


def safe_name(name: str, *, media_type: str) -> str:
    """The citizen's own name for the file without path, control or direction signs, ending as its content is.

    A name is what a person reads; it never decides what the file is.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    # Cc, Cf: control and direction-turning signs make «gpj.exe» look like «exe.jpg».
    kept = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    stem = _FORBIDDEN.sub(" ", kept).strip(" .")
    endings = ENDINGS[media_type]
    for ending in endings:
        if stem.lower().endswith(ending):
            stem, endings = stem[: -len(ending)].rstrip(" ."), (ending,)
            break
    return (stem[: LONGEST_NAME - len(endings[0])].rstrip(" .") or "giay-to") + endings[0]
