"""Files that come in pieces over a weak line: begun, continued at their byte, taken through the gate, or given up.

Refusals: NotFound, Invalid > NotAdmitted (the gate), WrongOffset, TooMuchComing, NotAsSent. The caller has proven the
right to the holder and opened its dossier; every order names that dossier again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Q, Sum

from motcua.apps.audit import commands as audit
from motcua.apps.files import commands as files
from motcua.apps.files import gateways, queries
from motcua.apps.files.models import Coming, FileRef
from motcua.apps.files.rules.refusals import NotAdmitted
from motcua.apps.files.values import LONGEST_NAME, AdmittedBlob, ComingFile, UploadLimits
from motcua.base.db import rows
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound, Refusal
from motcua.kernel.ids import uuid7

log = structlog.get_logger("files")

#: How long half a file waits for the rest, from its last piece.
KEPT = timedelta(days=7)
#: Most bytes of one piece: what a telephone sends in a few seconds.
PIECE = 1024 * 1024
#: What one dossier may have under way at once.
OPEN_AT_ONCE = 20


class WrongOffset(Refusal):
    """The piece does not begin where the file ends so far; `offset` is where it does."""

    code = "wrong-offset"
    message = "Tệp sẽ được gửi tiếp từ chỗ đã nhận."

    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


class NotAsSent(Invalid):
    """What arrived is not what the browser read: it was thrown away."""

    code = "not-as-sent"

    def __init__(self) -> None:
        super().__init__("Tệp gửi lên không trọn vẹn. Xin chọn lại tệp này.")


def begin(
    *,
    name: str,
    size: int,
    mark: str,
    holder: str,
    holder_id: UUID,
    dossier_id: UUID,
    centre_id: int,
    account_id: int | None,
    at: datetime,
) -> ComingFile:
    """A file of `size` bytes is to come; the same one (its `mark` and size) goes on where it stopped, on any device."""
    most = UploadLimits(**settings.UPLOAD_LIMITS).bytes
    if size <= 0:
        raise NotAdmitted("empty")
    if size > most:
        raise NotAdmitted("too-large", megabytes=most // (1024 * 1024))
    if there := _there(holder_id, mark, size):
        return queries.coming_file(there)
    _refuse_too_much(dossier_id, size, at=at)
    row = Coming(
        id=uuid7(), name=name[-LONGEST_NAME:], size=size, mark=mark, holder=holder, holder_id=holder_id,
        dossier_id=dossier_id, centre_id=centre_id, account_id=account_id, begun_at=at, touched_at=at,
    )  # fmt: skip
    try:
        with transaction.atomic():
            rows.add(row)
    except IntegrityError:  # the same file begun twice in one moment
        if there := _there(holder_id, mark, size):
            return queries.coming_file(there)
        raise
    return queries.coming_file(row)


def append(*, coming_id: UUID, dossier_id: UUID, offset: int, piece: bytes, at: datetime) -> int:
    """Put the next piece down, durably; where the next one begins. Raises WrongOffset with nothing written.

    The row is written after the bytes: a process killed between them has lost nothing and counted nothing twice.
    """
    with transaction.atomic():
        row = _locked(coming_id, dossier_id)
        have = queries.coming_file(row).received
        if row.done_at or offset != have or offset + len(piece) > row.size:
            raise WrongOffset(have)
        gateways.put_piece(row.id, piece, offset=offset)
        row.received, row.touched_at = offset + len(piece), at
        row.save(update_fields=["received", "touched_at"])
        return row.received


def take_in(*, coming_id: UUID, dossier_id: UUID, sha256: str, at: datetime) -> tuple[ComingFile, AdmittedBlob]:
    """Take the whole file through the gate, before the transaction that refers to it; what fails is thrown away.

    Raises WrongOffset while something is missing, NotAsSent, NotAdmitted.
    """
    row = Coming.objects.filter(pk=coming_id, dossier_id=dossier_id, done_at=None).first()
    if row is None:
        raise NotFound
    coming = queries.coming_file(row)
    if coming.received != coming.size:
        raise WrongOffset(coming.received)
    try:
        with gateways.open_part(row.id) as stream:
            blob = files.admit(stream=stream, name=row.name, at=at)
        if sha256 and blob.sha256.hex() != sha256.lower():
            raise NotAsSent
    except Invalid:
        _forget(row)
        raise
    return coming, blob


def settle(*, coming: ComingFile, ref_id: UUID, actor: Actor, at: datetime) -> None:
    """The file has its reference: written down, and its pieces go. Raises NotFound where another window did it."""
    row = Coming.objects.filter(pk=coming.id, done_at=None)
    if not row.update(done_at=at, touched_at=at, ref_id=ref_id):
        raise NotFound
    transaction.on_commit(lambda: gateways.drop_part(coming.id))
    audit.record(
        command="files.receive", actor=actor, at=at, ids=(coming.dossier_id, ref_id), outcome=f"{coming.size} bytes",
        centre_id=coming.centre_id,
    )  # fmt: skip


def give_up(*, coming_id: UUID, dossier_id: UUID) -> UUID | None:
    """The person does not want it; where it had come whole meanwhile, the reference that is to be taken away."""
    with transaction.atomic():
        row = _locked(coming_id, dossier_id)
        if row.done_at is None:
            _forget(row)
        return row.ref_id


def give_up_all(*, dossier_id: UUID) -> None:
    """Everything half-way of a draft that is thrown away."""
    for row in Coming.objects.filter(dossier_id=dossier_id):
        _forget(row)


def forget_old(*, at: datetime) -> int:
    """Each night: what nobody went on with for a week; the number of files forgotten."""
    before = at - KEPT
    with connection.cursor() as cursor:  # asked through the walls: the owner's function
        cursor.execute("SELECT files_forget_coming(%s)", [before])
        (forgotten,) = cursor.fetchone()
    gateways.forget_parts(before=before)
    log.info("files.coming_forgotten", rows=forgotten)
    return int(forgotten)


def _forget(row: Coming) -> None:
    key = row.id
    row.delete()
    transaction.on_commit(lambda: gateways.drop_part(key))


def _locked(coming_id: UUID, dossier_id: UUID) -> Coming:
    row = Coming.objects.select_for_update().filter(pk=coming_id, dossier_id=dossier_id).first()
    if row is None:
        raise NotFound
    return row


def _there(holder_id: UUID, mark: str, size: int) -> Coming | None:
    """The same file begun before; one that came in whole counts as long as its reference was not taken away."""
    for row in Coming.objects.filter(holder_id=holder_id, mark=mark, size=size).order_by("-begun_at")[:5]:
        if row.ref_id is None or FileRef.objects.filter(pk=row.ref_id, removed_at=None).exists():
            return row
    return None


def _refuse_too_much(dossier_id: UUID, size: int, *, at: datetime) -> None:
    of_today = Q(begun_at__gt=at - timedelta(days=1))
    told = Coming.objects.filter(dossier_id=dossier_id).aggregate(
        open=Count("pk", filter=Q(done_at=None)), bytes=Sum("size", filter=of_today, default=0)
    )
    if told["open"] >= OPEN_AT_ONCE or told["bytes"] + size > files.BYTES_A_DAY:
        raise files.TooMuchComing
