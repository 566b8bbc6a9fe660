"""Old names of places on the public page and in the filing guide: typed words stay, the unit stands beside them."""

from __future__ import annotations

import re

import pytest

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.organization.tests.factories import make_units
from motcua.apps.parties import queries as parties
from motcua.base.db import scope

ONE, SPLIT, SEVERAL = "Thôn 2, xã Lá Mẫu, huyện Núi Mẫu", "Xã Khe Mẫu, Núi Mẫu", "xã Bến Mẫu"
ASKED = "Nơi này nay là xã, phường nào?"
LAN = {"filer-name": "Nguyễn Mẫu Lan", "filer-birth_year": "1998", "filer-number": "999000000001"}


@pytest.fixture
def draft(centre, as_lan) -> str:
    make_units()
    make_procedure()
    return as_lan.post("/nop-ho-so/9.990001/")["Location"].rsplit("/", 2)[0]


@pytest.mark.parametrize("address", [SPLIT, SEVERAL, ONE, "Suối Mẫu", "khong co", "Huyện Núi Mẫu", "x" * 300])
def test_anybody_reads_what_a_place_became(centre, client, address, django_assert_max_num_queries):
    make_units()
    client.get("/dia-gioi/")
    client.post("/dia-gioi/", {"place": ONE})
    with django_assert_max_num_queries(0):
        answer = client.post("/dia-gioi/", {"place": address})
    assert answer.status_code == 200
    assert f'value="{address}"' in answer.content.decode()


def test_the_answer_names_days_share_and_source(centre, client):
    make_units()
    told = client.post("/dia-gioi/", {"place": SPLIT}).content.decode()
    assert "<b>Xã Khe Mẫu, Huyện Núi Mẫu, Tỉnh Mẫu Cũ</b> có đến hết ngày 30/06/2025" in told
    assert "<b>Xã Suối Mẫu, Tỉnh Mẫu</b> từ ngày 01/07/2025: một phần đất và toàn bộ người dân" in told
    assert "<b>Xã Đồi Mẫu, Tỉnh Mẫu</b> từ ngày 01/07/2025: một phần" in told
    assert "Nguồn:" in told


def test_nothing_typed_is_asked_for(centre, client):
    answer = client.post("/dia-gioi/", {"place": " "})
    assert answer.status_code == 422
    assert "Xin ghi tên xã, phường hoặc thị trấn." in answer.content.decode()


def test_the_question_is_answered_in_english_too(centre, client):
    make_units()
    assert "existed until 30/06/2025" in client.post("/en/dia-gioi/", {"place": ONE}).content.decode()


@pytest.mark.parametrize("address", ["", "Thôn Mẫu 3", "Suối Mẫu, Tỉnh Mẫu", ONE])
def test_a_plain_address_is_not_asked_about(draft, as_lan, address):
    assert as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-address": address}).status_code == 302


def test_the_review_shows_both_what_was_typed_and_what_it_is_now(draft, as_lan):
    as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-address": ONE})
    page = as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert ONE in page
    assert "Xã Rừng Mẫu, Tỉnh Mẫu" in page


@pytest.mark.parametrize("address", [SPLIT, SEVERAL])
def test_where_several_may_be_meant_the_page_asks_once(draft, as_lan, address):
    told = {**LAN, "filer-address": address}
    asked = as_lan.post(f"{draft}/nguoi-nop/", told)
    assert asked.status_code == 422
    assert ASKED in asked.content.decode()
    assert f'value="{address}"' in asked.content.decode()
    assert as_lan.post(f"{draft}/nguoi-nop/", {**told, "filer-address_unit": "99902"}).status_code == 302
    again = as_lan.get(f"{draft}/nguoi-nop/").content.decode()
    assert 'id="filer-address_unit-99902" checked' in again


def test_who_does_not_know_keeps_the_words(draft, as_lan):
    told = {**LAN, "filer-address": SPLIT, "filer-address_unit": "-"}
    assert as_lan.post(f"{draft}/nguoi-nop/", told).status_code == 302
    page = as_lan.get(f"{draft}/xem-lai/").content.decode()
    assert SPLIT in page
    assert "Xã, phường hiện nay:" not in page


@pytest.mark.parametrize("chosen", ["99903", "<b>", "x" * 400])
def test_only_what_was_offered_can_be_chosen(draft, as_lan, chosen):
    told = {**LAN, "filer-address": SPLIT, "filer-address_unit": chosen}
    assert as_lan.post(f"{draft}/nguoi-nop/", told).status_code == 422


def test_a_choice_does_not_outlive_its_address(draft, as_lan):
    as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-address": SPLIT, "filer-address_unit": "99902"})
    as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-address": ONE, "filer-address_unit": "99902"})
    assert "Xã Rừng Mẫu, Tỉnh Mẫu" in as_lan.get(f"{draft}/xem-lai/").content.decode()


def test_the_owners_address_is_asked_about_only_where_there_is_an_owner(draft, as_lan):
    owner = {name.replace("filer", "owner"): value for name, value in LAN.items()} | {"owner-address": SPLIT}
    asked = as_lan.post(f"{draft}/nguoi-nop/", {**LAN, **owner})
    assert "other" in asked.context["whom"].errors, "whether it is for them at all comes first"
    assert not asked.context["owner"].errors
    asked = as_lan.post(f"{draft}/nguoi-nop/", {**LAN, **owner, "other": "on", "basis": "law"})
    assert "address" in asked.context["owner"].errors


def test_a_filed_dossier_keeps_the_words_and_the_code_beside_them(draft, as_lan, lan):
    as_lan.post(f"{draft}/nguoi-nop/", {**LAN, "filer-address": ONE})
    dossier_id = draft.rsplit("/", 1)[1]
    boxes = re.findall(r'name="(bring-[0-9a-f-]+)"', as_lan.get(f"{draft}/giay-to/").content.decode())
    as_lan.post(f"{draft}/giay-to/", dict.fromkeys(boxes, "on"))
    as_lan.post(f"{draft}/nhan-ket-qua/", {"return_by": "counter"})
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")
    with scope.opened(dossier_id):
        (party,) = parties.of_dossier(dossier_id=dossier_id)
    assert (party.stated.address, party.stated.address_unit) == (ONE, "99903")
