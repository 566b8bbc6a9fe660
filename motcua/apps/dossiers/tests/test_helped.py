"""Somebody helps to file: named, confirmed by the filer, told in the channel, and out of it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import drafting, filing, helping, intake
from motcua.apps.dossiers.commands.moves import ConditionOpen, MoveNotAllowed
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import Channel, HelperKind, SaidBy
from motcua.apps.dossiers.tests.factories import (
    AT_COUNTER,
    BRIDE,
    GROOM,
    HUNG,
    TUESDAY_9AM,
    make_procedure,
    marriage,
    promise_papers,
    reload,
    revision,
)
from motcua.apps.dossiers.tests.test_signatories import facts_of
from motcua.apps.dossiers.values.attested import Attested, Manner
from motcua.apps.dossiers.values.helping import FilerSaid, HelperSaid
from motcua.apps.dossiers.values.signing import SignatoryNamed
from motcua.apps.identity.tests.factories import make_citizen
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.parties.values import Birth, PersonStated
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

LATER = TUESDAY_9AM + timedelta(minutes=20)
OLD_MAN = PersonStated(name="Đặng Mẫu Cụ", birth=Birth(1941), number="999041000077", phone="0000333444")
BY_CODE = FilerSaid(by_code=True)
SON = HelperSaid(HelperKind.RELATIVE, "con trai")
THUMB = Attested(manner=Manner.THUMB, witness="Lý Mẫu Chứng")


@pytest.fixture
def volunteer(centre) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.VOLUNTEER, username="tinh", name="Lý Mẫu Tình")


@pytest.fixture
def guide(centre) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.GUIDE, username="hien", name="Bùi Mẫu Hiền")


def help_file(
    centre: Any,
    actor: Actor,
    *,
    said: FilerSaid | None = BY_CODE,
    filer: PersonStated = OLD_MAN,
    make: Callable[[], VersionView] = make_procedure,
    **more: Any,
) -> UUID:
    """A helped filing, from the beginning to the code."""
    helping_as = SON if actor.kind is ActorKind.CITIZEN else None
    with scope.use(scope.for_actor(actor)):
        version = make()
        draft = drafting.begin_draft(
            centre_id=centre.id, version_id=version.id, actor=actor, at=TUESDAY_9AM, helping=helping_as
        )
        promise_papers(draft, actor=actor, at=LATER)
        told: dict[str, Any] = {"filer": filer, "owner": None, "way_back": AT_COUNTER, "actor": actor, "at": LATER}
        return filing.submit(draft_id=draft, said=said, **told, **more).dossier_id


def accept(filed: UUID, clerk: Actor) -> None:
    with scope.use(scope.for_actor(clerk)):
        intake.accept(dossier_id=filed, actor=clerk, at=LATER, seen_revision=revision(filed))


@pytest.mark.parametrize(
    ("who", "channel", "kind"),
    [
        ("volunteer", Channel.HELPED_HOME, HelperKind.TEAM),
        ("guide", Channel.HELPED_CENTRE, HelperKind.OFFICER),
        ("minh", Channel.COUNTER, HelperKind.OFFICER),
        ("lan", Channel.HELPED_HOME, HelperKind.RELATIVE),
    ],
)
def test_the_channel_and_the_helper_follow_from_who_acted(centre, request, who, channel, kind):
    actor = request.getfixturevalue(who)
    filed = help_file(centre, actor)
    row = reload(filed)
    assert (row.channel, row.helper_id, row.helped["kind"]) == (channel, actor.account_id, kind)
    assert row.helped["name"]
    assert row.conditions_open == 0


def test_a_clerk_who_is_a_volunteer_too_is_still_the_counter(centre):
    both = make_officer(centre_id=centre.id, role=Role.CLERK, username="both", name="Ngô Mẫu Hai")
    duties = both.duties | {type(next(iter(both.duties)))(Role.VOLUNTEER, centre.id)}
    actor = Actor(kind=ActorKind.STAFF, account_id=both.account_id, duties=duties)
    assert reload(help_file(centre, actor)).channel == Channel.COUNTER


@pytest.mark.parametrize("who", ["volunteer", "lan"])
def test_the_helper_sees_nothing_of_it_once_it_is_filed(centre, request, who):
    actor = request.getfixturevalue(who)
    filed = help_file(centre, actor)
    with scope.use(scope.for_actor(actor)):
        for look in (queries.find, queries.head_of):
            with pytest.raises(NotFound):
                look(actor=actor, dossier_id=filed, now=LATER)
        with pytest.raises(NotFound):
            queries.draft(actor=actor, draft_id=filed)
        assert queries.own(actor=actor, now=LATER) == ()
        with pytest.raises(NotFound):
            queries.open_by_code(code=reload(filed).code or "", second_fact=OLD_MAN.number, actor=actor)
        assert queries.was_helped(actor=actor, dossier_id=filed)


def test_the_helper_signs_for_nobody_on_their_own_telephone(centre, lan):
    named = (SignatoryNamed(BRIDE, is_filer=True), SignatoryNamed(GROOM, replace(HUNG, phone="0000111222")))
    with pytest.raises(Invalid) as refused:
        help_file(centre, lan, make=marriage, signatories=named)
    assert "người giúp nộp" in refused.value.problems["signatories"]


def test_the_wall_itself_lets_a_relative_see_nothing(centre, lan, within):
    filed = help_file(centre, lan)
    with within(lan):
        assert not Dossier.objects.filter(pk=filed).exists()


def test_whoever_has_the_code_and_a_fact_follows_it_as_ever(centre, lan, volunteer):
    filed = help_file(centre, volunteer)
    found = queries.open_by_code(code=reload(filed).code or "", second_fact=OLD_MAN.number, actor=lan)
    assert queries.tracking(dossier_id=found, now=LATER).helped_as == HelperKind.TEAM


def test_the_filer_finds_it_among_their_own_where_the_code_reached_their_account(centre, volunteer, within):
    account = make_citizen(name=OLD_MAN.name, phone=OLD_MAN.phone, number=OLD_MAN.number).id
    filed = help_file(centre, volunteer, said=FilerSaid(by_code=True, account_id=account))
    old_man = Actor(kind=ActorKind.CITIZEN, account_id=account)
    with within(old_man):
        view = queries.find(actor=old_man, dossier_id=filed, now=LATER)
    assert view.head.helped
    assert view.confirmation
    assert (view.head.helped.name, view.confirmation.way) == ("Lý Mẫu Tình", SaidBy.CODE)


def test_without_a_yes_the_signed_sheet_is_awaited_before_acceptance(centre, volunteer, minh, within):
    filed = help_file(centre, volunteer, said=None)
    with pytest.raises(ConditionOpen):
        accept(filed, minh)
    with within(minh):
        view = queries.find(actor=minh, dossier_id=filed, now=LATER)
        assert "FILER_SAID" in view.actions
        order: dict[str, Any] = {"dossier_id": filed, "actor": minh, "at": LATER}
        with pytest.raises(Invalid):
            helping.record_filer_said(attested=Attested(manner=Manner.THUMB), seen_revision=revision(filed), **order)
        helping.record_filer_said(attested=THUMB, seen_revision=revision(filed), **order)
        said = queries.find(actor=minh, dossier_id=filed, now=LATER).confirmation
        assert said
        assert said.way == SaidBy.THUMB
        with pytest.raises(MoveNotAllowed):
            helping.record_filer_said(attested=THUMB, seen_revision=revision(filed), **order)
    accept(filed, minh)


def test_only_an_officer_writes_down_a_signature(centre, volunteer, lan, guide):
    for actor in (volunteer, lan):
        with pytest.raises(NotAllowed):
            help_file(centre, actor, said=FilerSaid(by_code=False))
    row = reload(help_file(centre, guide, said=FilerSaid(by_code=False, attested=THUMB)))
    assert row.attested["witness"] == "Lý Mẫu Chứng"


def test_news_would_reach_the_helper_so_the_filing_is_not_taken(centre, lan):
    with pytest.raises(Invalid) as refused:
        help_file(centre, lan, filer=PersonStated(name="Nguyễn Mẫu Mẹ", phone="0000111222"))
    assert "helper_phone" in refused.value.problems


def test_who_has_no_duty_here_helps_nobody_as_staff(centre, hoa, stranger):
    for actor in (hoa, stranger):
        with pytest.raises(NotAllowed):
            help_file(centre, actor)


def test_a_citizen_cannot_call_themselves_an_officer(centre, lan, within):
    for kind, of in ((HelperKind.OFFICER, "Trung tâm"), (HelperKind.TEAM, "Thôn 3"), (HelperKind.RELATIVE, " ")):
        with within(lan), pytest.raises(Invalid):
            drafting.begin_draft(
                centre_id=centre.id, version_id=make_procedure().id, actor=lan, at=LATER, helping=HelperSaid(kind, of)
            )


@pytest.mark.parametrize("change", ["helper_id = 1", "helped = NULL"])
def test_who_helped_cannot_be_changed_afterwards(centre, volunteer, minh, within, change):
    filed = help_file(centre, volunteer)
    with within(minh), pytest.raises(DatabaseError, match="fixed column"), transaction.atomic():
        connection.cursor().execute(f"UPDATE dossiers_dossier SET {change} WHERE id = %s", [filed])


def test_the_yes_is_a_fact_with_ids_alone(centre, volunteer):
    filed = help_file(centre, volunteer)
    (told,) = facts_of(filed, "FilerConfirmed")
    assert set(told) == {"dossier_id", "centre_id", "condition_id", "confirmed_at"}
    assert told["dossier_id"] == str(filed)


def test_helped_drafts_wait_for_their_helper(centre, volunteer, within):
    with within(volunteer):
        drafting.begin_draft(centre_id=centre.id, version_id=make_procedure().id, actor=volunteer, at=TUESDAY_9AM)
        assert len(queries.helped_drafts(actor=volunteer, now=LATER)) == 1
