"""kill -9 in the middle of a file that comes in pieces: no byte lost, none twice, one reference at the end."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from motcua.apps.files import commands, queries
from motcua.apps.files.commands import coming
from motcua.apps.files.models import FileRef
from motcua.apps.files.tests import factories
from motcua.apps.files.tests.factories import NOON
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.base.testing.roles import conninfo
from motcua.config import env
from motcua.kernel.actor import Actor
from motcua.kernel.ids import uuid7

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
PHOTO = factories.picture(size=(400, 300)) + bytes(range(256)) * 40
#: Does one piece of the work, and is killed at the moment the words name.
_PROGRAM = """
import os, signal, sys
from datetime import datetime
from uuid import UUID
import django
django.setup()
from django.conf import settings
from django.db import connection
from motcua.apps.files import gateways
from motcua.apps.files.commands import coming
from motcua.base.db import scope
moment, blobs, coming_id, dossier_id, offset, at = sys.argv[1:]
settings.BLOB_DIR = blobs
at, ids = datetime.fromisoformat(at), {"coming_id": UUID(coming_id), "dossier_id": UUID(dossier_id)}
die, put = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL), gateways.put_piece
def half(key, piece, *, offset):
    put(key, piece[: len(piece) // 2], offset=offset)
    die()
def all_of_it(key, piece, *, offset):
    put(key, piece, offset=offset)
    die()
gateways.put_piece = {"before": die, "half": half, "uncounted": all_of_it}.get(moment, put)
with scope.use(scope.Scope(centres=(1,))):
    if moment == "at the gate":
        coming.take_in(sha256="", at=at, **ids)
        die()
    coming.append(offset=int(offset), piece=sys.stdin.buffer.read(), at=at, **ids)
die()
"""


@pytest.fixture
def blobs(settings: Any, tmp_path: Path, _no_scope: None) -> Any:
    settings.BLOB_DIR = tmp_path / "blobs"
    with scope.use(Scope(centres=(1,))):
        yield settings.BLOB_DIR


def begin(dossier_id: UUID, paper_id: UUID) -> Any:
    return coming.begin(
        name="ảnh.jpg", size=len(PHOTO), mark=hashlib.sha256(PHOTO).hexdigest(), holder="component",
        holder_id=paper_id, dossier_id=dossier_id, centre_id=1, account_id=None, at=NOON,
    )  # fmt: skip


def killed(moment: str, blobs: Path, one: Any, *, offset: int = 0, piece: bytes = b"") -> None:
    words = [moment, str(blobs), str(one.id), str(one.dossier_id), str(offset), NOON.isoformat()]
    settings = env.for_child(
        MOTCUA_DB_OWNER=conninfo("motcua_app"), DJANGO_SETTINGS_MODULE="motcua.config.settings.test"
    )
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words], cwd=env.ROOT, env=settings, input=piece, check=False, timeout=60,
        capture_output=True,
    )  # fmt: skip
    assert ended.returncode == -9, ended.stderr.decode()


@pytest.mark.parametrize("moment", ["before", "half", "uncounted", "counted", "at the gate"])
def test_a_file_cut_by_a_killed_process_comes_whole_and_once(blobs: Path, moment: str) -> None:
    dossier_id, paper_id, first = uuid7(), uuid7(), len(PHOTO) // 3
    one = begin(dossier_id, paper_id)
    coming.append(coming_id=one.id, dossier_id=dossier_id, offset=0, piece=PHOTO[:first], at=NOON)
    if moment == "at the gate":
        coming.append(coming_id=one.id, dossier_id=dossier_id, offset=first, piece=PHOTO[first:], at=NOON)
    killed(moment, blobs, one, offset=first, piece=PHOTO[first : 2 * first])
    again = begin(dossier_id, paper_id)
    counted = {"counted": 2 * first, "at the gate": len(PHOTO)}.get(moment, first)
    assert (again.id, again.received) == (one.id, counted)
    if counted < len(PHOTO):
        coming.append(coming_id=one.id, dossier_id=dossier_id, offset=counted, piece=PHOTO[counted:], at=NOON)
    told, blob = coming.take_in(coming_id=one.id, dossier_id=dossier_id, sha256="", at=NOON)
    with transaction.atomic():
        ref_id = commands.refer(blob=blob, name=told.name, holder="component", holder_id=paper_id, centre_id=1, at=NOON)
        coming.settle(coming=told, ref_id=ref_id, actor=Actor.public(), at=NOON)
    assert queries.open_ref(ref_id=ref_id).path.read_bytes() == PHOTO
    assert FileRef.objects.count() == 1
