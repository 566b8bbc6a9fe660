"""An evil hand with the owner's password changes the log; verification names the batch."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.apps.audit import commands, queries
from motcua.apps.audit.values import Fault
from motcua.base.testing.roles import as_role, connect
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]


@pytest.fixture(autouse=True)
def three_batches(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Three sealed batches of four commands each, seen by the sealer's role."""
    settings.VAR_DIR = tmp_path
    settings.AUDITED_TABLES = []
    with as_role("motcua_system"):
        for _batch in range(3):
            write(4)
        yield


def write(count: int) -> None:
    for number in range(count):
        commands.record(command="a.b", actor=Actor.system("test"), at=NOON, ids=(number,), outcome="ok", centre_id=1)
    seal(count)


def seal(count: int) -> None:
    """Seal `count` entries; a stranger's open transaction on the same server may delay it."""
    until = time.monotonic() + 20
    while count and time.monotonic() < until:
        count -= commands.seal_pending(at=NOON)
        time.sleep(0.02)
    assert count == 0


@contextmanager
def evil_hand() -> Iterator[Any]:
    with connect("motcua_owner") as hand:
        for table in ("audit_entry", "audit_seal"):
            hand.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
        yield hand
        for table in ("audit_entry", "audit_seal"):
            hand.execute(f"ALTER TABLE {table} ENABLE TRIGGER append_only")


OF_SECOND = "(SELECT id FROM audit_entry ORDER BY epoch, xid, seq OFFSET 5 LIMIT 1)"
COLUMNS = "seq, xid, epoch, at, command, actor, account_id, acting_for, ids, outcome, centre_id"


def test_an_untouched_log_is_whole() -> None:
    verdict = queries.verify()
    assert (verdict.batches, verdict.entries, verdict.unsealed, verdict.findings) == (3, 12, 0, ())


@pytest.mark.parametrize(
    ("deed", "fault"),
    [
        (f"UPDATE audit_entry SET outcome = 'bad' WHERE id = {OF_SECOND}", Fault.CHANGED),
        (f"DELETE FROM audit_entry WHERE id = {OF_SECOND}", Fault.REMOVED),
        (
            (
                f"INSERT INTO audit_entry (id, {COLUMNS})"
                f" SELECT gen_random_uuid(), {COLUMNS} FROM audit_entry WHERE id = {OF_SECOND}"
            ),
            Fault.INSERTED,
        ),
    ],
    ids=["changed", "removed", "inserted"],
)
def test_a_changed_removed_or_inserted_row_is_found_in_its_batch(deed: str, fault: Fault) -> None:
    with evil_hand() as hand:
        hand.execute(deed)
    assert [(f.fault, f.batch) for f in queries.verify().findings] == [(fault, 2)]


def test_a_batch_that_lost_every_row_is_found() -> None:
    with evil_hand() as hand:
        hand.execute(
            "DELETE FROM audit_entry WHERE (epoch, xid, seq) > (SELECT epoch, hi_xid, hi_seq FROM audit_seal"
            " WHERE batch = 2)"
        )
    assert [(f.fault, f.batch) for f in queries.verify().findings] == [(Fault.REMOVED, 3)]


def test_a_changed_seal_breaks_the_chain() -> None:
    with evil_hand() as hand:
        hand.execute("UPDATE audit_seal SET sealed_at = sealed_at + interval '1 day' WHERE batch = 2")
    assert [(f.fault, f.batch) for f in queries.verify().findings] == [(Fault.CHAIN_BROKEN, 2)]


def test_a_removed_seal_is_missed() -> None:
    with evil_hand() as hand:
        hand.execute("DELETE FROM audit_seal WHERE batch = 2")
    assert (Fault.SEAL_MISSING, 2) in [(f.fault, f.batch) for f in queries.verify().findings]


def test_a_chain_made_anew_differs_from_the_head_kept_outside(tmp_path: Path) -> None:
    call_command("audit_head", stdout=StringIO())
    with evil_hand() as hand:
        hand.execute("DELETE FROM audit_seal")
    seal(12)
    assert queries.verify().findings == ()
    with pytest.raises(CommandError, match="1") as said:
        call_command("audit_verify", stdout=(out := StringIO()), stderr=StringIO())
    assert said.value.returncode == 1
    assert "Lô 3: khác với giá trị đã xuất ra ngoài" in out.getvalue()


def test_the_command_says_when_all_is_well() -> None:
    call_command("audit_verify", stdout=(out := StringIO()))
    assert "3 lô, 12 dòng" in out.getvalue()


def test_the_command_refuses_a_role_that_sees_only_its_own_centre() -> None:
    with as_role("motcua_app"), pytest.raises(CommandError, match="motcua_system"):
        call_command("audit_verify", stdout=StringIO())


def test_a_row_whose_entry_is_gone_is_named(settings: Any) -> None:
    settings.AUDITED_TABLES = [("test_transition", "audit_id")]
    with connect("motcua_owner") as owner:
        owner.execute("CREATE TABLE test_transition (audit_id uuid)")
        owner.execute("INSERT INTO test_transition SELECT id FROM audit_entry LIMIT 1")
        owner.execute("INSERT INTO test_transition VALUES ('019a9f4e-0000-7000-8000-000000000001')")
    try:
        (finding,) = queries.verify().findings
    finally:
        with connect("motcua_owner") as owner:
            owner.execute("DROP TABLE test_transition")
    assert finding.fault is Fault.ENTRY_MISSING
    assert finding.detail == "test_transition: 019a9f4e-0000-7000-8000-000000000001"


def test_the_daily_head_is_exported_once_and_never_overwritten(tmp_path: Path) -> None:
    commands.keep_sealed(at=NOON)
    first = (tmp_path / "heads" / "2026-11-20.txt").read_text()
    write(1)
    commands.keep_sealed(at=NOON + timedelta(hours=1))
    assert (tmp_path / "heads" / "2026-11-20.txt").read_text() == first
    commands.keep_sealed(at=NOON + timedelta(hours=12))
    assert "batch=4" in (tmp_path / "heads" / "2026-11-21.txt").read_text()
    assert queries.head() is not None
    assert first.startswith("batch=3 ")
