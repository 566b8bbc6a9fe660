"""The inspector reads the log of the centre, and who looked at one dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from conftest import Within, sign_in
from motcua.apps.audit import commands as audit
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, counter_dossier, make_procedure
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.kernel.actor import Actor, Role

LOG, LOOKS = "/console/audit/", "/console/audit/looks/"


@pytest.fixture
def as_tra(centre: CentreView) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.AUDITOR, username="tra", name="Uông Mẫu Tra"))


def write(actor: Actor, centre: CentreView, *, command: str = "dossiers.accept", days: int = 0) -> None:
    at = TUESDAY_9AM + timedelta(days=days)
    audit.record(command=command, actor=actor, at=at, ids=("x-1",), outcome="ok", centre_id=centre.id)


def test_the_log_tells_who_did_what_when(as_tra: Client, minh: Actor, centre: CentreView) -> None:
    write(minh, centre)
    page = as_tra.get(LOG).content.decode()
    for said in ("dossiers.accept", "Trần Mẫu Minh", "x-1", "17/11, 09:00", "Nhật ký chưa có niêm phong nào"):
        assert said in page


def test_the_log_tells_for_whom_somebody_stood_in(as_tra: Client, minh: Actor, hoa: Actor, centre: CentreView) -> None:
    write(replace(hoa, acting_for=minh.account_id), centre)
    assert 'Lê Mẫu Hoa <span class="soft">(thay Trần Mẫu Minh)</span>' in as_tra.get(LOG).content.decode()


def test_the_log_is_narrowed_by_command_and_day(as_tra: Client, minh: Actor, centre: CentreView) -> None:
    write(minh, centre)
    write(minh, centre, command="files.refer", days=1)
    assert "files.refer" not in as_tra.get(LOG, {"command": "dossiers."}).content.decode()
    of_a_day = as_tra.get(LOG, {"day": "2026-11-18"}).content.decode()
    assert "files.refer" in of_a_day
    assert "dossiers.accept" not in of_a_day


@pytest.mark.parametrize("asked", [{"command": "DROP TABLE"}, {"day": "2026-02-30"}])
def test_a_filter_that_cannot_be_is_told(as_tra: Client, asked: dict[str, str]) -> None:
    page = as_tra.get(LOG, asked)
    assert page.status_code == 422
    assert next(iter(asked.values())) in page.content.decode()


def test_the_neighbours_log_stays_theirs(as_tra: Client, stranger: Actor, other_centre: CentreView) -> None:
    write(stranger, other_centre, command="dossiers.secret")
    assert "dossiers.secret" not in as_tra.get(LOG).content.decode()


def test_who_looked_at_a_dossier_is_found_by_its_code(
    as_tra: Client, minh: Actor, hoa: Actor, centre: CentreView, within: Within
) -> None:
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    with within(hoa):
        audit.look(actor=hoa, at=TUESDAY_9AM, what="dossier.opened", dossier_id=filed.dossier_id, centre_id=centre.id)
    page = as_tra.get(LOOKS, {"code": filed.code.lower()}).content.decode()
    assert "Lê Mẫu Hoa" in page
    assert "dossier.opened" in page


def test_a_code_of_nobody_or_of_the_neighbour_is_told_alike(
    as_tra: Client, stranger: Actor, other_centre: CentreView
) -> None:
    theirs = counter_dossier(centre_id=other_centre.id, version=make_procedure(), clerk=stranger)
    for code in (theirs.code, "H99.99-261117-9999"):
        page = as_tra.get(LOOKS, {"code": code})
        assert page.status_code == 404
        assert "Trung tâm không có hồ sơ mang mã này" in page.content.decode()
    assert as_tra.get(LOOKS, {"code": ""}).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_the_log_costs_the_same_for_many(
    rows: int, as_tra: Client, minh: Actor, hoa: Actor, centre: CentreView, django_assert_num_queries
) -> None:
    for number in range(rows):
        write(minh if number else hoa, centre)
    as_tra.get(LOG)
    with django_assert_num_queries(5):
        as_tra.get(LOG)
