"""The counter's page keeps to the case and to the centre that were looked at, and loses nothing typed."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.organization.tests.factories import give_position
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel.actor import Actor, Role
from motcua.surfaces.desk.forms.counter_fields import moved
from tests.desk.test_counter import CARD, GOOD, only_dossier


def _paper(name: str) -> dict[str, object]:
    return {"name": name, "originals": 1, "copies": 0}


@pytest.fixture
def version(db: None) -> VersionView:
    first = {"case": "Trường hợp một", "items": [_paper("Tờ khai mẫu"), _paper("Ảnh mẫu")]}
    second = {"case": "Trường hợp hai", "items": [_paper("Bản đồ mẫu"), _paper("Tờ khai mẫu")]}
    return make_procedure(settled={"duty_pauses": True}, components=[first, second])


@pytest.fixture
def address(version: VersionView) -> str:
    return f"/desk/counter/{version.procedure_code}/"


@pytest.fixture
def typed(version: VersionView) -> dict[str, str]:
    """All that is typed for the first case."""
    first = version.cases[0].id
    rows = {"paper1_state": "checked", "paper0_copies": "4", "paper2_title": "Giấy thêm", "paper2_state": "checked"}
    return {**GOOD, "case": first, "shown": first, "filer_address": "Thôn Mẫu 3", **rows}


def value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_another_case_brings_its_papers_and_keeps_what_was_typed(
    as_minh: Client, address: str, version: VersionView, typed: dict[str, str]
) -> None:
    answer = as_minh.post(address, {**typed, "case": version.cases[1].id, "do": "case"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Bản đồ mẫu" in page
    assert value(page, "shown") == version.cases[1].id
    assert 'value="Thôn Mẫu 3"' in page
    assert value(page, "paper1_copies") == "4", "the same paper stands in another row"
    assert value(page, "paper0_copies") == "0"
    assert value(page, "paper2_title") == "Giấy thêm"
    assert page.count('<form method="get" class="row cases"') == 0


def test_it_is_received_under_the_case_that_is_chosen_once_its_papers_were_looked_at(
    as_minh: Client, minh: Actor, address: str, version: VersionView, typed: dict[str, str]
) -> None:
    second = version.cases[1].id
    told = as_minh.post(address, {**typed, "case": second})
    assert told.status_code == 409
    assert "chưa tiếp nhận" in told.content.decode()
    with scope.use(scope.for_actor(minh)):
        assert not Dossier.objects.exists()
    assert as_minh.post(address, {**typed, "case": second, "shown": second}).status_code == 302
    assert only_dossier(minh).case_key == second


def test_enter_after_a_scan_presses_the_first_button_and_reads_the_card(
    as_minh: Client, address: str, typed: dict[str, str]
) -> None:
    page = as_minh.post(address, {**typed, "do": "case", "scan": CARD}).content.decode()
    assert 'value="999098000001"' in page
    assert 'value="Thôn Mẫu 3, xã Suối Mẫu"' in page


def test_rows_follow_their_papers() -> None:
    typed = {"paper0_state": "a", "paper1_state": "b", "paper2_title": "c", "paper9_state": "d", "copies": "1"}
    kept = moved(typed, before=["Đơn", "Ảnh"], now=["Ảnh"])
    assert kept == {"copies": "1", "paper0_state": "b", "paper1_title": "c"}
    assert moved(typed, before=["Đơn", "Đơn"], now=["Đơn", "Đơn"])["paper1_state"] == "b"


def test_a_page_opened_at_another_centre_is_not_taken_in_here(
    as_minh: Client, minh: Actor, address: str, typed: dict[str, str], other_centre: CentreView
) -> None:
    opened_at = value(as_minh.get(address).content.decode(), "centre")
    give_position(account_id=minh.account_id or 0, centre_id=other_centre.id, role=Role.CLERK)
    as_minh.post("/desk/centre/", {"centre": other_centre.id})
    told = as_minh.post(address, {**typed, "centre": opened_at})
    page = told.content.decode()
    assert told.status_code == 409
    assert "nay đang làm việc ở" in page
    assert other_centre.commune_name in page
    assert 'value="Thôn Mẫu 3"' in page
    with scope.use(scope.for_actor(minh)):
        assert not Dossier.objects.exists()
    as_minh.post("/desk/centre/", {"centre": opened_at})
    assert as_minh.post(address, {**typed, "centre": opened_at}).status_code == 302
    assert only_dossier(minh).centre_id == int(opened_at)
