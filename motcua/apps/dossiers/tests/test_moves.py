"""The table of moves, tried whole: every state with every action, legal or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from motcua.apps.dossiers.commands import filing, moves
from motcua.apps.dossiers.models import Transition
from motcua.apps.dossiers.states import MOVES, Action, DossierState, actions_from, path
from motcua.apps.dossiers.tests.factories import PRICED, TUESDAY_9AM, brought_to, make_procedure, reload, revision
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures.values import VersionView
from motcua.base.db import rows, scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed, NotFound, SomeoneWasFaster

S, A = DossierState, Action
LATER = TUESDAY_9AM + timedelta(hours=6)
FILED = [state for state in S if state is not S.DRAFT]

#: Who may do each action in the office, written by hand from the description of duties.
DOER = {
    A.ACCEPT: "clerk", A.REFUSE: "clerk", A.ASK_SUPPLEMENT: "specialist", A.WITHDRAW: "clerk", A.REPLY: "clerk",
    A.EXPIRE: "system", A.START: "clerk", A.DECIDE: "leader", A.REQUEST_WITHDRAWAL: "clerk", A.STOP: "leader",
    A.REQUIRE_DUTY: "specialist", A.SETTLE: "specialist", A.GRANT: "leader", A.DENY: "leader", A.TAKE_BACK: "clerk",
    A.RETURN: "clerk", A.REOPEN: "leader", A.RECALL: "clerk", A.SUBMIT: "clerk", A.RECEIVE_AT_COUNTER: "clerk",
}  # fmt: skip


@pytest.fixture
def cast(lan: Actor, minh: Actor, hoa: Actor, tuan: Actor) -> Mapping[str, Actor]:
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan, "system": Actor.system("deadline-clock")}


def _try(dossier_id, action: Action, actor: Actor, centre: CentreView) -> None:
    centres = scope.Scope(centres=(centre.id,), account_id=actor.account_id)
    with scope.use(centres):
        moves.advance(
            dossier_id=dossier_id, action=action, actor=actor, at=LATER, note="Vì mẫu", ground="118/2025/NĐ-CP"
        )


@pytest.mark.parametrize("state", FILED, ids=str)
def test_only_the_moves_of_the_table_can_be_made(state, centre, cast):
    version = make_procedure(settled={"duty_pauses": True})
    for action in Action:
        found = brought_to(state, centre_id=centre.id, version=version, cast=cast)
        before = reload(found)
        move = MOVES.get((state, action))
        if move is None:
            with pytest.raises(moves.MoveNotAllowed):
                _try(found, action, cast[DOER[action]], centre)
            assert reload(found).revision == before.revision
        else:
            _try(found, action, cast[DOER[action]], centre)
            after = reload(found)
            assert after.state == (move.to or before.came_from)
            assert after.holder_id or after.state != S.PROCESSING or action is A.START  # `assign` names who then


#: What waits for a fee that is owed, by when it is due; written by hand from what the office may not do unpaid.
WAITING_FOR_A_FEE = {
    "filing": {(S.SUBMITTED, A.ACCEPT), (S.RECEIVED, A.START), (S.RECEIVED, A.DECIDE), (S.PROCESSING, A.DECIDE)},
    "acceptance": {(S.RECEIVED, A.START), (S.RECEIVED, A.DECIDE), (S.PROCESSING, A.DECIDE)},
    "return": {(S.DECIDED, A.RETURN)},
}


@pytest.mark.parametrize("fee", ["owed", "nothing", "unknown"])
@pytest.mark.parametrize("moment", WAITING_FOR_A_FEE)
def test_the_moves_that_wait_for_a_fee(moment, fee, centre, cast):
    fees: dict[str, dict[str, object]] = {"owed": PRICED, "nothing": {"fee:*": {"lines": []}}, "unknown": {}}
    free = make_procedure("9.990001", settled={"duty_pauses": True})
    version = make_procedure("9.990002", settled={"fee_at": moment, **fees[fee]})
    waited = set()
    for state, action in MOVES:
        if state is not S.DRAFT:
            found = brought_to(state, centre_id=centre.id, version=free, cast=cast)
            _open_fee(found, version)
            try:
                _try(found, action, cast[DOER[action]], centre)
            except moves.ConditionOpen:
                waited.add((state, action))
    assert waited == (WAITING_FOR_A_FEE[moment] if fee == "owed" else set())


def _open_fee(dossier_id: UUID, version: VersionView) -> None:
    """As filing under this version does."""
    dossier = reload(dossier_id)
    with scope.opened(dossier_id), transaction.atomic():
        with rows.together():
            filing.open_conditions(dossier, version, at=TUESDAY_9AM)
        dossier.save()


@pytest.mark.parametrize("state", FILED, ids=str)
def test_who_holds_no_duty_makes_no_move(state, centre, cast, stranger, van):
    found = brought_to(state, centre_id=centre.id, version=make_procedure(settled={"duty_pauses": True}), cast=cast)
    for action in actions_from(state):
        with pytest.raises(NotFound):
            _try(found, action, stranger, centre)
        if action not in {A.RETURN, A.RECALL}:
            with pytest.raises(NotAllowed):
                _try(found, action, van, centre)


def test_every_state_can_be_reached_and_left_or_ends():
    for state in FILED:
        assert path(S.DRAFT, state, allowed=frozenset(Action)) is not None
        assert actions_from(state) or state in {S.REFUSED, S.STOPPED}


def test_every_move_rests_on_an_instrument_and_claims_no_article_nobody_read():
    assert all(move.basis.instrument and move.basis.article == "unverified" for move in MOVES.values())


def test_the_second_officer_is_told_and_nothing_is_overwritten(centre, cast, minh, hoa):
    found = brought_to(S.RECEIVED, centre_id=centre.id, version=make_procedure(), cast=cast)
    seen = revision(found)
    with scope.use(scope.for_actor(minh)):
        moves.advance(dossier_id=found, action=A.START, actor=minh, at=LATER, seen_revision=seen)
        with pytest.raises(SomeoneWasFaster):
            moves.advance(dossier_id=found, action=A.ASK_SUPPLEMENT, actor=hoa, at=LATER, seen_revision=seen, note="x")
    assert reload(found).state == S.PROCESSING


def test_a_refused_withdrawal_leads_back_to_where_it_came_from(centre, cast, minh, tuan):
    found = brought_to(S.AWAITING_SUPPLEMENT, centre_id=centre.id, version=make_procedure(), cast=cast)
    _try(found, A.REQUEST_WITHDRAWAL, minh, centre)
    assert reload(found).came_from == S.AWAITING_SUPPLEMENT
    _try(found, A.DENY, tuan, centre)
    assert reload(found).state == S.AWAITING_SUPPLEMENT


def test_every_transition_holds_its_audit_entry(centre, cast, minh):
    found = brought_to(S.RETURNED, centre_id=centre.id, version=make_procedure(), cast=cast)
    with scope.use(scope.for_actor(minh)):
        written = list(Transition.objects.filter(dossier_id=found).order_by("at", "id"))
    assert [t.to_state for t in written] == ["RECEIVED", "PROCESSING", "DECIDED", "RETURNED"]
    assert all(t.audit_id for t in written)
