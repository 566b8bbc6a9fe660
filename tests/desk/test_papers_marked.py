"""Papers at the desk: a mark is made on purpose, a reason is not lost, and what was turned away can be given back."""

from __future__ import annotations

import re

import pytest

from motcua.apps.audit.models import Entry
from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import supplementing
from motcua.apps.dossiers.models import Component, Dossier
from motcua.apps.dossiers.states import ComponentState, DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, ask, reload, revision
from motcua.apps.dossiers.values import ItemAsked
from motcua.apps.dossiers.values.answering import ItemAnswer
from motcua.base.db import scope
from tests.desk.conftest import NOW
from tests.desk.test_acts import do
from tests.desk.test_counter import GOOD
from tests.desk.test_news_on_the_slip import words_of

S = DossierState
AWAY = {**GOOD, "do": "turn_away", "paper0_state": "faulty", "paper0_reason": "Chưa ký", "reason": "Chưa đủ"}


@pytest.fixture
def paper(bring, minh):
    """The one paper of a filing that waits to be received."""
    found = bring(S.SUBMITTED)
    with scope.use(scope.for_actor(minh)):
        return Component.objects.get(dossier_id=found)


def mark(browser, paper, **typed: str):
    return browser.post(f"/desk/dossiers/{paper.dossier_id}/papers/{paper.id}/", typed)


def reason_of(paper, actor) -> str | None:
    with scope.use(scope.for_actor(actor)):
        return Component.objects.get(pk=paper.id).reason


def test_enter_in_the_reason_marks_nothing(as_minh, paper):
    page = as_minh.get(f"/desk/dossiers/{paper.dossier_id}/").content.decode()
    form = page.partition('class="check"')[2].partition("</form>")[0]
    assert re.findall(r"<button[^>]*>", form)[0] == "<button disabled hidden>"


def test_the_same_mark_without_a_word_keeps_the_reason_and_another_ends_it(as_minh, paper, minh):
    mark(as_minh, paper, state="given", reason="Bản mờ, đã hẹn đổi")
    mark(as_minh, paper, state="given")
    assert reason_of(paper, minh) == "Bản mờ, đã hẹn đổi"
    mark(as_minh, paper, state="checked")
    assert reason_of(paper, minh) is None


def test_a_mark_is_noticed_by_an_older_page_and_named_in_the_log(as_minh, paper, minh):
    seen = revision(paper.dossier_id)
    mark(as_minh, paper, state="faulty", reason="Mờ chữ ký")
    late = do(as_minh, paper.dossier_id, "accept", seen_revision=seen)
    assert late.status_code == 409
    assert "Ghi chú, giấy tờ, dự thảo, phí hoặc người giữ hồ sơ đã đổi" in late.content.decode()
    with scope.use(scope.for_actor(minh)):
        entry = Entry.objects.get(command="dossiers.check_component")
    assert (entry.outcome, str(paper.id) in entry.ids) == ("faulty", True)


def test_what_was_typed_stays_when_a_mark_is_refused(as_minh, paper):
    answer = mark(as_minh, paper, state="", reason="Chưa thấy dấu")
    assert answer.status_code == 422
    assert 'value="Chưa thấy dấu"' in answer.content.decode()


def test_what_is_asked_for_is_what_the_paper_shows(paper, minh):
    ask(paper.dossier_id, minh, at=NOW, item=ItemAsked("Thiếu trang hai", paper.id))
    assert reason_of(paper, minh) == "Thiếu trang hai"


def test_papers_turned_away_are_given_back_by_the_reply_and_then_received(as_minh, minh, version):
    as_minh.post(f"/desk/counter/{version.procedure_code}/", AWAY)
    with scope.use(scope.for_actor(minh)):
        found = Dossier.objects.get().id
    asked = as_minh.get(f"/desk/dossiers/{found}/do/reply/").content.decode()
    [given] = re.findall(r'name="(given-[0-9a-f-]+)"', asked)
    assert do(as_minh, found, "reply", **{given: "on"}).status_code == 302
    with scope.use(scope.for_actor(minh)):
        [paper] = Component.objects.filter(dossier_id=found)
    assert (paper.state, paper.reason) == (ComponentState.GIVEN, None)
    assert do(as_minh, found, "accept").status_code == 302
    assert reload(found).state == S.RECEIVED


def test_form_02_of_the_counter_names_each_paper_once(as_minh, minh, version):
    away = {**AWAY, "paper1_title": "Ảnh mẫu", "paper1_state": "faulty", "paper1_reason": "Mờ"}
    as_minh.post(f"/desk/counter/{version.procedure_code}/", away)
    with scope.use(scope.for_actor(minh)):
        found = Dossier.objects.get().id
    said = words_of(as_minh.post(f"/desk/dossiers/{found}/print/02.pdf").content)
    assert "Nội dung hồ sơ" not in said
    assert (said.count("Tờ khai mẫu"), said.count("Ảnh mẫu")) == (1, 1)


@pytest.mark.parametrize(("typed", "kept"), [("", "Tôi gửi sau"), ("Đã ký tại chỗ", "Đã ký tại chỗ")])
def test_the_counters_reply_keeps_what_the_person_wrote(lan, minh, as_minh, paper, typed, kept):
    found = paper.dossier_id
    ask(found, minh, at=TUESDAY_9AM, item=ItemAsked("Thiếu trang hai", paper.id))
    with scope.use(scope.for_actor(lan)):
        [item] = queries.find(actor=lan, dossier_id=found, now=NOW).supplements[0].items
        answers = {item.id: ItemAnswer("Tôi gửi sau", bring=True)}
        supplementing.send(dossier_id=found, answers=answers, actor=lan, at=NOW)
    assert do(as_minh, found, "reply", **{f"answer-{item.id}": typed, f"given-{item.id}": "on"}).status_code == 302
    with scope.use(scope.for_actor(minh)):
        [item] = queries.find(actor=minh, dossier_id=found, now=NOW).supplements[0].items
    assert (item.answer, item.bring) == (kept, False)
