"""Every step of a change set stands in the log and is told to others."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.apps.audit.models import Entry
from motcua.apps.outbox.models import Fact
from motcua.apps.procedures import queries
from motcua.apps.procedures.commands import changing
from motcua.apps.procedures.tests.decisions import change, prepared, seen
from motcua.apps.procedures.tests.factories import NOON, full_row, imported, keeper
from motcua.base.testing.roles import as_role

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_step_of_a_set_is_logged_and_told() -> None:
    queries.forget()
    imported(full_row())
    key = prepared(change(title="Tên mới"))
    order: dict[str, Any] = {"change_set_id": key, "actor": keeper(2), "at": NOON}
    changing.refresh(seen_revision=seen(key).revision, **order)
    changing.approve(seen_revision=seen(key).revision, **order)
    changing.withdraw(seen_revision=seen(key).revision, reason="Nhầm lẫn", **order)
    steps = ["prepare_change", "refresh_change", "approve_change", "withdraw_change"]
    with as_role("motcua_owner"):
        logged = [name.partition(".")[2] for name in Entry.objects.order_by("seq").values_list("command", flat=True)]
        told = Fact.objects.filter(topic="procedures.ChangeSetMoved").order_by("id").values_list("body", flat=True)
        assert [body["kind"] for body in told] == steps
    assert [name for name in logged if name in steps] == steps
