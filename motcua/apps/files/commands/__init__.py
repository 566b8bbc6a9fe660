"""Admit content before the transaction, refer to it within, open it by a link, sweep what nobody refers to.

Refusals: Invalid > NotAdmitted (the gate), NotFound (no such reference in this scope).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import PurePath
from typing import Any, Final
from uuid import UUID

import structlog
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q

from motcua.apps.audit import commands as audit
from motcua.apps.files import gateways, queries
from motcua.apps.files.models import Blob, FileRef
from motcua.apps.files.rules.inspection import inspect
from motcua.apps.files.rules.refusals import NotAdmitted
from motcua.apps.files.values import AdmittedBlob, OpenFile, UploadLimits, safe_name
from motcua.base.db import rows, scope
from motcua.base.db.grants import SYSTEM_ROLE
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound, Refusal
from motcua.kernel.ids import uuid7

log = structlog.get_logger("files")

#: What one dossier may take in within a day, in pieces or whole.
BYTES_A_DAY = 200 * 1024 * 1024
#: How long a page's links to files work.
LINK_AGE = timedelta(minutes=30)
#: How long content may lie without a reference: a person between two pages of a form, generously.
ORPHAN_AGE = timedelta(days=2)
#: The holder of what a draft held that was thrown away.
GONE = "gone"
#: So many contents are asked about in one statement.
_AT_ONCE = 500


class TooMuchComing(Refusal):
    """A dossier takes in so much a day and no more."""

    code = "too-much-coming"
    status = 429
    message = "Hồ sơ này đã nhận rất nhiều tệp hôm nay. Xin gửi tiếp vào ngày mai, hoặc mang giấy tờ đến Trung tâm."


def admit(*, stream: gateways.Readable, name: str, at: datetime) -> AdmittedBlob:
    """Take the stream through the gate onto the disk; raises NotAdmitted and then leaves nothing behind.

    Runs before the transaction that refers to it, never in one. `name` decides nothing; only its ending is logged.
    """
    limits = UploadLimits(**settings.UPLOAD_LIMITS)
    try:
        with gateways.received(stream, at_most=limits.bytes) as (path, sha256, size):
            if not size:
                raise NotAdmitted("empty")
            media_type, pages = inspect(path, limits=limits)
            gateways.keep(path, sha256=sha256, at=at)
    except gateways.TooLarge:
        raise NotAdmitted("too-large", megabytes=limits.bytes // (1024 * 1024)) from None
    except NotAdmitted as refusal:
        log.info("file.not_admitted", reason=refusal.reason, ending=PurePath(name).suffix[:8])
        raise
    return AdmittedBlob(sha256=sha256, media_type=media_type, size=size, pages=pages)


def refer(
    *,
    blob: AdmittedBlob,
    name: str,
    holder: str,
    holder_id: UUID,
    centre_id: int,
    at: datetime,
    dossier_id: UUID | None = None,
    account_id: int | None = None,
) -> UUID:
    """Give a holder this content under a person's name for it; the key of the new reference."""
    given = [(holder_id, blob, name)]
    return refer_all(
        given=given, holder=holder, centre_id=centre_id, at=at, dossier_id=dossier_id, account_id=account_id
    )[0]


