"""Text in a field of an e-form that is not asked: told, unless nobody typed it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from motcua.base import eforms
from motcua.base.eforms import form_of

TODAY = date(2026, 11, 25)
HERE = Path(eforms.__file__).parents[2] / "apps/procedures/data/eforms"


def form(code: str) -> eforms.EForm:
    return form_of((HERE / f"{code}.json").read_text("utf-8"))


def told(code: str, page: str, typed: dict[str, str], **people: Any) -> dict[str, str]:
    kept = {eforms.kept_name(page): typed, eforms.PEOPLE_PAGE: people}
    return eforms.problems(form(code), kept, today=TODAY)


def page_of(code: str, field: str) -> str:
    return next(page.key for page in form(code).pages for row in page.rows if row.field.name == field)


def test_a_mother_without_a_name_is_told_beside_her_name() -> None:
    typed = {"me_ngay_sinh-y": "1998", "me_dan_toc": "Kinh", "me_so_ddcn": "999098000001", "me_noi_cu_tru": "Thôn 1"}
    found = told("1.001193", page_of("1.001193", "me_ho_ten"), typed)
    labels = {row.field.name: row.field.label for row in form("1.001193").rows}
    first = ", ".join(labels[name] for name in ("me_ngay_sinh", "me_dan_toc", "me_so_ddcn"))
    assert found["me_ho_ten"] == f"Đã ghi «{first} …»: xin điền «{labels['me_ho_ten']}», hoặc xoá phần đã ghi."
    assert "me_dan_toc" not in found


def test_what_the_page_of_people_filled_in_nobody_typed() -> None:
    page = page_of("1.001731", "lo_ho_ten")
    row = next(row for row in form("1.001731").rows if row.field.name == "lo_ho_ten")
    filer = {row.prefill.partition(".")[2] or "name": "Nguyễn Mẫu Lan"}
    typed = {"ai": "Cơ quan, tổ chức", "lo_ho_ten": "Nguyễn Mẫu Lan"}
    told_ai = told("1.001731", page, typed, filer=filer).get("ai", "")
    assert told_ai == ""
    assert "Đã ghi" in told("1.001731", page, {**typed, "lo_ho_ten": "Hồ Mẫu Ba"}, filer=filer)["ai"]


@pytest.mark.parametrize("ticked", ["on", ""])
def test_a_ticked_box_counts_as_said(ticked: str) -> None:
    written = json.loads((HERE / "1.001193.json").read_text("utf-8"))
    written["schema"]["properties"]["me_dan_toc"] = {
        "type": "boolean", "title": "Có giấy tờ", "description": "Đánh dấu nếu có.",
    }  # fmt: skip
    page = page_of("1.001193", "me_ho_ten")
    found = eforms.problems(form_of(json.dumps(written)), {eforms.kept_name(page): {"me_dan_toc": ticked}}, today=TODAY)
    assert ("«Có giấy tờ»" in found.get("me_ho_ten", "")) is bool(ticked)
