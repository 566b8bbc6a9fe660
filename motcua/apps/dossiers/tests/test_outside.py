"""Dossiers another system holds the authority over: taken in by code, followed, never guessed."""

from __future__ import annotations

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import moves, outside, processing
from motcua.apps.dossiers.models import Dossier, Pause, Promise
from motcua.apps.dossiers.states import Action, Authority, DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, make_procedure, reload
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.apps.parties import queries as parties
from motcua.kernel.clock import office_time
from motcua.kernel.errors import Invalid, NotAllowed

SOURCE = "province"


def row(code: str = "G09.20-20261101-0000001", **changes) -> OutsideRow:
    given = {"procedure_code": "9.990001", "owner_name": "Lý Mẫu Sửu", "status": "1", "line": 2, **changes}
    return OutsideRow(external_code=code, **given)


def take(centre, minh, *rows: OutsideRow):
    return outside.import_list(centre_id=centre.id, source_system=SOURCE, rows_given=rows, actor=minh, at=TUESDAY_9AM)


def only(minh, centre):
    page = queries.work_list(actor=minh, centre_id=centre.id, tab="outside", now=TUESDAY_9AM)
    return page.rows[0]


def test_an_outside_dossier_gets_no_number_of_ours_and_keeps_its_own_date(centre, minh, within):
    make_procedure()
    due = office_time(2026, 11, 25, 17)
    with within(minh):
        done = take(centre, minh, row(status="4", due_at=due))
        found = only(minh, centre)
    assert (done.created, done.refused) == (1, ())
    stored = reload(found.id)
    assert (stored.code, stored.authority, stored.state) == (None, Authority.OUTSIDE, DossierState.PROCESSING)
    assert (stored.first_due, stored.legal_due) == (None, due)


@pytest.mark.parametrize(
    ("status", "state"),
    [("1", "SUBMITTED"), ("2", "RECEIVED"), ("3", "REFUSED"), ("4", "PROCESSING"), ("5", "AWAITING_INTAKE_SUPPLEMENT"),
     ("6", "AWAITING_DUTY"), ("7", "WITHDRAWAL_REQUESTED"), ("8", "STOPPED"), ("9", "DECIDED"), ("10", "RETURNED")],
)  # fmt: skip
def test_every_national_code_is_followed_along_the_table(centre, minh, within, status, state):
    make_procedure()
    with within(minh):
        take(centre, minh, row(status="1"))
        found = only(minh, centre)
        assert outside.follow(dossier_id=found.id, reported_code=status, source=SOURCE, at=TUESDAY_9AM)
    assert reload(found.id).state == state


@pytest.mark.parametrize("status", ["11", "", "đang xử lý", "0"])
def test_an_unknown_code_is_parked_for_a_person(centre, minh, within, status):
    make_procedure()
    with within(minh):
        done = take(centre, minh, row(status=status))
        parked = queries.parked_reports(actor=minh, centre_id=centre.id)
    assert done.parked == 1
    assert [report.reported_code for report in parked] == [status]


def test_a_way_back_is_parked_and_can_be_settled(centre, minh, within):
    make_procedure()
    with within(minh):
        take(centre, minh, row(status="9"))
        assert take(centre, minh, row(status="1")).parked == 1
        report = queries.parked_reports(actor=minh, centre_id=centre.id)[0]
        outside.settle_report(dossier_id=report.dossier_id, report_id=report.id, actor=minh, at=TUESDAY_9AM)
        assert queries.parked_reports(actor=minh, centre_id=centre.id) == ()


def test_the_same_list_again_changes_nothing(centre, minh, within):
    make_procedure()
    with within(minh):
        take(centre, minh, row(status="2"))
        again = take(centre, minh, row(status="2"))
    assert (again.created, again.moved, again.unchanged) == (0, 0, 1)


def test_dates_stand_as_the_row_states_them_and_nothing_is_made_up(centre, minh, within):
    make_procedure()
    submitted, received = office_time(2026, 11, 9, 8), office_time(2026, 11, 10, 9)
    with within(minh):
        take(centre, minh, row("A-1", status="4", submitted_at=submitted, received_at=received), row("A-2", status="4"))
        told, silent = (Dossier.objects.get(external_code=code) for code in ("A-1", "A-2"))
        assert not Promise.objects.exists()
    assert (told.submitted_at, told.received_at) == (submitted, received)
    assert (silent.submitted_at, silent.received_at, silent.acceptance_due, silent.legal_due) == (None,) * 4


