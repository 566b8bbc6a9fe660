"""Prepared here, filed on the portal: one dossier, no second number, no second count, whichever side comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from motcua.apps.dossiers import queries, rules
from motcua.apps.dossiers.commands import drafting, outside, preparing, upkeep
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import Authority, DossierState, HelperKind
from motcua.apps.dossiers.tests.factories import LAN, TUESDAY_9AM, make_procedure, reload
from motcua.apps.dossiers.values.helping import HelperSaid
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.apps.parties import commands as recording
from motcua.apps.parties import queries as parties
from motcua.apps.parties.states import Basis
from motcua.apps.parties.values import Birth, MandateStated, PartyView, PersonStated
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

CODE = "G09.20-20261116-0001234"
SOURCE = "cong-dvc"
LATER = TUESDAY_9AM + timedelta(hours=3)
CHILD = PersonStated(name="Nguyễn Mẫu Bé")


def prepare(centre: Any, actor: Actor, *, where: str = "portal", **more: Any) -> UUID:
    version = make_procedure(settled={"online_where": where})
    with scope.use(scope.for_actor(actor)):
        draft = drafting.begin_draft(centre_id=centre.id, version_id=version.id, actor=actor, at=TUESDAY_9AM, **more)
        drafting.save_page(draft_id=draft, page="nguoi-nop", answers={"said": "x"}, actor=actor, at=TUESDAY_9AM)
    return draft


def note(draft: UUID, actor: Actor, *, code: str = CODE, **changed: Any) -> UUID | None:
    told: dict[str, Any] = {"filer": LAN, "owner": None, "actor": actor, "at": TUESDAY_9AM, **changed}
    with scope.use(scope.for_actor(actor)):
        return preparing.note_code(draft_id=draft, code=code, **told)


def register(centre: Any, minh: Actor, **changed: Any) -> UUID:
    given = {"owner_name": LAN.name, "owner_number": LAN.number, "status": "1", "procedure_code": "9.990001"}
    row = OutsideRow(external_code=CODE, **{**given, **changed})
    with scope.use(scope.for_actor(minh)):
        return outside.register(centre_id=centre.id, source_system=SOURCE, row=row, actor=minh, at=LATER)


@pytest.mark.parametrize(
    "code",
    ["G09.20-20261116-0001234", "H56.12.34-261116-0001", "000.00.12.H56-261116-0001", "H99.99-261117-0042"],
)
def test_codes_as_met_in_practice_are_codes(code):
    assert rules.is_outside_code(code, pattern=settings.OUTSIDE_CODE, today=date(2026, 11, 17))


@pytest.mark.parametrize(
    "code", ["", "1234", "G09.20-20261399-0001", "G09.20-261118-0001", "H56.12.34-261116-01", "x'; DROP TABLE--"]
)
def test_what_has_another_form_or_a_day_to_come_is_none(code):
    assert not rules.is_outside_code(code, pattern=settings.OUTSIDE_CODE, today=date(2026, 11, 17))


def test_blanks_and_long_dashes_do_not_matter():
    assert rules.outside_code(" g09.20 – 20261116–0001234 ") == CODE


def test_a_noted_code_is_a_draft_still_without_number_and_count(centre, lan, minh, within):
    draft = prepare(centre, lan)
    assert note(draft, lan, code=f" {CODE.lower()} ") is None
    row = reload(draft)
    assert (row.portal_code, row.code, row.state, row.channel) == (CODE, None, DossierState.DRAFT, None)
    with within(minh):
        assert queries.tab_counts(actor=minh, centre_id=centre.id, now=LATER)["all"] == 0
        figures = queries.overview(actor=minh, centre_id=centre.id, now=LATER, since=TUESDAY_9AM)
        assert (figures.open, figures.waiting_intake) == (0, 0)
        assert queries.search(actor=minh, centre_id=centre.id, text=CODE, now=LATER) == ()


def test_what_the_office_takes_in_is_what_was_prepared(centre, lan, minh, within):
    draft = prepare(centre, lan)
    note(draft, lan)
    assert register(centre, minh) == draft
    row = reload(draft)
    assert (row.authority, row.external_code, row.code) == (Authority.OUTSIDE, CODE, None)
    assert (row.state, row.portal_code) == (DossierState.SUBMITTED, "")
    assert row.answers == {"nguoi-nop": {"said": "x"}}, "nothing prepared is lost"
    with within(lan):
        (own,) = queries.own(actor=lan, now=LATER)
        assert (own.id, own.external_code) == (draft, CODE)
    with within(minh):
        assert queries.tab_counts(actor=minh, centre_id=centre.id, now=LATER)["outside"] == 1


def test_the_office_may_be_first(centre, lan, minh, within):
    draft = prepare(centre, lan)
    known = register(centre, minh)
    assert note(draft, lan) == known
    row = reload(known)
    assert (row.filer_account_id, row.answers) == (lan.account_id, {"nguoi-nop": {"said": "x"}})
    with within(lan):
        assert [head.id for head in queries.own(actor=lan, now=LATER)] == [known]


BORN = replace(LAN, birth=Birth(1988, 3, 9), address="Thôn Mẫu 1, Xã Suối Mẫu", address_unit="99901")


def owner_in(dossier_id: UUID) -> PartyView:
    with scope.opened(dossier_id):
        wanted = Dossier.objects.get(pk=dossier_id).owner_party
        return next(party for party in parties.of_dossier(dossier_id=dossier_id) if party.id == wanted)


def test_what_the_office_does_not_hold_is_taken_from_what_was_prepared(centre, lan, minh):
    draft = prepare(centre, lan)
    known = register(centre, minh)
    note(draft, lan, filer=replace(BORN, number=LAN.number, phone="0000777666"))
    told = owner_in(known).stated
    assert told == replace(BORN, phone="", name=LAN.name)


def test_what_the_office_wrote_is_not_overwritten(centre, lan, minh, within):
    draft = prepare(centre, lan)
    known = register(centre, minh)
    party = owner_in(known)
    assert isinstance(party.stated, PersonStated)
    written = replace(party.stated, address="Thôn Mẫu 7, Xã Đồi Mẫu", birth=Birth(1987))
    with within(minh), scope.opened(known):
        recording.correct(
            party_id=party.id, stated=written, actor=minh, at=LATER, seen_revision=party.revision, reason="Xem thẻ"
        )
    note(draft, lan, filer=replace(BORN, email="lan@mau.example"))
    assert owner_in(known).stated == replace(written, email="lan@mau.example")


def test_another_person_of_the_same_telephone_gives_nothing(centre, lan, minh):
    draft = prepare(centre, lan)
    known = register(centre, minh, owner_name="Nguyễn Mẫu Mẹ", owner_number="", owner_phone=LAN.phone)
    assert note(draft, lan, filer=BORN) == known
    assert owner_in(known).stated == PersonStated(name="Nguyễn Mẫu Mẹ", phone=LAN.phone)


def test_a_list_of_the_other_system_finds_what_was_prepared_too(centre, lan, minh, within):
    draft = prepare(centre, lan)
    note(draft, lan)
    row = OutsideRow(CODE, "9.990001", LAN.name, "4", owner_number=LAN.number)
    with within(minh):
        given: dict[str, Any] = {"centre_id": centre.id, "source_system": SOURCE, "rows_given": [row], "actor": minh}
        assert outside.import_list(**given, at=LATER).created == 1
        assert outside.import_list(**given, at=LATER).unchanged == 1
    assert reload(draft).state == DossierState.PROCESSING


@pytest.mark.parametrize(
    "theirs",
    [
        {"owner_number": "999000000009"},
        {"owner_number": "999000000009", "owner_phone": LAN.phone},
        {"owner_number": ""},
        {"procedure_code": "9.990002"},
    ],
)
def test_a_code_alone_opens_nobody_elses_dossier(centre, lan, minh, theirs):
    draft = prepare(centre, lan)
    make_procedure("9.990002")
    note(draft, lan)
    made = register(centre, minh, **theirs)
    assert made != draft
    assert reload(made).filer_account_id is None
    assert reload(draft).state == DossierState.DRAFT


@pytest.mark.parametrize("theirs", [{"owner_number": "999000000009"}, {"owner_number": ""}])
def test_nor_when_the_office_was_first(centre, lan, minh, theirs):
    draft = prepare(centre, lan)
    register(centre, minh, **theirs)
    assert note(draft, lan) is None


@pytest.mark.parametrize("office_first", [True, False])
@pytest.mark.parametrize(
    "theirs", [{}, {"owner_phone": "0000999888"}, {"owner_number": "", "owner_phone": "0000999888"}]
)
def test_whoever_types_anothers_facts_gets_nothing_of_theirs(centre, lan, minh, theirs, office_first):
    victim = PersonStated(name="Hồ Mẫu Khác", number="999000000077", phone="0000999888")
    row = {"owner_name": victim.name, "owner_number": victim.number, **theirs}
    draft = prepare(centre, lan)
    made = register(centre, minh, **row) if office_first else None
    assert note(draft, lan, filer=victim) is None
    made = made or register(centre, minh, **row)
    assert made != draft
    assert reload(made).filer_account_id is None


def test_a_child_without_number_is_found_by_the_parents_telephone(centre, lan, minh):
    draft = prepare(centre, lan)
    note(draft, lan, owner=CHILD)
    assert register(centre, minh, owner_name=CHILD.name, owner_number="", owner_phone=LAN.phone) == draft
    row = reload(draft)
    assert row.filer_party != row.owner_party


@pytest.mark.parametrize("code", ["", "khong-phai-ma", "G09.20-20991116-0001234"])
def test_what_is_no_code_is_not_kept(centre, lan, code):
    draft = prepare(centre, lan)
    with pytest.raises(Invalid):
        note(draft, lan, code=code)
    assert reload(draft).portal_code == ""


def test_a_procedure_filed_here_takes_no_code(centre, lan):
    with pytest.raises(preparing.FiledHere):
        note(prepare(centre, lan, where="here"), lan)


def test_only_its_own_filer_notes_a_code(centre, lan, minh):
    draft = prepare(centre, lan)
    with pytest.raises(NotFound):
        note(draft, minh)
    helped = prepare(centre, lan, helping=HelperSaid(HelperKind.RELATIVE, "con"))
    with pytest.raises(NotAllowed):
        note(helped, lan)


def test_it_goes_after_the_drafts_time(centre, lan, within):
    draft = prepare(centre, lan)
    note(draft, lan)
    system = Actor.system("deadline-clock")
    with within(lan):
        early = TUESDAY_9AM + upkeep.DRAFT_LIFE - timedelta(days=1)
        assert upkeep.tick(centre_id=centre.id, actor=system, at=early).purged == 0
        assert upkeep.tick(centre_id=centre.id, actor=system, at=early + timedelta(days=2)).purged == 1
        assert not Dossier.objects.filter(pk=draft).exists()


MOTHER = PersonStated(name="Hồ Mẫu Mẹ", number="999000000048")
PROXY = MandateStated(Basis.PROXY, "con", "nộp hồ sơ", date(2026, 12, 31))


def who_files(dossier_id: UUID) -> tuple[str, str, Any]:
    """Names of filer and owner, and by what right the one acts."""
    row = reload(dossier_id)
    with scope.opened(dossier_id):
        people: dict[UUID | None, str] = {
            party.id: party.stated.name for party in parties.of_dossier(dossier_id=dossier_id)
        }
        kept = parties.mandate_of(dossier_id=dossier_id)
    return people[row.filer_party], people[row.owner_party], kept and kept.stated


@pytest.mark.parametrize("office_first", [True, False])
def test_by_what_right_one_filed_for_another_is_carried_over(centre, lan, minh, office_first):
    draft = prepare(centre, lan)
    mothers = {"owner_name": MOTHER.name, "owner_number": MOTHER.number, "owner_phone": LAN.phone}
    known = register(centre, minh, **mothers) if office_first else None
    assert note(draft, lan, owner=MOTHER, mandate=PROXY) == known
    found = known or register(centre, minh, **mothers)
    assert who_files(found) == (LAN.name, MOTHER.name, PROXY)
    assert reload(found).filer_account_id == lan.account_id


def test_a_right_that_has_ended_since_keeps_no_office_from_its_work(centre, lan, minh):
    draft = prepare(centre, lan)
    note(draft, lan, owner=MOTHER, mandate=replace(PROXY, until=TUESDAY_9AM.date()))
    row = OutsideRow(CODE, "9.990001", MOTHER.name, "1", owner_number=MOTHER.number, owner_phone=LAN.phone)
    with scope.use(scope.for_actor(minh)):
        made = outside.register(
            centre_id=centre.id, source_system=SOURCE, row=row, actor=minh, at=TUESDAY_9AM + timedelta(days=9)
        )
    assert made == draft
    assert who_files(draft)[2].until == TUESDAY_9AM.date()


@pytest.mark.parametrize("said", [replace(PROXY, relation=" "), replace(PROXY, until=date(2026, 1, 1)), None])
def test_a_right_that_says_nothing_ties_nobody(centre, lan, minh, said):
    draft = prepare(centre, lan)
    note(draft, lan, owner=MOTHER, mandate=said)
    mothers = {"owner_name": MOTHER.name, "owner_number": MOTHER.number, "owner_phone": LAN.phone}
    assert register(centre, minh, **mothers) == draft
    assert who_files(draft) == (LAN.name, MOTHER.name, None)


def test_whom_the_office_noted_is_not_noted_twice(centre, lan, minh):
    draft = prepare(centre, lan)
    known = register(centre, minh)
    assert note(draft, lan, owner=MOTHER, mandate=PROXY) == known
    assert who_files(known) == (LAN.name, LAN.name, None)
