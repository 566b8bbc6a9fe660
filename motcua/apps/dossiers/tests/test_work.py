"""Receiving, refusing, working, deciding and returning, as the office does it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import conditions, intake, moves, processing, returning
from motcua.apps.dossiers.models import Assignment, HandOver, Result
from motcua.apps.dossiers.queries import lists
from motcua.apps.dossiers.states import Action, ComponentState, DossierState
from motcua.apps.dossiers.tests.factories import (
    LAN,
    PAPER,
    PRICED,
    TUESDAY_9AM,
    ask,
    counter_dossier,
    decide,
    hand_over,
    make_procedure,
    online_dossier,
    reload,
    revision,
    work,
)
from motcua.apps.dossiers.values import ComponentGiven, ItemAsked
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotAllowed

LATER = TUESDAY_9AM + timedelta(hours=3)
FAULTY = ComponentGiven(paper_key="", title="Tờ khai mẫu", state=ComponentState.FAULTY, reason="Chưa ký")


def test_the_counter_refuses_an_incomplete_dossier_whole(centre, minh, within):
    version = make_procedure()
    with within(minh), pytest.raises(Invalid) as refused:
        intake.receive_at_counter(
            centre_id=centre.id, version_id=version.id, case_key="", filer=LAN, owner=None,
            components=[PAPER, FAULTY], way_back=WayBack("counter"), actor=minh, at=TUESDAY_9AM,
        )  # fmt: skip
    assert "components" in refused.value.problems
    with within(minh):
        assert queries.tab_counts(actor=minh, centre_id=centre.id, now=LATER)["all"] == 0


def test_turning_away_names_every_fault_at_once(centre, minh, within):
    version = make_procedure()
    with within(minh):
        filed = intake.turn_away(way_back=WayBack("counter"),
            centre_id=centre.id, version_id=version.id, case_key="", filer=LAN, owner=None, components=[FAULTY],
            items=[ItemAsked("Ký tờ khai"), ItemAsked("Nộp thêm ảnh")], reason="Thiếu hai mục", actor=minh,
            at=TUESDAY_9AM,
        )  # fmt: skip
        view = queries.find(actor=minh, dossier_id=filed.dossier_id, now=LATER)
    assert view.head.state == DossierState.AWAITING_INTAKE_SUPPLEMENT
    assert [item.text for item in view.supplements[0].items] == ["Ký tờ khai", "Nộp thêm ảnh"]


def test_a_refusal_needs_its_ground_and_its_text(centre, lan, minh, within):
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan)
    for ground, reason in (("", "Sai nơi nộp"), ("118/2025/NĐ-CP", " ")):
        with within(minh), pytest.raises(moves.GroundMissing):
            intake.refuse(
                dossier_id=filed.dossier_id, ground=ground, reason=reason, actor=minh, at=LATER,
                seen_revision=filed.revision,
            )  # fmt: skip
    assert reload(filed.dossier_id).state == DossierState.SUBMITTED


def test_a_second_request_for_papers_needs_a_leader(centre, minh, hoa, tuan, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM)
    with within(minh):
        moves.advance(dossier_id=filed.dossier_id, action=Action.REPLY, actor=minh, at=LATER)
    with pytest.raises(NotAllowed):
        ask(filed.dossier_id, hoa, at=LATER)
    ask(filed.dossier_id, tuan, at=LATER)
    assert reload(filed.dossier_id).supplements_asked == 2


def test_every_step_has_a_person_and_history_is_never_overwritten(centre, minh, hoa, tuan, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    work(filed.dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    with within(hoa):
        processing.hand_over(
            dossier_id=filed.dossier_id, holder_id=tuan.account_id, note="Xin ý kiến", actor=hoa, at=LATER,
            seen_revision=revision(filed.dossier_id),
        )  # fmt: skip
        rows = list(Assignment.objects.filter(dossier_id=filed.dossier_id).order_by("since"))
    assert [(r.holder_id, r.until) for r in rows] == [(hoa.account_id, LATER), (tuan.account_id, None)]


def test_work_is_given_only_to_who_covers_the_field(centre, minh, van, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    with within(minh), pytest.raises(Invalid):
        processing.assign(
            dossier_id=filed.dossier_id, holder_id=999_999, note="", actor=minh, at=LATER, seen_revision=filed.revision
        )
    assert reload(filed.dossier_id).state == DossierState.RECEIVED


def test_nothing_is_decided_without_a_draft(centre, minh, hoa, tuan, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    work(filed.dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    with within(tuan), pytest.raises(processing.NothingDrafted):
        processing.decide(dossier_id=filed.dossier_id, actor=tuan, at=LATER, seen_revision=revision(filed.dossier_id))


def test_results_are_numbered_without_gaps_in_the_years_book(centre, minh, hoa, tuan, within):
    version = make_procedure()
    numbers = []
    for _ in range(3):
        filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh)
        work(filed.dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
        numbers.append(decide(filed.dossier_id, specialist=hoa, leader=tuan, at=LATER))
    assert numbers == [1, 2, 3]


def test_a_corrected_result_is_a_new_version_under_a_new_number(centre, minh, hoa, tuan, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    work(filed.dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    decide(filed.dossier_id, specialist=hoa, leader=tuan, at=LATER)
    with within(tuan):
        returning.reopen(
            dossier_id=filed.dossier_id, why="Sai tên", actor=tuan, at=LATER, seen_revision=revision(filed.dossier_id)
        )
    decide(filed.dossier_id, specialist=hoa, leader=tuan, at=LATER + timedelta(hours=1))
    with within(tuan):
        found = list(Result.objects.filter(dossier_id=filed.dossier_id).order_by("version"))
    assert [(r.version, r.number) for r in found] == [(1, 1), (2, 2)]


def test_a_result_is_handed_over_with_proof_and_can_be_recalled(centre, minh, hoa, tuan, within):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    work(filed.dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    decide(filed.dossier_id, specialist=hoa, leader=tuan, at=LATER)
    hand_over(filed.dossier_id, clerk=minh, at=LATER)
    with within(minh):
        returning.recall(
            dossier_id=filed.dossier_id, why="Nhầm người", actor=minh, at=LATER,
            seen_revision=revision(filed.dossier_id),
        )  # fmt: skip
        assert HandOver.objects.get(dossier_id=filed.dossier_id).recalled_at == LATER
    row = reload(filed.dossier_id)
    assert (row.state, row.returned_at) == (DossierState.DECIDED, None)


def test_an_open_condition_blocks_its_move_until_it_is_met(centre, minh, hoa, within):
    version = make_procedure(settled={"fee_at": "acceptance", **PRICED})
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    with within(minh):
        with pytest.raises(moves.ConditionOpen):
            moves.advance(dossier_id=filed.dossier_id, action=Action.START, actor=minh, at=LATER)
        till = Actor.system("till")
        for _ in range(2):
            conditions.meet_condition(dossier_id=filed.dossier_id, kind="fee", actor=till, at=LATER)
        moves.advance(dossier_id=filed.dossier_id, action=Action.START, actor=minh, at=LATER)
    assert reload(filed.dossier_id).conditions_open == 0


def test_the_clerk_records_the_receipt_and_nobody_else_does(centre, minh, hoa, within):
    version = make_procedure(settled={"fee_at": "acceptance", **PRICED})
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    given: dict[str, Any] = {"dossier_id": filed.dossier_id, "at": LATER, "seen_revision": filed.revision}
    with within(hoa), pytest.raises(NotAllowed):
        conditions.record_fee_paid(receipt="BL-1", actor=hoa, **given)
    with within(minh):
        with pytest.raises(Invalid):
            conditions.record_fee_paid(receipt=" ", actor=minh, **given)
        conditions.record_fee_paid(receipt="BL-1", actor=minh, **given)
    assert reload(filed.dossier_id).conditions_open == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_a_work_list_costs_one_statement(centre, minh, within, rows, django_assert_num_queries):
    version = make_procedure()
    for _ in range(rows):
        counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    with within(minh), django_assert_num_queries(1):
        page = queries.work_list(actor=minh, centre_id=centre.id, tab="all", now=LATER)
    assert page.total == len(page.rows) == rows


def test_the_statement_of_a_list_binds_no_word_of_ours(centre, minh):
    sql, bound = lists._listing(minh, centre.id, lists.Wish(tab="all"))
    assert "'SUBMITTED'" in sql  # bound, the server would plan it anew each time
    assert not [value for value in bound if isinstance(value, str)]


@pytest.mark.parametrize("papers", [1, 3])
def test_receiving_at_the_counter_costs_few_statements(centre, minh, papers, django_assert_max_num_queries):
    version = make_procedure()
    counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    with django_assert_max_num_queries(4):
        counter_dossier(centre_id=centre.id, version=version, clerk=minh, components=papers)
