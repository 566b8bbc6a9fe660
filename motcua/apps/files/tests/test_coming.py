"""Files in pieces: they go on at their byte, pass the same gate once, and are forgotten when nobody goes on."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from motcua.apps.files import commands, gateways, queries
from motcua.apps.files.commands import coming
from motcua.apps.files.models import Coming
from motcua.apps.files.rules.refusals import NotAdmitted
from motcua.apps.files.tests import factories
from motcua.apps.files.tests.factories import NOON
from motcua.apps.files.values import ComingFile
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db(transaction=True)
PHOTO = factories.picture(size=(400, 300)) + b"\0" * 3000
LAN = Actor.public()


@pytest.fixture(autouse=True)
def our_centre(settings: Any, tmp_path: Path, _no_scope: None) -> Any:
    settings.BLOB_DIR = tmp_path / "blobs"
    with scope.use(Scope(centres=(1,))):
        yield


@pytest.fixture
def dossier_id() -> UUID:
    return uuid7()


@pytest.fixture
def paper_id() -> UUID:
    return uuid7()


@pytest.fixture
def begin(dossier_id: UUID, paper_id: UUID) -> Any:
    def begin(content: bytes = PHOTO, **more: Any) -> ComingFile:
        told = {"name": "ảnh.jpg", "size": len(content), "mark": hashlib.md5(content).hexdigest(), "at": NOON}
        told |= {"holder": "component", "holder_id": paper_id, "dossier_id": dossier_id}
        return coming.begin(**{**told, "centre_id": 1, "account_id": None, **more})

    return begin


def send(one: ComingFile, content: bytes = PHOTO, *, begin: int = 0, end: int | None = None, step: int = 1000) -> None:
    for offset in range(begin, len(content) if end is None else end, step):
        piece = content[offset : min(offset + step, end or len(content))]
        coming.append(coming_id=one.id, dossier_id=one.dossier_id, offset=offset, piece=piece, at=NOON)


def take(one: ComingFile, sha256: str = "") -> UUID:
    told, blob = coming.take_in(coming_id=one.id, dossier_id=one.dossier_id, sha256=sha256, at=NOON)
    with transaction.atomic():
        ref_id = commands.refer(
            blob=blob, name=told.name, holder="component", holder_id=told.holder_id, centre_id=1, at=NOON
        )
        coming.settle(coming=told, ref_id=ref_id, actor=LAN, at=NOON)
    return ref_id


def parts() -> list[Path]:
    return list(gateways._root().glob(".parts/*"))


def test_a_file_in_pieces_is_the_file_to_the_byte(begin: Any) -> None:
    one = begin()
    send(one)
    ref_id = take(one, hashlib.sha256(PHOTO).hexdigest())
    assert queries.open_ref(ref_id=ref_id).path.read_bytes() == PHOTO
    assert parts() == []


def test_it_goes_on_where_it_stopped_on_any_device(begin: Any) -> None:
    one = begin()
    send(one, end=1700)
    again = begin(name="khác.jpg", at=NOON + timedelta(days=3))
    assert (again.id, again.received) == (one.id, 1700)
    send(one, begin=1700)
    assert queries.open_ref(ref_id=take(one)).path.read_bytes() == PHOTO


@pytest.mark.parametrize("offset", [0, 999, 1001, 10**9])
def test_a_piece_at_a_wrong_place_changes_nothing_and_learns_the_right_one(begin: Any, offset: int) -> None:
    one = begin()
    send(one, end=1000)
    with pytest.raises(coming.WrongOffset) as wrong:
        coming.append(coming_id=one.id, dossier_id=one.dossier_id, offset=offset, piece=b"x" * 10, at=NOON)
    assert wrong.value.offset == 1000
    assert parts()[0].read_bytes() == PHOTO[:1000]


def test_more_than_was_said_is_refused(begin: Any) -> None:
    one = begin()
    send(one)
    with pytest.raises(coming.WrongOffset):
        coming.append(coming_id=one.id, dossier_id=one.dossier_id, offset=one.size, piece=b"x", at=NOON)


def test_what_a_killed_process_left_behind_its_count_is_overwritten(begin: Any) -> None:
    one = begin()
    send(one, end=1000)
    gateways.put_piece(one.id, b"half of a piece that was never counted", offset=1000)
    assert begin().received == 1000
    send(one, begin=1000)
    assert queries.open_ref(ref_id=take(one)).path.read_bytes() == PHOTO


def test_a_disk_that_holds_less_than_was_counted_is_right(begin: Any) -> None:
    one = begin()
    send(one, end=3000)
    os.truncate(parts()[0], 500)
    assert begin().received == 500
    send(one, begin=500)
    assert queries.open_ref(ref_id=take(one)).path.read_bytes() == PHOTO


def test_nothing_half_is_taken_in(begin: Any) -> None:
    one = begin()
    send(one, end=1000)
    with pytest.raises(coming.WrongOffset):
        take(one)


def test_the_gate_is_the_same_and_what_it_refuses_is_thrown_away(begin: Any) -> None:
    one = begin(b"MZ no picture at all")
    send(one, b"MZ no picture at all")
    with pytest.raises(NotAdmitted):
        take(one)
    assert (Coming.objects.count(), parts()) == (0, [])


def test_what_is_not_what_the_browser_read_is_thrown_away(begin: Any) -> None:
    one = begin()
    send(one)
    with pytest.raises(coming.NotAsSent):
        take(one, "0" * 64)
    assert (Coming.objects.count(), parts()) == (0, [])


def test_what_came_in_is_not_asked_for_again_until_it_is_taken_away(begin: Any) -> None:
    one = begin()
    send(one)
    ref_id = take(one)
    assert begin().done
    with pytest.raises(NotFound):
        take(one)
    commands.unrefer(ref_id=ref_id, at=NOON)
    assert not begin().done


@pytest.mark.parametrize(("size", "reason"), [(0, "empty"), (10**9, "too-large")])
def test_what_the_gate_would_refuse_for_its_size_does_not_travel(begin: Any, size: int, reason: str) -> None:
    with pytest.raises(NotAdmitted) as refused:
        begin(size=size)
    assert refused.value.reason == reason


def test_a_dossier_takes_in_so_much_a_day(begin: Any) -> None:
    for number in range(coming.OPEN_AT_ONCE):
        begin(mark=f"{number:016x}")
    with pytest.raises(commands.TooMuchComing):
        begin(mark="f" * 16)


def test_another_dossier_and_another_centre_see_nothing_of_it(begin: Any) -> None:
    one = begin()
    with pytest.raises(NotFound):
        queries.coming(coming_id=one.id, dossier_id=uuid7())
    for other in (Scope(centres=(2,)), Scope(), Scope(account_id=9)):
        with scope.use(other), pytest.raises(NotFound):
            coming.append(coming_id=one.id, dossier_id=one.dossier_id, offset=0, piece=b"x", at=NOON)
    with scope.use(Scope(dossier_id=one.dossier_id)):
        assert queries.coming(coming_id=one.id, dossier_id=one.dossier_id).received == 0


def test_given_up_is_gone(begin: Any) -> None:
    one = begin()
    send(one, end=1000)
    coming.give_up(coming_id=one.id, dossier_id=one.dossier_id)
    assert (Coming.objects.count(), parts()) == (0, [])


def test_a_week_without_a_piece_and_it_is_forgotten(begin: Any) -> None:
    one, young = begin(), begin(mark="a" * 16, at=NOON + timedelta(days=3))
    send(one, end=1000)
    os.utime(parts()[0], (NOON.timestamp(), NOON.timestamp()))
    with scope.use(Scope()):
        assert coming.forget_old(at=NOON + timedelta(days=8)) == 1
    assert [row.id for row in Coming.objects.all()] == [young.id]
    assert parts() == []


def test_a_piece_costs_two_statements(begin: Any, django_assert_num_queries: Any) -> None:
    one = begin()
    with transaction.atomic(), django_assert_num_queries(4):  # two of them mark the savepoint
        send(one, end=1000)
