"""What Motcua ships: the right procedures, facts only, and no unknown made known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from motcua.apps.procedures import gateways
from motcua.apps.procedures.rules import gaps
from motcua.apps.procedures.rules.distil import distil
from motcua.apps.procedures.rules.document import canonical
from motcua.apps.procedures.tests.factories import shipped
from motcua.apps.procedures.values import Known
from motcua.apps.workcalendar.values import Unit

FULL_TEXTS = Path(__file__).resolve().parents[4].parent / "shared" / "data" / "procedures.jsonl"
ALLOWED = {
    "agency", "as_of", "cases", "code", "decision", "field", "full", "legal", "levels", "ministry", "offers",
    "online", "results", "source", "subjects", "title", "url",
}  # fmt: skip


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in gateways.lines_of(gateways.SHIPPED)]


def test_the_shipped_catalogue_has_466_procedures_371_of_them_full() -> None:
    counts = gaps.counted(shipped().values())
    assert (counts.procedures, counts.full, counts.header_only) == (466, 371, 95)


def test_terms_that_lost_their_unit_stay_unknown(rows: list[dict[str, Any]]) -> None:
    terms = [offer["term"] for row in rows for offer in row.get("offers", [])]
    assert sum(term.get("raw", "").isdigit() for term in terms) == 138
    assert all("unit" in term or "quantity" not in term for term in terms)
    without = {row["code"] for row in rows for o in row.get("offers", []) if o["term"].get("raw", "").isdigit()}
    views = shipped()
    assert not any(o.term.is_known and o.term.known is Known.SET for code in without for o in views[code].channels)


def test_no_online_level_is_stated() -> None:
    counts = gaps.counted(shipped().values())
    assert counts.online_levels_stated == 0


def test_a_header_promises_and_charges_nothing() -> None:
    headers = [view for view in shipped().values() if not view.full]
    assert len(headers) == 95
    assert not any(view.may_promise or view.channels or view.cases for view in headers)


def test_an_amount_of_nought_is_never_a_price(rows: list[dict[str, Any]]) -> None:
    prices = [line for row in rows for o in row.get("offers", []) for line in o["fee"].get("lines", [])]
    assert prices
    assert all(line["amount"] >= 1000 for line in prices)


def test_no_sentences_of_others_are_shipped(rows: list[dict[str, Any]]) -> None:
    assert {key for row in rows for key in row} <= ALLOWED
    titles = [paper["title"] for row in rows for case in row.get("cases", []) for paper in case["papers"]]
    assert max(map(len, titles)) <= 401


def test_every_overlay_row_names_its_source() -> None:
    rows = [json.loads(line) for line in gateways.lines_of(gateways.DATA / "overlay.jsonl")]
    assert all(row["source"] and row["reviewed"] for row in rows)
    assert not any(row["verified"] for row in rows if "[K]" in row["source"])


def test_certified_copies_follow_the_rule_of_three_o_clock() -> None:
    term = shipped()["2.000815"].term(1)
    assert term.value is not None
    assert (term.value.unit, term.known) == (Unit.SAME_DAY, Known.STATED)
    assert term.source


def test_hearsay_never_becomes_a_price() -> None:
    birth = shipped()["1.001193"].offer(1)
    assert birth is not None
    assert not birth.fee.is_known
    assert "chưa ai kiểm chứng" in birth.fee.source


def test_a_replaced_interlinked_procedure_names_its_successor() -> None:
    assert shipped()["2.000986"].replaced_by.value == ("3.000722",)


@pytest.mark.skipif(not FULL_TEXTS.exists(), reason="the full texts are not beside this checkout")
def test_the_shipped_file_is_what_its_maker_makes(rows: list[dict[str, Any]]) -> None:
    full = {row["code"]: row for row in map(json.loads, FULL_TEXTS.read_text("utf-8").splitlines())}
    assert all(canonical(distil(full[row["code"]])) == canonical(row) for row in rows)
