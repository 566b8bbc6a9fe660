"""A schema becomes questions in its order; answers become JSON values, or one problem per field."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.base.eforms import Field, Kind, NotAForm, fields_of, read
from motcua.kernel.errors import Invalid

SCHEMA = {
    "type": "object",
    "required": ["name", "born"],
    "properties": {
        "name": {"type": "string", "title": "Họ và tên", "maxLength": 20},
        "born": {"type": "string", "format": "date", "title": "Ngày sinh"},
        "copies": {"type": "integer", "minimum": 1, "maximum": 5},
        "sex": {"type": "string", "enum": ["Nam", "Nữ"]},
        "urgent": {"type": "boolean"},
        "why": {"type": "string", "maxLength": 500},
        "code": {"type": "string", "pattern": "^999[0-9]+$", "description": "Số bắt đầu bằng 999."},
    },
}
GOOD = {"name": "Nguyễn  Mẫu Lan ", "born": "5/1/2026", "copies": "2", "sex": "Nữ", "urgent": "on", "code": "9991"}


def test_a_schema_becomes_questions_in_its_order() -> None:
    fields = fields_of(SCHEMA)
    assert [field.kind for field in fields] == ["text", "date", "number", "choice", "yes-no", "long-text", "text"]
    assert fields[0] == Field(name="name", label="Họ và tên", kind=Kind.TEXT, required=True, at_most=20)
    assert fields[2].at_least == 1


def test_answers_become_json_values_and_blanks_are_left_out() -> None:
    assert read(fields_of(SCHEMA), GOOD) == {
        "name": "Nguyễn Mẫu Lan",
        "born": "2026-01-05",
        "copies": 2,
        "sex": "Nữ",
        "urgent": True,
        "code": "9991",
    }


@pytest.mark.parametrize(
    ("field", "answer", "problem"),
    [
        ("name", "  ", "Xin điền «Họ và tên»."),
        ("name", "a" * 21, "Tối đa 20 chữ."),
        ("born", "31/2/2026", "Xin điền ngày dạng 31/12/2026."),
        ("born", "hôm qua", "Xin điền ngày dạng 31/12/2026."),
        ("copies", "2,5", "Xin điền một số nguyên."),
        ("copies", "0", "Ít nhất là 1."),
        ("copies", "6", "Nhiều nhất là 5."),
        ("sex", "x", "Xin chọn một trong các mục."),
        ("code", "123", "Số bắt đầu bằng 999."),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(field: str, answer: str, problem: str) -> None:
    with pytest.raises(Invalid) as told:
        read(fields_of(SCHEMA), {**GOOD, field: answer})
    assert told.value.problems == {field: problem}


@pytest.mark.parametrize("said", [{"type": "array"}, {"type": "string", "format": "uri"}, {}])
def test_an_unknown_kind_of_question_is_refused_when_the_schema_is_read(said: dict[str, Any]) -> None:
    with pytest.raises(NotAForm):
        fields_of({"type": "object", "properties": {"x": said}})


def test_only_an_object_is_a_form() -> None:
    with pytest.raises(NotAForm):
        fields_of({"type": "string"})


PARTIAL = {"type": "object", "properties": {"born": {"type": "string", "format": "partial-date", "title": "Ngày sinh"}}}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1948", "1948"), ("5/1948", "1948-05"), ("2/5/1948", "1948-05-02"), (" 02/05/1948 ", "1948-05-02")],
)
def test_a_birth_is_kept_as_far_as_it_is_known(typed: str, kept: str) -> None:
    assert read(fields_of(PARTIAL), {"born": typed}) == {"born": kept}


@pytest.mark.parametrize("typed", ["31/2/1948", "13/1948", "12//1948", "48", "năm 1948", "0/1948"])
def test_what_is_no_day_month_or_year_is_told(typed: str) -> None:
    with pytest.raises(Invalid):
        read(fields_of(PARTIAL), {"born": typed})


def test_a_number_may_be_written_in_groups() -> None:
    schema = {"type": "object", "properties": {"number": {"type": "string", "pattern": "^[0-9]{12}$", "maxLength": 12}}}
    assert read(fields_of(schema), {"number": "999 000.000 001"}) == {"number": "999000000001"}
