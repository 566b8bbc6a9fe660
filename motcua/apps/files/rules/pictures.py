"""Whether a picture opens whole and is not a bomb of pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from motcua.apps.files.rules.refusals import NotAdmitted
from motcua.apps.files.values import UploadLimits


def inspect_jpeg(path: Path, limits: UploadLimits) -> int:
    """One page; raises NotAdmitted. Decoded at an eighth of the size: every byte is read, little memory is used."""

    def read(picture: Any) -> None:
        picture.draft("L", (max(1, picture.width // 8), max(1, picture.height // 8)))
        picture.load()

    return _inspect(path, limits, kind="JPEG", read=read)


def inspect_png(path: Path, limits: UploadLimits) -> int:
    """One page; raises NotAdmitted. The checksums of all parts are verified without unpacking the pixels."""
    return _inspect(path, limits, kind="PNG", read=lambda picture: picture.verify())


def inspect_heic(path: Path, limits: UploadLimits) -> int:
    """One page where this machine can read HEIC at all; raises NotAdmitted."""
    try:
        return _inspect(path, limits, kind=None, read=lambda picture: picture.load())
    except NotAdmitted as refusal:
        raise (refusal if refusal.reason == "too-many-pixels" else NotAdmitted("heic-unreadable")) from None


def _inspect(path: Path, limits: UploadLimits, *, kind: str | None, read: Callable[[Any], object]) -> int:
    from PIL import Image  # noqa: PLC0415 -- heavy library: loaded by the first upload, not at the start

    try:
        with Image.open(path, formats=[kind] if kind else None) as picture:
            if picture.width * picture.height > limits.pixels:
                raise NotAdmitted("too-many-pixels")
            read(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAdmitted("too-many-pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise NotAdmitted("broken-picture") from None
    return 1
