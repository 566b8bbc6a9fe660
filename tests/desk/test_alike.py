"""Likely duplicates are told of at the counter and at filing: the same person apart from namesakes, nothing refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import intake
from motcua.apps.dossiers.tests.factories import (
    LAN,
    PAPER,
    TUESDAY_9AM,
    counter_dossier,
    make_procedure,
    online_dossier,
    reload,
    revision,
)
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.parties.values import Birth, PersonStated
from motcua.base.db import scope
from motcua.kernel.actor import Actor

#: Another woman of Lan's name.
NAMESAKE = PersonStated(name="nguyễn mẫu  LAN", number="999000000088", birth=Birth(1948))


@pytest.fixture
def version(centre):
    return make_procedure()


def received(who: PersonStated, *, centre, minh, version) -> Any:
    given: dict[str, Any] = {"centre_id": centre.id, "version_id": version.id, "case_key": "", "owner": None}
    with scope.use(scope.for_actor(minh)):
        return intake.receive_at_counter(
            filer=who, components=[PAPER], way_back=WayBack("counter"), actor=minh, at=TUESDAY_9AM, **given
        )


def found(actor: Actor, centre, version, who: PersonStated = LAN, **changes: Any):
    with scope.use(scope.for_actor(actor)):
        given = {"number": who.number, "name": who.name, "procedure_code": version.procedure_code, **changes}
        return queries.alike(actor=actor, centre_id=centre.id, **given)


def test_the_same_number_is_the_same_person_and_a_name_is_not(centre, minh, version):
    hers = received(LAN, centre=centre, minh=minh, version=version)
    received(NAMESAKE, centre=centre, minh=minh, version=version)
    same, namesake = found(minh, centre, version)
    assert (same.code, same.same) == (hers.code, True)
    assert (namesake.same, namesake.birth, namesake.numbered) == (False, "1948", True)


def test_the_same_number_under_another_spelling_is_the_same_person(centre, minh, version):
    received(replace(LAN, name="Nguyên Mẫu Lân"), centre=centre, minh=minh, version=version)
    assert [row.same for row in found(minh, centre, version)] == [True]


@pytest.mark.parametrize("changes", [{"procedure_code": "9.990002"}, {"number": "999000000099", "name": "Hồ Mẫu Na"}])
def test_another_procedure_or_person_is_not_alike(centre, minh, version, changes):
    received(LAN, centre=centre, minh=minh, version=version)
    assert found(minh, centre, version, **changes) == ()


def test_a_dossier_that_has_ended_warns_of_nothing(centre, lan, minh, version):
    filed = online_dossier(centre_id=centre.id, version=version, citizen=lan)
    assert len(found(minh, centre, version)) == 1
    with scope.use(scope.for_actor(minh)):
        intake.refuse(
            dossier_id=filed.dossier_id, ground="118/2025/NĐ-CP", reason="Không thuộc thẩm quyền", actor=minh,
            at=TUESDAY_9AM, seen_revision=revision(filed.dossier_id),
        )  # fmt: skip
    assert found(minh, centre, version) == ()


def test_the_stranger_is_told_of_nothing(centre, minh, stranger, version):
    received(LAN, centre=centre, minh=minh, version=version)
    assert found(stranger, centre, version) == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_costs_two_statements(rows, centre, minh, version, django_assert_num_queries):
    for _ in range(rows):
        counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    with scope.use(scope.for_actor(minh)), django_assert_num_queries(2):
        assert len(found(minh, centre, version)) == rows


def test_a_citizen_is_told_of_their_own_filing_only(centre, lan, minh, version):
    received(LAN, centre=centre, minh=minh, version=version)
    ask: dict[str, Any] = {"procedure_code": version.procedure_code}
    with scope.use(scope.for_actor(lan)):
        assert queries.own_alike(actor=lan, number=LAN.number, **ask) == ()
    mine = online_dossier(centre_id=centre.id, version=version, citizen=lan)
    with scope.use(scope.for_actor(lan)):
        assert [row.code for row in queries.own_alike(actor=lan, number=LAN.number, **ask)] == [mine.code]
        for number in ("999000000002", ""):
            assert queries.own_alike(actor=lan, number=number, **ask) == ()


def test_the_counter_warns_when_the_card_is_read_and_receives_all_the_same(centre, minh, version, as_minh):
    code = received(LAN, centre=centre, minh=minh, version=version).code
    address = f"/desk/counter/{version.procedure_code}/"
    typed = {"filer_name": LAN.name, "filer_number": LAN.number, "place": "counter", "return_by": "counter",
             "copies": "1", "paper0_state": "checked", "paper0_originals": "1"}  # fmt: skip
    assert code in as_minh.post(address, {**typed, "do": "card"}).content.decode()
    answer = as_minh.post(address, {**typed, "do": "receive"})
    assert answer.status_code == 302
    page = as_minh.get(answer["Location"]).content.decode()
    assert code in page
    assert "cùng thủ tục chưa xong" in page


def test_the_clerk_who_accepts_is_told_and_a_namesake_is_explained(centre, lan, minh, version, as_minh):
    other = received(NAMESAKE, centre=centre, minh=minh, version=version)
    filed = online_dossier(centre_id=centre.id, version=version, citizen=lan)
    page = as_minh.get(f"/desk/dossiers/{filed.dossier_id}/").content.decode()
    assert all(
        word in page
        for word in (
            other.code,
            "Trùng họ tên",
            "người khác cùng tên",
            "khai sinh 1948, ở đây chưa khai",
            "số định danh khác",
        )
    )
    assert NAMESAKE.number not in page
    assert reload(filed.dossier_id).state == "SUBMITTED"


def test_the_counter_puts_the_typed_birth_beside_the_namesakes(centre, minh, version, as_minh):
    received(NAMESAKE, centre=centre, minh=minh, version=version)
    typed = {"filer_name": LAN.name, "filer_number": LAN.number, "filer_birth": "5/1990", "place": "counter"}
    page = as_minh.post(f"/desk/counter/{version.procedure_code}/", {**typed, "do": "card"}).content.decode()
    assert "sinh 1948, ở đây 05/1990" in page


def test_an_empty_counter_page_looks_for_nobody(version, as_minh, minh):
    page = as_minh.get(f"/desk/counter/{version.procedure_code}/").content.decode()
    assert "Hồ sơ giống" not in page


def test_what_differs_between_namesakes_is_put_side_by_side(centre, minh, version):
    received(NAMESAKE, centre=centre, minh=minh, version=version)
    [row] = found(minh, centre, version, birth="12/05/1990")
    assert (row.birth, row.our_birth, row.birth_differs, row.birth_same) == ("1948", "12/05/1990", True, False)
    [row] = found(minh, centre, version, birth="1948")
    assert (row.birth_differs, row.birth_same) == (False, True)


def test_a_citizen_is_told_of_a_namesake_among_their_own_filings(centre, lan, version):
    mine = online_dossier(centre_id=centre.id, version=version, citizen=lan)
    ask: dict[str, Any] = {"procedure_code": version.procedure_code, "number": "999000000077"}
    with scope.use(scope.for_actor(lan)):
        [row] = queries.own_alike(actor=lan, name="NGUYỄN mẫu Lan", birth="1948", **ask)
        assert (row.code, row.same, row.numbered) == (mine.code, False, True)
        assert queries.own_alike(actor=lan, name="Hồ Mẫu Na", **ask) == ()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_citizens_own_filings_cost_one_statement_each(rows, centre, lan, version, django_assert_num_queries):
    for _ in range(rows):
        online_dossier(centre_id=centre.id, version=version, citizen=lan)
    ask: dict[str, Any] = {"procedure_code": version.procedure_code, "number": LAN.number, "name": LAN.name}
    with scope.use(scope.for_actor(lan)), django_assert_num_queries(1 + rows):
        assert len(queries.own_alike(actor=lan, **ask)) == rows
