"""The nightly sweep sees every reference, and takes what a draft held that was thrown away; nothing else of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from motcua.apps.files import commands, gateways, queries
from motcua.apps.files.models import FileRef
from motcua.apps.files.tests import factories
from motcua.apps.files.tests.factories import NOON
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.base.testing.roles import as_role
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + timedelta(days=3)


@pytest.fixture(autouse=True)
def our_centre(settings: Any, tmp_path: Path, transactional_db: None) -> Iterator[None]:
    settings.BLOB_DIR = tmp_path / "blobs"
    with scope.use(Scope(centres=(1,))):
        yield


def swept(*, days: int, role: str = "motcua_system") -> int:
    with as_role(role), scope.use(scope.NOTHING):
        return commands.sweep(at=NOON + timedelta(days=days))


def given(dossier_id: UUID) -> Path:
    return queries.open_ref(ref_id=factories.file_ref(dossier_id=dossier_id)).path


def test_the_content_of_a_draft_thrown_away_goes_after_two_days_and_its_name_at_once() -> None:
    draft = uuid7()
    path = given(draft)
    commands.forget_draft(dossier_id=draft, at=NOON)
    assert FileRef.objects.get().name == ""
    assert (swept(days=1), path.exists()) == (0, True)
    assert (swept(days=3), path.exists()) == (1, False)


def test_a_content_that_another_dossier_holds_too_stays() -> None:
    draft, filed = uuid7(), uuid7()
    path = given(draft)
    commands.refer(
        blob=factories.admitted(), name="a.pdf", holder="component", holder_id=uuid7(), centre_id=1, at=NOON,
        dossier_id=filed,
    )  # fmt: skip
    commands.forget_draft(dossier_id=draft, at=NOON)
    assert (swept(days=400), path.exists()) == (0, True)


def test_what_was_taken_away_from_a_filed_dossier_stays_on_the_disk() -> None:
    ref_id = factories.file_ref(dossier_id=uuid7())
    path = queries.open_ref(ref_id=ref_id).path
    commands.unrefer(ref_id=ref_id, at=NOON)
    assert (swept(days=400), path.exists()) == (0, True)
    with pytest.raises(DatabaseError):
        FileRef.objects.all().delete()


def test_a_role_that_cannot_see_every_reference_lets_a_drafts_content_lie() -> None:
    draft = uuid7()
    path = given(draft)
    commands.forget_draft(dossier_id=draft, at=NOON)
    assert (swept(days=400, role="motcua_app"), path.exists()) == (0, True)


def test_content_that_went_may_be_brought_again() -> None:
    draft = uuid7()
    given(draft)
    commands.forget_draft(dossier_id=draft, at=NOON)
    swept(days=3)
    blob = factories.admitted(at=LATER)
    ref_id = commands.refer(
        blob=blob, name="a.pdf", holder="component", holder_id=uuid7(), centre_id=1, at=LATER, dossier_id=uuid7()
    )
    swept(days=3)
    assert queries.open_ref(ref_id=ref_id).path == gateways.path_of(blob.sha256)


def test_the_command_sweeps(capsys: pytest.CaptureFixture[str]) -> None:
    with as_role("motcua_system"), scope.use(scope.NOTHING):
        call_command("sweep_files")
    assert "Đã xoá 0 tệp." in capsys.readouterr().out
