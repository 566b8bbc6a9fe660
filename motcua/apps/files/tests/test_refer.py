"""References: who sees a file, taking it away, and the sweep of what nobody wants."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from motcua.apps.files import commands, gateways, queries
from motcua.apps.files.models import Blob
from motcua.apps.files.tests import factories
from motcua.apps.files.tests.factories import NOON
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel.errors import NotFound
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def our_centre(settings: Any, tmp_path: Path, _no_scope: None) -> Any:
    settings.BLOB_DIR = tmp_path / "blobs"
    with scope.use(Scope(centres=(1,))):
        yield


def test_a_file_opens_for_its_centre_under_the_name_it_was_given() -> None:
    opened = queries.open_ref(ref_id=factories.file_ref())
    assert (opened.name, opened.media_type) == ("giay khai sinh.pdf", "application/pdf")
    assert len(opened.path.read_bytes()) == opened.size


@pytest.mark.parametrize("seen_by", [Scope(), Scope(centres=(2,)), Scope(account_id=5), Scope(dossier_id=uuid7())])
def test_a_stranger_does_not_learn_that_a_file_exists(seen_by: Scope) -> None:
    ref_id = factories.file_ref()
    with scope.use(seen_by), pytest.raises(NotFound):
        queries.open_ref(ref_id=ref_id)


def test_a_citizen_opens_the_file_of_the_dossier_opened_and_the_own_one() -> None:
    dossier_id = uuid7()
    ref_id = factories.file_ref(dossier_id=dossier_id)
    with scope.use(Scope(dossier_id=dossier_id)):
        assert queries.open_ref(ref_id=ref_id).size
    own = commands.refer(
        blob=factories.admitted(), name="a.pdf", holder="draft", holder_id=uuid7(), centre_id=1, at=NOON, account_id=7
    )
    with scope.use(Scope(account_id=7)):
        assert queries.open_ref(ref_id=own).size


def test_a_reference_into_another_centre_is_refused_by_the_database() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        factories.file_ref(centre_id=2)


def test_a_file_taken_away_is_no_longer_there_and_is_not_taken_twice() -> None:
    holder_id = uuid7()
    kept, gone = factories.file_ref(holder_id=holder_id), factories.file_ref(holder_id=holder_id)
    commands.unrefer(ref_id=gone, at=NOON)
    rows_left = queries.refs_of(holder="component", holder_ids=[holder_id])[holder_id]
    assert [row.id for row in rows_left] == [kept]
    with pytest.raises(NotFound):
        commands.unrefer(ref_id=gone, at=NOON)


@pytest.mark.parametrize("count", [1, 3])
def test_the_files_of_a_list_cost_one_query(count: int, django_assert_num_queries: Any) -> None:
    holders = [uuid7() for _ in range(count)]
    for holder_id in holders:
        factories.file_ref(holder_id=holder_id)
    with django_assert_num_queries(1):
        found = queries.refs_of(holder="component", holder_ids=[*holders, uuid7()])
    assert [len(rows) for rows in found.values()] == [1] * count + [0]


def test_the_sweep_takes_old_content_without_a_reference_and_nothing_else() -> None:
    wanted = queries.open_ref(ref_id=factories.file_ref()).path
    young = factories.admitted(factories.pdf(pages=2), at=NOON + timedelta(days=2))
    orphan = factories.admitted(factories.pdf(pages=3))
    forgotten = factories.admitted(factories.pdf(pages=4))
    Blob.objects.create(sha256=forgotten.sha256, media_type="application/pdf", size=9, stored_at=NOON)
    with scope.use(Scope()):
        assert commands.sweep(at=NOON + timedelta(days=3)) == 2
    left = {path for path, _ in [(gateways.path_of(h), t) for h, t in gateways.lying()]}
    assert left == {wanted, gateways.path_of(young.sha256)}
    assert not gateways.path_of(orphan.sha256).exists()


def test_the_sweep_clears_uploads_that_died_half_way() -> None:
    factories.admitted()
    left = gateways.path_of(b"\0" * 32).parents[2] / ".coming-dead"
    left.write_bytes(b"half")
    os.utime(left, (NOON.timestamp(), NOON.timestamp()))
    commands.sweep(at=NOON + timedelta(days=3))
    assert not left.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_many_references_cost_one_statement_and_one_content_is_kept_once(
    count: int, django_assert_num_queries: Any
) -> None:
    blob, holders = factories.admitted(), [uuid7() for _ in range(count)]
    given = [(holder_id, blob, f"{n}.pdf") for n, holder_id in enumerate(holders)]
    with transaction.atomic(), django_assert_num_queries(1):
        refs = commands.refer_all(given=given, holder="component", centre_id=1, at=NOON)
    found = queries.refs_of(holder="component", holder_ids=holders)
    assert tuple(rows_of[0].id for rows_of in found.values()) == refs
    assert [rows_of[0].name for rows_of in found.values()] == [name for _holder, _blob, name in given]
    assert Blob.objects.count() == 1
    assert commands.refer_all(given=[], holder="component", centre_id=1, at=NOON) == ()


def test_content_that_lies_there_already_is_not_written_again() -> None:
    place = gateways.path_of(factories.admitted().sha256)
    before = place.stat()
    factories.admitted()
    assert place.stat().st_ino == before.st_ino
    assert not list(place.parents[2].glob(".coming-*"))


def test_a_dossier_takes_in_so_much_a_day_however_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    blob, mine = factories.admitted(), uuid7()
    monkeypatch.setattr(commands, "BYTES_A_DAY", 2 * blob.size)
    give: dict[str, Any] = {
        "given": [(uuid7(), blob, "giấy.pdf")],
        "holder": "component",
        "centre_id": 1,
        "dossier_id": mine,
    }
    [first] = commands.refer_all(**give, at=NOON)
    commands.unrefer(ref_id=first, at=NOON)  # taken away, but its bytes came
    commands.refer_all(**give, at=NOON)
    with pytest.raises(commands.TooMuchComing):
        commands.refer_all(**give, at=NOON)
    assert commands.refer_all(**{**give, "dossier_id": uuid7()}, at=NOON)
    assert commands.refer_all(**give, at=NOON + timedelta(days=1, minutes=1))
