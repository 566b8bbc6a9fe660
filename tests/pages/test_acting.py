"""Filing for somebody else on the guide's page of people: why, on which paper, until when; and at the counter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from motcua.apps.dossiers.models import Component
from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.parties import queries as parties
from motcua.apps.parties.states import Basis
from motcua.base.db import scope
from tests.pages.test_filing import LAN, begin, fill, row_of

SPARED = {"allowed": True, "kin": ["ông, bà"], "uncertified": ["con"]}
MOTHER = {
    "owner-name": "Hồ Mẫu Mẹ",
    "owner-also": "Hồ Mẫu Mệ",
    "owner-birth_year": "1948",
    "owner-number": "999000000048",
}
FOR_HER = {**LAN, **MOTHER, "other": "on", "relation": "con"}
PROXY = {**FOR_HER, "basis": "proxy", "scope": "nộp hồ sơ", "until": "31/12/2026"}


def titles_of(draft: str) -> list[str]:
    draft_id = UUID(draft.rsplit("/", 1)[-1])
    with scope.opened(draft_id):
        return list(
            Component.objects.filter(dossier_id=draft_id, required=True)
            .order_by("position")
            .values_list("title", flat=True)
        )


def kept_of(draft: str) -> Any:
    row = row_of(draft)
    with scope.opened(row.id):
        return parties.mandate_of(dossier_id=row.id)


def test_whoever_has_a_proxy_is_asked_for_it_and_the_dossier_says_so(centre, as_lan):
    make_procedure(settled={"representation": SPARED})
    draft = begin(as_lan)
    page = as_lan.get(f"{draft}/nguoi-nop/").content.decode()
    assert "ông, bà, không cần văn bản uỷ quyền" in page
    assert "Văn bản uỷ quyền không phải chứng thực khi người được uỷ quyền là: con." in page
    assert as_lan.post(f"{draft}/nguoi-nop/", PROXY).status_code == 302
    assert titles_of(draft) == ["Tờ khai mẫu", "Văn bản uỷ quyền"]
    papers = as_lan.get(f"{draft}/giay-to/").context["draft"].components
    brought = {f"bring-{paper.id}": "on" for paper in papers}
    assert as_lan.post(f"{draft}/giay-to/", {**brought, "on": "1"}).status_code == 302
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    review = as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert "theo văn bản uỷ quyền; được nộp hồ sơ; đến hết ngày 31/12/2026" in review
    assert "Hồ Mẫu Mệ" in review
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    assert kept_of(draft).stated.relation == "con"


def test_the_filer_reads_again_who_stands_in_the_dossier_and_as_what(centre, as_lan, client):
    make_procedure(settled={"representation": SPARED})
    draft = begin(as_lan)
    as_lan.post(f"{draft}/nguoi-nop/", {**PROXY, "filer-sex": "nữ"})
    brought = {f"bring-{paper.id}": "on" for paper in as_lan.get(f"{draft}/giay-to/").context["draft"].components}
    as_lan.post(f"{draft}/giay-to/", {**brought, "on": "1"})
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    assert "<dt>Giới tính</dt><dd>Nữ</dd>" in as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    address = f"/ho-so/{draft.rsplit('/', 1)[-1]}/"
    told = as_lan.get(address).content.decode().split("Những người trong hồ sơ")[1]
    for text in ("Nguyễn Mẫu Lan", "0000111222", "Hồ Mẫu Mẹ", "Hồ Mẫu Mệ", "999 *** 048", "theo văn bản uỷ quyền"):
        assert text in told, text
    assert "Hồ Mẫu Mẹ" not in client.get(address).content.decode()


def test_kin_the_law_spares_bring_nothing_more(centre, as_lan):
    make_procedure(settled={"representation": SPARED})
    draft = begin(as_lan)
    assert as_lan.post(f"{draft}/nguoi-nop/", PROXY).status_code == 302
    assert as_lan.post(f"{draft}/nguoi-nop/", {**FOR_HER, "basis": "kin:ông, bà"}).status_code == 302
    assert titles_of(draft) == ["Tờ khai mẫu"]


def test_what_kin_write_of_themselves_is_kept_beside_the_word_of_the_law(centre, as_lan):
    make_procedure(settled={"representation": SPARED})
    draft = begin(as_lan)
    fill(as_lan, draft)
    as_lan.post(f"{draft}/nguoi-nop/", {**PROXY, "relation": "cháu nội", "basis": "kin:ông, bà"})
    review = as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert "ông, bà (cháu nội), không cần văn bản uỷ quyền; được nộp hồ sơ; đến hết ngày 31/12/2026" in review
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    kept = kept_of(draft).stated
    assert (kept.relation, kept.scope, str(kept.until)) == ("ông, bà (cháu nội)", "nộp hồ sơ", "2026-12-31")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (FOR_HER, "Xin chọn vì sao ông/bà được nộp thay."),
        ({**PROXY, "until": "31/13/2026"}, "Xin ghi ngày như 31/12/2026."),
        ({**PROXY, "until": "31/12/2020"}, "Giấy uỷ quyền đã hết hạn."),
        ({**PROXY, "relation": ""}, "Xin ghi ông/bà là gì của người đó."),
        ({**FOR_HER, "basis": "kin:hàng xóm"}, "hàng xóm"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_kept(centre, as_lan, typed, said):
    make_procedure(settled={"representation": SPARED})
    draft = begin(as_lan)
    answer = as_lan.post(f"{draft}/nguoi-nop/", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Hồ Mẫu Mẹ" in as_lan.get(f"{draft}/nguoi-nop/").content.decode()


def test_where_nobody_may_be_represented_the_page_says_so_and_asks_nothing(centre, as_lan):
    make_procedure(settled={"representation": {"allowed": False, "kin": [], "uncertified": []}})
    page = as_lan.get(f"{begin(as_lan)}/nguoi-nop/").content.decode()
    assert "không nộp thay được" in page
    assert 'name="other"' not in page


def test_a_draft_of_before_is_asked_why_before_it_is_filed(centre, as_lan):
    make_procedure()
    draft = begin(as_lan)
    fill(as_lan, draft)
    as_lan.post(f"{draft}/nguoi-nop/", FOR_HER)
    assert as_lan.post(f"{draft}/xem-lai/").status_code == 422
    assert as_lan.get(f"{draft}/").headers["Location"].endswith("/nguoi-nop/")


def test_the_clerk_notes_why_and_sees_it_with_the_filer(centre, as_minh: Client):
    make_procedure()
    typed = {
        "do": "receive", "place": "counter", "return_by": "counter", "copies": "1", "filer_name": "Nguyễn Mẫu Lan",
        "filer_also": "Nguyễn  Mẫu Lan Lan",
        "other_owner": "on", "owner_name": "Hồ Mẫu Mẹ", "basis": Basis.PROXY, "relation": "con",
        "scope": "nhận kết quả", "until": "31/12/2026", "paper0_state": "checked", "paper0_originals": "1",
    }  # fmt: skip
    page = as_minh.get("/desk/counter/9.990001/").content.decode()
    assert "không cần uỷ quyền" not in page
    wrong = as_minh.post("/desk/counter/9.990001/", {**typed, "until": "31/12/2020"})
    assert "Giấy uỷ quyền đã hết hạn." in wrong.content.decode()
    answer = as_minh.post("/desk/counter/9.990001/", typed, follow=True)
    dossier = answer.request["PATH_INFO"].split("/")[-3]
    page = as_minh.get(f"/desk/dossiers/{dossier}/").content.decode()
    assert "theo văn bản uỷ quyền; được nhận kết quả; đến hết ngày 31/12/2026" in page
    assert "giấy khác ghi: Nguyễn Mẫu Lan Lan" in page


def test_the_clerk_chooses_among_the_kin_the_law_spares(centre, as_minh: Client):
    make_procedure(settled={"representation": SPARED})
    assert "là ông, bà, không cần uỷ quyền" in as_minh.get("/desk/counter/9.990001/").content.decode()
    typed = {
        "do": "receive", "place": "counter", "return_by": "counter", "copies": "1", "filer_name": "Hồ Mẫu Bà",
        "other_owner": "on", "owner_name": "Hồ Mẫu Bé", "basis": "kin:ông, bà", "paper0_state": "checked",
        "paper0_originals": "1",
    }  # fmt: skip
    assert as_minh.post("/desk/counter/9.990001/", {**typed, "basis": "kin:hàng xóm"}).status_code == 422
    answer = as_minh.post("/desk/counter/9.990001/", typed, follow=True)
    page = as_minh.get(f"/desk/dossiers/{answer.request['PATH_INFO'].split('/')[-3]}/").content.decode()
    assert "ông, bà, không cần văn bản uỷ quyền" in page


FORGOTTEN = "xin đánh dấu ô này, hoặc xoá phần đã ghi"


@pytest.mark.parametrize("typed", [MOTHER, {"owner-phone": "0000111333"}, {"relation": "con"}, {"scope": "nộp hồ sơ"}])
def test_who_wrote_about_somebody_else_and_ticked_nothing_is_asked(centre, as_lan, typed):
    make_procedure(settled={"representation": SPARED})
    draft = begin(as_lan)
    page = as_lan.post(f"{draft}/nguoi-nop/", {**LAN, **typed})
    assert page.status_code == 422
    assert FORGOTTEN in page.content.decode()
    assert "Xin ghi" not in page.content.decode(), "of nobody is anything else asked"
    assert all(value in page.content.decode() for value in typed.values())


def test_a_forgotten_box_files_nothing_either(centre, as_lan):
    """Kept while typed, and the review opened by its address: the dossier would be the filer's own."""
    make_procedure(settled={"representation": SPARED})
    draft = begin(as_lan)
    fill(as_lan, draft)
    seen = as_lan.get(f"{draft}/nguoi-nop/").context["seen"]
    as_lan.post(f"{draft}/nguoi-nop/", {**LAN, **MOTHER, "quiet": "1", "seen": seen})
    page = as_lan.post(f"{draft}/xem-lai/")
    assert page.status_code == 422
    assert FORGOTTEN in page.content.decode()
    assert row_of(draft).state == "DRAFT"
