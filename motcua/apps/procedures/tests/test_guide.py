"""A guide leads every combination of answers to exactly one outcome, asks no idle question, and is proved so."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.apps.procedures.rules.document import BadRow
from motcua.apps.procedures.rules.guide import ends, of_case, walk
from motcua.apps.procedures.rules.guide_reading import misfits, read_guide
from motcua.apps.procedures.tests.factories import full_row, shipped, view_of
from motcua.apps.procedures.values import Case, Paper
from motcua.apps.procedures.values.guide import Guide, Need, Way

VIEWS = shipped()
GUIDED = sorted(code for code, view in VIEWS.items() if view.guide.is_known)


def question(key: str, *answers: str) -> dict[str, Any]:
    return {"key": key, "text": f"{key}?", "answers": [{"key": a, "text": a} for a in answers]}


def document(**changes: Any) -> dict[str, Any]:
    """Two questions: what is wanted, and how; the second matters only for the first answer of the first."""
    file = {"way": "file", "case": "c0", "channel": 1}
    return {
        "questions": [question("viec", "moi", "lai"), question("cach", "quay", "mang")],
        "outcomes": [{"when": {"viec": ["moi"]}, **file}, {"when": {"viec": ["lai"]}, "way": "other", "code": "9.9"}],
        "papers": {"p1": [{"when": {"cach": ["quay"]}, "need": "bring"}, {"when": {"cach": ["mang"]}, "need": "no"}]},
        **changes,
    }


def small() -> Guide:
    return read_guide(document())


def test_the_first_open_question_is_asked() -> None:
    step = walk(small(), {})
    assert (step.question is not None and step.question.key, step.outcome) == ("viec", None)


def test_a_question_that_changes_nothing_is_not_asked() -> None:
    step = walk(small(), {"viec": "lai"})
    assert (step.question, step.outcome is not None and step.outcome.way) == (None, Way.OTHER)


def test_what_is_no_answer_of_ours_is_left_aside() -> None:
    step = walk(small(), {"viec": "moi", "cach": "<script>", "ten": "Lan"})
    assert [choice.key for _question, choice in step.said] == ["moi"]
    assert step.question is not None
    assert step.question.key == "cach"


def test_a_paper_is_asked_for_by_the_answers() -> None:
    assert [p.need for p in walk(small(), {"viec": "moi", "cach": "quay"}).papers] == [Need.BRING]
    assert [p.need for p in walk(small(), {"viec": "moi", "cach": "mang"}).papers] == [Need.NO]


def test_where_the_guide_is_silent_the_version_says_what_is_needed() -> None:
    papers = (Paper("p1", "Một", 1, 0), Paper("p2", "Hai", 1, 0), Paper("p3", "Ba", 1, 0, required=False))
    end = of_case(walk(small(), {"viec": "moi", "cach": "mang"}), Case("c0", "", (*papers, Paper("p4", "Bốn", 0, 0))))
    assert [said.need for said in end.papers] == [Need.NO, Need.BRING, Need.MAYBE, Need.MAYBE]


def gap() -> dict[str, Any]:
    return document(outcomes=document()["outcomes"][:1])


def overlap() -> dict[str, Any]:
    return document(outcomes=[*document()["outcomes"], {"when": {}, "way": "ask"}])


def gap_of_a_paper() -> dict[str, Any]:
    return document(papers={"p1": [{"when": {"cach": ["quay"]}, "need": "bring"}]})


def idle_question() -> dict[str, Any]:
    return document(papers={})


def unknown_answer() -> dict[str, Any]:
    return document(papers={"p1": [{"when": {"cach": ["bay"]}, "need": "bring"}]})


def one_answer_only() -> dict[str, Any]:
    return document(questions=[question("viec", "moi")])


def two_questions_of_one_key() -> dict[str, Any]:
    return document(questions=[question("viec", "moi", "lai"), question("viec", "moi", "lai")])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (gap, "Tổ hợp câu trả lời này chưa có kết quả."),
        (overlap, "Tổ hợp câu trả lời này có hơn một kết quả."),
        (gap_of_a_paper, "Tổ hợp câu trả lời này chưa có kết quả."),
        (idle_question, "Câu hỏi này không bao giờ được hỏi."),
        (unknown_answer, "Điều kiện nhắc tới câu hỏi hoặc câu trả lời không có."),
        (one_answer_only, "Mỗi câu hỏi cần ít nhất hai câu trả lời khác nhau."),
        (two_questions_of_one_key, "Mỗi câu hỏi cần một khoá riêng."),
    ],
)
def test_the_keeper_is_told_what_is_wrong(wrong: Any, told: str) -> None:
    with pytest.raises(BadRow) as refused:
        read_guide(wrong())
    assert refused.value.reason == told


def test_a_row_nobody_reaches_is_told() -> None:
    idle = {"when": {"viec": ["moi"], "cach": ["quay"]}, "need": "bring"}
    rows = [{"when": {}, "need": "bring"}, {**idle, "when": {"viec": ["lai"]}}]
    with pytest.raises(BadRow, match="Không câu trả lời nào dẫn tới dòng này"):
        read_guide(document(papers={"p1": rows}, questions=document()["questions"][:1]))


def test_a_guide_must_name_what_its_version_has() -> None:
    faults = misfits(small(), cases={"c1": {"p2"}}, channels={2}, classes=(), code="9.9")
    assert [fault.where for fault in faults] == ["outcomes[0]", "outcomes[0]", "outcomes[1]", "p1"]
    assert misfits(small(), cases={"c0": {"p1"}}, channels={1}, classes=(), code="1.1") == ()


def test_a_guide_that_no_longer_fits_guides_nobody() -> None:
    settled = {"guide": {"value": document(), "known": "stated", "source": "Mẫu", "by": "overlay", "at": ""}}
    fact = view_of(full_row(), {"9.990001": settled}).guide
    assert not fact.is_known
    assert "Thủ tục không có" in fact.raw


def test_ten_procedures_are_shipped_with_a_guide() -> None:
    assert len(GUIDED) == 10
    assert not [view.guide.raw for view in VIEWS.values() if view.guide.raw]


@pytest.mark.parametrize("code", GUIDED)
def test_every_branch_ends_in_one_outcome_that_exists(code: str) -> None:
    view = VIEWS[code]
    assert view.guide.value is not None
    for end in ends(view.guide.value):
        assert end.outcome is not None
        again = walk(view.guide.value, {question.key: choice.key for question, choice in end.said})
        assert again == end
        match end.outcome.way:
            case Way.FILE:
                case = view.case(end.outcome.case)
                assert case is not None
                assert view.offer(end.outcome.channel) is not None
                assert [said.paper for said in of_case(end, case).papers] == [paper.id for paper in case.papers]
                assert len({said.paper for said in end.papers}) == len(end.papers)
            case Way.OTHER:
                assert end.outcome.code in VIEWS
            case Way.ASK:
                assert end.outcome.note


@pytest.mark.parametrize("code", GUIDED)
def test_every_row_says_where_it_comes_from(code: str) -> None:
    fact = VIEWS[code].guide
    assert fact.source
    assert fact.value is not None
    assert all(row.source for row in fact.value.outcomes)
    assert len({end.said for end in ends(fact.value)}) == len(list(ends(fact.value)))
