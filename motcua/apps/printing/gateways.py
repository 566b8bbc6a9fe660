"""Typst: our own templates and a payload in, PDF/A out; it reads nothing but our folder and loads no packages."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from motcua.apps.printing.values import Form, Size

_FOLDER = Path(__file__).parent / "typst"
#: Archival and accessible together where every letter has a glyph; without a promise where one has not.
_STANDARDS: tuple[Any, ...] = (["a-2a", "ua-1"], [])
#: The compiler is not promised to be safe in threads, and a slip takes milliseconds.
_ONE_AT_A_TIME = threading.Lock()


def typeset(
    *, template: Form, payload: Mapping[str, Any], size: Size, copy_number: int, reason: str, at: datetime
) -> bytes:
    """The PDF; the payload's words are data and never markup. Raises typst.TypstError when a field is missing."""
    import typst  # noqa: PLC0415 -- heavy library: loaded by the first print, not at the start

    told = {"data": json.dumps(payload, ensure_ascii=False), "size": str(size), "copy": str(copy_number)}
    told |= {"reason": reason, "template": str(template)}
    moment = int(at.timestamp())
    with _ONE_AT_A_TIME:
        compiler = typst.Compiler(str(_FOLDER / f"{template}.typ"), root=str(_FOLDER), font_paths=_fonts())
        for standards in _STANDARDS:
            try:
                made = compiler.compile(sys_inputs=told, format="pdf", timestamp=moment, pdf_standards=standards)
            except typst.TypstError as error:
                if not standards or "PDF/" not in str(error):
                    raise
            else:
                assert isinstance(made, bytes)
                return made
    raise AssertionError("the last way of printing either answers or raises")


@lru_cache(maxsize=16)
def version_of(template: Form) -> str:
    """A print of the template's text: two papers of one version look alike."""
    digest = hashlib.sha256()
    for name in ("base.typ", "wall.typ", f"{template}.typ"):
        digest.update((_FOLDER / name).read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts of this machine and those inside typst, looked for once."""
    import typst  # noqa: PLC0415 -- heavy library: loaded by the first print, not at the start

    return typst.Fonts()
