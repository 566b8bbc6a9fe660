"""Reading a guide from its document, and holding it against the version it guides to."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from motcua.apps.procedures.rules.document import BadRow, canonical, listed, text_of, under
from motcua.apps.procedures.rules.guide import Fault, faults
from motcua.apps.procedures.values.guide import (
    Choice,
    Guide,
    Need,
    Outcome,
    PaperRow,
    PaperRule,
    Question,
    Way,
    When,
)

LONGEST_KEY = 20
Cases = Mapping[str, Container[str]]


def read_guide(value: object) -> Guide:
    """A guide that leads every combination of answers to exactly one outcome. Raises BadRow, naming the first fault."""
    if not isinstance(value, dict):
        raise BadRow("guide", "Giá trị không đúng dạng.")
    return _proved(canonical(value))


@lru_cache(maxsize=500)
def _proved(written: str) -> Guide:
    """The same text is proved once: every version of a procedure that holds it reads it again."""
    value: Mapping[str, object] = json.loads(written)
    questions = tuple(_question(row) for row in listed(value, "questions"))
    known = {question.key: frozenset(c.key for c in question.choices) for question in questions}
    if not questions or len(known) != len(questions):
        raise BadRow("questions", "Mỗi câu hỏi cần một khoá riêng.")
    guide = Guide(
        questions=questions,
        outcomes=tuple(_outcome(row, known) for row in listed(value, "outcomes")),
        papers=tuple(_rule(paper, rows, known) for paper, rows in under(value, "papers").items()),
    )
    for fault in faults(guide):
        raise BadRow(f"guide {fault.where}".strip(), fault.text)
    return guide


def misfits(
    guide: Guide, *, cases: Cases, channels: Container[int], classes: Container[str], code: str
) -> tuple[Fault, ...]:
    """Rows that name a case, paper, channel or class the version does not have."""
    return (
        *_misfits_of_outcomes(guide.outcomes, cases=cases, channels=channels, classes=classes, code=code),
        *(
            Fault(rule.paper, "Thủ tục không có giấy tờ này trong trường hợp nào được dẫn tới.")
            for rule in guide.papers
            if not any(rule.paper in cases[row.case] for row in guide.outcomes if row.case in cases)
        ),
    )


def _misfits_of_outcomes(
    rows: Iterable[Outcome], *, cases: Cases, channels: Container[int], classes: Container[str], code: str
) -> Iterator[Fault]:
    for number, row in enumerate(rows):
        where = f"outcomes[{number}]"
        if row.way is Way.FILE and row.case not in cases:
            yield Fault(where, "Thủ tục không có trường hợp này.")
        if row.way is Way.FILE and row.channel not in channels:
            yield Fault(where, "Thủ tục không có cách nộp này.")
        if row.applicant_class and row.applicant_class not in classes:
            yield Fault(where, "Thủ tục không có đối tượng miễn, giảm này.")
        if row.way is Way.OTHER and row.code in {"", code}:
            yield Fault(where, "Dòng dẫn sang thủ tục khác phải có mã của thủ tục ấy.")


def _question(row: Mapping[str, object]) -> Question:
    choices = tuple(Choice(_key(answer), _said(answer)) for answer in listed(row, "answers"))
    if len({choice.key for choice in choices}) < max(2, len(choices)):
        raise BadRow("answers", "Mỗi câu hỏi cần ít nhất hai câu trả lời khác nhau.")
    return Question(_key(row), _said(row), choices, hint=text_of(row, "hint"))


def _outcome(row: Mapping[str, object], known: Mapping[str, frozenset[str]]) -> Outcome:
    channel = row.get("channel", 0)
    if isinstance(channel, bool) or not isinstance(channel, int):
        raise BadRow("channel", "Cách nộp là một trong các số 1, 2, 3.")
    try:
        way = Way(text_of(row, "way"))
    except ValueError:
        raise BadRow("way", "Chọn: nộp hồ sơ (file), thủ tục khác (other) hoặc hỏi cán bộ (ask).") from None
    return Outcome(
        when=_when(row, known),
        way=way,
        case=text_of(row, "case"),
        channel=channel,
        code=text_of(row, "code"),
        applicant_class=text_of(row, "class"),
        note=text_of(row, "note"),
        source=text_of(row, "source"),
    )


def _rule(paper: str, rows: object, known: Mapping[str, frozenset[str]]) -> PaperRule:
    given: Sequence[Mapping[str, object]] = listed({"rows": rows}, "rows")
    return PaperRule(paper, tuple(_paper_row(row, known) for row in given))


def _paper_row(row: Mapping[str, object], known: Mapping[str, frozenset[str]]) -> PaperRow:
    try:
        need = Need(text_of(row, "need"))
    except ValueError:
        raise BadRow("need", "Chọn: mang theo (bring), khi cần (maybe) hoặc không cần (no).") from None
    return PaperRow(_when(row, known), need, text_of(row, "note"))


def _when(row: Mapping[str, object], known: Mapping[str, frozenset[str]]) -> When:
    found = []
    for key, answers in under(row, "when").items():
        allowed = frozenset(map(str, answers)) if isinstance(answers, list) else frozenset()
        if not allowed or not allowed <= known.get(key, frozenset()):
            raise BadRow("when", "Điều kiện nhắc tới câu hỏi hoặc câu trả lời không có.")
        found.append((key, allowed))
    return tuple(sorted(found))


def _key(row: Mapping[str, object]) -> str:
    key = text_of(row, "key")
    if not key.isascii() or not key.replace("-", "").isalnum() or len(key) > LONGEST_KEY or key != key.lower():
        raise BadRow("key", "Khoá chỉ gồm chữ thường không dấu, số và gạch nối.")
    return key


def _said(row: Mapping[str, object]) -> str:
    text = text_of(row, "text")
    if not text:
        raise BadRow("text", "Không để trống.")
    return text
