"""Drafts kept page by page, filed by their author, pinned to the version in force."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import drafting, filing
from motcua.apps.dossiers.tests.factories import (
    LAN,
    OWNER,
    TUESDAY_9AM,
    make_procedure,
    promise_papers,
    reload,
    settle,
)
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.parties import queries as parties
from motcua.apps.procedures import queries as procedures
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.ids import uuid7

LATER = TUESDAY_9AM + timedelta(minutes=5)
TWO_CASES = [
    {"case": "Trường hợp một", "items": [{"name": "Giấy một", "originals": 1, "copies": 0}]},
    {"case": "Trường hợp hai", "items": [{"name": "Giấy hai", "originals": 1, "copies": 0}]},
]


def begin(centre, actor: Actor, **procedure):
    version = make_procedure(**procedure)
    return drafting.begin_draft(centre_id=centre.id, version_id=version.id, actor=actor, at=TUESDAY_9AM)


def file(draft_id, actor: Actor, *, owner=None):
    return filing.submit(draft_id=draft_id, filer=LAN, owner=owner, way_back=WayBack("counter"), actor=actor, at=LATER)


def test_what_was_typed_is_there_again(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan)
        drafting.save_page(draft_id=draft_id, page="people", answers={"name": "Lan  Mẫu"}, actor=lan, at=LATER)
        drafting.save_page(draft_id=draft_id, page="return", answers={"by": "post"}, actor=lan, at=LATER)
        answers = queries.draft(actor=lan, draft_id=draft_id).answers
    assert answers == {"people": {"name": "Lan  Mẫu"}, "return": {"by": "post"}}


def test_a_draft_has_no_code_no_promise_and_is_in_no_count(centre, lan, minh, within):
    with within(lan):
        draft_id = begin(centre, lan)
    row = reload(draft_id)
    assert (row.code, row.channel, row.first_due) == (None, None, None)
    with within(minh):
        assert queries.tab_counts(actor=minh, centre_id=centre.id, now=LATER)["all"] == 0


def test_filing_needs_every_required_paper_given_or_promised(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan)
        with pytest.raises(Invalid) as refused:
            file(draft_id, lan)
        assert "papers" in refused.value.problems
        promise_papers(draft_id, actor=lan, at=LATER)
        filed = file(draft_id, lan)
    assert filed.code == "H99.99-261117-0001"


def test_filer_and_owner_are_kept_apart(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan)
        promise_papers(draft_id, actor=lan, at=LATER)
        file(draft_id, lan, owner=OWNER)
    row = reload(draft_id)
    with scope.opened(draft_id):
        assert row.filer_party
        assert row.owner_party
        names = parties.names_of(ids=[row.filer_party, row.owner_party])
    assert (names[row.filer_party], names[row.owner_party]) == (LAN.name, OWNER.name)


def test_the_case_decides_the_papers_and_nothing_given_is_lost(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan, components=TWO_CASES)
        first, second = (case.id for case in make_procedure(components=TWO_CASES).cases)
        drafting.choose_case(draft_id=draft_id, case_key=first, actor=lan, at=LATER)
        promise_papers(draft_id, actor=lan, at=LATER)
        drafting.choose_case(draft_id=draft_id, case_key=second, actor=lan, at=LATER)
        papers = queries.draft(actor=lan, draft_id=draft_id).components
    assert sorted((paper.title, paper.state, paper.required) for paper in papers) == [
        ("Giấy hai", "", True), ("Giấy một", "promised", False),
    ]  # fmt: skip


def test_what_another_case_does_not_need_is_asked_for_again_when_its_case_comes_back(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan, components=TWO_CASES)
        first, second = (case.id for case in make_procedure(components=TWO_CASES).cases)
        drafting.choose_case(draft_id=draft_id, case_key=first, actor=lan, at=LATER)
        promise_papers(draft_id, actor=lan, at=LATER)
        drafting.choose_case(draft_id=draft_id, case_key=second, actor=lan, at=LATER)
        claim(draft_id, lan, "Tôi đã khai", number=1)
        drafting.choose_case(draft_id=draft_id, case_key=first, actor=lan, at=LATER)
        papers = queries.draft(actor=lan, draft_id=draft_id).components
    assert [(paper.title, paper.state, paper.required) for paper in papers] == [("Giấy một", "promised", True)]


def claim(draft_id, lan, why, *, state="claimed", number=0):
    """Lan says one paper is not needed."""
    papers = sorted(queries.draft(actor=lan, draft_id=draft_id).components, key=lambda paper: paper.title != "Giấy một")
    key = papers[number].id
    drafting.mark_components(draft_id=draft_id, states={key: state}, claims={key: why}, actor=lan, at=LATER)


@pytest.mark.parametrize(("state", "why"), [("claimed", ""), ("promised", "Con nuôi"), ("claimed", "a" * 201)])
def test_a_paper_half_said_not_to_be_needed_stops_the_filing(centre, lan, within, state, why):
    with within(lan):
        draft_id = begin(centre, lan)
        claim(draft_id, lan, why, state=state)
        with pytest.raises(Invalid) as refused:
            file(draft_id, lan)
        assert next(iter(refused.value.problems.values())).startswith("Tờ khai mẫu: ")
        claim(draft_id, lan, "Con nuôi")
        assert file(draft_id, lan).code


def test_a_later_mark_keeps_what_was_said_of_a_paper_unless_it_says_otherwise(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan)
        claim(draft_id, lan, "Con nuôi")
        [paper] = queries.draft(actor=lan, draft_id=draft_id).components
        drafting.mark_component(draft_id=draft_id, component_id=paper.id, state="promised", actor=lan, at=LATER)
        assert [one.claim for one in queries.draft(actor=lan, draft_id=draft_id).components] == ["Con nuôi"]
        claim(draft_id, lan, "", state="promised")
        assert [one.claim for one in queries.draft(actor=lan, draft_id=draft_id).components] == [""]


def follow(draft_id, lan, *, seen=None):
    """Lan confirms what she was shown: what is in force, unless the page was older."""
    present = procedures.in_force("9.990001", on=local(LATER).date()).id
    filing.follow_catalogue(draft_id=draft_id, seen_version_id=seen or present, actor=lan, at=LATER)


def test_a_draft_follows_only_the_version_its_filer_was_shown(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan)
    settle("9.990001", "duty_pauses", True, at=TUESDAY_9AM)
    shown = procedures.in_force("9.990001", on=local(LATER).date()).id
    settle("9.990001", "duty_pauses", False, at=TUESDAY_9AM)
    with within(lan):
        with pytest.raises(filing.CatalogueMoved):
            follow(draft_id, lan, seen=shown)
        follow(draft_id, lan)


def test_a_draft_is_told_of_a_new_version_and_follows_it(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan)
        promise_papers(draft_id, actor=lan, at=LATER)
    settle("9.990001", "duty_pauses", True, at=TUESDAY_9AM)
    with within(lan):
        with pytest.raises(filing.CatalogueMoved):
            file(draft_id, lan)
        follow(draft_id, lan)
        assert file(draft_id, lan).code


@pytest.mark.parametrize("where", ["portal"])
def test_filing_elsewhere_is_said_and_nothing_is_numbered(centre, lan, within, where):
    with within(lan):
        draft_id = begin(centre, lan, settled={"online_where": where})
        promise_papers(draft_id, actor=lan, at=LATER)
        with pytest.raises(filing.FiledElsewhere):
            file(draft_id, lan)
    assert reload(draft_id).code is None


def test_a_draft_begun_before_signing_in_is_claimed_by_the_one_who_signs_in(centre, lan, within):
    nobody = Actor.public()
    draft_id = begin(centre, nobody)
    with scope.opened(draft_id):
        assert queries.draft(actor=nobody, draft_id=draft_id).id == draft_id
    with within(lan):
        drafting.claim_draft(draft_id=draft_id, actor=lan, at=LATER)
        assert queries.draft(actor=lan, draft_id=draft_id).id == draft_id
        with pytest.raises(NotFound):
            drafting.claim_draft(draft_id=draft_id, actor=lan, at=LATER)


def test_nobody_else_reads_writes_or_files_a_draft(centre, lan, minh, within):
    with within(lan):
        draft_id = begin(centre, lan)
    for other in (minh, Actor.public()):
        with within(other):
            with pytest.raises(NotFound):
                queries.draft(actor=other, draft_id=draft_id)
            with pytest.raises(NotFound):
                drafting.save_page(draft_id=draft_id, page="people", answers={}, actor=other, at=LATER)
            with pytest.raises(NotFound):
                file(draft_id, other)


def test_a_discarded_draft_is_gone(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan)
        drafting.discard_draft(draft_id=draft_id, actor=lan, at=LATER)
        assert queries.own(actor=lan, now=LATER) == ()


def test_papers_are_marked_together_or_not_at_all(centre, lan, within, django_assert_num_queries):
    with within(lan):
        draft_id = begin(centre, lan, components=TWO_CASES[:1])
        paper = queries.draft(actor=lan, draft_id=draft_id).components[0]
        marks = {"draft_id": draft_id, "actor": lan, "at": LATER}
        with pytest.raises(NotFound):
            drafting.mark_components(states={paper.id: "given", uuid7(): "given"}, **marks)
        assert queries.draft(actor=lan, draft_id=draft_id).components[0].state == ""
        with scope.opened(draft_id), django_assert_num_queries(3):  # two of them mark the transaction
            drafting.mark_components(states={paper.id: "given"}, **marks)
        assert queries.draft(actor=lan, draft_id=draft_id).components[0].state == "given"


def test_nobody_marks_the_papers_of_somebody_elses_draft(centre, lan, within):
    with within(lan):
        draft_id = begin(centre, lan, components=TWO_CASES[:1])
        paper = queries.draft(actor=lan, draft_id=draft_id).components[0]
    other = Actor(kind=lan.kind, account_id=(lan.account_id or 0) + 1)
    with within(other), pytest.raises(NotFound):
        drafting.mark_components(draft_id=draft_id, states={paper.id: "given"}, actor=other, at=LATER)
