"""Papers to upload: a photo and a PDF made here, and a list as another system gives it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw


@dataclass(frozen=True, slots=True)
class Papers:
    """Where the made files lie."""

    photo: Path
    pdf: Path

    @classmethod
    def made(cls, room: Path) -> Papers:
        """Draw a sheet with lines like writing and keep it as PNG and as PDF."""
        sheet = Image.new("RGB", (620, 877), "white")
        pen = ImageDraw.Draw(sheet)
        for line in range(24):
            pen.rectangle((60, 90 + line * 30, 60 + 500 - line % 5 * 40, 98 + line * 30), fill="#333")
        sheet.save(room / "giay-chung-sinh.png")
        made = io.BytesIO()
        sheet.save(made, format="PDF")
        (room / "to-khai.pdf").write_bytes(made.getvalue())
        return cls(room / "giay-chung-sinh.png", room / "to-khai.pdf")
