"""What has waited is asked again before it leaves: nobody is woken, and nobody is told what is so no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.states import Action, DossierState
from motcua.apps.dossiers.tests.factories import (
    ask,
    brought_to,
    hand_over,
    make_procedure,
    wedding,
)
from motcua.apps.notifications import commands, gateways, queries, rules, subscribers
from motcua.apps.notifications.models import Message
from motcua.apps.notifications.states import Kind, MessageState
from motcua.apps.notifications.tests.conftest import Carrier
from motcua.apps.notifications.tests.test_subscribers import asked, confirm, moved, told_of
from motcua.apps.notifications.tests.test_tell import told
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time

pytestmark = pytest.mark.django_db

S = DossierState
TEN_AT_NIGHT = office_time(2026, 11, 17, 22)
SEVEN = office_time(2026, 11, 18, 7)
Found = Callable[..., UUID]


@pytest.fixture
def cast(minh: Actor, hoa: Actor, tuan: Actor, lan: Actor) -> Mapping[str, Actor]:
    return {"clerk": minh, "specialist": hoa, "leader": tuan, "citizen": lan}


@pytest.fixture
def at_night(centre: CentreView, cast: Mapping[str, Actor]) -> Found:
    """A dossier whose news was written at ten at night, so that it waits for the morning."""

    def bring(state: DossierState, action: str) -> UUID:
        version = make_procedure(settled={"duty_pauses": True})
        found = brought_to(state, centre_id=centre.id, version=version, cast=cast)
        told_of(moved(found, action=action, to_state=state, at=TEN_AT_NIGHT), at=TEN_AT_NIGHT, centre_id=centre.id)
        return found

    return bring


def sent(centre: CentreView, *, at: datetime = SEVEN) -> list[tuple[str, str]]:
    """What became of the messages by then: state and why."""
    with scope.use(Scope(centres=(centre.id,))):
        commands.send_waiting(at=at)
        return [(row.state, row.error) for row in Message.objects.order_by("created_at", "id")]


def move(found: UUID, action: Action, actor: Actor, *, at: datetime = TEN_AT_NIGHT) -> None:
    with scope.use(scope.for_actor(actor)):
        moves.advance(dossier_id=found, action=action, actor=actor, at=at, note="Vì mẫu", ground="118/2025/NĐ-CP")


@pytest.mark.parametrize(
    ("state", "action"),
    [(S.DECIDED, "DECIDE"), (S.AWAITING_SUPPLEMENT, "ASK_SUPPLEMENT"), (S.RECEIVED, "ACCEPT"), (S.STOPPED, "STOP")],
)
def test_what_is_still_so_in_the_morning_goes_out(
    state: DossierState, action: str, carrier: Carrier, centre: CentreView, at_night: Found
) -> None:
    at_night(state, action)
    assert sent(centre) == [("sent", "")]
    assert len(carrier.took) == 1


def test_nobody_is_asked_to_fetch_what_was_handed_over(
    carrier: Carrier, centre: CentreView, at_night: Found, minh: Actor
) -> None:
    hand_over(at_night(S.DECIDED, "DECIDE"), clerk=minh, at=TEN_AT_NIGHT)
    assert sent(centre) == [("overtaken", "RETURNED")]
    assert carrier.took == []


def test_nobody_is_asked_for_what_came(carrier: Carrier, centre: CentreView, at_night: Found, minh: Actor) -> None:
    move(at_night(S.AWAITING_SUPPLEMENT, "ASK_SUPPLEMENT"), Action.REPLY, minh)
    assert sent(centre) == [("overtaken", "PROCESSING")]
    assert carrier.took == []


def test_a_request_that_was_made_anew_is_told_with_its_own_date(
    carrier: Carrier, centre: CentreView, at_night: Found, minh: Actor, tuan: Actor
) -> None:
    found = at_night(S.AWAITING_SUPPLEMENT, "ASK_SUPPLEMENT")
    move(found, Action.REPLY, minh)
    ask(found, tuan, at=TEN_AT_NIGHT + timedelta(minutes=5))
    assert sent(centre) == [("overtaken", "date-moved")]


def test_what_an_officer_is_still_to_say_by_telephone_ends_with_its_truth(
    centre: CentreView, at_night: Found, minh: Actor
) -> None:
    found = at_night(S.DECIDED, "DECIDE")
    with scope.use(Scope(centres=(centre.id,))):
        Message.objects.update(state=MessageState.LETTER)
    hand_over(found, clerk=minh, at=TEN_AT_NIGHT)
    told_of(moved(found, action="RETURN", to_state=S.RETURNED, at=TEN_AT_NIGHT), at=TEN_AT_NIGHT, centre_id=centre.id)
    with scope.use(Scope(centres=(centre.id,))):
        assert [row.state for row in queries.messages_of(dossier_id=found)] == ["overtaken", "pending"]


def test_a_failed_message_wakes_nobody_when_it_is_tried_again(carrier: Carrier) -> None:
    carrier.refuses, evening = gateways.NotNow("busy"), office_time(2026, 11, 17, 20, 58)
    commands.send(message_id=told(at=evening), at=evening)
    for minutes in (1, 3):
        commands.send_waiting(at=evening + timedelta(minutes=minutes))
    assert (Message.objects.get().next_at, Message.objects.get().tries) == (SEVEN, 2)
    carrier.refuses = None
    assert commands.send_waiting(at=SEVEN) == 1
    assert len(carrier.took) == 1


def test_a_try_that_was_lost_waits_for_the_morning_too(carrier: Carrier) -> None:
    message_id, late = told(at=TEN_AT_NIGHT - timedelta(hours=2)), TEN_AT_NIGHT
    commands.send(message_id=message_id, at=late)
    assert (carrier.took, Message.objects.get().next_at, Message.objects.get().tries) == ([], SEVEN, 0)


def test_a_link_that_was_answered_while_it_waited_goes_to_nobody(
    centre: CentreView, lan: Actor, carrier: Carrier
) -> None:
    fact = asked(lan, centre)
    with scope.use(Scope(centres=(centre.id,))):
        subscribers.signatory_asked(fact=fact, at=TEN_AT_NIGHT)
    confirm(fact.key, agreed=True)
    assert sent(centre) == [("overtaken", "link-over")]
    assert carrier.took == []


def test_a_no_that_became_a_yes_is_not_told(centre: CentreView, lan: Actor, carrier: Carrier) -> None:
    dossier_id = wedding(lan, centre)
    with scope.use(Scope(centres=(centre.id,))):
        told(kind=Kind.SIGNATORY_DECLINED, dossier_id=dossier_id, centre_id=centre.id, at=TEN_AT_NIGHT)
    assert sent(centre) == [("overtaken", "answered")]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_about_a_dossier_knows_when_it_is_so(kind: Kind) -> None:
    moments = {"answer_by": "", "due": "", "until": ""}
    true_in = {s for s in S if not rules.overtaken_by(kind, state=s, said={}, now=moments)}
    about_codes = kind in rules.CODES | {Kind.SIGNATORY_ASKED}
    assert (true_in == set(S)) is about_codes
    assert true_in


def test_a_provisional_date_that_was_settled_is_the_same_date() -> None:
    now = {"answer_by": "", "due": "Thứ Sáu, 20/11/2026, 09:00", "until": ""}
    said = {"due": "Thứ Sáu, 20/11/2026, 09:00 (tạm tính)"}
    assert rules.overtaken_by(Kind.ACCEPTED, state="RECEIVED", said=said, now=now) == ""
    assert rules.overtaken_by(Kind.ACCEPTED, state="RECEIVED", said={"due": "mai"}, now=now) == rules.MOVED_DATE