def test_another_systems_pause_has_no_cap_of_ours(centre, minh, within):
    make_procedure()
    with within(minh):
        take(centre, minh, row(status="4"))
        take(centre, minh, row(status="6"))
        assert [(pause.cap_at, pause.until) for pause in Pause.objects.all()] == [(None, None)]
        take(centre, minh, row(status="4"))
        assert Pause.objects.get().until == TUESDAY_9AM


def test_a_known_row_brings_its_dates_and_its_owner_up_to_date(centre, minh, within):
    make_procedure()
    due = office_time(2026, 11, 27, 17)
    said = {"owner_number": "999 000 000 017", "owner_phone": "0000.111.333", "owner_name": "Lý Mẫu Sửu Út"}
    with within(minh):
        take(centre, minh, row(status="2"))
        done = take(centre, minh, row(status="2", due_at=due, **said))
        again = take(centre, minh, row(status="2", due_at=due, **said | {"owner_phone": "+84000111333"}))
        stored = Dossier.objects.get()
        [owner] = parties.of_dossier(dossier_id=stored.id)
        entries = audit.entries_for(centre_id=centre.id, command="dossiers.bring_in_outside").rows
    assert (done.updated, done.moved, done.unchanged, again.updated, again.unchanged) == (1, 0, 0, 0, 1)
    assert (stored.legal_due, stored.sort_due) == (due, due)
    assert (owner.stated.name, owner.stated.number, owner.revision) == ("Lý Mẫu Sửu Út", "999000000017", 2)
    assert [(entry.actor, entry.ids) for entry in entries] == [(minh.label, (str(stored.id),))]


def test_what_a_known_row_leaves_empty_stays(centre, minh, within):
    make_procedure()
    due = office_time(2026, 11, 27, 17)
    with within(minh):
        take(centre, minh, row(status="2", due_at=due, owner_phone="0000111333"))
        done = take(centre, minh, row(status="4"))
        stored = Dossier.objects.get()
        [owner] = parties.of_dossier(dossier_id=stored.id)
    assert (done.moved, done.updated, stored.legal_due, owner.stated.phone) == (1, 0, due, "0000111333")


def test_a_number_that_cannot_be_is_told_of_a_known_row_too(centre, minh, within):
    make_procedure()
    with within(minh):
        take(centre, minh, row(status="2"))
        done = take(centre, minh, row(status="4", owner_number="12"))
    assert [bad.field for bad in done.refused] == ["owner_number"]


def test_a_bad_row_is_told_by_line_and_stops_nobody(centre, minh, within):
    make_procedure()
    with within(minh):
        done = take(
            centre, minh, row(code="", line=2), row(code="B-1", procedure_code="0.000000", line=3),
            row(code="B-2", owner_name=" ", line=4), row(code="B-3", line=5),
        )  # fmt: skip
    assert done.created == 1
    assert [(bad.line, bad.field) for bad in done.refused] == [
        (2, "external_code"), (3, "procedure_code"), (4, "owner_name"),
    ]  # fmt: skip


def test_officers_add_local_facts_and_make_no_moves(centre, minh, hoa, within):
    make_procedure()
    with within(minh):
        found = outside.register(centre_id=centre.id, source_system=SOURCE, row=row(), actor=minh, at=TUESDAY_9AM)
        processing.note(dossier_id=found, text="Đã gọi điện", actor=minh, at=TUESDAY_9AM)
        processing.hold_outside(dossier_id=found, holder_id=hoa.account_id, actor=minh, at=TUESDAY_9AM)
        with pytest.raises(NotAllowed):
            moves.advance(dossier_id=found, action=Action.ACCEPT, actor=minh, at=TUESDAY_9AM)
        assert not queries.find(actor=minh, dossier_id=found, now=TUESDAY_9AM).actions & set(Action.values)


def test_one_outside_code_is_one_dossier(centre, minh, within):
    make_procedure()
    with within(minh):
        outside.register(centre_id=centre.id, source_system=SOURCE, row=row(), actor=minh, at=TUESDAY_9AM)
        with pytest.raises(Invalid):
            outside.register(centre_id=centre.id, source_system=SOURCE, row=row(), actor=minh, at=TUESDAY_9AM)


def test_only_the_counter_and_the_director_bring_outside_dossiers_in(centre, hoa, within):
    make_procedure()
    with within(hoa), pytest.raises(NotAllowed):
        outside.register(centre_id=centre.id, source_system=SOURCE, row=row(), actor=hoa, at=TUESDAY_9AM)
