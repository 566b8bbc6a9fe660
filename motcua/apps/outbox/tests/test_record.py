"""Facts are written under the topic of their app, in the transaction of their act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction

from motcua.apps.outbox import commands
from motcua.apps.outbox.models import Fact
from motcua.base.db import scope
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class LampLit:
    """v1 - somebody lit a lamp."""

    lamp_id: UUID
    lit_at: datetime


def test_a_fact_is_named_after_its_app_and_holds_ids_and_moments() -> None:
    lamp = uuid4()
    commands.record(LampLit(lamp_id=lamp, lit_at=NOON), key=lamp, centre_id=1, at=NOON)
    with scope.use(scope.Scope(centres=(1,))):
        fact = Fact.objects.get()
    assert fact.topic == "outbox.LampLit"
    assert fact.body == {"lamp_id": str(lamp), "lit_at": "2026-11-20T05:00:00+00:00"}
    assert (fact.key, fact.centre_id, fact.done_at) == (lamp, 1, None)


def test_the_pages_do_not_mark_facts_as_done() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("UPDATE outbox_fact SET done_at = now()")


def test_a_message_acts_once_however_often_it_comes() -> None:
    taken = [commands.take_in(gateway="portal", key="H99.99-1", body={"n": n}, at=NOON) for n in range(100)]
    assert taken == [True] + [False] * 99
