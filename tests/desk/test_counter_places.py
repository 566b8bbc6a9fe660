"""At the counter: an old address is told apart while the person stands there."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.apps.organization.tests.factories import make_units
from motcua.apps.procedures.values import VersionView
from tests.desk.test_counter import CARD, GOOD

ONE, SPLIT = "Xã Lá Mẫu, Núi Mẫu", "Xã Khe Mẫu, Núi Mẫu"
ASKED = "Nơi này nay là xã, phường nào?"


@pytest.fixture
def address(version: VersionView) -> str:
    make_units()
    return f"/desk/counter/{version.procedure_code}/"


def test_the_fragment_below_the_field_says_what_it_became(as_minh: Client, address: str) -> None:
    told = as_minh.post("/desk/places/", {"owner_address": SPLIT}).content.decode()
    assert 'id="owner_address_unit-place"' in told
    assert "<html" not in told
    assert told.count('name="owner_address_unit"') == 3


@pytest.mark.parametrize("questions", [1, 3])
def test_the_fragment_costs_the_signing_in_only(as_minh, address, questions, django_assert_num_queries) -> None:
    as_minh.post("/desk/places/", {"filer_address": SPLIT})
    with django_assert_num_queries(questions):
        for _ in range(questions):
            as_minh.post("/desk/places/", {"filer_address": SPLIT})


def test_a_split_commune_is_asked_about_before_receiving(as_minh: Client, address: str) -> None:
    told = {**GOOD, "filer_address": SPLIT}
    asked = as_minh.post(address, told)
    assert asked.status_code == 422
    assert ASKED in asked.content.decode()
    assert f'value="{SPLIT}"' in asked.content.decode()
    assert as_minh.post(address, {**told, "filer_address_unit": "-"}).status_code == 302


def test_the_dossier_shows_the_words_and_the_commune_of_today(as_minh: Client, address: str) -> None:
    answer = as_minh.post(address, {**GOOD, "filer_address": ONE})
    page = as_minh.get(answer["Location"].removesuffix("received/")).content.decode()
    assert ONE in page
    assert "Xã Rừng Mẫu, Tỉnh Mẫu" in page


def test_a_choice_at_the_counter_is_kept(as_minh: Client, address: str) -> None:
    answer = as_minh.post(address, {**GOOD, "filer_address": SPLIT, "filer_address_unit": "99902"})
    page = as_minh.get(answer["Location"].removesuffix("received/")).content.decode()
    assert "Xã Đồi Mẫu, Tỉnh Mẫu" in page


def test_a_cards_address_is_understood_too(as_minh: Client, address: str) -> None:
    page = as_minh.post(address, {"scan": CARD, "do": "card"}).content.decode()
    assert "<b>Xã Suối Mẫu, Tỉnh Mẫu</b> là tên hiện nay." in page
