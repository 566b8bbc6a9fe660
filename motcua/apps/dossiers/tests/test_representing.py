"""Filing for somebody else: by what right, on which paper, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from motcua.apps.dossiers.commands import drafting, filing, intake, representing, returning
from motcua.apps.dossiers.models import Component
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import (
    AT_COUNTER,
    LAN,
    OWNER,
    PAPER,
    TUESDAY_9AM,
    decide,
    make_procedure,
    promise_papers,
    reload,
    revision,
    work,
)
from motcua.apps.dossiers.values.representing import REPRESENTATION
from motcua.apps.parties import queries as parties
from motcua.apps.parties.states import Basis
from motcua.apps.parties.values import MandateStated
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid

KIN = MandateStated(Basis.KIN, relation="ông, bà")
PROXY = MandateStated(Basis.PROXY, relation="cháu", scope="nộp hồ sơ, nhận kết quả", until=date(2026, 11, 18))
SPARED = {"allowed": True, "kin": ["ông, bà"], "uncertified": []}
WEDNESDAY, THURSDAY = TUESDAY_9AM + timedelta(days=1), TUESDAY_9AM + timedelta(days=2)


def draft_of(actor: Actor, centre_id: int, version: VersionView, *bases: Basis | None) -> UUID:
    """A draft in which these bases were chosen one after the other; every paper will be brought along."""
    draft_id = drafting.begin_draft(centre_id=centre_id, version_id=version.id, actor=actor, at=TUESDAY_9AM)
    for basis in bases:
        representing.prove(draft_id=draft_id, basis=basis, actor=actor, at=TUESDAY_9AM)
    return draft_id


def submit(draft_id: UUID, actor: Actor, mandate: MandateStated | None) -> UUID:
    return filing.submit(
        draft_id=draft_id,
        filer=LAN,
        owner=OWNER,
        mandate=mandate,
        way_back=AT_COUNTER,
        actor=actor,
        at=TUESDAY_9AM,
    ).dossier_id


def asked_of(draft_id: UUID) -> Sequence[tuple[str, bool]]:
    with scope.opened(draft_id):
        return list(Component.objects.filter(paper_key=REPRESENTATION).values_list("title", "required"))


def received(clerk: Actor, centre_id: int, version: VersionView, mandate: MandateStated | None) -> UUID:
    with scope.use(scope.for_actor(clerk)):
        return intake.receive_at_counter(
            centre_id=centre_id, version_id=version.id, case_key="", filer=LAN, owner=OWNER, mandate=mandate,
            components=[PAPER], way_back=AT_COUNTER, actor=clerk, at=TUESDAY_9AM,
        ).dossier_id  # fmt: skip


def test_the_paper_is_asked_for_while_it_is_needed(centre, lan):
    version = make_procedure()
    with scope.use(scope.for_actor(lan)):
        draft_id = draft_of(lan, centre.id, version, Basis.PROXY)
        assert asked_of(draft_id) == [("Văn bản uỷ quyền", True)]
        for basis, asked in [(Basis.LAW, 1), (Basis.KIN, 0), (Basis.PROXY, 1), (None, 0)]:
            representing.prove(draft_id=draft_id, basis=basis, actor=lan, at=TUESDAY_9AM)
            assert len(asked_of(draft_id)) == asked


def test_what_was_given_for_it_stays_though_nobody_asks_any_more(centre, lan):
    with scope.use(scope.for_actor(lan)):
        draft_id = draft_of(lan, centre.id, make_procedure(), Basis.PROXY)
        promise_papers(draft_id, actor=lan, at=TUESDAY_9AM)
        representing.prove(draft_id=draft_id, basis=None, actor=lan, at=TUESDAY_9AM)
        assert asked_of(draft_id) == [("Văn bản uỷ quyền", False)]


def test_nothing_is_filed_on_a_proxy_that_is_neither_attached_nor_promised(centre, lan):
    with scope.use(scope.for_actor(lan)):
        draft_id = draft_of(lan, centre.id, make_procedure())
        promise_papers(draft_id, actor=lan, at=TUESDAY_9AM)
        representing.prove(draft_id=draft_id, basis=Basis.PROXY, actor=lan, at=TUESDAY_9AM)
        with pytest.raises(Invalid) as refusal:
            submit(draft_id, lan, PROXY)
        assert set(refusal.value.problems) == {"papers"}
        promise_papers(draft_id, actor=lan, at=TUESDAY_9AM)
        dossier_id = submit(draft_id, lan, PROXY)
    with scope.opened(dossier_id):
        kept = parties.mandate_of(dossier_id=dossier_id)
    dossier = reload(dossier_id)
    assert kept is not None
    assert (kept.grantee_id, kept.grantor_id, kept.stated) == (dossier.filer_party, dossier.owner_party, PROXY)


@pytest.mark.parametrize(
    ("said", "mandate", "field"),
    [
        ({"allowed": False, "kin": [], "uncertified": []}, PROXY, "owner"),
        ({"allowed": False, "kin": [], "uncertified": []}, None, "owner"),
        (SPARED, replace(KIN, relation="hàng xóm"), "basis"),
        (None, KIN, "basis"),
        (SPARED, replace(PROXY, until=date(2026, 11, 16)), "until"),
        (SPARED, replace(PROXY, relation=""), "relation"),
    ],
)
def test_a_right_that_is_none_is_refused_online_and_at_the_counter(centre, lan, minh, said, mandate, field):
    version = make_procedure(settled={"representation": said})
    with scope.use(scope.for_actor(lan)):
        draft_id = draft_of(lan, centre.id, version)
        promise_papers(draft_id, actor=lan, at=TUESDAY_9AM)
        with pytest.raises(Invalid) as online:
            submit(draft_id, lan, mandate)
    with pytest.raises(Invalid) as counter:
        received(minh, centre.id, version, mandate)
    assert (set(online.value.problems), set(counter.value.problems)) == ({field}, {field})
    assert reload(draft_id).state == DossierState.DRAFT


def test_kin_the_law_spares_bring_no_proxy(centre, lan):
    version = make_procedure(settled={"representation": SPARED})
    with scope.use(scope.for_actor(lan)):
        draft_id = draft_of(lan, centre.id, version, Basis.KIN)
        promise_papers(draft_id, actor=lan, at=TUESDAY_9AM)
        dossier_id = submit(draft_id, lan, KIN)
    assert reload(dossier_id).state == DossierState.SUBMITTED


@pytest.mark.parametrize(("relation", "day", "given"), [("filer", 0, True), ("filer", 1, False), ("owner", 1, True)])
def test_a_proxy_that_has_ended_is_no_reason_to_hand_the_result_over(centre, minh, hoa, tuan, relation, day, given):
    dossier_id = received(minh, centre.id, make_procedure(), PROXY)
    work(dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    decide(dossier_id, specialist=hoa, leader=tuan, at=TUESDAY_9AM)
    handed = {
        "dossier_id": dossier_id, "way": "counter", "receiver_name": "Nguyễn Mẫu Lan", "receiver_number": "",
        "relation": relation, "proof": "identity", "actor": minh, "seen_revision": revision(dossier_id),
        "at": (WEDNESDAY, THURSDAY)[day],
    }  # fmt: skip
    with scope.use(scope.for_actor(minh)):
        if given:
            returning.return_result(**handed)
        else:
            with pytest.raises(Invalid, match="18/11/2026"):
                returning.return_result(**handed)
    assert reload(dossier_id).state == (DossierState.RETURNED if given else DossierState.DECIDED)


def test_another_case_keeps_the_paper_of_the_representation(centre, lan):
    papers = [{"name": "Tờ khai mẫu", "originals": 1, "copies": 0}]
    version = make_procedure(components=[{"case": name, "items": papers} for name in ("Lần đầu", "Đổi")])
    with scope.use(scope.for_actor(lan)):
        draft_id = draft_of(lan, centre.id, version, Basis.PROXY)
        for case in version.cases:
            drafting.choose_case(draft_id=draft_id, case_key=case.id, actor=lan, at=TUESDAY_9AM)
        assert asked_of(draft_id) == [("Văn bản uỷ quyền", True)]