def refer_all(
    *,
    given: Sequence[tuple[UUID, AdmittedBlob, str]],
    holder: str,
    centre_id: int,
    at: datetime,
    dossier_id: UUID | None = None,
    account_id: int | None = None,
) -> tuple[UUID, ...]:
    """Give holders of one sort their contents (holder's key, content, a person's name for it); one statement.

    Raises TooMuchComing where a dossier would take in more than it may in a day.
    """
    if not given:
        return ()
    keys, contents = [uuid7() for _ in given], _by_hash(blob for _holder_id, blob, _name in given)
    told: dict[str, Any] = {
        "hashes": [blob.sha256 for blob in contents],
        "types": [blob.media_type for blob in contents],
        "sizes": [blob.size for blob in contents],
        "pages": [blob.pages for blob in contents],
        "keys": keys,
        "contents": [blob.sha256 for _holder_id, blob, _name in given],
        "names": [_sealed_name(name, blob) for _holder_id, blob, name in given],
        "holders": [holder_id for holder_id, _blob, _name in given],
        "coming": sum(blob.size for _holder_id, blob, _name in given),
        "holder": holder, "dossier": dossier_id, "centre": centre_id, "account": account_id,
        "at": at, "since": at - timedelta(days=1), "most": BYTES_A_DAY,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_REFER, told)
        if cursor.rowcount != len(keys):
            raise TooMuchComing
    return tuple(keys)


def _by_hash(blobs: Iterable[AdmittedBlob]) -> list[AdmittedBlob]:
    """Each content once, in one order everywhere: two uploads never wait for each other."""
    return [blob for _sha256, blob in sorted({blob.sha256: blob for blob in blobs}.items())]


def _sealed_name(name: str, blob: AdmittedBlob) -> bytes:
    field = FileRef._meta.get_field("name")
    sealed: bytes = field.get_db_prep_value(safe_name(name, media_type=blob.media_type), connection)
    return sealed


#: Files taken away again count for the day too: their bytes lie here for a while all the same. The age of a content
#: that lies here already is freshened under its row's lock, so a sweep running now sees the wish.
_REFER: Final = """
WITH room AS (
    SELECT %(dossier)s::uuid IS NULL OR %(most)s >= %(coming)s + COALESCE(SUM(b.size), 0) AS is_left
      FROM files_fileref r JOIN files_blob b ON b.sha256 = r.sha256
     WHERE r.dossier_id = %(dossier)s::uuid AND r.created_at > %(since)s
), stored AS (
    INSERT INTO files_blob (sha256, media_type, size, pages, stored_at, scanned)
    SELECT told.sha256, told.media_type, told.size, told.pages, %(at)s, 'unscanned'
      FROM room, unnest(%(hashes)s::bytea[], %(types)s::text[], %(sizes)s::bigint[], %(pages)s::integer[])
           AS told(sha256, media_type, size, pages)
     WHERE room.is_left ORDER BY told.sha256
        ON CONFLICT (sha256) DO UPDATE SET stored_at = EXCLUDED.stored_at
)
INSERT INTO files_fileref (id, sha256, name, holder, holder_id, dossier_id, centre_id, account_id, created_at)
SELECT told.id, told.sha256, told.name, %(holder)s, told.holder_id,
       %(dossier)s::uuid, %(centre)s::bigint, %(account)s::bigint, %(at)s
  FROM room, unnest(%(keys)s::uuid[], %(contents)s::bytea[], %(names)s::bytea[], %(holders)s::uuid[])
       AS told(id, sha256, name, holder_id)
 WHERE room.is_left
"""


def refer_again(*, holders: Mapping[UUID, UUID], holder: str, at: datetime) -> None:
    """Let other holders have what references of this scope hold already: reference → key of the new holder."""
    known = FileRef.objects.filter(pk__in=list(holders), removed_at=None).order_by("created_at", "id")
    rows.add(
        *(
            FileRef(
                id=uuid7(), blob_id=ref.blob_id, name=ref.name, holder=holder, holder_id=holders[ref.id],
                dossier_id=ref.dossier_id, centre_id=ref.centre_id, account_id=ref.account_id, created_at=at,
            )
            for ref in known
        )
    )  # fmt: skip


