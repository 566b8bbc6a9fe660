"""Walking a guide, and proving that it leads everywhere: pure, over the frozen values of `values.guide`.

A question is asked only while the rows that are still open depend on it. Because every combination of answers
meets exactly one row (`faults` proves it), the walk never ends without an outcome and never has two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from motcua.apps.procedures.values import Case, Paper
from motcua.apps.procedures.values.guide import (
    Choice,
    Guide,
    Guided,
    Need,
    Outcome,
    PaperRow,
    PaperSaid,
    Question,
    Way,
    When,
)

Answers = Mapping[str, str]
#: More combinations than this are not a guide for a person.
MOST_COMBINATIONS = 5000


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a guide, for its keeper: where (keys of the table), and a whole Vietnamese sentence."""

    where: str
    text: str


def walk(guide: Guide, given: Answers) -> Guided:
    """Follow the answers as far as they lead; what is not asked, or is no answer of ours, is left aside."""
    said: dict[str, str] = {}
    told: list[tuple[Question, Choice]] = []
    while (question := _next(guide, said)) is not None:
        choice = question.choice(given.get(question.key, ""))
        if choice is None:
            return Guided(tuple(told), question=question)
        said[question.key] = choice.key
        told.append((question, choice))
    outcome = next(row for row in guide.outcomes if _open(row.when, said))
    return Guided(tuple(told), outcome=outcome, papers=_papers(guide, outcome, said))


def of_case(step: Guided, case: Case) -> Guided:
    """The end of a walk with every paper of its case: where the guide is silent, the version says what is needed."""
    ruled = {said.paper: said for said in step.papers}
    return replace(step, papers=tuple(ruled.get(paper.id) or _plain(paper) for paper in case.papers))


def _plain(paper: Paper) -> PaperSaid:
    asked = paper.required and bool(paper.originals or paper.copies)
    return PaperSaid(paper.id, Need.BRING if asked else Need.MAYBE)


def ends(guide: Guide) -> Iterator[Guided]:
    """Every end the questions can lead to, each once."""
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        given = waiting.pop()
        step = walk(guide, given)
        if step.question is None:
            yield step
        else:
            waiting += [{**given, step.question.key: choice.key} for choice in step.question.choices]


def faults(guide: Guide) -> tuple[Fault, ...]:
    """Gaps, overlaps, rows and questions that are never met; () means that every answer leads to one outcome."""
    if prod(len(question.choices) for question in guide.questions) > MOST_COMBINATIONS:
        return (Fault("", "Bộ câu hỏi có quá nhiều tổ hợp câu trả lời."),)
    found = (*_of_outcomes(guide), *_of_papers(guide))
    return found or tuple(_never_asked(guide))


def _next(guide: Guide, said: Answers) -> Question | None:
    """The first question still open that what is left depends on."""
    live = [row for row in guide.outcomes if _open(row.when, said)]
    papers = [rows for rule in guide.papers if len(rows := [r for r in rule.rows if _open(r.when, said)]) > 1]
    files = any(row.way is Way.FILE for row in live)
    for question in guide.questions:
        if question.key in said:
            continue
        if len(live) > 1 and _depends(live, question.key):
            return question
        if files and any(_depends(rows, question.key) for rows in papers):
            return question
    return None


def _depends(rows: Iterable[Outcome | PaperRow], key: str) -> bool:
    return any(name == key for row in rows for name, _allowed in row.when)


def _open(when: When, said: Answers) -> bool:
    """Whether nothing that was said speaks against the row."""
    return all(key not in said or said[key] in allowed for key, allowed in when)


def _papers(guide: Guide, outcome: Outcome, said: Answers) -> tuple[PaperSaid, ...]:
    if outcome.way is not Way.FILE:
        return ()
    met = ((rule.paper, row) for rule in guide.papers for row in rule.rows if _open(row.when, said))
    return tuple(PaperSaid(paper, row.need, row.note) for paper, row in met)


def _combinations(guide: Guide) -> Iterator[dict[str, str]]:
    keys = [question.key for question in guide.questions]
    for chosen in product(*([choice.key for choice in question.choices] for question in guide.questions)):
        yield dict(zip(keys, chosen, strict=True))


def _of_outcomes(guide: Guide) -> Iterator[Fault]:
    met: set[int] = set()
    for combination in _combinations(guide):
        rows = [number for number, row in enumerate(guide.outcomes) if _open(row.when, combination)]
        met.update(rows)
        yield from _not_one(len(rows), _where(combination))
    for number in set(range(len(guide.outcomes))) - met:
        yield Fault(f"outcomes[{number}]", "Không câu trả lời nào dẫn tới dòng này.")


def _of_papers(guide: Guide) -> Iterator[Fault]:
    filing = [c for c in _combinations(guide) if any(_open(r.when, c) and r.way is Way.FILE for r in guide.outcomes)]
    for rule in guide.papers:
        met: set[int] = set()
        for combination in filing:
            rows = [number for number, row in enumerate(rule.rows) if _open(row.when, combination)]
            met.update(rows)
            yield from _not_one(len(rows), f"{rule.paper}: {_where(combination)}")
        for number in set(range(len(rule.rows))) - met:
            yield Fault(f"{rule.paper}[{number}]", "Không câu trả lời nào dẫn tới dòng này.")


def _not_one(rows: int, where: str) -> Iterator[Fault]:
    if rows == 0:
        yield Fault(where, "Tổ hợp câu trả lời này chưa có kết quả.")
    if rows > 1:
        yield Fault(where, "Tổ hợp câu trả lời này có hơn một kết quả.")


def _never_asked(guide: Guide) -> Iterator[Fault]:
    asked = {question.key for end in ends(guide) for question, _choice in end.said}
    for question in guide.questions:
        if question.key not in asked:
            yield Fault(question.key, "Câu hỏi này không bao giờ được hỏi.")


def _where(combination: Answers) -> str:
    return ", ".join(f"{key}={answer}" for key, answer in combination.items())
