"""The keeper finds what nobody knows, writes it down; a colleague signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures import queries
from motcua.apps.procedures.models import FactSet
from motcua.apps.procedures.tests.factories import a_day, full_row, imported
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.kernel.clock import office_time

CODE = "9.990001"
PAGE = f"/console/catalogue/{CODE}/"
TERM = {"quantity": "5", "unit": "working_day", "source": "Quyết định mẫu số 1"}
FEE = {"line_1": "Lệ phí", "amount_1": "8000", "source": "Nghị quyết mẫu"}


@pytest.fixture(autouse=True)
def _a_procedure_that_lost_its_unit(db: None) -> Iterator[None]:
    lost = {"channel": "Trực tiếp", "time_text": "5", "time_qty": 5, "time_unit": None, "fees": []}
    queries.forget()
    imported(full_row(methods=[lost]))
    with clock.stopped(office_time(2026, 7, 20, 14)):
        yield


def keeper(centre: CentreView, username: str, name: str) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.KEEPER, username=username, name=name))


@pytest.fixture
def as_thu(centre: CentreView) -> Client:
    return keeper(centre, "thu", "Đinh Mẫu Thư")


@pytest.fixture
def as_khoi(centre: CentreView) -> Client:
    return keeper(centre, "khoi", "La Mẫu Khôi")


def term() -> Any:
    return queries.in_force(CODE, on=a_day()).term(1)


def test_the_keeper_sees_what_nobody_knows_and_what_the_source_had(as_thu: Client) -> None:
    page = as_thu.get("/console/catalogue/?kind=term").content.decode()
    assert "Chưa xác định (1)" in page
    assert f'href="{PAGE}term:1/"' in page
    assert "<td>5</td>" in page
    assert "chưa xác định" in as_thu.get(PAGE).content.decode()


def test_one_writes_another_signs_and_the_term_counts(as_thu: Client, as_khoi: Client) -> None:
    assert as_thu.post(f"{PAGE}term:1/", TERM)["Location"] == PAGE
    assert not term().is_known
    fact = FactSet.objects.get().id
    waiting = as_khoi.get("/console/catalogue/waiting/").content.decode()
    assert "5 ngày làm việc" in waiting
    assert "Đinh Mẫu Thư" in waiting
    assert as_khoi.post(f"/console/facts/{fact}/sign/", {"next": PAGE})["Location"] == PAGE
    assert str(term().value.quantity) == "5"
    page = as_thu.get(PAGE).content.decode()
    assert "Đã ghi và ký" in page
    assert "La Mẫu Khôi" in page


def test_the_writer_finds_no_button_and_is_refused(as_thu: Client) -> None:
    as_thu.post(f"{PAGE}term:1/", TERM)
    sign = f"/console/facts/{FactSet.objects.get().id}/sign/"
    assert sign not in as_thu.get(PAGE).content.decode()
    refused = as_thu.post(sign)
    assert refused.status_code == 409
    assert "Người ký phải khác người ghi" in refused.content.decode()
    assert not term().is_known


def test_a_fact_signed_twice_is_told(as_thu: Client, as_khoi: Client) -> None:
    as_thu.post(f"{PAGE}term:1/", TERM)
    sign = f"/console/facts/{FactSet.objects.get().id}/sign/"
    assert [as_khoi.post(sign).status_code for _ in range(2)] == [302, 409]


def test_taking_back_asks_for_the_reason_first(as_thu: Client) -> None:
    as_thu.post(f"{PAGE}term:1/", TERM)
    withdraw = f"/console/facts/{FactSet.objects.get().id}/withdraw/"
    assert "5 ngày làm việc" in as_thu.get(withdraw).content.decode()
    assert as_thu.post(withdraw, {"reason": " x "}).status_code == 422
    assert as_thu.post(withdraw, {"reason": "Ghi nhầm số"})["Location"] == PAGE
    assert FactSet.objects.get().retired_reason == "Ghi nhầm số"
    page = as_thu.get(PAGE).content.decode()
    assert re.search(r"Đã rút.*?Đinh Mẫu Thư, 20/07, 14:00: Ghi nhầm số", page, re.DOTALL)


def test_a_fact_that_was_replaced_keeps_its_signer_and_is_not_called_withdrawn(as_thu: Client, as_khoi: Client) -> None:
    for quantity in ("5", "7"):
        as_thu.post(f"{PAGE}term:1/", {**TERM, "quantity": quantity})
        as_khoi.post(f"/console/facts/{FactSet.objects.latest('id').id}/sign/")
    page = as_thu.get(PAGE).content.decode()
    assert page.count("La Mẫu Khôi") == 2
    assert page.count("Đã thay bằng nội dung mới") == 1
    assert "Đã rút" not in page


def test_where_the_centre_has_its_own_fact_writing_for_the_country_is_told(as_thu: Client, as_khoi: Client) -> None:
    here = {"value": "here", "source": "Quyết định mẫu"}
    address = f"{PAGE}online_where/"
    assert "nội dung riêng" not in as_thu.get(address).content.decode()
    as_thu.post(address, {**here, "only_here": "on"})
    as_khoi.post(f"/console/facts/{FactSet.objects.get().id}/sign/")
    page = as_thu.get(address)
    assert "đang theo một nội dung riêng" in page.content.decode()
    assert page.context["form"]["only_here"].value() is True
    as_thu.post(address, {**here, "value": "portal"})
    told = as_khoi.post(f"/console/facts/{FactSet.objects.latest('id').id}/sign/", follow=True).content.decode()
    assert "vẫn theo nội dung riêng" in told
    assert told.count("Hồ sơ mới từ nay theo nội dung này") == 1  # of the centre's own one


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        ("term:2", {"unit": "same_day"}, {"unit": "same_day"}),
        ("online_where", {"value": "here"}, "here"),
        ("online_level", {"value": "full"}, "full"),
        ("fee_at", {"value": "filing"}, "filing"),
        ("duty_pauses", {"value": "yes"}, True),
        ("supplement_days", {"value": "15"}, 15),
        ("signatories", {"value": "Bên nam\nBên nữ", "before": "decision"},
         {"roles": ["Bên nam", "Bên nữ"], "before": "decision"}),
        ("representation", {"allowed": "yes", "value": "ông, bà", "uncertified": "con\nvợ, chồng"},
         {"allowed": True, "kin": ["ông, bà"], "uncertified": ["con", "vợ, chồng"]}),
        ("competent_agency", {"value": "Ủy ban nhân dân xã"}, "Ủy ban nhân dân xã"),
        ("keywords", {"value": "giấy khai sinh\n\nkhai sinh"}, ["giấy khai sinh", "khai sinh"]),
        ("exemptions", {"value": ""}, []),
        ("exemptions", {"value": "ho-ngheo; Hộ nghèo; 100"},
         [{"class": "ho-ngheo", "name": "Hộ nghèo", "percent_off": 100}]),
        ("process", {"value": "nhan; Tiếp nhận; clerk; 60"},
         [{"key": "nhan", "name": "Tiếp nhận", "role": "clerk", "budget_minutes": 60}]),
        ("fee:1", {"free": "on"}, {"lines": [], "cap": None, "cap_per": ""}),
        ("fee:1", FEE, {"lines": [{"line": "Lệ phí", "amount": 8000, "per": "", "first": 1, "last": None}],
                        "cap": None, "cap_per": ""}),
    ],
)  # fmt: skip
def test_each_kind_of_fact_is_written_down_and_shown(
    as_thu: Client, as_khoi: Client, path: str, typed: dict[str, str], value: object
) -> None:
    form = as_thu.get(f"{PAGE}{path}/")
    assert form.status_code == 200
    assert as_thu.post(f"{PAGE}{path}/", {"source": "Quyết định mẫu", **typed}).status_code == 302
    assert FactSet.objects.get().value == value
    assert as_thu.get(PAGE).status_code == 200
    as_khoi.post(f"/console/facts/{FactSet.objects.get().id}/sign/")
    assert as_thu.get(f"{PAGE}{path}/").status_code == 200


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("term:1", {**TERM, "quantity": ""}, "Xin ghi thời hạn là bao nhiêu"),
        ("term:1", {**TERM, "quantity": "ba"}, "Xin ghi một số"),
        ("term:1", {**TERM, "quantity": "-3"}, "lớn hơn 0"),
        ("term:1", {**TERM, "source": ""}, "Xin ghi văn bản"),
        ("term:1", {**TERM, "quantity": "1.5", "unit": "month"}, "số nguyên"),
        ("term:1", {**TERM, "unit": "same_day"}, "bỏ trống số lượng"),
        ("fee:1", {"source": "Nghị quyết mẫu"}, "Xin chọn không thu"),
        ("fee:1", {**FEE, "free": "on"}, "Xin chọn không thu"),
        ("fee:1", {"source": "Nghị quyết mẫu", "line_1": "Lệ phí"}, "Xin ghi số tiền của khoản này"),
        ("fee:1", {**FEE, "per_7": "bản", "last_7": "2"}, "Xin ghi số tiền của khoản này"),
        ("fee:1", {**FEE, "first_1": "3", "last_1": "2"}, "kết thúc sau khi bắt đầu"),
        ("fee:1", {"source": "Nghị quyết mẫu", "free": "on", "cap": "9000"}, "không có mức tối đa"),
        ("fee:1", {**FEE, "cap_per": "hồ sơ"}, "Xin ghi mức tối đa"),
        ("fee:1", {**FEE, "first_1": "5", "last_1": "2"}, "Khoảng tính"),
        ("exemptions", {"value": "ho-ngheo; Hộ nghèo; nhiều", "source": "Nghị quyết mẫu"}, "từ 1 đến 100"),
        ("process", {"value": "nhan; Tiếp nhận; vua; 60", "source": "Quyết định mẫu"}, "Không có vai trò này"),
        ("online_where", {"value": "nowhere", "source": "Quyết định mẫu"}, "online_where"),
    ],
)
def test_what_does_not_fit_is_told_and_stays_typed(as_thu: Client, path: str, typed: dict[str, str], said: str) -> None:
    page = as_thu.post(f"{PAGE}{path}/", typed)
    assert page.status_code == 422
    text = page.content.decode()
    assert said in text or said == path
    assert all(value in text for key, value in typed.items() if key in {"source", "line_1"})
    assert not FactSet.objects.exists()


@pytest.mark.parametrize("address", [f"{PAGE}colour/", f"{PAGE}term:9/", "/console/catalogue/9.000009/"])
def test_what_is_not_in_the_catalogue_is_not_found(as_thu: Client, address: str) -> None:
    assert as_thu.get(address).status_code == 404


def test_a_fact_for_this_centre_alone_holds_here(as_thu: Client, centre: CentreView) -> None:
    as_thu.post(f"{PAGE}online_where/", {"value": "here", "source": "Quyết định mẫu", "only_here": "on"})
    assert FactSet.objects.get().only_centre == centre.id


def test_the_known_value_stands_in_the_form(as_thu: Client, as_khoi: Client) -> None:
    as_thu.post(f"{PAGE}fee:1/", FEE)
    as_khoi.post(f"/console/facts/{FactSet.objects.get().id}/sign/")
    assert 'value="8000"' in as_thu.get(f"{PAGE}fee:1/").content.decode()


def test_a_fee_of_six_prices_opens_with_all_of_them_and_loses_none(as_thu: Client, as_khoi: Client) -> None:
    six = {"source": "Nghị quyết mẫu"}
    for n in range(1, 7):
        six |= {f"line_{n}": f"Khoản {n}", f"amount_{n}": f"{n}000", f"first_{n}": "1", f"last_{n}": "", f"per_{n}": ""}
    assert as_thu.post(f"{PAGE}fee:1/", six).status_code == 302
    as_khoi.post(f"/console/facts/{FactSet.objects.get().id}/sign/")
    form = as_thu.get(f"{PAGE}fee:1/").context["form"]
    again = {bound.name: bound.value() or "" for bound in form if bound.name not in {"source", "only_here", "free"}}
    assert as_thu.post(f"{PAGE}fee:1/", {**again, "source": "Nghị quyết mẫu"}).status_code == 302
    first, second = FactSet.objects.order_by("id")
    assert first.value == second.value
    assert len(second.value["lines"]) == 6
    assert "amount_8" in form.fields


@pytest.mark.parametrize("rows", [1, 3])
def test_the_keepers_pages_cost_the_same_for_many(rows: int, as_thu: Client, django_assert_num_queries) -> None:
    for quantity in range(1, rows + 1):
        as_thu.post(f"{PAGE}term:1/", {**TERM, "quantity": str(quantity)})
    as_thu.get("/console/catalogue/")
    for address, statements in (("", 2), ("waiting/", 3), (f"{CODE}/", 3)):
        with django_assert_num_queries(statements):
            as_thu.get(f"/console/catalogue/{address}")
