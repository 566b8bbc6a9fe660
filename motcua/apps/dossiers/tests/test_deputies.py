"""A deputy for two people: the log says for whom each act was done, and nobody where the duty was the deputy's own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers.commands import intake, moves, processing
from motcua.apps.dossiers.states import Action
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, make_procedure, online_dossier, revision
from motcua.apps.organization import commands as organization
from motcua.apps.organization import queries as positions
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
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
