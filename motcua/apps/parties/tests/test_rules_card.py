"""Identity-card scans: read exactly, doubted aloud, never guessed."""

from __future__ import annotations

import io
import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.parties.management.commands.calc_cccd import answers
from motcua.apps.parties.rules import card_of
from motcua.apps.parties.states import Sex
from motcua.apps.parties.values import Birth, Card

TODAY = date(2026, 11, 21)
LAN = "999190000001||Nguyễn Mẫu Lan|17051990|Nữ|Thôn Mẫu, xã Suối Mẫu, tỉnh Mẫu|15042021"


def read(scan: str) -> Card:
    card = card_of(scan, today=TODAY)
    assert card is not None
    return card


def changed(place: int, value: str) -> str:
    fields = LAN.split("|")
    fields[place] = value
    return "|".join(fields)


def test_a_card_is_read_as_it_stands() -> None:
    assert read(LAN) == Card(
        "999190000001", "", "Nguyễn Mẫu Lan", date(1990, 5, 17), Sex.FEMALE, "Thôn Mẫu, xã Suối Mẫu, tỉnh Mẫu",
        date(2021, 4, 15), (),
    )  # fmt: skip
    assert read(LAN).stated().birth == Birth(1990, 5, 17)
    assert read(LAN).stated().problems(today=TODAY) == {}


@pytest.mark.parametrize(
    "scan",
    [
        "\ufeff" + LAN + "\r\n", "  " + LAN + "\n", LAN + "|Cha Mẫu|Mẹ Mẫu|999", unicodedata.normalize("NFD", LAN),
        LAN.replace("Nữ", "NỮ"), LAN.replace("Mẫu Lan", "Mẫu   Lan"), "\n\ufeff " + LAN,
    ],
)  # fmt: skip
def test_what_readers_add_around_a_card_changes_nothing(scan: str) -> None:
    assert read(scan) == read(LAN)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, "99919000000"), (0, "9991900000012"), (0, "99919000000a"), (0, "99919000000٣"), (0, "９99190000001"),
        (2, ""), (2, "  "), (2, "Lan2"), (2, "Lan@"), (3, "31022000"), (3, "1990517"), (3, "22112026"),
        (3, "00000000"), (3, "1705199٠"), (4, ""), (4, "X"), (4, "Nu"), (5, "a\tb"), (5, "<b>"), (5, "a\x00"),
        (5, "x" * 1000), (6, ""), (6, "30022021"),
    ],
)  # fmt: skip
def test_what_is_no_card_is_refused(place: int, value: str) -> None:
    assert card_of(changed(place, value), today=TODAY) is None


@pytest.mark.parametrize("scan", ["", "|", "|||||||", "999190000001", LAN.rsplit("|", 1)[0], LAN.replace("|", ";")])
def test_too_few_fields_are_no_card(scan: str) -> None:
    assert card_of(scan, today=TODAY) is None


def test_a_child_born_today_has_a_card_and_an_address_may_be_empty() -> None:
    scan = changed(3, "21112026").replace("999190000001", "999326000001")
    assert read(scan).warnings == ()
    assert read(changed(5, "")).address == ""


@pytest.mark.parametrize(
    ("place", "value", "warning"),
    [
        (4, "Nam", "sex_mismatch"),
        (3, "17051991", "year_mismatch"),
        (3, "17052090"[:4] + "1890", "year_mismatch"),
        (1, "12345", "old_number_format"),
        (1, "12345678x", "old_number_format"),
        (2, "Nguyeenx Maaux Lan", "input_method"),
        (2, "Nguyễn DDình Lan", "input_method"),
        (2, "Trần Thij Lan", "input_method"),
        (5, "Thoon Mẫu, xax Suoosi Mẫu", "input_method"),
        (5, "Tho6n Ma64u", "input_method"),
        (5, "d9uong 12", "input_method"),
        (5, "Nguyen64 Trai", "input_method"),
    ],
)
def test_a_doubt_is_said_and_refuses_nothing(place: int, value: str, warning: str) -> None:
    assert read(changed(place, value)).warnings == (warning,)


@pytest.mark.parametrize(
    "address",
    [
        "Số 12A, ngõ 5, Tổ 3", "Lô A1-B2, KP3, P12, Q1", "Buôn Ea Kar, xã Cư M'gar, Đắk Lắk", "Ấp 3, xã Xoong", "Lô D9",
        "Krông Pắk", "Chung cư CT2, Khu đô thị Mẫu", "THON 2, XA SUOI MAU", "Đak Pơ, Gia Lai",
    ],
)  # fmt: skip
def test_ordinary_addresses_are_not_suspected(address: str) -> None:
    assert read(changed(5, address)).warnings == ()


@pytest.mark.parametrize("old", ["", "999000001", "999000000009"])
def test_old_numbers_of_nine_or_twelve_digits_are_fine(old: str) -> None:
    assert read(changed(1, old)).warnings == ()


@given(scan=st.text(max_size=200) | st.lists(st.text(max_size=20), min_size=7, max_size=9).map("|".join))
def test_no_scan_breaks_the_reader(scan: str) -> None:
    card = card_of(scan, today=TODAY)
    assert card is None or len(card.number) == 12


def row(**given: Any) -> bytes:
    return json.dumps(given).encode()


def test_the_calculator_answers_every_row_in_order() -> None:
    told = [json.loads(line) for line in answers([row(id=1, scan=LAN), b"{", b"", row(id=3, scan="x"), row(id=4)],
                                                 today=TODAY)]  # fmt: skip
    assert told[0] == {
        "id": 1, "ok": True, "number": "999190000001", "old_number": "", "name": "Nguyễn Mẫu Lan",
        "birth_date": "1990-05-17", "sex": "Nữ", "address": "Thôn Mẫu, xã Suối Mẫu, tỉnh Mẫu",
        "issue_date": "2021-04-15", "warnings": [],
    }  # fmt: skip
    assert "error" in told[1]
    assert told[2] == {"id": 3, "ok": False, **dict.fromkeys(list(told[0])[2:])}
    assert set(told[3]) == {"id", "error"}


def test_the_command_reads_a_file_and_says_when_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "scans.jsonl").write_bytes(b"\xef\xbb\xbf" + row(id="a", scan=LAN) + b"\r\n")
    out = io.StringIO()
    call_command("calc_cccd", str(tmp_path / "scans.jsonl"), stdout=out)
    assert json.loads(out.getvalue())["ok"] is True
    with pytest.raises(CommandError):
        call_command("calc_cccd", str(tmp_path / "missing.jsonl"))
