"""One stored file as an answer: shown in the page's place only where a browser cannot be made to act by it."""

from __future__ import annotations

from django.http import FileResponse

from motcua.apps.files.values import OpenFile


def response(opened: OpenFile) -> FileResponse:
    """The answer for an opened file: PDF, JPEG and PNG inline, all else for saving; the name by RFC 5987."""
    return FileResponse(
        opened.path.open("rb"), as_attachment=not opened.shown_inline, filename=opened.name, headers=opened.headers
    )
