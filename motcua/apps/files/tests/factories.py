"""Small real files for tests: made in memory, as phones and offices make them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from uuid import UUID

import pikepdf
from PIL import Image

from motcua.apps.files import commands
from motcua.apps.files.values import AdmittedBlob
from motcua.kernel.clock import office_time
from motcua.kernel.ids import uuid7

NOON = office_time(2026, 11, 20, 12)


def pdf(*, pages: int = 1, active: str = "", password: str = "") -> bytes:
    """A PDF of blank pages; `active` adds something that runs, `password` locks it."""
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(420, 595))
    if active == "javascript":
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if active == "launch":
        action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
        made.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action)])
    if active == "attachment":
        made.attachments["secret.txt"] = b"inside"
    into = io.BytesIO()
    made.save(into, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return into.getvalue()


def picture(*, kind: str = "JPEG", size: tuple[int, int] = (64, 48), shade: int = 120) -> bytes:
    """A picture of one grey."""
    into = io.BytesIO()
    Image.new("L", size, shade).save(into, kind)
    return into.getvalue()


def office(*, main: str = "word/document.xml", extra: dict[str, str] | None = None) -> bytes:
    """A zip with the bones of a Word (or Excel) document."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as packed:
        for name in ("[Content_Types].xml", "_rels/.rels", main, *(extra or {})):
            packed.writestr(name, (extra or {}).get(name, "<x/>"))
    return into.getvalue()


def admitted(content: bytes | None = None, *, name: str = "giay.pdf", at: datetime = NOON) -> AdmittedBlob:
    """Content taken through the real gate."""
    return commands.admit(stream=io.BytesIO(content or pdf()), name=name, at=at)


def file_ref(*, centre_id: int = 1, holder_id: UUID | None = None, dossier_id: UUID | None = None) -> UUID:
    """A reference made by the real commands; the scope must hold the centre."""
    return commands.refer(
        blob=admitted(),
        name="giay khai sinh.pdf",
        holder="component",
        holder_id=holder_id or uuid7(),
        dossier_id=dossier_id,
        centre_id=centre_id,
        at=NOON,
    )
