"""In whose hands a dossier is when it comes back to work: nobody has to remember it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import processing, returning, supplementing
from motcua.apps.dossiers.models import Assignment
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import (
    TUESDAY_9AM,
    ask,
    brought_to,
    counter_dossier,
    decide,
    make_procedure,
    reload,
    revision,
    work,
)
from motcua.apps.organization.tests.factories import leave_office, make_officer
from motcua.base.db import scope
from motcua.kernel.actor import Role

S = DossierState
TUESDAY_10AM = TUESDAY_9AM + timedelta(hours=1)
LATER = TUESDAY_9AM + timedelta(hours=3)


def reopen(found, leader) -> None:
    with scope.use(scope.for_actor(leader)):
        returning.reopen(dossier_id=found, why="Sai tên", actor=leader, at=LATER, seen_revision=revision(found))


def reply(found, clerk) -> None:
    with scope.use(scope.for_actor(clerk)):
        request = queries.find(actor=clerk, dossier_id=found, now=LATER).supplements[-1]
        answers = {item.id: "Đã ký" for item in request.items}
        supplementing.reply(dossier_id=found, answers=answers, given=frozenset(), actor=clerk, at=LATER)


def unheld(actor, centre) -> int:
    with scope.use(scope.for_actor(actor)):
        return queries.tab_counts(actor=actor, centre_id=centre.id, now=LATER)["unheld"]


@pytest.fixture
def cast(lan, minh, hoa, tuan):
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}


@pytest.mark.parametrize("state", [S.DECIDED, S.RETURNED], ids=str)
def test_a_result_looked_at_again_is_with_who_worked_it(state, centre, cast, hoa, tuan):
    found = brought_to(state, centre_id=centre.id, version=make_procedure(), cast=cast)
    reopen(found, tuan)
    row = reload(found)
    assert (row.state, row.holder_id) == (S.PROCESSING, hoa.account_id)
    with scope.opened(found):
        step = Assignment.objects.get(dossier_id=found, until__isnull=True)
    assert (step.holder_id, step.since, step.handed_over_by) == (hoa.account_id, LATER, tuan.account_id)


def test_a_result_signed_without_a_step_is_with_who_drafted_it(centre, minh, hoa, tuan):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    decide(filed.dossier_id, specialist=hoa, leader=tuan, at=TUESDAY_9AM)
    reopen(filed.dossier_id, tuan)
    assert reload(filed.dossier_id).holder_id == hoa.account_id


def test_a_reply_goes_to_the_specialist_who_asked_before_anybody_was_given_the_work(centre, minh, hoa, tuan):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM)
    reply(filed.dossier_id, minh)
    row = reload(filed.dossier_id)
    assert (row.state, row.holder_id) == (S.PROCESSING, hoa.account_id)


def test_a_reply_to_a_clerk_waits_in_the_list_of_what_is_to_be_given_out(centre, minh, hoa):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    assert unheld(minh, centre) == 1
    ask(filed.dossier_id, minh, at=TUESDAY_9AM)
    assert unheld(minh, centre) == 0
    reply(filed.dossier_id, minh)
    row = reload(filed.dossier_id)
    assert (row.state, row.holder_id, unheld(minh, centre)) == (S.PROCESSING, None, 1)


def test_who_left_is_given_nothing_and_the_one_before_is(centre, minh, hoa, tuan, within):
    dung = make_officer(centre_id=centre.id, role=Role.SPECIALIST, username="dung", name="Bùi Mẫu Dũng")
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    work(filed.dossier_id, clerk=minh, specialist=dung, at=TUESDAY_9AM)
    with within(minh):
        processing.hand_over(
            dossier_id=filed.dossier_id, holder_id=hoa.account_id, note="", actor=minh, at=TUESDAY_10AM,
            seen_revision=revision(filed.dossier_id),
        )  # fmt: skip
    decide(filed.dossier_id, specialist=hoa, leader=tuan, at=TUESDAY_10AM)
    leave_office(hoa, at=LATER)
    reopen(filed.dossier_id, tuan)
    assert reload(filed.dossier_id).holder_id == dung.account_id


def test_where_all_who_knew_it_left_it_waits_to_be_given_out(centre, minh, hoa, tuan, cast):
    found = brought_to(S.DECIDED, centre_id=centre.id, version=make_procedure(), cast=cast)
    leave_office(hoa, at=LATER)
    reopen(found, tuan)
    assert (reload(found).holder_id, unheld(minh, centre)) == (None, 1)


def test_asking_takes_nothing_out_of_anybodys_hands(centre, minh, hoa, cast):
    found = brought_to(S.AWAITING_SUPPLEMENT, centre_id=centre.id, version=make_procedure(), cast=cast)
    reply(found, minh)
    assert reload(found).holder_id == hoa.account_id
    with scope.opened(found):
        assert Assignment.objects.filter(dossier_id=found).count() == 1


def test_a_move_that_gives_the_work_out_gives_it_once(centre, minh, hoa):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    work(filed.dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    with scope.opened(filed.dossier_id):
        assert Assignment.objects.filter(dossier_id=filed.dossier_id).count() == 1
