"""What a filer says is not needed, at the desk: a claim with its reason, left alone, agreed to, or asked for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import intake
from motcua.apps.dossiers.models import Component
from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.states import ComponentState, DossierState
from motcua.apps.dossiers.tests.factories import ask, reload, revision
from motcua.apps.dossiers.values import ItemAsked
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.surfaces.desk.episodes import opening
from motcua.surfaces.desk.episodes.papers import source_of
from tests.desk.conftest import NOW
from tests.desk.test_acts import do
from tests.desk.test_papers_marked import mark
from tests.desk.test_slip_papers import slip

WHY = "Con nuôi, không có giấy này"
TOLD = f"Người nộp cho biết không cần: “{WHY}”"


@pytest.fixture
def paper(bring: Any, minh: Actor) -> Component:
    """The one paper of a filing, which its filer says is not needed."""
    found = bring(DossierState.SUBMITTED)
    with scope.use(scope.for_actor(minh)):
        one = Component.objects.get(dossier_id=found)
        one.state, one.claim = ComponentState.CLAIMED, WHY
        one.save(update_fields=["state", "claim"])
    return one


def again(paper: Component, actor: Actor) -> Component:
    with scope.use(scope.for_actor(actor)):
        return Component.objects.get(pk=paper.id)


def test_the_officer_reads_it_at_the_paper_and_where_papers_are_asked_for(as_minh: Client, paper: Component) -> None:
    page = as_minh.get(f"/desk/dossiers/{paper.dossier_id}/").content.decode()
    assert (TOLD in page, "Người nộp báo không cần" in page) == (True, True)
    assert TOLD in as_minh.get(f"/desk/dossiers/{paper.dossier_id}/do/supplement/").content.decode()


def test_left_alone_it_is_received_and_form_01_says_whose_word_it_is(as_minh: Client, paper: Component) -> None:
    assert do(as_minh, paper.dossier_id, "accept").status_code == 302
    said = slip(as_minh, paper.dossier_id)
    assert f"Người nộp cho biết không cần: Tờ khai mẫu ({WHY})" in said
    assert "Chưa nhận giấy tờ nào." in said
    assert "Sẽ nộp" not in said


def test_the_officer_agrees_in_one_press_and_the_filers_words_stay(
    as_minh: Client, paper: Component, minh: Actor
) -> None:
    assert mark(as_minh, paper, state="waived").status_code == 302
    kept = again(paper, minh)
    assert (kept.state, kept.reason, kept.claim) == (ComponentState.WAIVED, None, WHY)
    do(as_minh, paper.dossier_id, "accept")
    assert "Không phải nộp: Tờ khai mẫu" in slip(as_minh, paper.dossier_id)


def test_asked_for_after_all_it_is_a_fault_like_any_and_can_be_given(
    as_minh: Client, as_lan: Client, paper: Component, minh: Actor
) -> None:
    assert mark(as_minh, paper, state="faulty", reason="Vẫn cần bản sao").status_code == 302
    with scope.use(scope.for_actor(minh)), pytest.raises(Invalid):
        intake.accept(dossier_id=paper.dossier_id, actor=minh, at=NOW, seen_revision=revision(paper.dossier_id))
    ask(paper.dossier_id, minh, at=NOW, item=ItemAsked("Vẫn cần bản sao", paper.id))
    kept = again(paper, minh)
    assert (kept.state, kept.reason, kept.claim) == (ComponentState.FAULTY, "Vẫn cần bản sao", WHY)
    own = as_lan.get(f"/ho-so/{paper.dossier_id}/").content.decode()
    assert ("Vẫn cần bản sao" in own, f"Ông/bà cho biết không cần giấy này: {WHY}" in own) == (True, True)
    assert (
        f"Người nộp cho biết không cần: “{WHY}”" in as_minh.get(f"/desk/dossiers/{paper.dossier_id}/").content.decode()
    )


def test_nobody_at_the_desk_says_it_for_the_filer(as_minh: Client, bring: Any, minh: Actor) -> None:
    found = bring(DossierState.SUBMITTED)
    with scope.use(scope.for_actor(minh)):
        paper = Component.objects.get(dossier_id=found)
    assert mark(as_minh, paper, state="claimed", reason=WHY).status_code == 422
    assert mark(as_minh, paper, state="waived").status_code == 422, "without the filer's word the officer says why"


def test_nothing_is_owed_and_nothing_given_back_for_it(as_minh: Client, paper: Component, minh: Actor) -> None:
    do(as_minh, paper.dossier_id, "accept")
    assert reload(paper.dossier_id).state == DossierState.RECEIVED
    with scope.use(scope.for_actor(minh)):
        tracked = queries.tracking(dossier_id=paper.dossier_id, now=NOW)
        opened = opening.open_dossier(actor=minh, dossier_id=paper.dossier_id, now=NOW)
    assert queries.PAPERS not in tracked.owed
    assert forms.papers_back(source_of(opened)) == "Không nhận giấy tờ bản chính nào."
