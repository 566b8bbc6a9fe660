"""A person may withdraw at every step before the decision, whoever holds the work by then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import intake, moves, processing, withdrawing
from motcua.apps.dossiers.states import MOVES, Action, DossierState
from motcua.apps.dossiers.tests.factories import (
    TUESDAY_9AM,
    brought_to,
    make_procedure,
    on_from_processing,
    online_dossier,
    reload,
    revision,
    work,
)
from motcua.apps.organization.tests.factories import leave_office, make_officer
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import NotFound

S, A = DossierState, Action
HOUR = timedelta(hours=1)
LATER = TUESDAY_9AM + timedelta(hours=6)
FILED = [state for state in S if state is not S.DRAFT]
#: Before reception it ends at once, afterwards a leader answers; by hand, from the description of the law.
AT_ONCE = {S.SUBMITTED, S.AWAITING_INTAKE_SUPPLEMENT}
BY_LEADER = {S.RECEIVED, S.PROCESSING, S.AWAITING_SUPPLEMENT, S.AWAITING_DUTY}
WORKED = sorted(BY_LEADER - {S.RECEIVED})


@pytest.fixture
def cast(lan: Actor, minh: Actor, hoa: Actor, tuan: Actor) -> Mapping[str, Actor]:
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}


def lans_own(state: DossierState, centre: CentreView, cast: Mapping[str, Actor]) -> UUID:
    """A dossier Lan filed online herself, brought to a state."""
    version = make_procedure(settled={"duty_pauses": True})
    if state in AT_ONCE | {S.REFUSED}:
        return brought_to(state, centre_id=centre.id, version=version, cast=cast)
    filed = online_dossier(centre_id=centre.id, version=version, citizen=cast["citizen"])
    with scope.use(scope.for_actor(cast["clerk"])):
        intake.accept(dossier_id=filed.dossier_id, actor=cast["clerk"], at=TUESDAY_9AM, seen_revision=filed.revision)
    if state is not S.RECEIVED:
        work(filed.dossier_id, clerk=cast["clerk"], specialist=cast["specialist"], at=TUESDAY_9AM + HOUR)
        on_from_processing(filed.dossier_id, state, cast=cast, at=TUESDAY_9AM + HOUR)
    return filed.dossier_id


def withdraw(dossier: UUID, actor: Actor) -> None:
    with scope.use(scope.for_actor(actor)):
        withdrawing.withdraw(dossier_id=dossier, reason="Không cần nữa", actor=actor, at=LATER)


def offered(dossier: UUID, actor: Actor) -> frozenset[str]:
    with scope.use(scope.for_actor(actor)):
        return queries.find(actor=actor, dossier_id=dossier, now=LATER).actions


@pytest.mark.parametrize("who", ["citizen", "clerk"])
@pytest.mark.parametrize("state", FILED, ids=str)
def test_it_is_possible_before_the_decision_and_never_after(state, who, centre, cast):
    dossier = lans_own(state, centre, cast)
    button = {A.WITHDRAW.value, A.REQUEST_WITHDRAWAL.value} & offered(dossier, cast[who])
    if state in AT_ONCE | BY_LEADER:
        assert button
        withdraw(dossier, cast[who])
        assert reload(dossier).state == (S.STOPPED if state in AT_ONCE else S.WITHDRAWAL_REQUESTED)
    else:
        assert not button
        with pytest.raises(moves.MoveNotAllowed):
            withdraw(dossier, cast[who])


def test_the_table_of_moves_says_the_same():
    assert {state for state, action in MOVES if action is A.WITHDRAW} == AT_ONCE
    assert {state for state, action in MOVES if action is A.REQUEST_WITHDRAWAL} == BY_LEADER


@pytest.mark.parametrize("state", WORKED, ids=str)
def test_it_works_after_the_work_went_to_another_officer_who_left(state, centre, cast):
    dossier = lans_own(state, centre, cast)
    other = make_officer(centre_id=centre.id, role=Role.SPECIALIST, username="dung", name="Ngô Mẫu Dũng")
    clerk = cast["clerk"]
    with scope.use(scope.for_actor(clerk)):
        processing.hand_over(
            dossier_id=dossier, holder_id=other.account_id or 0, note="", actor=clerk, at=LATER - HOUR,
            seen_revision=revision(dossier),
        )  # fmt: skip
    leave_office(other, cast["specialist"], at=LATER - HOUR)
    withdraw(dossier, cast["citizen"])
    assert reload(dossier).state == S.WITHDRAWAL_REQUESTED
    with scope.use(scope.for_actor(cast["leader"])):
        withdrawing.grant(dossier_id=dossier, note="", actor=cast["leader"], at=LATER, seen_revision=revision(dossier))
    assert (reload(dossier).state, reload(dossier).holder_id) == (S.STOPPED, None)


@pytest.mark.parametrize("state", sorted(BY_LEADER), ids=str)
def test_taking_it_back_or_a_denial_leads_to_where_it_was(state, centre, cast):
    for answer in ("take_back", "deny"):
        dossier = lans_own(state, centre, cast)
        withdraw(dossier, cast["citizen"])
        leader = cast["leader"]
        if answer == "take_back":
            with scope.use(scope.for_actor(cast["citizen"])):
                withdrawing.take_back(dossier_id=dossier, actor=cast["citizen"], at=LATER)
        else:
            with scope.use(scope.for_actor(leader)):
                withdrawing.deny(
                    dossier_id=dossier, ground="118/2025/NĐ-CP", reason="Đã ký", actor=leader, at=LATER,
                    seen_revision=revision(dossier),
                )  # fmt: skip
        assert reload(dossier).state == state


def test_a_stranger_withdraws_nothing(centre, cast, stranger):
    dossier = lans_own(S.PROCESSING, centre, cast)
    with pytest.raises(NotFound):
        withdraw(dossier, stranger)
