"""Reads of files: one to open, a list for its holders; the wall of the scope decides what exists."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core import signing
from django.urls import reverse

from motcua.apps.files import gateways
from motcua.apps.files.models import FileRef
from motcua.apps.files.values import FileRow, OpenFile
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound

#: What keeps the signature of a file's link apart from every other signature of the house.
LINK = "files.open"


def open_ref(*, ref_id: UUID) -> OpenFile:
    """The file behind a reference this scope sees; raises NotFound, also where it was taken away.

    The caller writes the look.
    """
    ref = FileRef.objects.select_related("blob").filter(pk=ref_id, removed_at=None).first()
    if ref is None:
        raise NotFound
    path = gateways.path_of(bytes(ref.blob.sha256))
    if not path.exists():
        raise NotFound("Tệp này hiện không còn ở máy chủ. Xin báo người quản trị kiểm tra bản sao lưu.")
    return OpenFile(
        path=path,
        name=ref.name,
        media_type=ref.blob.media_type,
        size=ref.blob.size,
        centre_id=ref.centre_id,
        dossier_id=ref.dossier_id,
    )


def refs_of(*, holder: str, holder_ids: Iterable[UUID]) -> dict[UUID, tuple[FileRow, ...]]:
    """The files of several holders of one sort, oldest first; a holder without files has an empty tuple."""
    wanted = tuple(holder_ids)
    found: dict[UUID, list[FileRow]] = {key: [] for key in wanted}
    refs = FileRef.objects.select_related("blob").filter(holder=holder, holder_id__in=wanted, removed_at=None)
    for ref in refs.order_by("created_at", "id"):
        row = FileRow(
            id=ref.id,
            holder_id=ref.holder_id,
            name=ref.name,
            media_type=ref.blob.media_type,
            size=ref.blob.size,
            pages=ref.blob.pages,
            created_at=ref.created_at,
        )
        found[ref.holder_id].append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def link_to(*, ref_id: UUID, actor: Actor, dossier_id: UUID | None = None) -> str:
    """The address at which this actor opens the file for the next half hour.

    The caller has proven the right by its own policy; with `dossier_id` the link opens that dossier's wall too.
    """
    told = [ref_id.hex, actor.label, dossier_id.hex if dossier_id else ""]
    return reverse("files:open", args=[signing.dumps(told, salt=LINK)])
