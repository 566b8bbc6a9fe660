"""A deputy for two people: the log says for whom each act was done, and nobody where the duty was the deputy's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import intake, moves, processing, returning, supplementing
from motcua.apps.dossiers.models import Assignment
from motcua.apps.dossiers.states import Action
from motcua.apps.dossiers.tests.factories import (
    TUESDAY_9AM,
    ask,
    counter_dossier,
    decide,
    make_procedure,
    online_dossier,
    reload,
    revision,
    work,
)
from motcua.apps.organization import commands as organization
from motcua.apps.organization import queries as positions
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.kernel.actor import Actor, ActorKind, Duty, Role

INSTALLER = Actor.system("installer")
LATER = TUESDAY_9AM + timedelta(hours=1)


def lend(centre: CentreView, absent: Actor, to: Actor) -> None:
    holding = next(row for row in positions.holdings_of(centre.id, at=LATER) if row.account_id == absent.account_id)
    organization.substitute(
        holding_id=holding.id, account_id=to.account_id or 0, since=TUESDAY_9AM, until=LATER + timedelta(days=1),
        reason="đi tập huấn", actor=INSTALLER, at=TUESDAY_9AM,
    )  # fmt: skip


@pytest.fixture
def deputy(centre, minh, tuan, hoa) -> Actor:
    """Hoa, specialist of her own, stands in for Minh the clerk and Tuấn the leader."""
    for absent in (minh, tuan):
        lend(centre, absent, hoa)
    return positions.actor_for(hoa.account_id, LATER)


def for_whom(centre: CentreView, command: str) -> int | None:
    (entry,) = audit.entries_for(centre_id=centre.id, command=command).rows
    return entry.acting_for


def test_each_act_names_whose_duty_it_needed(centre, lan, deputy, minh, tuan, within):
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan).dossier_id
    with within(deputy):
        intake.accept(dossier_id=filed, actor=deputy, at=LATER, seen_revision=revision(filed))
        processing.note(dossier_id=filed, text="Đã gọi điện", actor=deputy, at=LATER)
        moves.advance(dossier_id=filed, action=Action.DECIDE, actor=deputy, at=LATER)
        told = {name: for_whom(centre, f"dossiers.{name}") for name in ("accept", "note", "decide")}
    assert told == {"accept": minh.account_id, "note": None, "decide": tuan.account_id}


def answer(found: UUID, minh: Actor) -> None:
    with scope.use(scope.for_actor(minh)):
        (asked,) = queries.find(actor=minh, dossier_id=found, now=LATER).supplements
        told: dict[str, Any] = {
            "answers": {asked.items[0].id: "Đã ký"},
            "given": frozenset(),
            "seen_revision": revision(found),
        }
        supplementing.reply(dossier_id=found, actor=minh, at=LATER, **told)


def give_back(found: UUID, tuan: Actor) -> None:
    with scope.use(scope.for_actor(tuan)):
        processing.give_back(dossier_id=found, why="Sai tên", actor=tuan, at=LATER, seen_revision=revision(found))


def reopen(found: UUID, tuan: Actor) -> None:
    with scope.use(scope.for_actor(tuan)):
        returning.reopen(dossier_id=found, why="Sai tên", actor=tuan, at=LATER, seen_revision=revision(found))


@pytest.fixture(params=["answered", "given back", "reopened"])
def come_back(request, centre, minh, hoa, tuan):
    """Work of Hoa's that is with somebody else; called, it comes back, and who holds it then is told."""
    found = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh).dossier_id
    work(found, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    if request.param == "answered":
        ask(found, hoa, at=TUESDAY_9AM)
    elif request.param == "reopened":
        decide(found, specialist=hoa, leader=tuan, at=TUESDAY_9AM)
    else:
        with scope.use(scope.for_actor(hoa)):
            given: dict[str, Any] = {"outcome": "granted", "title": "Giấy mẫu", "text": "Đồng ý", "actor": hoa}
            processing.draft_result(dossier_id=found, at=TUESDAY_9AM, seen_revision=revision(found), **given)

    def bring() -> int | None:
        moved, actor = {
            "answered": (answer, minh), "given back": (give_back, tuan), "reopened": (reopen, tuan),
        }[request.param]  # fmt: skip
        moved(found, actor)
        return reload(found).holder_id

    return bring


@pytest.fixture
def other(centre) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.CLERK, username="ngan", name="Ngân Mẫu Thay")


def test_what_comes_back_goes_to_who_stands_in_for_its_holder(centre, hoa, other, come_back):
    lend(centre, hoa, other)
    assert come_back() == other.account_id
    assert positions.actor_for(other.account_id or 0, LATER).has_any(frozenset({Role.SPECIALIST}), centre.id, "")


@pytest.mark.parametrize("come_back", ["given back"], indirect=True)
def test_what_comes_back_twice_stays_with_who_stands_in(centre, hoa, other, come_back):
    lend(centre, hoa, other)
    come_back()
    assert come_back() == other.account_id
    with scope.use(scope.Scope(centres=(centre.id,))):
        held = Assignment.objects.order_by("since").values_list("holder_id", flat=True)
        assert list(held) == [hoa.account_id, other.account_id]


def test_what_comes_back_waits_to_be_given_out_while_the_deputy_is_away_too(centre, hoa, minh, come_back):
    other = make_officer(centre_id=centre.id, role=Role.SPECIALIST, username="ngan", name="Ngân Mẫu Thay")
    lend(centre, hoa, other)
    lend(centre, other, minh)
    assert come_back() is None


def test_what_comes_back_goes_to_its_holder_who_is_here_again(centre, hoa, other, come_back):
    lend(centre, hoa, other)
    ended = next(row for row in positions.holdings_of(centre.id, at=LATER) if row.account_id == hoa.account_id)
    organization.end_substitution(substitution_id=ended.substitutes[0].id, actor=INSTALLER, at=LATER)
    assert come_back() == hoa.account_id


def test_an_administrators_deputy_is_told_as_one(centre, deputy, within):
    admin = make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="quantri", name="Cao Mẫu Quản")
    lend(centre, admin, deputy)
    actor = positions.actor_for(deputy.account_id or 0, LATER)
    with within(actor):
        organization.add_counter(centre_id=centre.id, number=7, name="Quầy mẫu", actor=actor, at=LATER)
        assert for_whom(centre, "organization.add_counter") == admin.account_id


@pytest.mark.parametrize(
    ("own", "lent", "whom"),
    [
        ([], [(11, "hộ tịch"), (12, "đất đai")], 12),
        ([], [(12, "đất đai"), (11, "đất đai")], 11),
        (["đất đai"], [(11, "đất đai")], None),
        (["hộ tịch"], [(11, "đất đai")], 11),
        ([], [(11, "hộ tịch")], None),
    ],
)
def test_the_field_of_work_decides_between_two(own, lent, whom):
    duties = {Duty(Role.CLERK, 1, frozenset({name})) for name in own}
    duties |= {Duty(Role.CLERK, 1, frozenset({name}), account) for account, name in lent}
    duties.add(Duty(Role.CLERK, 2))  # another centre
    deputy = Actor(kind=ActorKind.STAFF, account_id=5, duties=frozenset(duties))
    assert deputy.by(frozenset({Role.CLERK}), 1, "đất đai").acting_for == whom
