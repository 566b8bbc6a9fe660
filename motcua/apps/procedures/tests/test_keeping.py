"""The keeper's list of work: checks, codes, compulsory parts, and searches that found nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.apps.procedures import queries
from motcua.apps.procedures.commands import keeping, post_procedure
from motcua.apps.procedures.models import Miss
from motcua.apps.procedures.rules import misses
from motcua.apps.procedures.tests.decisions import approved, prepared
from motcua.apps.procedures.tests.factories import CENTRE, NOON, a_day, full_row, imported, keeper
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
CODE, SOURCE = "9.990001", "Cổng mẫu, ngày 20/7/2026"


@pytest.fixture(autouse=True)
def _two_procedures() -> None:
    queries.forget()
    imported(full_row(subjects=["Công dân"]), full_row("9.990002", methods=[], components=[], name="Khai sinh trâu"))


def due(now: Any = NOON) -> dict[str, bool]:
    return {row.code: row.due for row in queries.due_checks(now=now, on=a_day())}


def test_a_check_holds_for_the_days_the_office_chose() -> None:
    assert due() == {CODE: True, "9.990002": True}
    keeping.mark_checked(code=CODE, source=SOURCE, actor=keeper(), at=NOON)
    assert due() == {"9.990002": True, CODE: False}
    keeping.set_check_days(days=30, actor=keeper(), at=NOON)
    assert due(NOON + timedelta(days=31))[CODE]
    [last] = [row for row in queries.due_checks(now=NOON, on=a_day()) if row.code == CODE]
    assert (last.checked_by, last.source) == (keeper().label, SOURCE)


def test_a_check_needs_its_source_a_procedure_and_the_duty() -> None:
    with pytest.raises(Invalid):
        keeping.mark_checked(code=CODE, source=" x ", actor=keeper(), at=NOON)
    with pytest.raises(NotFound):
        keeping.mark_checked(code="9.999999", source=SOURCE, actor=keeper(), at=NOON)
    with pytest.raises(NotAllowed):
        keeping.mark_checked(code=CODE, source=SOURCE, actor=keeper(role=Role.CLERK), at=NOON)


@pytest.mark.parametrize("days", [0, 3651])
def test_the_days_of_a_check_have_bounds(days: int) -> None:
    with pytest.raises(Invalid):
        keeping.set_check_days(days=days, actor=keeper(), at=NOON)


def test_the_seven_parts_are_told_where_they_lack() -> None:
    rows = {row.code: row.missing for row in queries.parts_missing(on=a_day())}
    assert rows == {"9.990002": ("channels", "papers", "term", "applicants")}


def test_codes_to_mend_are_told() -> None:
    post_procedure(code=CODE, centre_id=CENTRE, listed=True, actor=keeper(), at=NOON)
    gone = {"code": CODE, "action": "repeal", "facts": {"replaced_by": ["9.990777"]}}
    approved(prepared(gone, {"code": "9.990002", "action": "repeal"}, effective_from=a_day()))
    told = queries.codes_to_mend(on=a_day())
    assert told.mapped == 0
    assert [(gap.code, gap.kind, gap.codes) for gap in told.gaps] == [
        (CODE, "posted_but_repealed", ()), ("9.990002", "no_successor", ()),
        (CODE, "successor_unknown", ("9.990777",)),
    ]  # fmt: skip


KNOWN = {"khai", "sinh", "trau", "an", "lan", "van", "dat", "giay"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("khai sinh trau", ("khai sinh trau", 0)),
        ("trau khai SINH giấy", ("khai sinh trau", 0)),
        ("Nguyễn Văn An khai sinh trau", ("sinh trau", 4)),
        ("tran van an dat khai", ("khai", 4)),
        ("lê lan khai sinh trau", ("trau", 4)),
        ("079099001234", ("", 1)),
        ("gọi 0000111222 hỏi đất", ("dat", 3)),
        ("số 12A đất", ("dat", 2)),
        ("", ("", 0)),
    ],
)
def test_only_words_of_the_catalogue_are_kept_and_never_a_name_or_number(text: str, kept: tuple[str, int]) -> None:
    assert misses.kept(text, KNOWN) == kept


def test_a_miss_is_counted_by_day_in_one_statement(django_assert_num_queries: Any) -> None:
    queries.search("trau", on=a_day())
    with django_assert_num_queries(1):
        keeping.note_miss(text="Trần Văn Bốn bán trau 0000111222", at=NOON)
    keeping.note_miss(text="Lê Thị Năm bán trâu 0000111333", at=NOON + timedelta(hours=1))
    keeping.note_miss(text="   ", at=NOON)
    assert list(Miss.objects.values_list("words", "count")) == [("trau", 2)]
    [row] = queries.misses(since=a_day(1, 7))
    assert (row.words, row.count, row.last) == ("trau", 2, a_day())


def test_misses_are_forgotten_after_ninety_days() -> None:
    keeping.note_miss(text="trâu xám", at=NOON)
    assert keeping.forget_misses(actor=Actor.system("procedures"), at=NOON + timedelta(days=90)) == 0
    assert keeping.forget_misses(actor=Actor.system("procedures"), at=NOON + timedelta(days=91)) == 1
