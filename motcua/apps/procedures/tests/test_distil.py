"""Reading the national catalogue's rows: what is a fact, what is a note, what was lost."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.apps.procedures.rules.distil import distil
from motcua.apps.procedures.rules.document import BadRow
from motcua.apps.procedures.rules.papers import LONGEST_TITLE, shortened
from motcua.apps.procedures.tests.factories import full_row, view_of
from motcua.apps.procedures.values import Known


def method(channel: str = "Trực tiếp", **changes: Any) -> dict[str, Any]:
    term = {"time_text": "3 Ngày làm việc", "time_qty": 3, "time_unit": "Ngày làm việc"}
    return {"channel": channel, **term, "fees": [], **changes}


def fee(text: str, amount: int | None, note: str = "") -> dict[str, Any]:
    return {"text": text, "amount": amount, **({"note": note} if note else {})}


@pytest.mark.parametrize(
    ("text", "amount", "note", "price"),
    [
        ("20,000 Việt Nam Đồng", 20000, "", {"lines": [{"amount": 20000}]}),
        ("2,000 Việt Nam Đồng", 2000, "/trang", {"lines": [{"amount": 2000, "per": "trang"}]}),
        ("70,000 VNĐ", 70000, "70.000 đồng/Giấy", {"lines": [{"amount": 70000, "per": "giấy"}]}),
        ("Miễn phí", 0, "", {"raw": "Miễn phí"}),
        ("25 VNĐ", 25, "", {"raw": "25 VNĐ"}),
        ("10 USD", 10, "/bản", {"raw": "10 USD"}),
        ("Không có thông tin", None, "", {"raw": "Không có thông tin"}),
        ("50,000 VNĐ", 50000, "Riêng loại khác 120.000 đồng", {"raw": "50,000 VNĐ"}),
        ("8,000 VNĐ", 8000, "Do Hội đồng nhân dân cấp tỉnh quyết định", {"raw": "8,000 VNĐ"}),
    ],
)
def test_only_one_plain_amount_is_a_price(text: str, amount: int | None, note: str, price: dict[str, Any]) -> None:
    offers: Any = distil(full_row(methods=[method(fees=[fee(text, amount, note)])]))["offers"]
    assert offers[0]["fee"] == price


def test_two_different_prices_for_one_channel_are_no_price() -> None:
    fees = [fee("50,000 VNĐ", 50000), fee("70,000 VNĐ", 70000)]
    offers: Any = distil(full_row(methods=[method(fees=fees)]))["offers"]
    assert offers[0]["fee"] == {"raw": "50,000 VNĐ; 70,000 VNĐ"}


@pytest.mark.parametrize(
    "lost",
    [
        {"time_text": "1", "time_unit": None},
        {"time_qty": 0, "time_text": "0"},
        {"time_qty": None, "time_unit": None, "time_text": "Không quy định"},
        {"time_unit": "Tuần", "time_text": "3 Tuần"},
    ],
)
def test_a_term_without_number_or_unit_is_unknown_and_keeps_what_stood_there(lost: dict[str, Any]) -> None:
    term = view_of(full_row(methods=[method(**lost)])).term(1)
    assert (term.known, term.value, term.raw) == (Known.UNKNOWN, None, lost["time_text"])


def test_two_terms_for_one_channel_are_no_term() -> None:
    other = method(time_text="5 Ngày", time_qty=5, time_unit="Ngày")
    term = view_of(full_row(methods=[method(), other, method("Trực tuyến")])).term(1)
    assert (term.is_known, term.raw) == (False, "3 Ngày làm việc; 5 Ngày")


def test_each_channel_keeps_its_own_term() -> None:
    online = method("Trực tuyến", time_text="2 Ngày làm việc", time_qty=2)
    view = view_of(full_row(methods=[method(), online]))
    assert [str(o.term.value.quantity) for o in view.channels if o.term.value] == ["3", "2"]


def test_notes_are_no_papers_and_groups_are_no_cases() -> None:
    def item(name: str, originals: int) -> dict[str, Any]:
        return {"name": name, "originals": originals, "copies": 0}

    blocks = [
        {"case": "* Giấy tờ phải nộp:", "items": [item("- Tờ khai", 1), item("Lưu ý: xem kỹ.", 0)]},
        {"case": "* Lưu ý:", "items": [item("Trường hợp khác thì hỏi cán bộ.", 0)]},
        {"case": "Trường hợp thuê nhà", "items": [item("a) Hợp đồng thuê", 20251)]},
    ]
    (case,) = view_of(full_row(components=blocks)).cases
    assert case.name == "Trường hợp thuê nhà"
    assert [(p.title, p.originals, p.group) for p in case.papers] == [
        ("Hợp đồng thuê", None, ""),
        ("Tờ khai", 1, "Giấy tờ phải nộp"),
    ]


def test_an_absurdly_long_title_is_cut_at_a_sentence_and_says_so() -> None:
    short, cut = shortened("Giấy tờ dài. " * 60)
    assert cut
    assert len(short) <= LONGEST_TITLE
    assert short.endswith(".")


def test_a_paper_keeps_its_id_when_others_come_and_go() -> None:
    one = {"name": "Tờ khai", "originals": 1, "copies": 0}
    two = {"name": "Giấy khác", "originals": 1, "copies": 0}
    before = view_of(full_row(components=[{"case": None, "items": [one]}]))
    after = view_of(full_row(components=[{"case": None, "items": [two, one]}]))
    assert before.cases[0].papers[0].id == after.cases[0].papers[1].id


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", "abc"), ("code", None), ("name", ""), ("field", ""), ("name", 7), ("methods", "x"), ("components", [1])],
)
def test_a_row_that_cannot_be_used_names_the_field(field: str, value: object) -> None:
    with pytest.raises(BadRow) as told:
        distil({**full_row(), field: value})
    assert told.value.field == field
    assert told.value.reason
