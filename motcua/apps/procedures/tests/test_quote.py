"""What filing costs: tables of prices, exemptions beside every amount, nothing charged on the unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.apps.procedures.rules.quote import quote
from motcua.apps.procedures.tests.factories import a_day, full_row, shipped, view_of
from motcua.apps.procedures.values import VersionView


def settled(**facts: Any) -> VersionView:
    """The made-up procedure with facts a person settled; "fee_1" stands for "fee:1"."""
    entries = {
        path.replace("_1", ":1"): {"value": value, "known": "set", "source": "Văn bản mẫu", "by": "staff:2", "at": ""}
        for path, value in facts.items()
    }
    return view_of(full_row(), {"9.990001": entries})


MERIT = [
    {"class": "merit", "name": "Người có công", "percent_off": 100},
    {"class": "poor", "name": "", "percent_off": 50},
]


@pytest.mark.parametrize(
    ("pages", "copies", "fee"),
    [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (3, 2, 10000), (198, 1, 200000), (199, 1, 200000), (500, 3, 600000)],
)
def test_certified_copies_cost_what_the_circular_says(pages: int, copies: int, fee: int) -> None:
    told = quote(shipped()["2.000815"], case="", channel=1, on=a_day(), counts={"trang": pages, "bản": copies})
    assert told.total == fee


def test_a_price_per_page_waits_for_the_pages() -> None:
    told = quote(shipped()["2.000815"], case="", channel=1, on=a_day())
    assert (told.total, told.unknown, told.needs) == (None, False, frozenset({"trang", "bản"}))


@pytest.mark.parametrize(("applicant", "fee"), [("", 20000), ("merit", 0), ("poor", 10000), ("stranger", 20000)])
def test_an_exempt_applicant_pays_less(applicant: str, fee: int) -> None:
    version = settled(exemptions=MERIT)
    told = quote(version, case="", channel=1, on=a_day(), applicant_class=applicant, counts={"trường hợp": 1})
    assert (told.total, told.chargeable) == (fee, True)
    assert told.exemptions.value is not None
    assert [e.applicant_class for e in told.exemptions.value] == ["merit", "poor"]


def test_an_amount_whose_exemptions_nobody_knows_is_told_but_not_charged() -> None:
    told = quote(settled(), case="", channel=1, on=a_day(), counts={"trường hợp": 1})
    assert (told.total, told.exemptions.is_known, told.chargeable) == (20000, False, False)


FEE_ONCE = {"lines": [{"amount": 20000}]}


@pytest.mark.parametrize(
    ("facts", "owed"),
    [
        ({"fee_1": FEE_ONCE, "exemptions": []}, "something"),
        ({"fee_1": {"lines": [{"amount": 2000, "per": "trang"}]}, "exemptions": []}, "something"),
        ({"fee_1": {"lines": [{"amount": 1000, "per": "trang", "first": 3}]}, "exemptions": []}, "unknown"),
        ({"fee_1": {"lines": []}}, "nothing"),
        ({"fee_1": {"lines": [{"amount": 0}]}, "exemptions": []}, "nothing"),
        ({"fee_1": FEE_ONCE}, "unknown"),
    ],
)
def test_a_payment_is_waited_for_only_where_something_is_surely_owed(facts: Any, owed: str) -> None:
    assert quote(settled(**facts), case="", channel=1, on=a_day()).owed == owed


def test_nobody_owes_a_price_the_source_lost() -> None:
    assert quote(settled(), case="", channel=2, on=a_day()).owed == "unknown"


def test_adoption_names_who_is_exempt() -> None:
    told = quote(shipped()["2.001263"], case="", channel=1, on=a_day(), applicant_class="step-parent")
    assert (told.total, told.chargeable) == (0, True)


@pytest.mark.parametrize("code", ["1.001193", "1.004873", "1.001699"])
def test_an_unknown_fee_is_never_charged(code: str) -> None:
    told = quote(shipped()[code], case="", channel=1, on=a_day())
    assert (told.total, told.unknown, told.chargeable) == (None, True, False)


def test_a_fee_somebody_set_to_nothing_needs_no_exemptions() -> None:
    told = quote(settled(fee_1={"lines": []}), case="", channel=1, on=a_day())
    assert (told.total, told.unknown, told.chargeable) == (0, False, True)


@pytest.mark.parametrize(
    ("case", "channel", "on"),
    [("c-none", 1, a_day()), ("", 3, a_day()), ("", 1, date(2020, 1, 1))],
)
def test_what_is_not_offered_has_no_price(case: str, channel: int, on: date) -> None:
    told = quote(settled(), case=case, channel=channel, on=on, counts={"trường hợp": 1})
    assert (told.total, told.unknown) == (None, True)
