"""Several people sign one filing: each confirms by their own link or at the counter, and the decision waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import intake, moves, signing
from motcua.apps.dossiers.models import Condition, Signatory
from motcua.apps.dossiers.states import Action
from motcua.apps.dossiers.tests.factories import (
    AT_COUNTER,
    BRIDE,
    GROOM,
    HUNG,
    LAN,
    NAMED,
    PAPER,
    TUESDAY_9AM,
    counter_dossier,
    make_procedure,
    marriage,
    online_dossier,
    reload,
    revision,
    wedding,
)
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.dossiers.values.signing import SignatoryNamed
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

LATER = TUESDAY_9AM + timedelta(minutes=5)
NOBODY = Actor.public()


@pytest.fixture(name="wedding")
def wedding_of_lan(centre, lan):
    return wedding(lan, centre, at=LATER)


def groom_of(dossier_id: UUID) -> Signatory:
    with scope.opened(dossier_id):
        return Signatory.objects.get(dossier_id=dossier_id, role=GROOM)


def link_of(dossier_id: UUID, *, at: datetime = LATER) -> str:
    groom = groom_of(dossier_id)
    return queries.link_of(dossier_id=dossier_id, signatory_id=groom.id, serial=groom.serial, asked_at=at)


def facts_of(dossier_id: UUID, topic: str) -> list[dict[str, Any]]:
    centres = (reload(dossier_id).centre_id,)
    with scope.use(scope.Scope(centres=centres)), connection.cursor() as cursor:
        cursor.execute(
            "SELECT body FROM outbox_fact WHERE key = %s AND topic = %s ORDER BY id",
            [dossier_id, f"dossiers.{topic}"],
        )
        return [json.loads(body) if isinstance(body, str) else body for (body,) in cursor.fetchall()]


def test_who_files_has_confirmed_and_the_other_one_is_awaited(wedding):
    with scope.opened(wedding):
        groom, bride = queries.signatories_of(dossier_id=wedding)
        condition = Condition.objects.get(dossier_id=wedding, kind="signatories")
    assert (bride.confirmed_at, bride.confirmed_by, groom.awaited) == (LATER, "filer", True)
    assert (condition.blocks, reload(wedding).conditions_open) == ([Action.DECIDE], 1)
    assert [fact["signatory_id"] for fact in facts_of(wedding, "SignatoryAsked")] == [str(groom.id)]


def test_the_one_invited_confirms_by_the_link_and_nothing_waits_any_more(wedding):
    signing.answer(link=link_of(wedding), agreed=True, actor=NOBODY, at=LATER)
    assert reload(wedding).conditions_open == 0
    assert groom_of(wedding).confirmed_by == "link"
    assert [fact["agreed"] for fact in facts_of(wedding, "SignatoryAnswered")] == [True]


def test_a_no_leaves_the_decision_waiting(wedding):
    signing.answer(link=link_of(wedding), agreed=False, actor=NOBODY, at=LATER)
    assert reload(wedding).conditions_open == 1
    assert groom_of(wedding).declined_at == LATER


@pytest.mark.parametrize("agreed", [True, False])
def test_a_link_answers_once(wedding, agreed):
    link = link_of(wedding)
    signing.answer(link=link, agreed=agreed, actor=NOBODY, at=LATER)
    with pytest.raises(NotFound):
        signing.answer(link=link, agreed=True, actor=NOBODY, at=LATER)


def turned(link: str) -> str:
    return ("B" if link[0] == "A" else "A") + link[1:]


@pytest.mark.parametrize(
    "spoiled", [turned, lambda link: link[:-1], lambda link: link.split(":")[0], lambda link: "", lambda link: "é:x"]
)
def test_a_link_that_is_not_ours_opens_nothing(wedding, spoiled: Callable[[str], str]):
    with pytest.raises(NotFound):
        queries.invited(link=spoiled(link_of(wedding)), at=LATER)


def test_a_link_is_over_after_a_week(wedding):
    link = link_of(wedding)
    assert queries.invited(link=link, at=LATER + timedelta(days=7, seconds=-1)).role == GROOM
    with pytest.raises(NotFound):
        queries.invited(link=link, at=LATER + timedelta(days=7))


def test_a_link_holds_nothing_of_a_person(wedding):
    link = link_of(wedding)
    assert not any(word in link for word in (HUNG.number, HUNG.phone, "Hung", "1996"))
    assert len(link) < 150


def test_a_new_link_ends_the_old_one(wedding, lan, within):
    old, groom, hour = link_of(wedding), groom_of(wedding), LATER + timedelta(hours=1)
    with within(lan):
        signing.ask_again(dossier_id=wedding, signatory_id=groom.id, actor=lan, at=hour)
    with pytest.raises(NotFound):
        queries.invited(link=old, at=hour)
    assert queries.invited(link=link_of(wedding, at=hour), at=hour).id == groom.id


def test_a_telephone_is_not_troubled_again_and_again(wedding, lan, within):
    ask: dict[str, Any] = {"dossier_id": wedding, "signatory_id": groom_of(wedding).id, "actor": lan}
    with within(lan):
        with pytest.raises(signing.AskedTooOften):
            signing.ask_again(at=LATER + timedelta(minutes=59), **ask)
        for hours in range(1, signing.MOST_LINKS):
            signing.ask_again(at=LATER + timedelta(hours=hours), **ask)
        with pytest.raises(signing.AskedTooOften):
            signing.ask_again(at=LATER + timedelta(days=5), **ask)


def test_who_said_no_is_not_asked_again(wedding, lan, within):
    signing.answer(link=link_of(wedding), agreed=False, actor=NOBODY, at=LATER)
    with within(lan), pytest.raises(signing.NotAwaited):
        signing.ask_again(
            dossier_id=wedding, signatory_id=groom_of(wedding).id, actor=lan, at=LATER + timedelta(hours=2)
        )


def test_only_the_filer_asks_again(wedding, minh, within):
    with within(minh), pytest.raises(NotFound):
        signing.ask_again(
            dossier_id=wedding, signatory_id=groom_of(wedding).id, actor=minh, at=LATER + timedelta(hours=2)
        )


@pytest.mark.parametrize(("fact", "his"), [("999000000077", True), ("1996", True), ("1997", False), ("", False)])
def test_the_second_fact_is_the_number_or_the_year_of_birth(wedding, fact, his):
    assert queries.is_the_invited(link=link_of(wedding), fact=fact, at=LATER) is his


def test_the_filers_own_number_is_not_the_others_second_fact(wedding):
    assert not queries.is_the_invited(link=link_of(wedding), fact=LAN.number, at=LATER)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ((), "cùng ký"),
        ((SignatoryNamed(BRIDE, is_filer=True),), "cùng ký"),
        ((SignatoryNamed(BRIDE, is_filer=True), SignatoryNamed(GROOM, is_filer=True)), "cùng ký"),
        ((NAMED[0], SignatoryNamed(GROOM, replace(HUNG, phone=""))), "điện thoại"),
        ((NAMED[0], SignatoryNamed(GROOM, replace(HUNG, number="", birth=None))), "năm sinh"),
        ((NAMED[0], SignatoryNamed(GROOM, replace(HUNG, phone="+84 000 111 222"))), "dùng chung"),
        ((SignatoryNamed(BRIDE, replace(HUNG, name="Hồ Mẫu Na")), NAMED[1]), "dùng chung"),
    ],
)
def test_what_would_prove_nothing_is_not_filed(centre, lan, named, told):
    with pytest.raises(Invalid) as refused:
        wedding(lan, centre, named=named)
    assert told in refused.value.problems["signatories"]


@pytest.mark.parametrize("phone", ["0000111222", "+84 000 111 222"])
def test_a_telephone_left_out_of_the_filing_is_the_filers_all_the_same(centre, lan, phone):
    named = (NAMED[0], SignatoryNamed(GROOM, replace(HUNG, phone=phone)))
    with pytest.raises(Invalid) as refused:
        wedding(lan, centre, named=named, filer=replace(LAN, phone=""))
    assert "ký tại quầy" in refused.value.problems["signatories"]
    at_counter = (NAMED[0], SignatoryNamed(GROOM, replace(HUNG, phone=phone), at_counter=True))
    assert reload(wedding(lan, centre, named=at_counter, filer=replace(LAN, phone=""))).conditions_open == 1


def decide(dossier_id: UUID, actor: Actor, within) -> None:
    with within(actor):
        moves.advance(dossier_id=dossier_id, action=Action.DECIDE, actor=actor, at=LATER)


def test_the_decision_waits_for_everybody(wedding, minh, tuan, within):
    with within(minh):
        intake.accept(dossier_id=wedding, actor=minh, at=LATER, seen_revision=revision(wedding))
    with pytest.raises(moves.ConditionOpen):
        decide(wedding, tuan, within)
    signing.answer(link=link_of(wedding), agreed=True, actor=NOBODY, at=LATER)
    decide(wedding, tuan, within)


def test_acceptance_waits_where_the_procedure_says_so(centre, lan, minh, within):
    found = wedding(lan, centre, before="acceptance", at=LATER)
    order: dict[str, Any] = {"dossier_id": found, "actor": minh, "at": LATER}
    with within(minh):
        with pytest.raises(moves.ConditionOpen):
            intake.accept(seen_revision=revision(found), **order)
        signing.answer(link=link_of(found), agreed=True, actor=NOBODY, at=LATER)
        assert intake.accept(seen_revision=revision(found), **order).first_due


def test_at_the_counter_each_signs_before_the_clerk(centre, minh, within):
    found = counter_dossier(centre_id=centre.id, version=marriage(), clerk=minh).dossier_id
    with within(minh):
        for one in queries.signatories_of(dossier_id=found):
            signing.sign_here(
                dossier_id=found, signatory_id=one.id, actor=minh, at=LATER, seen_revision=revision(found)
            )
        assert {one.confirmed_by for one in queries.signatories_of(dossier_id=found)} == {"counter"}
    assert reload(found).conditions_open == 0


def test_who_said_no_may_change_their_mind_at_the_counter_but_signs_once(wedding, minh, within):
    signing.answer(link=link_of(wedding), agreed=False, actor=NOBODY, at=LATER)
    order: dict[str, Any] = {"dossier_id": wedding, "signatory_id": groom_of(wedding).id, "actor": minh, "at": LATER}
    with within(minh):
        signing.sign_here(seen_revision=revision(wedding), **order)
        with pytest.raises(signing.NotAwaited):
            signing.sign_here(seen_revision=revision(wedding), **order)
    assert (groom_of(wedding).declined_at, groom_of(wedding).officer_id) == (None, minh.account_id)


def test_a_leader_signs_nobody_in(wedding, tuan, within):
    with within(tuan), pytest.raises(NotAllowed):
        signing.sign_here(
            dossier_id=wedding, signatory_id=groom_of(wedding).id, actor=tuan, at=LATER,
            seen_revision=revision(wedding),
        )  # fmt: skip


def test_a_filing_withdrawn_asks_nobody(wedding, lan, within):
    link = link_of(wedding)
    with within(lan):
        moves.advance(dossier_id=wedding, action=Action.WITHDRAW, actor=lan, at=LATER)
    with pytest.raises(NotFound):
        queries.invited(link=link, at=LATER)


def test_the_public_learns_the_role_that_is_awaited_and_no_name(wedding):
    seen = queries.tracking(dossier_id=wedding, now=LATER)
    assert seen.awaited == (GROOM,)
    assert HUNG.name not in repr(seen)
    signing.answer(link=link_of(wedding), agreed=True, actor=NOBODY, at=LATER)
    assert queries.tracking(dossier_id=wedding, now=LATER).awaited == ()


def test_the_stranger_sees_no_signatory(wedding, stranger, within):
    with within(stranger):
        assert queries.signatories_of(dossier_id=wedding) == ()


def test_where_one_person_signs_nobody_is_asked(centre, lan):
    found = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan).dossier_id
    with scope.opened(found):
        assert not Signatory.objects.exists()
    assert (facts_of(found, "SignatoryAsked"), reload(found).conditions_open) == ([], 0)


def test_following_still_costs_one_statement(wedding, django_assert_num_queries):
    queries.tracking(dossier_id=wedding, now=LATER)
    with scope.opened(wedding), django_assert_num_queries(1):
        queries.tracking(dossier_id=wedding, now=LATER)


def test_who_was_sent_home_for_a_paper_signs_together_all_the_same(centre, minh, within):
    with within(minh):
        filed = intake.turn_away(way_back=AT_COUNTER,
            centre_id=centre.id, version_id=marriage().id, case_key="", filer=LAN, owner=None, components=[PAPER],
            items=[ItemAsked(text="Thiếu giấy xác nhận")], reason="Chưa đủ", actor=minh, at=LATER,
        )  # fmt: skip
        assert [one.awaited for one in queries.signatories_of(dossier_id=filed.dossier_id)] == [True, True]
    assert reload(filed.dossier_id).conditions_open == 1
