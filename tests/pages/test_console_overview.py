"""The director's figures: each is the length of the list behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import METHODS, TUESDAY_9AM, brought_to, counter_dossier, make_procedure
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures.values import VersionView
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

FRIDAY_4PM = TUESDAY_9AM + timedelta(days=3, hours=7)
FIGURE = re.compile(r'href="/console/figures/([a-z_]+)/"><(?:span><)?b>(\d+)<')


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    with clock.stopped(FRIDAY_4PM):
        yield


@pytest.fixture
def version(db: None) -> VersionView:
    return make_procedure(settled={"duty_pauses": True})


@pytest.fixture
def hanh(centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.PROVINCE, username="hanh", name="Mai Mẫu Hạnh")


@pytest.fixture
def busy_week(centre: CentreView, version: VersionView, minh: Actor, hoa: Actor, tuan: Actor, lan: Actor) -> None:
    cast = {"clerk": minh, "specialist": hoa, "leader": tuan, "citizen": lan}
    for state in DossierState:
        if state is not DossierState.DRAFT:
            brought_to(state, centre_id=centre.id, version=version, cast=cast)


def figures_of(page: str) -> dict[str, int]:
    return {name: int(count) for name, count in FIGURE.findall(page)}


def test_every_figure_is_the_length_of_its_list(as_son: Client, busy_week: None) -> None:
    figures = figures_of(as_son.get("/console/").content.decode())
    assert len(figures) == 12
    assert figures["open"] == 8
    assert sum(figures.values()) > figures["open"]
    for name, count in figures.items():
        listed = as_son.get(f"/console/figures/{name}/").content.decode()
        assert f"({count})</h1>" in listed
        assert listed.count('<td class="code">') == count


def test_what_was_decided_this_month_stands_over_its_denominator(as_son: Client, busy_week: None) -> None:
    page = as_son.get("/console/").content.decode()
    assert "<b>2</b> / 2" in page
    assert "2 trên 2 hồ sơ đã hẹn ngày có kết quả trước hoặc đúng hạn" in page


def test_what_was_decided_without_a_promise_has_its_own_figure(
    as_son: Client, centre: CentreView, minh: Actor, hoa: Actor, tuan: Actor
) -> None:
    unknown = [{**method, "time_unit": None, "time_text": "3"} for method in METHODS]
    cast = {"clerk": minh, "specialist": hoa, "leader": tuan, "citizen": minh}
    brought_to(DossierState.DECIDED, centre_id=centre.id, version=make_procedure(methods=unknown), cast=cast)
    page = as_son.get("/console/").content.decode()
    assert figures_of(page)["decided_unpromised"] == 1
    assert "<b>1</b> / 1" in page
    assert "1 hồ sơ có kết quả mà chưa hẹn ngày" in page
    assert "chưa có hồ sơ nào có kết quả" not in page
    assert "(1)</h1>" in as_son.get("/console/figures/decided_unpromised/").content.decode()


def test_a_quiet_centre_is_told_in_a_sentence(as_son: Client) -> None:
    page = as_son.get("/console/").content.decode()
    assert "Không có hồ sơ nào đang quá hạn." in page
    assert "Từ đầu tháng chưa có hồ sơ nào có kết quả." in page
    assert "Không có hồ sơ nào trong mục này." in as_son.get("/console/figures/late/").content.decode()


def test_the_director_sees_owners_and_the_province_counts_without_names(
    as_son: Client, hanh: Actor, busy_week: None
) -> None:
    assert "Nguyễn Mẫu Lan" in as_son.get("/console/figures/open/").content.decode()
    as_hanh = sign_in(hanh)
    assert figures_of(as_hanh.get("/console/").content.decode())["open"] == 8
    assert "Mẫu Lan" not in as_hanh.get("/console/figures/open/").content.decode()


def test_the_neighbours_figures_are_their_own(other_centre: CentreView, busy_week: None) -> None:
    chief = make_officer(centre_id=other_centre.id, role=Role.DIRECTOR, username="chief", name="Cao Mẫu Trưởng")
    page = sign_in(chief).get("/console/").content.decode()
    assert set(figures_of(page).values()) == {0}


@pytest.mark.parametrize(("role", "first"), [(Role.DIRECTOR, ""), (Role.KEEPER, "catalogue/"), (Role.AUDITOR, "")])
def test_the_console_opens_at_ones_own_first_page(centre: CentreView, role: Role, first: str) -> None:
    browser = sign_in(make_officer(centre_id=centre.id, role=role, username="nguoi.moi", name="Kim Mẫu Mới"))
    assert browser.get("/console/home/")["Location"] == f"/console/{first}"


def test_no_figure_of_that_name(as_son: Client) -> None:
    assert as_son.get("/console/figures/gold/").status_code == 404


@pytest.mark.parametrize("number", ["0", "x", "²", "9" * 30, "-1"])
def test_a_page_that_is_no_number_is_the_first_or_an_empty_one(as_son: Client, number: str) -> None:
    assert as_son.get(f"/console/figures/open/?page={number}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_and_its_list_cost_the_same_for_many(
    rows: int, as_son: Client, centre: CentreView, version: VersionView, minh: Actor, django_assert_num_queries
) -> None:
    for _ in range(rows):
        counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    as_son.get("/console/figures/open/")
    with django_assert_num_queries(2):
        as_son.get("/console/")
    with django_assert_num_queries(3):
        as_son.get("/console/figures/open/")