def give_again(
    *, ref_id: UUID, account_id: int, holder_id: UUID, dossier_id: UUID, centre_id: int, at: datetime
) -> UUID:
    """Give another holder of the same sort what this account holds already; the new reference. Raises NotFound."""
    known = FileRef.objects.select_related("blob").filter(pk=ref_id, account_id=account_id, removed_at=None).first()
    if known is None:
        raise NotFound
    blob = known.blob
    content = AdmittedBlob(bytes(blob.sha256), media_type=blob.media_type, size=blob.size, pages=blob.pages)
    return refer(
        blob=content,
        name=known.name,
        holder=known.holder,
        holder_id=holder_id,
        centre_id=centre_id,
        dossier_id=dossier_id,
        account_id=account_id,
        at=at,
    )


def unrefer(*, ref_id: UUID, at: datetime) -> None:
    """Take a reference away from its holder; the row stays, marked. Raises NotFound outside the scope."""
    if not FileRef.objects.filter(pk=ref_id, removed_at=None).update(removed_at=at):
        raise NotFound


def forget_draft(*, dossier_id: UUID, at: datetime) -> None:
    """Let go of every file of a draft that is thrown away, in the same transaction: the sweep then takes the contents.

    The rows stay, without the name. Never for what was filed: there the database refuses it.
    """
    FileRef.objects.filter(dossier_id=dossier_id).update(removed_at=at, holder=GONE, name="")


def open_link(*, token: str, actor: Actor, at: datetime) -> OpenFile:
    """The file behind a link made for this actor, and the look written down; raises NotFound for all other links."""
    try:
        ref, label, dossier = signing.loads(token, salt=queries.LINK, max_age=LINK_AGE)
    except signing.BadSignature:
        raise NotFound("Liên kết đã hết hạn. Xin mở lại trang hồ sơ rồi bấm vào tệp.") from None
    if label != actor.label:
        raise NotFound
    within = replace(scope.current(), dossier_id=UUID(dossier) if dossier else scope.current().dossier_id)
    with scope.use(within):
        opened = queries.open_ref(ref_id=UUID(ref))
    audit.look(
        actor=actor,
        at=at,
        what="file.opened",
        dossier_id=opened.dossier_id,
        centre_id=opened.centre_id,
        detail=str(UUID(ref)),
    )
    return opened


def sweep(*, at: datetime) -> int:
    """Remove content nobody has referred to for two days, and that of drafts thrown away; how many contents went.

    Run as motcua_system, which sees every reference. Another role does not see who else needs a draft's content, so it
    lets that lie; from the rest the foreign key keeps it.
    """
    before = at - ORPHAN_AGE
    gateways.forget_leftovers(before=before)
    _forget_rows(before)
    old = (sha256 for sha256, brought in list(gateways.lying()) if brought < before.timestamp())
    removed, sees_all = 0, _sees_all()
    while some := list(islice(old, _AT_ONCE)):
        wanted = _wanted(some, before, sees_all=sees_all)
        removed += sum(gateways.discard(sha256, before=before) for sha256 in some if sha256 not in wanted)
    log.info("files.swept", removed=removed)
    return removed


def _wanted(hashes: Sequence[bytes], before: datetime, *, sees_all: bool) -> set[bytes]:
    """Which of these contents somebody needs; what has no row any more is nobody's."""
    rows_of = Blob.objects.filter(pk__in=hashes)
    if sees_all:
        refs = FileRef.objects.filter(blob_id=OuterRef("pk"))
        needed = refs.filter(~Q(holder=GONE) | Q(removed_at__gte=before))
        rows_of = rows_of.filter(Exists(needed) | ~Exists(refs) | Q(stored_at__gte=before))
    return {bytes(sha256) for sha256 in rows_of.values_list("pk", flat=True)}


def _sees_all() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
    return bool(role == SYSTEM_ROLE)


def _forget_rows(before: datetime) -> None:
    used = FileRef.objects.filter(blob_id=OuterRef("pk"))
    for sha256 in Blob.objects.filter(~Exists(used), stored_at__lt=before).values_list("pk", flat=True):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("DELETE FROM files_blob WHERE sha256 = %s AND stored_at < %s", [bytes(sha256), before])
        except IntegrityError:
            continue
