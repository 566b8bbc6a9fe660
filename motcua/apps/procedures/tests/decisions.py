"""Decisions that tests make up and carry through: prepared by one keeper, approved by another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.apps.procedures import queries
from motcua.apps.procedures.commands import changing
from motcua.apps.procedures.commands.changing import Decision
from motcua.apps.procedures.tests.factories import NOON, a_day, keeper
from motcua.apps.procedures.values import ChangeSetView
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local

FIRST_OF_AUGUST = date(2026, 8, 1)


def decided(effective_from: date = FIRST_OF_AUGUST, **changes: Any) -> Decision:
    """A made-up decision."""
    told: dict[str, Any] = {
        "number": "12/QĐ-MẪU",
        "issuer": "Chủ tịch Uỷ ban nhân dân Tỉnh Mẫu",
        "decided_on": a_day(20),
        "effective_from": effective_from,
        "source": "Công báo mẫu số 12",
    }
    return Decision(**{**told, **changes})


def prepared(
    *rows: Mapping[str, object] | str,
    effective_from: date = FIRST_OF_AUGUST,
    actor: Actor | None = None,
    at: datetime = NOON,
) -> int:
    """A waiting change set."""
    who = actor or keeper(1)
    return changing.prepare(decision=decided(effective_from), rows=list(rows), actor=who, at=at)


def seen(change_set_id: int, *, at: datetime = NOON, actor: Actor | None = None) -> ChangeSetView:
    """The set as its page shows it."""
    return queries.change_set(change_set_id, actor=actor or keeper(2), on=local(at).date())


def approved(change_set_id: int, *, at: datetime = NOON, actor: Actor | None = None) -> date:
    """Approved by a second person who has just looked at it."""
    revision = seen(change_set_id, at=at).revision
    who = actor or keeper(2)
    return changing.approve(change_set_id=change_set_id, seen_revision=revision, actor=who, at=at)


def change(code: str = "9.990001", **said: Any) -> dict[str, Any]:
    """A row that changes facts of a procedure: keywords are parts of the row; `facts` by path."""
    return {"code": code, "action": "change", **said}
