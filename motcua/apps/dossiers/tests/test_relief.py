"""Exemptions of a fee: kept with who and why, the rest owed where only a part is off, taken back while it can be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers import queries, rules
from motcua.apps.dossiers.commands import conditions, moves, relieving
from motcua.apps.dossiers.models import Relief
from motcua.apps.dossiers.states import Action, DossierState, Work
from motcua.apps.dossiers.tests.factories import (
    PRICED,
    TUESDAY_9AM,
    counter_dossier,
    decide,
    make_procedure,
    reload,
    revision,
    work,
)
from motcua.apps.dossiers.tests.test_signatories import facts_of
from motcua.apps.dossiers.values.relief import ReliefStated
from motcua.base.db import scope
from motcua.kernel.errors import Invalid, NotAllowed

LATER = TUESDAY_9AM + timedelta(hours=1)
EXEMPTIONS = [
    {"class": "merit", "name": "Người có công"},
    {"class": "poor", "name": "Hộ nghèo", "percent_off": 50},
]
MERIT = ReliefStated("merit", "Thẻ thương binh mẫu")
POOR = ReliefStated("poor", "Giấy chứng nhận hộ nghèo mẫu")
OTHER = ReliefStated("", "Quyết định mẫu", ground="Điều 9 văn bản mẫu")


def owed(centre, minh, moment: str = "acceptance") -> UUID:
    version = make_procedure(settled={"fee_at": moment, **PRICED, "exemptions": EXEMPTIONS})
    return counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id


def grant(found: UUID, actor, stated: ReliefStated = MERIT, *, at=LATER) -> None:
    with scope.use(scope.for_actor(actor)):
        relieving.grant_relief(dossier_id=found, stated=stated, actor=actor, at=at, seen_revision=revision(found))


def take_back(found: UUID, actor, *, why: str = "Thẻ của người khác", at=LATER) -> None:
    with scope.use(scope.for_actor(actor)):
        relieving.take_relief_back(dossier_id=found, why=why, actor=actor, at=at, seen_revision=revision(found))


def fee_of(found: UUID, actor):
    with scope.use(scope.for_actor(actor)):
        return next(one for one in queries.find(actor=actor, dossier_id=found, now=LATER).conditions)


def open_to(found: UUID, actor) -> frozenset[str]:
    with scope.use(scope.for_actor(actor)):
        offered = queries.find(actor=actor, dossier_id=found, now=LATER).actions
    return offered & {Work.FEE_PAID.value, Work.FEE_RELIEF.value, Work.RELIEF_BACK.value}


@pytest.mark.parametrize("stated", [MERIT, OTHER])
def test_who_is_exempt_needs_no_receipt(centre, minh, within, stated):
    found = owed(centre, minh)
    with within(minh), pytest.raises(moves.ConditionOpen):
        moves.advance(dossier_id=found, action=Action.START, actor=minh, at=LATER)
    grant(found, minh, stated)
    fee = fee_of(found, minh)
    assert (fee.met_at, fee.met_by, fee.relief.paper) == (LATER, minh.account_id, stated.paper)
    assert (fee.relief.account_id, fee.relief.at, fee.relief.is_whole) == (minh.account_id, LATER, True)
    assert fee.relief.who == ("Người có công" if stated is MERIT else OTHER.ground)
    assert open_to(found, minh) == {Work.RELIEF_BACK}
    with within(minh):
        moves.advance(dossier_id=found, action=Action.START, actor=minh, at=LATER)


def test_of_who_pays_less_the_rest_is_waited_for(centre, minh, within):
    found = owed(centre, minh)
    grant(found, minh, POOR)
    assert (fee_of(found, minh).met_at, reload(found).conditions_open) == (None, 1)
    assert open_to(found, minh) == {Work.FEE_PAID, Work.RELIEF_BACK}
    with within(minh), pytest.raises(moves.ConditionOpen):
        moves.advance(dossier_id=found, action=Action.START, actor=minh, at=LATER)
    with within(minh):
        conditions.record_fee_paid(
            dossier_id=found, receipt="BL-7", actor=minh, at=LATER, seen_revision=revision(found)
        )
    assert fee_of(found, minh).reference == "BL-7"
    assert not open_to(found, minh)
    with pytest.raises(relieving.PaidMeanwhile):
        take_back(found, minh)


def test_taken_back_the_fee_is_owed_again_and_what_was_kept_stays(centre, minh, hoa, tuan):
    found = owed(centre, minh)
    grant(found, minh)
    work(found, clerk=minh, specialist=hoa, at=LATER)
    take_back(found, minh)
    fee = fee_of(found, minh)
    assert (fee.met_at, fee.relief, reload(found).conditions_open) == (None, None, 1)
    assert [(one.name, one.taken_back_by, one.why) for one in fee.reliefs] == [
        ("Người có công", minh.account_id, "Thẻ của người khác")
    ]
    with pytest.raises(moves.ConditionOpen):
        decide(found, specialist=hoa, leader=tuan, at=LATER)
    grant(found, minh, OTHER)
    decide(found, specialist=hoa, leader=tuan, at=LATER)
    with pytest.raises(moves.MoveNotAllowed):
        take_back(found, minh)
    assert Work.RELIEF_BACK not in open_to(found, minh)


def test_a_fee_due_at_the_return_can_be_relieved_until_then(centre, minh, hoa, tuan):
    found = owed(centre, minh, "return")
    work(found, clerk=minh, specialist=hoa, at=LATER)
    decide(found, specialist=hoa, leader=tuan, at=LATER)
    grant(found, minh)
    take_back(found, minh)
    assert reload(found).conditions_open == 1
    assert not rules.relief_may_end(state=DossierState.RETURNED, blocks=["RETURN"])


@pytest.mark.parametrize(
    ("stated", "problem"),
    [
        (ReliefStated("merit", " "), "paper"),
        (ReliefStated("stranger", "Giấy mẫu"), "which"),
        (ReliefStated("", "Giấy mẫu"), "ground"),
        (ReliefStated("", "Giấy mẫu", ground="Điều " * 41), "ground"),
        (ReliefStated("merit", "Giấy mẫu", component_id=UUID(int=7)), "component"),
    ],
)
def test_an_exemption_nobody_can_prove_is_not_kept(centre, minh, stated, problem):
    found = owed(centre, minh)
    with pytest.raises(Invalid) as refused:
        grant(found, minh, stated)
    assert set(refused.value.problems) == {problem}
    assert fee_of(found, minh).reliefs == ()


def test_nothing_is_relieved_that_is_not_waited_for(centre, minh):
    unknown: dict[str, Any] = {"fee_at": "acceptance", "exemptions": EXEMPTIONS}
    found = counter_dossier(centre_id=centre.id, version=make_procedure(settled=unknown), clerk=minh).dossier_id
    assert open_to(found, minh) == set()
    with pytest.raises(conditions.NoFeeAwaited):
        grant(found, minh)


def test_one_exemption_at_a_time_and_by_the_clerk_alone(centre, minh, hoa):
    found = owed(centre, minh)
    for actor, refusal in ((hoa, NotAllowed), (minh, None), (minh, relieving.ReliefGiven)):
        if refusal is None:
            grant(found, actor, POOR)
        else:
            with pytest.raises(refusal):
                grant(found, actor, POOR)
    with pytest.raises(NotAllowed):
        take_back(found, hoa)
    with pytest.raises(Invalid):
        take_back(found, minh, why=" ")
    take_back(found, minh)
    with pytest.raises(relieving.NoRelief):
        take_back(found, minh)


@pytest.mark.parametrize(("command", "outcome"), [("grant_relief", "exempt"), ("take_relief_back", "owed")])
def test_the_log_and_the_news_tell_of_both(centre, minh, within, command, outcome):
    found = owed(centre, minh)
    grant(found, minh)
    take_back(found, minh)
    with within(minh):
        (entry,) = audit.entries_for(centre_id=centre.id, command=f"dossiers.{command}").rows
    assert (entry.outcome, str(found) in entry.ids) == (outcome, True)
    assert (len(facts_of(found, "ConditionMet")), len(facts_of(found, "ConditionReopened"))) == (1, 1)


def test_the_database_keeps_what_was_recorded(centre, minh, within):
    found = owed(centre, minh)
    grant(found, minh)
    with within(minh), pytest.raises(DatabaseError), transaction.atomic():
        Relief.objects.filter(dossier_id=found).update(percent_off=10)
