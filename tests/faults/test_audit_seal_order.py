"""The seal goes by commit order: nothing that commits late is skipped, nothing restored is forgotten."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from motcua.apps.audit import commands, queries
from motcua.apps.audit.models import Entry, Seal
from motcua.base.testing.roles import as_role, connect
from motcua.kernel.clock import office_time
from motcua.kernel.ids import uuid7

NOON = office_time(2026, 11, 20, 12)
INSERT = "INSERT INTO audit_entry (id, at, command, actor, ids, outcome) VALUES (%s, now(), %s, 'system:x', '{}', '')"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]


@pytest.fixture(autouse=True)
def _as_sealer(transactional_db: None) -> Iterator[None]:
    with as_role("motcua_system"):
        yield


def seal_all(count: int) -> None:
    """Seal until `count` entries are; strangers' transactions on the same server may delay it."""
    until = time.monotonic() + 20
    while time.monotonic() < until and sum(Seal.objects.values_list("n", flat=True)) < count:
        commands.seal_pending(at=NOON)
        time.sleep(0.02)
    assert sum(Seal.objects.values_list("n", flat=True)) == count


def test_two_transactions_committing_in_reverse_order_are_both_sealed() -> None:
    with connect("motcua_app") as early, connect("motcua_app") as late:
        early.execute(INSERT, [uuid7(), "first.begun"])
        late.execute(INSERT, [uuid7(), "second.begun"])
        late.commit()
        commands.seal_pending(at=NOON)
        assert not Seal.objects.exists()  # the early one may still come before it
        early.commit()
    seal_all(2)
    assert queries.verify().findings == ()
    assert list(Entry.objects.order_by("epoch", "xid", "seq").values_list("command", flat=True)) == [
        "first.begun",
        "second.begun",
    ]


def test_a_transaction_that_is_rolled_back_leaves_no_hole_to_wait_for() -> None:
    with connect("motcua_app") as gone, connect("motcua_app") as kept:
        gone.execute(INSERT, [uuid7(), "rolled.back"])
        kept.execute(INSERT, [uuid7(), "kept"])
        kept.commit()
        gone.rollback()
    seal_all(1)
    assert queries.verify().findings == ()


def test_a_transaction_that_stays_open_is_told_after_a_minute(settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path
    with connect("motcua_app") as stuck, connect("motcua_app", autocommit=True) as other:
        stuck.execute(INSERT, [uuid7(), "stuck"])
        other.execute(INSERT, [uuid7(), "waits"])
        with capture_logs() as said:
            commands.keep_sealed(at=datetime.now(UTC) + timedelta(seconds=30))  # noqa: TID251 -- the row's own age counts
            commands.keep_sealed(at=datetime.now(UTC) + timedelta(seconds=90))  # noqa: TID251
        stuck.rollback()
    assert [line["event"] for line in said] == ["audit.seal_behind"]


def test_nobody_who_serves_chooses_the_place_of_an_entry() -> None:
    for role in ("motcua_app", "motcua_system"):
        with connect(role) as hand, pytest.raises(Exception, match="permission denied"):
            hand.execute(
                "INSERT INTO audit_entry (id, xid, at, command, actor, ids, outcome)"
                " VALUES (%s, '9', now(), '', '', '{}', '')",
                [uuid7()],
            )


def test_entries_after_a_restore_into_a_new_cluster_are_sealed_behind_the_old_ones() -> None:
    with connect("motcua_owner") as dump:
        dump.execute(
            "INSERT INTO audit_entry (id, xid, at, command, actor, ids, outcome)"
            " VALUES (%s, (pg_current_xact_id()::text::bigint + 1000000000)::text::xid8, now(), 'old', '', '{}', '')",
            [uuid7()],
        )
    assert commands.notice_restore()
    assert not commands.notice_restore()
    with connect("motcua_app", autocommit=True) as app:
        app.execute(INSERT, [uuid7(), "new"])
    seal_all(2)
    assert list(Entry.objects.order_by("epoch", "xid").values_list("command", flat=True)) == ["old", "new"]
    assert queries.verify().findings == ()
