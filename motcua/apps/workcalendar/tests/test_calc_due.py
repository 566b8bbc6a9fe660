"""`bin/motcua calc due`: a batch of due dates, and what becomes of bad rows."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

GOOD = {"id": 1, "accepted_at": "2025-08-29T16:00", "term": {"quantity": 3, "unit": "working_day"}}


def answers(tmp_path: Path, *rows: object) -> list[dict[str, Any]]:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"\n".join(row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows))
    return ask(str(file))


def ask(name: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("calc_due", name, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_row_is_answered_with_its_due_time_and_why(tmp_path: Path) -> None:
    (answer,) = answers(tmp_path, GOOD)
    assert (answer["id"], answer["due_at"], answer["provisional"]) == (1, "2025-09-05T16:00", False)
    assert sum(entry["counted"] for entry in answer["derivation"]) == 3 * 480
    assert answer["derivation"][0] == {
        "from": "2025-08-29T16:00",
        "to": "2025-08-29T17:00",
        "counted": 60,
        "reason": "Giờ làm việc",
    }
    assert "Quốc khánh" in {entry["reason"] for entry in answer["derivation"]}


def test_pauses_and_parts_of_an_hour_are_taken(tmp_path: Path) -> None:
    row = {**GOOD, "accepted_at": "2025-07-07T09:00", "term": {"quantity": 1.5, "unit": "working_hour"}}
    (answer,) = answers(tmp_path, {**row, "pauses": [["2025-07-07T09:30", "2025-07-07T10:00"]]})
    assert answer["due_at"] == "2025-07-07T11:00"


def test_a_same_day_term_needs_no_quantity(tmp_path: Path) -> None:
    row = {"id": "a", "accepted_at": "2025-07-07T15:01", "term": {"unit": "same_day"}}
    assert answers(tmp_path, row)[0]["due_at"] == "2025-07-08T17:00"


SUMMER = {"from": "2025-09-03", "sessions": [["06:30", "11:00"], ["13:00", "16:30"]]}


def test_sittings_that_change_on_a_day_are_taken(tmp_path: Path) -> None:
    changed, plain, later = answers(
        tmp_path,
        {**GOOD, "sittings": [SUMMER]},
        {**GOOD, "sittings": None},
        {**GOOD, "sittings": [{**SUMMER, "from": "2025-09-08"}]},
    )
    assert (changed["due_at"], plain["due_at"], later["due_at"]) == (
        "2025-09-05T15:30", "2025-09-05T16:00", "2025-09-05T16:00",
    )  # fmt: skip
    assert "Giờ làm việc mới: 06:30–11:00, 13:00–16:30" in {entry["reason"] for entry in changed["derivation"]}


BAD = [
    b"{",
    b"[1]",
    b"\xff\xfe",
    b'{"id": NaN}',
    b"[" * 100_000,
    {"id": 9},
    {**GOOD, "accepted_at": "2025-02-30T16:00"},
    {**GOOD, "accepted_at": "2025-08-29"},
    {**GOOD, "accepted_at": "2025-08-29T16:00Z"},
    {**GOOD, "accepted_at": 20250829},
    {**GOOD, "accepted_at": "9999-12-31T23:59"},
    {**GOOD, "accepted_at": "0001-01-01T00:00"},
    {**GOOD, "term": None},
    {**GOOD, "term": {"quantity": 3}},
    {**GOOD, "term": {"quantity": 3, "unit": "year"}},
    {**GOOD, "term": {"quantity": 3, "unit": ["day"]}},
    {**GOOD, "term": {"quantity": 0, "unit": "day"}},
    {**GOOD, "term": {"quantity": -1, "unit": "day"}},
    {**GOOD, "term": {"quantity": True, "unit": "day"}},
    {**GOOD, "term": {"quantity": "3", "unit": "day"}},
    {**GOOD, "term": {"quantity": 1.5, "unit": "month"}},
    {**GOOD, "term": {"quantity": 10**30, "unit": "month"}},
    b'{"id": 1, "accepted_at": "2025-08-29T16:00", "term": {"quantity": 1e999999999, "unit": "day"}}',
    b'{"id": 1, "accepted_at": "2025-08-29T16:00", "term": {"quantity": 1e-999999999, "unit": "day"}, "pauses": 1}',
    {**GOOD, "sittings": 7},
    {**GOOD, "sittings": ["2025-09-03"]},
    {**GOOD, "sittings": [{"from": "2025-09-03"}]},
    {**GOOD, "sittings": [{**SUMMER, "from": "2025-02-30"}]},
    {**GOOD, "sittings": [{**SUMMER, "from": 20250903}]},
    {**GOOD, "sittings": [{**SUMMER, "sessions": []}]},
    {**GOOD, "sittings": [{**SUMMER, "sessions": [["06:30"]]}]},
    {**GOOD, "sittings": [{**SUMMER, "sessions": [["06:30", "24:00"]]}]},
    {**GOOD, "sittings": [{**SUMMER, "sessions": [["11:00", "06:30"]]}]},
    {**GOOD, "sittings": [{**SUMMER, "sessions": [["06:30", "11:00"], ["10:00", "12:00"]]}]},
    {**GOOD, "sittings": [{**SUMMER, "sessions": [[6, 11]]}]},
    {**GOOD, "pauses": {}},
    {**GOOD, "pauses": [["2025-08-29T16:00"]]},
    {**GOOD, "pauses": [["2025-09-01T16:00", "2025-08-29T16:00"]]},
    {**GOOD, "pauses": [["2025-09-01T16:00", None]]},
    {**GOOD, "pauses": [["2025-08-29T16:00", "9999-12-31T23:59"]]},
]


@pytest.mark.parametrize("bad", BAD, ids=lambda row: str(row)[:60])
def test_a_bad_row_says_what_is_wrong_and_stops_nobody(tmp_path: Path, bad: object) -> None:
    first, wrong, last = answers(tmp_path, GOOD, bad, {**GOOD, "id": 3})
    assert set(wrong) == {"id", "error"}
    assert wrong["error"]
    assert wrong["id"] == (bad["id"] if isinstance(bad, dict) else wrong["id"])
    assert (first["due_at"], last["due_at"], last["id"]) == ("2025-09-05T16:00", "2025-09-05T16:00", 3)


def test_an_id_comes_back_as_it_was_given(tmp_path: Path) -> None:
    ids = ["Hồ sơ", "\ud800", 1.5, None, {"a": [1]}]
    assert [answer["id"] for answer in answers(tmp_path, *({**GOOD, "id": given} for given in ids))] == ids


def test_a_byte_order_mark_and_empty_lines_do_no_harm(tmp_path: Path) -> None:
    row = json.dumps(GOOD).encode()
    assert len(answers(tmp_path, b"\xef\xbb\xbf" + row, b"", row + b"\r", b"")) == 2


def test_rows_are_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(GOOD).encode())))
    assert ask("-")[0]["due_at"] == "2025-09-05T16:00"


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không đọc được"):
        ask(str(tmp_path / "nothing.jsonl"))


def test_three_hundred_rows_come_back_in_their_order(tmp_path: Path) -> None:
    rows = [{**GOOD, "id": number} for number in range(300)]
    assert [answer["id"] for answer in answers(tmp_path, *rows)] == list(range(300))
