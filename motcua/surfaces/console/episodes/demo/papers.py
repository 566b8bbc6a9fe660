"""Tiny made-up PDFs, taken through the same gate as a citizen's uploads."""

from __future__ import annotations

import io
from datetime import datetime

from motcua.apps.files import commands as files
from motcua.apps.files.values import AdmittedBlob

NAMES = ("to-khai-mau.pdf", "can-cuoc-mau.pdf", "giay-xac-nhan-mau.pdf")


def admit_papers(*, at: datetime) -> tuple[AdmittedBlob, ...]:
    """Lay the papers on the disk; before any transaction."""
    return tuple(files.admit(stream=io.BytesIO(pdf(name)), name=name, at=at) for name in NAMES)


def pdf(line: str) -> bytes:
    """A whole PDF of one page that says what it is."""
    drawn = f"BT /F1 18 Tf 60 760 Td (GIAY TO MAU - {line}) Tj ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        out
        + head
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )
