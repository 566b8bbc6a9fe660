"""News of dossiers reaches the filer's telephone: once, in words, and only where it is news."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import override

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import outside, signing
from motcua.apps.dossiers.states import MOVES, Action, DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, brought_to, hand_over, make_procedure, wedding
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.apps.identity import commands as identity
from motcua.apps.notifications import commands, queries, rules, subscribers
from motcua.apps.notifications.phrases import BODIES
from motcua.apps.notifications.states import Kind, MessageState
from motcua.apps.notifications.tests.conftest import Carrier
from motcua.apps.organization.values import CentreView
from motcua.apps.outbox import commands as outbox
from motcua.apps.outbox.values import FactView
from motcua.base.db import scope
from motcua.base.db.scope import Scope
from motcua.base.testing.roles import as_role
from motcua.kernel.actor import Actor
from motcua.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(minh: Actor, hoa: Actor, tuan: Actor, lan: Actor) -> Mapping[str, Actor]:
    return {"clerk": minh, "specialist": hoa, "leader": tuan, "citizen": lan}


def told_of(fact: FactView, *, at: datetime, centre_id: int) -> list[str]:
    """Hand the fact over as the dispatcher does; the kinds of messages about its dossier afterwards."""
    with scope.use(Scope(centres=(centre_id,))):
        subscribers.dossier_moved(fact=fact, at=at)
        return [row.kind for row in queries.messages_of(dossier_id=fact.key)]


def moved(dossier_id: UUID, *, action: str, to_state: str, at: datetime = TUESDAY_9AM) -> FactView:
    body = {"action": action, "to_state": to_state, "moved_at": at.isoformat()}
    return FactView(id=1, topic="dossiers.DossierMoved", key=dossier_id, centre_id=1, body=body, at=at)


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (DossierState.SUBMITTED, ["submitted"]),
        (DossierState.REFUSED, ["submitted", "refused"]),
        (DossierState.RETURNED, ["accepted", "decided", "returned"]),
        (DossierState.STOPPED, ["accepted", "stopped"]),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_the_real_facts_of_a_dossier_become_its_messages(
    state: DossierState, kinds: list[str], centre: CentreView, cast: Mapping[str, Actor]
) -> None:
    dossier_id = brought_to(state, centre_id=centre.id, version=make_procedure(), cast=cast)
    with as_role("motcua_system"):
        table = {"dossiers.DossierMoved": (subscribers.dossier_moved,)}
        outbox.dispatch_batch(table=table, at=TUESDAY_9AM + timedelta(hours=12))
    with scope.use(Scope(centres=(centre.id,))):
        assert [row.kind for row in queries.messages_of(dossier_id=dossier_id)] == kinds


@pytest.mark.parametrize(
    ("way", "proof", "kind"), [("counter", "identity", "returned"), ("post", "post", "returned_post")]
)
def test_a_result_is_told_as_returned_by_the_way_it_really_went(
    way: str, proof: str, kind: str, centre: CentreView, cast: Mapping[str, Actor]
) -> None:
    """The filer had asked to come for it; the message says what was done."""
    found = brought_to(DossierState.DECIDED, centre_id=centre.id, version=make_procedure(), cast=cast)
    hand_over(found, clerk=cast["clerk"], at=TUESDAY_9AM, way=way, proof=proof)
    told = told_of(moved(found, action="RETURN", to_state="RETURNED"), at=TUESDAY_9AM, centre_id=centre.id)
    assert told == [kind]


@pytest.mark.parametrize(("has_account", "kind"), [(True, Kind.RETURNED_ELECTRONIC), (False, Kind.RETURNED)])
def test_only_an_account_shows_a_result(has_account: bool, kind: Kind) -> None:
    assert rules.told_as(Kind.RETURNED, return_by="", has_account=has_account, returned_by="electronic") is kind


def test_the_message_tells_code_due_date_and_place(
    carrier: Carrier, centre: CentreView, cast: Mapping[str, Actor]
) -> None:
    dossier_id = brought_to(DossierState.RECEIVED, centre_id=centre.id, version=make_procedure(), cast=cast)
    fact = moved(dossier_id, action="ACCEPT", to_state="RECEIVED")
    assert told_of(fact, at=TUESDAY_9AM, centre_id=centre.id) == ["accepted"]
    with scope.use(Scope(centres=(centre.id,))):
        code = dossiers.head_of(actor=Actor.system("test"), dossier_id=dossier_id, now=TUESDAY_9AM).code
        commands.send_waiting(at=TUESDAY_9AM)
    assert carrier.took[0].to == "0000111222"
    assert str(code) in carrier.took[0].text
    assert "Thứ Sáu, 20/11/2026, 09:00" in carrier.took[0].text
    assert centre.name in carrier.took[0].text


def test_a_filer_is_told_in_the_language_of_the_account(
    carrier: Carrier, centre: CentreView, cast: Mapping[str, Actor]
) -> None:
    lan = cast["citizen"]
    identity.choose_language(account_id=lan.account_id or 0, language="en", actor=lan, at=TUESDAY_9AM)
    dossier_id = brought_to(DossierState.SUBMITTED, centre_id=centre.id, version=make_procedure(), cast=cast)
    fact = moved(dossier_id, action="SUBMIT", to_state="SUBMITTED")
    told_of(fact, at=TUESDAY_9AM, centre_id=centre.id)
    with scope.use(Scope(centres=(centre.id,))):
        commands.send_waiting(at=TUESDAY_9AM)
    with override("en"):
        assert str(BODIES["submitted"]).split("%(code)s", maxsplit=1)[0].split(")s")[-1] in carrier.took[0].text
    assert "Thứ" not in carrier.took[0].text


def test_old_news_is_told_to_nobody(centre: CentreView, cast: Mapping[str, Actor]) -> None:
    dossier_id = brought_to(DossierState.RECEIVED, centre_id=centre.id, version=make_procedure(), cast=cast)
    fact = moved(dossier_id, action="ACCEPT", to_state="RECEIVED")
    assert told_of(fact, at=TUESDAY_9AM + timedelta(days=2), centre_id=centre.id) == []


def test_what_an_outside_system_decides_that_system_tells(centre: CentreView, minh: Actor) -> None:
    row = OutsideRow("G09.20-0001", make_procedure().procedure_code, "Hồ Mẫu Út", "2", submitted_at=TUESDAY_9AM)
    with scope.use(Scope(centres=(centre.id,))):
        given: dict[str, Any] = {"centre_id": centre.id, "source_system": "mau", "actor": minh, "at": TUESDAY_9AM}
        dossier_id = outside.register(row=row, **given)
    fact = moved(dossier_id, action="ACCEPT", to_state="RECEIVED")
    assert told_of(fact, at=TUESDAY_9AM, centre_id=centre.id) == []


def test_the_offices_own_affairs_are_told_to_nobody() -> None:
    told: dict[str, Any] = {"at": TUESDAY_9AM, "centre_id": 1}
    for action in ("START", "REQUEST_WITHDRAWAL", "TAKE_BACK"):
        assert told_of(moved(uuid7(), action=action, to_state="PROCESSING"), **told) == []


@pytest.mark.parametrize(("before", "action"), list(MOVES))
def test_every_end_is_told_whatever_led_there(before: DossierState, action: Action) -> None:
    state = MOVES[before, action].to or before
    kind = rules.kind_after(action=action, to_state=state, age=timedelta(0))
    if state in {DossierState.REFUSED, DossierState.STOPPED}:
        assert kind in {Kind.REFUSED, Kind.STOPPED, Kind.WITHDRAWN}
    late = rules.kind_after(action=action, to_state=state, age=timedelta(days=3))
    assert late is (kind if kind and kind.must_reach else None)
    assert rules.kind_after(action=action, to_state=state, age=timedelta(days=31)) is None


def test_late_news_that_must_reach_somebody_is_a_letter(centre: CentreView, cast: Mapping[str, Actor]) -> None:
    """A dispatcher that slept: a clerk looks at it before anybody is troubled, and nothing is lost."""
    dossier_id = brought_to(DossierState.DECIDED, centre_id=centre.id, version=make_procedure(), cast=cast)
    fact = moved(dossier_id, action="DECIDE", to_state="DECIDED")
    assert told_of(fact, at=TUESDAY_9AM + timedelta(days=4), centre_id=centre.id) == ["decided"]
    with scope.use(Scope(centres=(centre.id,))):
        [row] = queries.messages_of(dossier_id=dossier_id)
    assert row.state == MessageState.LETTER


@pytest.mark.parametrize(
    ("state", "action", "kind"),
    [
        (DossierState.AWAITING_DUTY, "REQUIRE_DUTY", "duty_asked"),
        (DossierState.PROCESSING, "DENY", "withdrawal_denied"),
        (DossierState.PROCESSING, "REOPEN", "reopened"),
        (DossierState.PROCESSING, "REPLY", "clock_runs"),
        (DossierState.PROCESSING, "SETTLE", "clock_runs"),
        (DossierState.SUBMITTED, "REPLY", "supplement_received"),
        (DossierState.AWAITING_SUPPLEMENT, "ASK_SUPPLEMENT", "supplement_at_counter"),
        (DossierState.AWAITING_INTAKE_SUPPLEMENT, "ASK_SUPPLEMENT", "supplement_asked"),
    ],
)
def test_what_waits_for_its_person_is_told_and_by_when(
    state: DossierState, action: str, kind: str, carrier: Carrier, centre: CentreView, cast: Mapping[str, Actor]
) -> None:
    version = make_procedure(settled={"duty_pauses": True})
    dossier_id = brought_to(state, centre_id=centre.id, version=version, cast=cast)
    assert told_of(moved(dossier_id, action=action, to_state=state), at=TUESDAY_9AM, centre_id=centre.id) == [kind]
    with scope.use(Scope(centres=(centre.id,))):
        commands.send_waiting(at=TUESDAY_9AM)
    if state.awaits_citizen:
        assert "chưa xác định" not in carrier.took[0].text


def reckoned(dossier_id: UUID, *, moved: bool, at: datetime = TUESDAY_9AM) -> FactView:
    body = {"moved": moved, "promise_id": str(uuid7()), "reckoned_at": at.isoformat()}
    return FactView(1, "dossiers.PromiseReckoned", dossier_id, 1, body, at)


def test_the_filer_is_told_of_the_date_a_calendar_moved_and_why(
    carrier: Carrier, centre: CentreView, cast: Mapping[str, Actor]
) -> None:
    dossier_id = brought_to(DossierState.RECEIVED, centre_id=centre.id, version=make_procedure(), cast=cast)
    with scope.use(Scope(centres=(centre.id,))):
        subscribers.promise_reckoned(fact=reckoned(dossier_id, moved=False), at=TUESDAY_9AM)
        assert queries.messages_of(dossier_id=dossier_id) == ()
        subscribers.promise_reckoned(fact=reckoned(dossier_id, moved=True), at=TUESDAY_9AM)
        commands.send_waiting(at=TUESDAY_9AM)
    (letter,) = carrier.took
    assert "Lịch làm việc vừa thay đổi" in letter.text
    assert "Thứ Sáu, 20/11/2026, 09:00" in letter.text


def test_who_waits_for_an_answer_is_told_by_when_it_comes_now(
    carrier: Carrier, centre: CentreView, cast: Mapping[str, Actor]
) -> None:
    dossier_id = brought_to(DossierState.SUBMITTED, centre_id=centre.id, version=make_procedure(), cast=cast)
    with scope.use(Scope(centres=(centre.id,))):
        subscribers.promise_reckoned(fact=reckoned(dossier_id, moved=True), at=TUESDAY_9AM)
        commands.send_waiting(at=TUESDAY_9AM)
    assert "trả lời trước Thứ Tư, 18/11/2026, 09:00" in carrier.took[0].text


def test_a_date_that_moved_is_no_news_once_there_is_a_result(centre: CentreView, cast: Mapping[str, Actor]) -> None:
    dossier_id = brought_to(DossierState.DECIDED, centre_id=centre.id, version=make_procedure(), cast=cast)
    with scope.use(Scope(centres=(centre.id,))):
        subscribers.promise_reckoned(fact=reckoned(dossier_id, moved=True), at=TUESDAY_9AM)
        assert queries.messages_of(dossier_id=dossier_id) == ()


def asked(lan: Actor, centre: CentreView, *, again: bool = False) -> FactView:
    """The fact of Lan's marriage filing that asks the groom; `again`: she has asked for a newer link since."""
    dossier_id = wedding(lan, centre)
    with scope.use(Scope(centres=(centre.id,), account_id=lan.account_id)):
        groom = next(one for one in dossiers.signatories_of(dossier_id=dossier_id) if one.awaited)
        if again:
            at = TUESDAY_9AM + timedelta(hours=2)
            signing.ask_again(dossier_id=dossier_id, signatory_id=groom.id, actor=lan, at=at)
    body = {
        "signatory_id": str(groom.id), "serial": 1, "asked_at": TUESDAY_9AM.isoformat(), "centre_id": centre.id,
    }  # fmt: skip
    return FactView(1, "dossiers.SignatoryAsked", dossier_id, centre.id, body, TUESDAY_9AM)


def test_who_signs_too_gets_their_own_link_and_the_text_names_nobody(
    centre: CentreView, lan: Actor, carrier: Carrier
) -> None:
    fact = asked(lan, centre)
    with scope.use(Scope(centres=(centre.id,))):
        subscribers.signatory_asked(fact=fact, at=TUESDAY_9AM)
        commands.send_waiting(at=TUESDAY_9AM)
    (letter,) = carrier.took
    link = letter.text.split("/xac-nhan/")[1].split("/")[0]
    assert (letter.to, dossiers.invited(link=link, at=TUESDAY_9AM).role) == ("0000333444", "Bên nam")
    assert not any(word in letter.text for word in ("Hùng", "Lan", "999000000077", "0000333444"))
    assert len(letter.text) <= 320


def test_a_link_that_was_replaced_before_it_left_goes_to_nobody(
    centre: CentreView, lan: Actor, carrier: Carrier
) -> None:
    fact = asked(lan, centre, again=True)
    with scope.use(Scope(centres=(centre.id,))):
        subscribers.signatory_asked(fact=fact, at=TUESDAY_9AM)
        assert commands.send_waiting(at=TUESDAY_9AM) == 0


def answered(dossier_id: UUID, *, agreed: bool, at: datetime = TUESDAY_9AM) -> FactView:
    body = {"agreed": agreed, "answered_at": at.isoformat(), "signatory_id": str(uuid7())}
    return FactView(1, "dossiers.SignatoryAnswered", dossier_id, 1, body, at)


def confirm(dossier_id: UUID, *, agreed: bool) -> None:
    """The groom answers by his link."""
    with scope.opened(dossier_id):
        groom = next(one for one in dossiers.signatories_of(dossier_id=dossier_id) if one.awaited)
    link = dossiers.link_of(dossier_id=dossier_id, signatory_id=groom.id, serial=1, asked_at=TUESDAY_9AM)
    signing.answer(link=link, agreed=agreed, actor=Actor.public(), at=TUESDAY_9AM)


@pytest.mark.parametrize(
    ("agreed", "kind", "word"), [(False, "signatory_declined", "không đồng ý"), (True, "all_confirmed", "đã xác nhận")]
)
def test_the_filer_hears_of_a_no_and_of_the_last_yes(
    centre: CentreView, lan: Actor, carrier: Carrier, agreed: bool, kind: str, word: str
) -> None:
    dossier_id = wedding(lan, centre)
    confirm(dossier_id, agreed=agreed)
    with scope.use(Scope(centres=(centre.id,))):
        subscribers.signatory_answered(fact=answered(dossier_id, agreed=agreed), at=TUESDAY_9AM)
        assert [row.kind for row in queries.messages_of(dossier_id=dossier_id)] == [kind]
        commands.send_waiting(at=TUESDAY_9AM)
    (letter,) = carrier.took
    assert letter.to == "0000111222"
    assert word in letter.text
    assert not any(secret in letter.text for secret in ("Hùng", "Lan", "xac-nhan", "0000333444"))


def test_a_yes_that_is_not_the_last_is_no_news(centre: CentreView, lan: Actor, carrier: Carrier) -> None:
    dossier_id = wedding(lan, centre)
    with scope.use(Scope(centres=(centre.id,))):
        subscribers.signatory_answered(fact=answered(dossier_id, agreed=True), at=TUESDAY_9AM)
        late = TUESDAY_9AM + timedelta(days=2)
        subscribers.signatory_answered(fact=answered(dossier_id, agreed=False), at=late)
        assert queries.messages_of(dossier_id=dossier_id) == ()
