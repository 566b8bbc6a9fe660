"""The sheet an office fills: its heads, its cells, what is said where a cell cannot be read."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from motcua.apps.procedures import gateways
from motcua.apps.procedures.commands import handed_in
from motcua.apps.procedures.rules import sheet
from motcua.apps.procedures.rules.document import BadRow
from motcua.apps.procedures.values import RowProblem
from motcua.kernel.errors import Invalid


def workbook(*rows: dict[str, Any]) -> bytes:
    """A filled sheet as an office's program saves it; rows by head."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet("Thay đổi")
        heads = list(sheet.HEADS)
        page.write_row(0, 0, heads)
        for number, row in enumerate(rows, start=1):
            for head, value in row.items():
                page.write(number, heads.index(head), value)
    return made.getvalue()


def test_a_column_nobody_reads_is_told_with_the_first_line() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Mã thủ tục", "LOẠI THAY ĐỔI", "Thời hạn", "Phí tại quầy"])
        page.write_row(1, 0, ["9.990001", "sửa", "5 ngày làm việc", "8.000"])
    told = handed_in.rows_of_sheet(made.getvalue())[0]
    assert isinstance(told, RowProblem)
    assert (told.line, told.field) == (1, "Thời hạn, Phí tại quầy")


def read(**cells: str) -> dict[str, Any]:
    """One row by keys of ours."""
    keys = {place: key.replace("_", ":") for place, key in enumerate(cells)}
    return dict(sheet.row_of(list(cells.values()), keys))


def test_the_empty_sheet_opens_with_its_heads_and_no_row() -> None:
    content = handed_in.empty_sheet()
    assert gateways.sheet_rows(content)[0] == list(sheet.HEADS)
    assert [row for row in handed_in.rows_of_sheet(content) if row] == []


def test_a_filled_sheet_is_read_row_by_row() -> None:
    rows = handed_in.rows_of_sheet(
        workbook(
            {"Mã thủ tục": "9.990001", "Loại thay đổi": "sửa", "Thời hạn trực tiếp": "5 ngày làm việc"},
            {"Mã thủ tục": "9.990002", "Loại thay đổi": "sửa", "Phí trực tuyến": "tuỳ"},
            {},
            {"Mã thủ tục": "9.990003", "Loại thay đổi": "bãi bỏ", "Thay bằng": "9.990001; 9.990004"},
        )
    )
    assert rows[1] == {
        "code": "9.990001", "action": "sửa", "facts": {"term:1": {"quantity": "5", "unit": "working_day"}},
    }  # fmt: skip
    assert isinstance(rows[2], RowProblem)
    assert (rows[2].line, rows[2].field) == (3, "fee")
    last: Any = rows[-1]
    assert last["facts"] == {"replaced_by": ["9.990001", "9.990004"]}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("3 ngày làm việc", {"quantity": "3", "unit": "working_day"}),
        ("3,5 Ngày làm việc", {"quantity": "3.5", "unit": "working_day"}),
        ("8 giờ", {"quantity": "8", "unit": "working_hour"}),
        ("1 tháng", {"quantity": "1", "unit": "month"}),
        ("Trong ngày", {"unit": "same_day"}),
    ],
)
def test_terms_are_read_with_their_unit(text: str, term: dict[str, str]) -> None:
    cells: Any = {"term_1": text}
    assert read(**cells)["facts"]["term:1"] == term


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Không thu", []),
        ("8.000", [("", 8000, "")]),
        ("Lệ phí: 8000/bản", [("Lệ phí", 8000, "bản")]),
        ("2.000 đồng/trang; Phí: 20.000 đ", [("", 2000, "trang"), ("Phí", 20000, "")]),
    ],
)
def test_fees_are_read_line_by_line(text: str, lines: list[tuple[str, int, str]]) -> None:
    cells: Any = {"fee_2": text}
    found = read(**cells)["facts"]["fee:2"]["lines"]
    assert [(line["line"], line["amount"], line["per"]) for line in found] == lines


def test_papers_stand_line_by_line_under_their_case() -> None:
    text = "Trường hợp: Lần đầu\nTờ khai | 1 | 0\nẢnh\nTrường hợp: Cấp lại\nĐơn | 0 | 2"
    assert read(cases=text)["cases"] == [
        {"name": "Lần đầu", "papers": [{"title": "Tờ khai", "originals": 1, "copies": 0},
                                       {"title": "Ảnh", "originals": 1, "copies": 0}]},
        {"name": "Cấp lại", "papers": [{"title": "Đơn", "originals": 0, "copies": 2}]},
    ]  # fmt: skip


def test_exemptions_are_read_with_their_share() -> None:
    found: Any = read(exemptions="Hộ nghèo; Người cao tuổi: 50%")
    assert [(e["class"], e["percent_off"]) for e in found["facts"]["exemptions"]] == [
        ("ho-ngheo", 100), ("nguoi-cao-tuoi", 50),
    ]  # fmt: skip
    nobody: Any = read(exemptions="Không có")
    assert nobody["facts"]["exemptions"] == []


@pytest.mark.parametrize(
    "cells",
    [
        {"term_1": "5"}, {"term_1": "ba ngày"}, {"fee_1": "nhiều"}, {"online:level": "3"}, {"online:where": "nhà"},
        {"cases": "Tờ khai | một"}, {"cases": "Tờ khai | 1 | 2 | 3"}, {"cases": "Ảnh\nTrường hợp: A\nĐơn"},
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_refused_with_a_reason(cells: dict[str, str]) -> None:
    keys = {place: key.replace("online:", "online_").replace("term_", "term:").replace("fee_", "fee:")
            for place, key in enumerate(cells)}  # fmt: skip
    with pytest.raises(BadRow):
        sheet.row_of(list(cells.values()), keys)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"a;b;c"])
def test_what_is_no_workbook_is_refused_kindly(content: bytes) -> None:
    with pytest.raises(Invalid):
        handed_in.rows_of_sheet(content)


def test_a_sheet_without_the_two_first_columns_is_refused() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["Tên", "Phí"])
    with pytest.raises(Invalid):
        handed_in.rows_of_sheet(made.getvalue())
