"""What a board says of a procedure, how its counts add up, and how a changed word is noticed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.procedures.rules import boards
from motcua.apps.procedures.tests.factories import full_row, shipped, view_of
from motcua.apps.procedures.values import Exemption, Fact, Known, OnlineLevel, PostingView
from motcua.apps.procedures.values.boards import UNKNOWN, BoardLine, SheetKind

SILENT = PostingView(code="9.990001", listed=True, counter_text="", phone="")
AMOUNT = re.compile(r"\d đ\b")
HEAD = ("Ủy ban nhân dân xã Mẫu", "Trung tâm Mẫu")


def line(code: str = "9.990001", **said: object) -> BoardLine:
    made = boards.line_of(view_of(full_row(code)), SILENT)
    return replace(made, **said)  # type: ignore[arg-type]


def test_an_amount_never_stands_without_its_exemptions() -> None:
    view = view_of(full_row())
    assert boards.line_of(view, SILENT).fee == "20.000 đ/trường hợp. Miễn, giảm: chưa xác định, nên chưa thu"
    poor = Exemption("ho-ngheo", "Hộ nghèo"), Exemption("tre-em", "Trẻ em", 50)
    told = replace(view, exemptions=Fact(value=poor, known=Known.SET))
    assert boards.line_of(told, SILENT).fee == "20.000 đ/trường hợp. Miễn, giảm: Hộ nghèo; Trẻ em (giảm 50 %)"
    nobody = replace(view, exemptions=Fact(value=(), known=Known.SET))
    assert boards.line_of(nobody, SILENT).fee.endswith("Miễn, giảm: không có")


def test_every_amount_of_the_shipped_catalogue_has_its_exemptions_beside_it() -> None:
    fees = [boards.line_of(view, SILENT).fee for view in shipped().values()]
    priced = [fee for fee in fees if AMOUNT.search(fee)]
    assert priced
    assert [fee for fee in priced if "Miễn, giảm: " not in fee] == []


def test_what_nobody_knows_is_said_so() -> None:
    lost = {"channel": "Trực tiếp", "time_text": "5", "time_qty": 5, "time_unit": None, "fees": []}
    made = boards.line_of(view_of(full_row(methods=[lost], decision="", components=[])), SILENT)
    assert (made.term, made.fee, made.level_name, made.counter, made.decision) == (UNKNOWN,) * 5
    assert made.bring == ()


def test_channels_are_named_only_where_they_differ() -> None:
    fee = {"text": "20,000 Việt Nam Đồng", "amount": 20000, "note": ""}
    three = {"time_text": "3 Ngày làm việc", "time_qty": 3, "time_unit": "Ngày làm việc", "fees": [fee]}
    two = {**three, "time_text": "2 Ngày làm việc", "time_qty": 2}
    same = view_of(full_row(methods=[{"channel": "Trực tiếp", **three}, {"channel": "Trực tuyến", **three}]))
    other = view_of(full_row(methods=[{"channel": "Trực tiếp", **three}, {"channel": "Trực tuyến", **two}]))
    assert boards.line_of(same, SILENT).term == "3 ngày làm việc"
    assert boards.line_of(other, SILENT).term == "trực tiếp: 3 ngày làm việc; trực tuyến: 2 ngày làm việc"


def test_the_centres_own_level_comes_before_the_catalogues() -> None:
    known = replace(view_of(full_row()), online_level=Fact(value=OnlineLevel.FULL, known=Known.SET))
    borrowed = boards.line_of(known, SILENT)
    own = boards.line_of(known, replace(SILENT, online_level=OnlineLevel.PARTIAL))
    assert (borrowed.level, borrowed.own_level) == (OnlineLevel.FULL, False)
    assert (own.level, own.own_level, own.level_name) == (OnlineLevel.PARTIAL, True, "một phần")


@given(levels=st.lists(st.tuples(st.sampled_from([*OnlineLevel, None]), st.booleans())))
def test_counts_by_level_add_up_to_the_board(levels: list[tuple[OnlineLevel | None, bool]]) -> None:
    lines = [line(level=level, own_level=own and level is not None) for level, own in levels]
    counts = boards.level_counts(lines)
    assert sum(count.count for count in counts) == len(lines)
    assert [count.level for count in counts] == [*OnlineLevel, None]
    assert all(count.own <= count.count for count in counts)


@pytest.mark.parametrize(
    ("kind", "said", "noticed"),
    [
        (SheetKind.FIELD, {"fee": "không thu"}, True),
        (SheetKind.FIELD, {"counter": "Quầy 9"}, True),
        (SheetKind.FIELD, {"bring": ("Giấy khác",)}, False),
        (SheetKind.PROCEDURE, {"fee": "không thu"}, True),
        (SheetKind.PROCEDURE, {"bring": ("Giấy khác",)}, True),
        (SheetKind.PROCEDURE, {"decision": "2/QĐ-MẪU"}, False),
        (SheetKind.LABELS, {"fee": "không thu"}, False),
        (SheetKind.LABELS, {"short_title": "Tên khác"}, True),
        (SheetKind.COVER, {"fee": "không thu"}, False),
        (SheetKind.COVER, {"level": OnlineLevel.FULL}, True),
    ],
)
def test_a_sheet_notices_what_it_shows_and_nothing_else(kind: SheetKind, said: dict[str, Any], noticed: bool) -> None:
    before = boards.sheet_of(kind, "k", "Tên", [line(), line("9.990002")], HEAD)
    now = boards.sheet_of(kind, "k", "Tên", [replace(line(), **said), line("9.990002")], HEAD)
    found = boards.change(before.shown, now.shown)
    assert found.altered == (("9.990001",) if noticed else ())
    assert (before.digest != now.digest) is noticed


def test_what_came_and_what_went_is_told_by_code() -> None:
    before = boards.sheet_of(SheetKind.FIELD, "k", "Tên", [line(), line("9.990002")], HEAD)
    now = boards.sheet_of(SheetKind.FIELD, "k", "Tên", [line(), line("9.990003")], ("Tên mới",))
    found = boards.change(before.shown, now.shown)
    assert (found.altered, found.come, found.left, found.head) == ((), ("9.990003",), ("9.990002",), True)
    assert not boards.change(now.shown, now.shown)


def test_the_mark_on_the_paper_is_that_of_its_content() -> None:
    one = boards.sheet_of(SheetKind.FIELD, "k", "Tên", [line()], HEAD)
    again = boards.sheet_of(SheetKind.FIELD, "k", "Tên", [line()], HEAD)
    assert one.mark == again.mark == one.digest[:8]


def test_a_long_paper_is_cut_where_a_word_ends_and_says_so() -> None:
    title = "giấy " * 60
    row = full_row(components=[{"case": None, "items": [{"name": title, "originals": 1, "copies": 0}]}])
    [told] = boards.line_of(view_of(row), SILENT).bring
    assert told.endswith("giấy…")
    assert len(told) <= 151


def test_several_cases_are_told_apart() -> None:
    paper = [{"name": "Tờ khai mẫu", "originals": 1, "copies": 0}]
    row = full_row(components=[{"case": "Đăng ký mới", "items": paper}, {"case": "Đăng ký lại", "items": paper}])
    assert boards.line_of(view_of(row), SILENT).bring == ("Đăng ký mới: Tờ khai mẫu", "Đăng ký lại: Tờ khai mẫu")
