"""What the log keeps of a command, and who may touch it afterwards."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from motcua.apps.audit import commands
from motcua.apps.audit.models import Entry, Look
from motcua.base.db import rows, scope
from motcua.base.testing.roles import as_role
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)
MINH = Actor(kind=ActorKind.STAFF, account_id=12, acting_for=7)
pytestmark = pytest.mark.django_db


def test_a_command_is_written_with_who_called_it_and_what_came_of_it() -> None:
    dossier = uuid4()
    entry_id = commands.record(
        command="dossiers.accept", actor=MINH, at=NOON, ids=(dossier, 4), outcome="RECEIVED", centre_id=1
    )
    with scope.use(scope.Scope(centres=(1,))):
        entry = Entry.objects.get(pk=entry_id)
    assert (entry.actor, entry.account_id, entry.acting_for) == ("staff:12", 12, 7)
    assert (entry.ids, entry.outcome, entry.at) == ([str(dossier), "4"], "RECEIVED", NOON)
    assert entry.epoch >= 1
    assert entry.xid > 0
    assert entry.seq > 0


def test_a_command_and_its_look_travel_in_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1), rows.together():
        commands.record(command="a.b", actor=MINH, at=NOON, ids=(), outcome="", centre_id=1)
        commands.look(actor=MINH, at=NOON, what="dossier.opened", centre_id=1)


def test_nobody_reads_the_log_of_a_centre_which_is_not_theirs() -> None:
    commands.record(command="a.b", actor=MINH, at=NOON, ids=(), outcome="", centre_id=1)
    with scope.use(scope.Scope(centres=(2,))):
        assert not Entry.objects.exists()


def test_looks_are_read_by_whoever_has_the_dossier_open() -> None:
    dossier = uuid4()
    commands.look(actor=MINH, at=NOON, what="dossier.opened", dossier_id=dossier, centre_id=1)
    with scope.use(scope.Scope(dossier_id=dossier)):
        assert Look.objects.get().what == "dossier.opened"


@pytest.mark.parametrize("table", ["audit_entry", "audit_look", "audit_seal"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {}"])
def test_the_application_changes_and_removes_nothing_of_the_log(table: str, change: str) -> None:
    column = "n = 1" if table == "audit_seal" else "centre_id = 1"
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(change.format(table, column))


def test_the_application_seals_nothing() -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("INSERT INTO audit_seal VALUES (1, 1, '1', 1, 1, '', '', now())")


@pytest.mark.django_db(transaction=True)
def test_what_a_row_sets_itself_is_kept_beside_rows_that_leave_it_to_the_server() -> None:
    given = {"at": NOON, "command": "a.b", "actor": "system:x", "ids": [], "outcome": ""}
    with as_role("motcua_owner"):
        rows.add(Entry(seq=5, xid=6, epoch=7, **given), Entry(**given))
        set_itself, left = Entry.objects.order_by("-epoch")
    assert (set_itself.epoch, set_itself.xid, set_itself.seq) == (7, 6, 5)
    assert left.xid > 6
