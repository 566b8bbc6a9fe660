"""One stored file as an answer: shown in the page's place only where a browser cannot be made to act by it."""

from __future__ import annotations

from django.http import FileResponse

from motcua.apps.files.values import SHOWN_INLINE, OpenFile

#: Whatever the content is, it runs nothing, loads nothing and stands in no frame but our own pages'.
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


def response(opened: OpenFile) -> FileResponse:
    """The answer for an opened file: PDF, JPEG and PNG inline, all else for saving; the name by RFC 5987."""
    return FileResponse(
        opened.path.open("rb"),
        as_attachment=opened.media_type not in SHOWN_INLINE,
        filename=opened.name,
        headers={
            "Content-Type": opened.media_type,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": _SANDBOX,
            "Cache-Control": "private, no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
