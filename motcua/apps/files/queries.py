"""Reads of files: one to open, a list for its holders; the wall of the scope decides what exists."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core import signing
from django.db import connection
from django.urls import reverse

from motcua.apps.files import gateways
from motcua.apps.files.models import Coming, FileRef
from motcua.apps.files.values import ComingFile, FileRow, OpenFile
from motcua.base.db.fields import showing_damage
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page

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


@showing_damage()
def refs_of(*, holder: str, holder_ids: Iterable[UUID]) -> dict[UUID, tuple[FileRow, ...]]:
    """The files of several holders of one sort, oldest first; a holder without files has an empty tuple."""
    found: dict[UUID, list[FileRow]] = {key: [] for key in holder_ids}
    sealed = FileRef._meta.get_field("name")
    with connection.cursor() as cursor:
        cursor.execute(_REFS, [holder, list(found)])
        for key, holder_id, name, *told in cursor.fetchall():
            found[holder_id].append(FileRow(key, holder_id, sealed.from_db_value(name, None, None), *told))
    return {key: tuple(rows) for key, rows in found.items()}


#: Every page with files asks this: no compiling for that.
_REFS = """
SELECT r.id, r.holder_id, r.name, b.media_type, b.size, b.pages, r.created_at
  FROM files_fileref r JOIN files_blob b ON b.sha256 = r.sha256
 WHERE r.holder = %s AND r.holder_id = ANY(%s) AND r.removed_at IS NULL ORDER BY r.created_at, r.id
"""


#: So many files stand on a page of somebody's own.
OWN_A_PAGE = 30


@showing_damage()
def own_files(*, account_id: int, holder: str, dossier_ids: Iterable[UUID], number: int = 1) -> Page[FileRow]:
    """What this account has given in these dossiers, each content once, newest first, page by page; one statement."""
    sealed = FileRef._meta.get_field("name")
    with connection.cursor() as cursor:
        cursor.execute(_OWN, [account_id, holder, list(dossier_ids), OWN_A_PAGE, (number - 1) * OWN_A_PAGE])
        found = cursor.fetchall()
    rows = tuple(
        FileRow(key, holder_id, sealed.from_db_value(name, None, None), *told)
        for key, holder_id, name, *told, _total in found
    )
    return Page(rows, number, OWN_A_PAGE, found[0][-1] if found else 0)


_OWN = """
SELECT own.*, count(*) OVER () FROM (
    SELECT DISTINCT ON (r.sha256) r.id, r.holder_id, r.name, b.media_type, b.size, b.pages, r.created_at
      FROM files_fileref r JOIN files_blob b ON b.sha256 = r.sha256
     WHERE r.account_id = %s AND r.holder = %s AND r.dossier_id = ANY(%s) AND r.removed_at IS NULL
     ORDER BY r.sha256, r.created_at DESC
) AS own ORDER BY created_at DESC, id LIMIT %s OFFSET %s
"""


def is_own_file(*, ref_id: UUID, account_id: int, holder: str, dossier_ids: Iterable[UUID]) -> bool:
    """Whether this account has given that file in one of these dossiers."""
    given = FileRef.objects.filter(pk=ref_id, account_id=account_id, holder=holder, removed_at=None)
    return given.filter(dossier_id__in=tuple(dossier_ids)).exists()


def coming_of(*, dossier_id: UUID) -> tuple[ComingFile, ...]:
    """The files of a dossier that have come half-way, oldest first; one statement."""
    found = Coming.objects.filter(dossier_id=dossier_id, done_at=None).order_by("begun_at", "id")[:100]
    return tuple(coming_file(row) for row in found)


def coming(*, coming_id: UUID, dossier_id: UUID) -> ComingFile:
    """How far one file has come, or NotFound."""
    row = Coming.objects.filter(pk=coming_id, dossier_id=dossier_id).first()
    if row is None:
        raise NotFound
    return coming_file(row)


def coming_file(row: Coming) -> ComingFile:
    """The row as others see it; where the disk holds less than was counted (a restored backup), the disk is right."""
    received = row.size if row.done_at else min(row.received, gateways.part_size(row.id))
    return ComingFile(
        id=row.id, holder_id=row.holder_id, dossier_id=row.dossier_id, centre_id=row.centre_id, name=row.name,
        size=row.size, received=received, done=row.done_at is not None,
    )  # fmt: skip


def link_to(*, ref_id: UUID, actor: Actor, dossier_id: UUID | None = None) -> str:
    """The address at which this actor opens the file for the next half hour.

    The caller has proven the right by its own policy; with `dossier_id` the link opens that dossier's wall too.
    """
    told = [ref_id.hex, actor.label, dossier_id.hex if dossier_id else ""]
    return reverse("files:open", args=[signing.dumps(told, salt=LINK)])
