"""Sealing the log after the commit, so that no act waits for it; run each second as `motcua_system`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection, transaction

from motcua.apps.audit import gateways, queries
from motcua.apps.audit.models import Seal
from motcua.apps.audit.rules import BATCH, BEFORE_ALL, GENESIS, UNSEALED_AT_MOST, Place, root_of
from motcua.apps.audit.values import BEGIN_EPOCH_AFTER_RESTORE
from motcua.base.db.locks import hold_in_transaction

log = structlog.get_logger("audit")


def seal_pending(*, at: datetime) -> int:
    """Seal the next entries in commit order, at most BATCH; how many they were."""
    with transaction.atomic():
        hold_in_transaction("audit.seal")
        last = Seal.objects.order_by("batch").last()
        lines = queries.unsealed_lines(_upto(last), limit=BATCH)
        if not lines:
            return 0
        epoch, hi_xid, hi_seq = lines[-1].place
        seal = Seal(
            batch=1 if last is None else last.batch + 1,
            epoch=epoch,
            hi_xid=hi_xid,
            hi_seq=hi_seq,
            n=len(lines),
            root=root_of(lines),
            sealed_at=at,
        )
        seal.chain = seal.chain_from(GENESIS if last is None else bytes(last.chain))
        Seal.objects.bulk_create([seal])
    return len(lines)


def keep_sealed(*, at: datetime) -> None:
    """What the dispatcher does each second: notice a restore, seal, export the day's head, warn when behind."""
    notice_restore()
    while seal_pending(at=at) == BATCH:
        pass
    folder = heads_folder()
    if not gateways.file_of(folder, at).exists():
        export_head(at=at)
    _warn_when_behind(at)


def notice_restore() -> bool:
    """Begin a new epoch in a restored database; whether one was begun.

    Every start and every command that writes asks before its first entry; the sealer asks again each second.
    """
    with connection.cursor() as cursor:
        cursor.execute(BEGIN_EPOCH_AFTER_RESTORE)
        begun = cursor.fetchone()
    if begun:
        log.warning("audit.epoch_begun", epoch=begun[0])
    return begun is not None


def heads_folder() -> Path:
    """Where daily heads are exported to; whoever installs has it copied or printed outside."""
    return Path(settings.VAR_DIR) / "heads"


def export_head(*, at: datetime) -> Path | None:
    """Write the newest chain value into the file of the day; None while nothing is sealed."""
    newest = queries.head()
    if newest is None:
        return None
    path = gateways.write_head(heads_folder(), newest, at=at)
    log.info("audit.head_exported", batch=newest.batch)
    return path


def _upto(seal: Seal | None) -> Place:
    return BEFORE_ALL if seal is None else seal.upto


def _warn_when_behind(at: datetime) -> None:
    """A transaction that stays open holds the seal back; a person should learn of it."""
    oldest = queries.oldest_unsealed(_upto(Seal.objects.order_by("batch").last()))
    if oldest is not None and at - oldest.made_at > UNSEALED_AT_MOST:
        log.error("audit.seal_behind", seconds=int((at - oldest.made_at).total_seconds()), entry_id=str(oldest.id))
