"""The graded sets are well formed: whoever measures with them need not look at the rows first."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CATALOGUE = HERE.parents[1] / "motcua" / "apps" / "procedures" / "data" / "catalogue.jsonl"
KINDS = {"formal", "colloquial", "no-accents", "typo", "dialect", "teen-code", "need-described", "rambling"}
DOORS = {
    "province": "province",
    "ministry": "ministry",
    "police": "police",
    "tax": "tax",
    "customs": "customs",
    "court": "court",
    "other-body": "other",
    "small-talk": "none",
    "noise": "none",
    "off-topic": "none",
}
#: Six digits in a row, even with dots or spaces between, could be a phone or a personal number.
NUMBER = re.compile(r"(?:\d[ .-]?){6,}")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


QUESTIONS = rows(HERE / "questions-own.jsonl")
NEGATIVES = rows(HERE / "negatives.jsonl")


def test_ids_and_queries_are_unique_over_both_sets() -> None:
    both = QUESTIONS + NEGATIVES
    assert len({row["id"] for row in both}) == len(both)
    repeated = [query for query, times in Counter(row["query"].casefold() for row in both).items() if times > 1]
    assert not repeated


def test_every_code_is_in_the_shipped_catalogue_and_none_twice_in_a_row() -> None:
    shipped = {row["code"] for row in rows(CATALOGUE)}
    assert not [row["id"] for row in QUESTIONS if not row["codes"] or not shipped.issuperset(row["codes"])]
    assert not [row["id"] for row in QUESTIONS if len(set(row["codes"])) != len(row["codes"])]


def test_the_questions_cover_the_kinds_evenly_and_the_catalogue_widely() -> None:
    kinds = Counter(row["kind"] for row in QUESTIONS)
    assert set(kinds) == KINDS
    assert len(QUESTIONS) >= 420
    assert min(kinds.values()) >= 50
    assert len({code for row in QUESTIONS for code in row["codes"]}) >= 120


def test_every_negative_has_a_known_kind_and_its_door() -> None:
    assert {row["kind"] for row in NEGATIVES} == set(DOORS)
    assert not [row["id"] for row in NEGATIVES if row["door"] != DOORS[row["kind"]]]
    assert len(NEGATIVES) >= 330


@pytest.mark.parametrize(
    ("found", "keys"),
    [(QUESTIONS, {"id", "query", "codes", "kind"}), (NEGATIVES, {"id", "query", "kind", "door"})],
    ids=["questions", "negatives"],
)
def test_rows_are_plain_and_carry_no_number_of_a_person(found: list[dict[str, Any]], keys: set[str]) -> None:
    assert not [row["id"] for row in found if set(row) != keys]
    assert not [row["id"] for row in found if row["query"] != unicodedata.normalize("NFC", row["query"].strip())]
    assert not [row["id"] for row in found if NUMBER.search(row["query"])]


def test_queries_without_accents_have_none() -> None:
    assert not [row["id"] for row in QUESTIONS if row["kind"] == "no-accents" and not row["query"].isascii()]
