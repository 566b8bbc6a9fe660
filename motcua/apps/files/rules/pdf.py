"""Whether a PDF is only pages: it opens, is not locked, runs nothing and carries no other file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from motcua.apps.files.rules.refusals import NotAdmitted
from motcua.apps.files.values import UploadLimits

#: Action types that run, start or send something (ISO 32000-2, table 201).
_RUNNING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/GoToE"})
#: Bytes one stream may unpack to: a few hundred kilobytes can be packed so that they ask for gigabytes. Only what tells
#: of the pages is unpacked here, never a picture.
MOST_UNPACKED = 64 * 1024 * 1024
_TAIL = 2048
_DEEPEST = 40


def inspect_pdf(path: Path, limits: UploadLimits) -> int:
    """The number of pages; raises NotAdmitted."""
    import pikepdf  # noqa: PLC0415 -- heavy library: loaded by the first upload, not at the start

    _bound_memory()
    # A cut-off upload is «repaired» by losing pages, so the end must be there before repair is allowed.
    with path.open("rb") as opened:
        opened.seek(-min(_TAIL, path.stat().st_size), 2)
        if b"%%EOF" not in opened.read():
            raise NotAdmitted("broken-pdf")
    try:
        with pikepdf.open(path) as pdf:
            if pdf.is_encrypted:
                raise NotAdmitted("encrypted-pdf")
            _refuse_active(pdf)
            return _pages(pdf, limits)
    except pikepdf.PasswordError:
        raise NotAdmitted("encrypted-pdf") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError):
        raise NotAdmitted("broken-pdf") from None


@cache
def _bound_memory() -> None:
    """Once for this process."""
    import pikepdf.settings  # noqa: PLC0415 -- as above

    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
        dct_max_memory=MOST_UNPACKED,
    )


def _pages(pdf: Any, limits: UploadLimits) -> int:
    pages = len(pdf.pages)
    if not pages:
        raise NotAdmitted("broken-pdf")
    if pages > limits.pages:
        raise NotAdmitted("too-many-pages", pages=pages, limit=limits.pages)
    return pages


def _refuse_active(pdf: Any) -> None:
    for number, found in enumerate(_dictionaries(pdf)):
        if _is_active(found) or number > 2_000_000:
            raise NotAdmitted("active-pdf")


def _is_active(found: Any) -> bool:
    return (
        "/JS" in found
        or "/EF" in found
        or str(found.get("/S", "")) in _RUNNING
        or str(found.get("/Type", "")) == "/EmbeddedFile"
        or str(found.get("/Subtype", "")) in {"/RichMedia", "/FileAttachment", "/Movie", "/Screen"}
    )


def _dictionaries(pdf: Any) -> Iterator[Any]:
    """Every dictionary of the file: the numbered objects, and those written inside them."""
    import pikepdf  # noqa: PLC0415 -- heavy library: loaded by the first upload, not at the start

    for top in pdf.objects:
        waiting = [(top, 0)]
        while waiting:
            found, depth = waiting.pop()
            if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
                yield found
                inside = [found[key] for key in found.keys()]  # noqa: SIM118 -- a pikepdf object is no mapping
            elif isinstance(found, pikepdf.Array):
                inside = list(found)
            else:
                continue
            if depth > _DEEPEST:
                raise NotAdmitted("broken-pdf")
            waiting += [(part, depth + 1) for part in inside if not getattr(part, "is_indirect", False)]
