"""A centre's own list: how its columns may be called, what is wrong with a row, and what taking it does."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.procedures import gateways, queries
from motcua.apps.procedures.commands import post_procedure, take_list
from motcua.apps.procedures.models import Posting
from motcua.apps.procedures.queries import boards
from motcua.apps.procedures.rules import lists
from motcua.apps.procedures.tests.factories import CENTRE, NOON, OTHER_CENTRE, a_day, full_row, imported, keeper
from motcua.apps.procedures.values import OnlineLevel
from motcua.apps.procedures.values.boards import ListRead
from motcua.kernel.actor import Role
from motcua.kernel.errors import Invalid, NotAllowed

KNOWN = frozenset({"9.990001", "9.990002", "9.990003"})
CSV = "STT;Mã TTHC;Tên;Mức độ DVCTT;Quầy;Điện thoại\n"


def read(text: str | bytes) -> ListRead:
    content = text if isinstance(text, bytes) else text.encode("utf-8-sig")
    return lists.read(gateways.table_of(content), known=KNOWN)


def book(*rows: tuple[object, ...]) -> bytes:
    """An Excel workbook with these rows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return made.getvalue()


def test_an_offices_own_table_is_read_as_it_is() -> None:
    text = "DANH MỤC THỦ TỤC\n\n" + CSV + "1;9.990001;Tên;Toàn trình;Quầy 2;0000 000 111\n2;9.990002;Tên;Một phần;;\n"
    [one, two] = read(text).rows
    assert (one.line, one.code, one.level, one.counter) == (4, "9.990001", OnlineLevel.FULL, "Quầy 2")
    assert (two.level, two.counter, two.phone) == (OnlineLevel.PARTIAL, None, None)


def test_a_workbook_is_read_and_a_code_taken_for_a_number_gets_its_noughts_back() -> None:
    content = book(("code", "level", "counter"), ("9.990001", "full", 2.0), (9.99, "Cung cấp thông tin", "Quầy 1"))
    found = lists.read(gateways.table_of(content), known=KNOWN | {"9.990000"})
    assert [(row.code, row.counter) for row in found.rows] == [("9.990001", "2"), ("9.990000", "Quầy 1")]
    assert found.rows[1].level is OnlineLevel.INFORMATION


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("1;;Tên;Toàn trình;;", "code", "không ghi mã"),
        ("1;9.999999;Tên;Toàn trình;;", "code", "không có trong danh mục"),
        ("1;9.990001;Tên;Mức 5;;", "level", "toàn trình, một phần"),
        (f"1;9.990001;Tên;;{'q' * 201};", "counter", "quá dài"),
        ("1;9.990001;Tên;;;gọi cô Mẫu", "phone", "chữ số"),
    ],
)
def test_a_bad_row_is_told_with_line_field_and_reason(row: str, field: str, reason: str) -> None:
    found = read(f"{CSV}{row}\n2;9.990002;Tên;Một phần;;\n")
    [problem] = found.problems
    assert (problem.line, problem.field) == (2, field)
    assert reason in problem.reason
    assert [good.code for good in found.rows] == ["9.990002"]


def test_a_code_twice_counts_once() -> None:
    found = read(f"{CSV}1;9.990001;a;;Quầy 1;\n2;9.990001;a;;Quầy 2;\n")
    assert [row.counter for row in found.rows] == ["Quầy 1"]
    assert "dòng trước" in found.problems[0].reason


def test_a_table_without_codes_is_told_as_a_whole() -> None:
    [problem] = read("tên;quầy\na;1\n").problems
    assert "cột mã" in problem.reason


@pytest.mark.parametrize(
    "content", [b"\xff\x00\x81", b"PK\x03\x04 no book", b"%PDF-1.7\x00", "mã\n1".encode("utf-16")[:5]]
)
def test_what_is_no_table_is_refused_in_words(db: None, content: bytes) -> None:
    with pytest.raises(Invalid, match="Không đọc được"):
        boards.read_list(content, centre_id=CENTRE, on=a_day())


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = lists.read(((n, line.split(";")) for n, line in enumerate(text.splitlines())), known=KNOWN)
    assert {row.code for row in found.rows} <= KNOWN


def test_taking_a_list_sets_what_it_states_and_keeps_the_rest(db: None) -> None:
    imported(*(full_row(code) for code in sorted(KNOWN)))
    post_procedure(code="9.990001", centre_id=CENTRE, listed=False, counter_text="Quầy 7", actor=keeper(), at=NOON)
    revision = queries.revision()
    found = read(f"{CSV}1;9.990001;a;Toàn trình;;0000 000 111\n2;9.990002;a;;Quầy 2;\n")
    taken = take_list(rows=found.rows, strike=frozenset({"9.990003"}), centre_id=CENTRE, actor=keeper(), at=NOON)
    said = queries.postings(centre_id=CENTRE)
    one, two, three = (said[code] for code in sorted(KNOWN))
    assert taken == 3
    assert (one.listed, one.counter_text, one.phone, one.online_level) == (
        True, "Quầy 7", "0000 000 111", OnlineLevel.FULL,
    )  # fmt: skip
    assert (two.counter_text, two.online_level) == ("Quầy 2", None)
    assert not three.listed
    assert queries.revision() == revision + 1
    assert queries.postings(centre_id=OTHER_CENTRE) == {}


def test_the_look_before_says_exactly_what_taking_changes(db: None) -> None:
    imported(*(full_row(code) for code in sorted(KNOWN)))
    found = read(f"{CSV}1;9.990001;a;Toàn trình;Quầy 1;\n2;9.990002;a;;;\n")
    plan = boards.plan(found.rows, centre_id=CENTRE, found=KNOWN, named=found.named)
    assert (plan.rows, plan.levels, plan.counters, plan.phones, plan.unchanged) == (2, 1, 1, 0, 1)
    assert plan.missing == ("9.990003",)
    take_list(rows=found.rows, strike=frozenset(plan.missing), centre_id=CENTRE, actor=keeper(), at=NOON)
    again = boards.plan(found.rows, centre_id=CENTRE, found=KNOWN, named=found.named)
    assert (again.levels, again.counters, again.unchanged, again.missing) == (0, 0, 2, ())


def test_a_bad_rows_code_is_not_struck_off_for_being_missing() -> None:
    found = read(f"{CSV}1;9.990001;a;Mức 5;;\n")
    assert found.rows == ()
    assert found.named == {"9.990001"}


@pytest.mark.parametrize("actor", [keeper(role=Role.CLERK), keeper(role=Role.DIRECTOR), keeper(centre_id=OTHER_CENTRE)])
def test_only_a_keeper_of_the_centre_takes_its_list(db: None, actor: object) -> None:
    with pytest.raises(NotAllowed):
        take_list(rows=(), centre_id=CENTRE, actor=actor, at=NOON)  # type: ignore[arg-type]
    assert not Posting.objects.exists()
