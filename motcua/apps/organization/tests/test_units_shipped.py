"""Every shipped unit, asked for as people would write it, leads to all it became; present ones to themselves."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from motcua.apps.organization.rules.understanding import understand
from motcua.apps.organization.tests.gazetteers import shipped
from motcua.apps.organization.values import Grasp, UnitLevel
from motcua.kernel.text import fold, nfc

TODAY = date(2026, 11, 25)
#: The tables the shipped file is made of; they are not part of the program.
SOURCES = Path(__file__).resolve().parents[4].parent / "shared" / "data"


def communes(*, present: bool) -> list[int]:
    rows = shipped().units.items()
    return [key for key, row in rows if row.level is UnitLevel.COMMUNE and row.in_force(TODAY) is present]


def written(key: int) -> str:
    places = [key, *(place for place in shipped().chain(key, TODAY) if place is not None)]
    return ", ".join(shipped().units[place].name for place in places)


def reached(text: str) -> set[str]:
    asked = understand(text, gazetteer=shipped(), on=TODAY)
    return {unit.code for reading in asked.readings for unit in reading.units}


def test_every_old_commune_finds_all_its_successors_and_nothing_else():
    wrong = []
    for key in communes(present=False):
        became = {shipped().units[new].code for new in shipped().now(key, TODAY)}
        if not became or reached(written(key)) != became:
            wrong.append(written(key))
    assert wrong == []


def test_every_present_commune_is_itself():
    keys = communes(present=True)
    assert len(keys) == 3321
    assert [written(key) for key in keys if reached(written(key)) != {shipped().units[key].code}] == []


def test_every_present_commune_is_found_without_marks():
    keys = communes(present=True)
    assert [written(key) for key in keys if shipped().units[key].code not in reached(fold(written(key)))] == []


def test_old_communes_are_found_without_marks():
    wrong = []
    for key in communes(present=False)[::7]:
        became = {shipped().units[new].code for new in shipped().now(key, TODAY)}
        if not became <= reached(fold(written(key))):
            wrong.append(written(key))
    assert wrong == []


def test_every_district_leads_to_communes_of_today():
    rows = shipped().units.items()
    districts = [key for key, row in rows if row.level is UnitLevel.DISTRICT]
    assert len(districts) == 696
    assert [written(key) for key in districts if not shipped().reading(key, TODAY).now] == []


def test_every_unit_lies_in_a_province():
    keys = [key for present in (True, False) for key in communes(present=present)]
    assert [key for key in keys if shipped().chain(key, TODAY)[1] is None] == []


def test_a_typed_district_keeps_names_of_one_province_apart():
    asked = understand("Xã Minh Sơn, huyện Ngọc Lặc, tỉnh Thanh Hóa", gazetteer=shipped(), on=TODAY)
    assert asked.grasp is Grasp.ONE


def test_the_shipped_rows_are_those_of_the_tables():
    source = SOURCES / "units-old-new.csv"
    if not source.exists():
        pytest.skip("the statistics office's tables are not beside this checkout: NOT COMPARED")
    missing = []
    with source.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            places = (row["old_name"], row["old_district"], row["old_province"])
            text = ", ".join(nfc(place.partition(" (")[0]) for place in places if place)
            if row["new_code"] not in reached(text):
                missing.append((text, row["new_code"]))
    assert missing == []
