"""Printing leaves a trace: which copy, by whom and why; and two at once never take one number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.apps.printing import commands, gateways, queries
from motcua.apps.printing.models import Printout
from motcua.apps.printing.tests.factories import RECEIVED, slip
from motcua.apps.printing.values import Form, Rendered, Size, payload_of
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Invalid, SomeoneWasFaster
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
MINH = Actor(kind=ActorKind.STAFF, account_id=12)


@pytest.fixture(autouse=True)
def our_centre(_no_scope: None) -> Iterator[None]:
    with scope.use(Scope(centres=(1,))):
        yield


def printed(**changed: Any) -> Rendered:
    given: dict[str, Any] = {
        "template": Form.ACCEPTED, "payload": payload_of(slip()), "centre_id": 1, "at": RECEIVED, "actor": MINH,
    }  # fmt: skip
    return commands.render(**(given | changed))


def test_the_second_copy_asks_why_and_counts_on() -> None:
    dossier_id = uuid7()
    assert printed(dossier_id=dossier_id).copy_number == 1
    with pytest.raises(commands.ReasonAsked):
        printed(dossier_id=dossier_id, reason="  ")
    assert printed(dossier_id=dossier_id, reason="ông/bà làm mất").copy_number == 2
    rows = queries.printouts_of(dossier_id=dossier_id)
    assert [(row.copy_number, row.by, row.reason) for row in rows] == [
        (1, "staff:12", ""),
        (2, "staff:12", "ông/bà làm mất"),
    ]


def test_another_content_is_a_first_copy() -> None:
    printed()
    assert printed(payload=payload_of(slip(clerk="Lê Mẫu Hoa"))).copy_number == 1


def test_a_print_that_fails_is_not_counted() -> None:
    payload = payload_of(slip())
    del payload["term"]
    with pytest.raises(RuntimeError):
        printed(payload=payload)
    assert not Printout.objects.exists()


def test_a_number_taken_meanwhile_is_set_again_with_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    printed()
    known = iter([0, 1])
    monkeypatch.setattr(queries, "copies_made", lambda **_: next(known))
    assert printed(reason="kẹt giấy").copy_number == 2
    monkeypatch.setattr(queries, "copies_made", lambda **_: 0)
    with pytest.raises(SomeoneWasFaster):
        printed(reason="kẹt giấy")
    assert Printout.objects.count() == 2


def test_a_centre_chooses_its_paper() -> None:
    assert commands.choose_sizes(centre_id=1, sizes={"form01": "a5"}, note="máy quầy 2", actor=MINH, at=RECEIVED) == 1
    assert queries.sizes_of(centre_id=1).of(Form.ACCEPTED) is Size.A5
    assert queries.sizes_of(centre_id=1).of(Form.REFUSAL) is Size.A4
    printed()
    assert Printout.objects.get().version == f"{gateways.version_of(Form.ACCEPTED)}/a5/1"
    for wrong in ({"form01": "a3"}, {"form99": "a4"}):
        with pytest.raises(Invalid):
            commands.choose_sizes(centre_id=1, sizes=wrong, note="", actor=MINH, at=RECEIVED)
    assert queries.sizes_of(centre_id=1).version == 1


def test_a_stranger_sees_no_print_and_prints_nothing_for_us() -> None:
    dossier_id = uuid7()
    printed(dossier_id=dossier_id)
    with scope.use(Scope(centres=(2,))):
        assert queries.printouts_of(dossier_id=dossier_id) == ()
        with pytest.raises(DatabaseError), transaction.atomic():
            printed()


def test_a_trace_cannot_be_wiped() -> None:
    printed()
    for sql in ("DELETE FROM printing_printout", "UPDATE printing_printout SET copy_number = 7"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
