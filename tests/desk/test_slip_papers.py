"""Form 01 confirms the papers that are there and no other; it says for whom somebody files, and which case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from motcua.apps.dossiers.commands import intake, supplementing
from motcua.apps.dossiers.models import Component, SupplementItem
from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.states import ComponentState, DossierState
from motcua.apps.dossiers.tests.factories import (
    AT_COUNTER,
    LAN,
    OWNER,
    PAPER,
    TUESDAY_9AM,
    ask,
    counter_dossier,
    make_procedure,
    online_dossier,
    reload,
)
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.files import commands as files
from motcua.apps.files.tests import factories as blobs
from motcua.apps.parties.states import Basis
from motcua.apps.parties.values import MandateStated
from motcua.apps.printing.values import ComponentLine
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.surfaces.desk.episodes import opening
from motcua.surfaces.desk.episodes.papers import source_of
from tests.desk.conftest import NOW
from tests.desk.test_news_on_the_slip import words_of

CASES = [
    {"case": "Trường hợp một", "items": [{"name": "Giấy một", "originals": 1, "copies": 0}]},
    {"case": "Trường hợp hai", "items": [{"name": "Giấy hai", "originals": 1, "copies": 0}]},
]


def slip(browser, dossier_id) -> str:
    return words_of(browser.post(f"/desk/dossiers/{dossier_id}/print/01.pdf").content)


@pytest.fixture
def accepted(centre, lan, minh):
    """A filing of four papers, each as a test says, taken in by the clerk."""

    def made(*states: str):
        items = [{"name": f"Giấy {n}", "originals": 1, "copies": 0} for n in range(len(states))]
        version = make_procedure(components=[{"case": None, "items": items}])
        filed = online_dossier(centre_id=centre.id, version=version, citizen=lan)
        with scope.use(scope.for_actor(minh)):
            papers = Component.objects.filter(dossier_id=filed.dossier_id).order_by("position")
            for paper, state in zip(papers, states, strict=True):
                Component.objects.filter(pk=paper.id).update(state=state)
            intake.accept(dossier_id=filed.dossier_id, actor=minh, at=NOW, seen_revision=filed.revision)
        return filed.dossier_id

    return made


@pytest.mark.parametrize(("later", "named"), [(timedelta(days=3), True), (timedelta(), False)])
def test_the_slip_names_the_papers_of_the_days_off_between(centre, version, minh, as_minh, later, named):
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh, at=TUESDAY_9AM + later)
    with clock.stopped(TUESDAY_9AM + later):
        said = slip(as_minh, filed.dossier_id)
    assert ("Ngày Văn hóa Việt Nam" in said) is named
    assert ("Ngày nghỉ, ngày làm bù theo: Nghị quyết 80-NQ/TW." in said) is named


def test_only_papers_that_are_there_are_confirmed(accepted, as_minh):
    said = slip(as_minh, accepted("checked", "promised", "waived", ""))
    received, _cut, later = said.partition("Sẽ nộp:")
    assert "Giấy 0" in received
    assert "Giấy 1" not in received
    assert later.strip().startswith("Giấy 1 Không phải nộp: Giấy 2")
    assert "Giấy 3" not in said


@pytest.mark.parametrize(("state", "promised"), [("given", ()), ("promised", ("Giấy 0",)), ("claimed", ())])
def test_an_upload_is_an_electronic_copy_and_no_sheet_of_paper(
    accepted, centre, as_minh, minh, settings, tmp_path, state, promised
):
    settings.BLOB_DIR = tmp_path / "blobs"
    found = accepted(state)
    with scope.use(scope.for_actor(minh)):
        blob = blobs.admitted(blobs.picture(), name="a.jpg", at=NOW)
        paper = Component.objects.get(dossier_id=found)
        files.refer(
            blob=blob, name="a.jpg", holder="dossiers.component", holder_id=paper.id, centre_id=centre.id, at=NOW,
            dossier_id=found,
        )  # fmt: skip
        opened = opening.open_dossier(actor=minh, dossier_id=found, now=NOW)
    papers = forms.papers_of(source_of(opened))
    assert (papers.received, papers.promised) == ((ComponentLine(name="Giấy 0", note="bản điện tử"),), promised)
    assert forms.papers_back(source_of(opened)) == "Hồ sơ nộp bằng bản điện tử, không có bản chính phải trả lại."
    assert "Giấy 0 (bản điện tử)" in slip(as_minh, found)


def test_who_files_for_another_is_told_as_what(centre, version, minh, as_minh):
    with scope.use(scope.for_actor(minh)):
        filed = intake.receive_at_counter(
            centre_id=centre.id, version_id=version.id, case_key="", filer=LAN, owner=OWNER, components=[PAPER],
            way_back=AT_COUNTER, actor=minh, at=TUESDAY_9AM,
            mandate=MandateStated(Basis.PROXY, relation="cháu", scope="nộp và nhận"),
        )  # fmt: skip
    assert "Nộp thay theo: cháu, theo văn bản uỷ quyền; được nộp và nhận" in slip(as_minh, filed.dossier_id)


def test_the_chosen_case_is_told_to_the_officer_and_on_the_slip(centre, minh, as_minh):
    version = make_procedure(components=CASES)
    with scope.use(scope.for_actor(minh)):
        filed = intake.receive_at_counter(
            centre_id=centre.id, version_id=version.id, case_key=version.cases[1].id, filer=LAN, owner=None,
            components=[replace(PAPER, title="Giấy hai")], way_back=AT_COUNTER, actor=minh, at=TUESDAY_9AM,
        )  # fmt: skip
    assert "Trường hợp hai" in as_minh.get(f"/desk/dossiers/{filed.dossier_id}/").content.decode()
    assert "Trường hợp: Trường hợp hai" in slip(as_minh, filed.dossier_id)


def test_the_person_reads_which_case_they_chose(centre, lan, as_lan):
    version = make_procedure(components=CASES)
    given = {"centre_id": centre.id, "version": version, "citizen": lan}
    found = online_dossier(**given, case_key=version.cases[0].id).dossier_id
    assert "<dd>Trường hợp một</dd>" in as_lan.get(f"/ho-so/{found}/").content.decode()


def test_a_fault_found_later_does_not_change_the_slip_that_was_handed_out(centre, version, minh, hoa, as_minh):
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    with scope.use(scope.for_actor(minh)):
        paper = Component.objects.get(dossier_id=filed.dossier_id)
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM, item=ItemAsked("Tờ khai chưa ký tên", paper.id))
    with scope.use(scope.for_actor(minh)):
        paper.refresh_from_db()
    assert (paper.state, paper.reason) == (ComponentState.FAULTY, "Tờ khai chưa ký tên")
    said = slip(as_minh, filed.dossier_id)
    assert "chưa ký tên" not in said
    assert paper.title in said


def test_a_reply_takes_the_old_fault_off_its_paper(centre, version, minh, hoa):
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    with scope.use(scope.for_actor(minh)):
        paper = Component.objects.get(dossier_id=filed.dossier_id)
        paper.reason = "Chưa ký"
        paper.save(update_fields=["reason"])
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM, item=ItemAsked("Ký tờ khai", paper.id))
    with scope.use(scope.for_actor(minh)):
        item = SupplementItem.objects.get(dossier_id=filed.dossier_id)
        supplementing.reply(
            dossier_id=filed.dossier_id, answers={item.id: ""}, given=frozenset({paper.id}), actor=minh, at=NOW
        )
        paper.refresh_from_db()
    assert (paper.state, paper.reason) == (ComponentState.GIVEN, None)
    assert reload(filed.dossier_id).state == DossierState.PROCESSING
