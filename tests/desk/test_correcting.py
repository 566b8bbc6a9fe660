"""What was typed wrong of somebody is mended with the old kept; nobody rewrites another's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import sign_in
from motcua.apps.audit.models import Entry, Look
from motcua.apps.dossiers.commands import correcting, processing
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import LAN, counter_dossier, online_dossier, reload
from motcua.apps.identity import queries as identity
from motcua.apps.organization.values import CentreView
from motcua.apps.outbox.models import Fact
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import PartyView
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed
from tests.desk.conftest import NOW, Bring

S = DossierState
WHY = "Gõ sai tên đệm, xem lại căn cước"


@pytest.fixture
def typed(centre: CentreView, version: VersionView, minh: Actor) -> UUID:
    """A dossier the clerk typed at the counter."""
    return counter_dossier(centre_id=centre.id, version=version, clerk=minh).dossier_id


def person_of(dossier_id: UUID) -> PartyView:
    with scope.use(scope.Scope(dossier_id=dossier_id)):
        return parties.of_dossier(dossier_id=dossier_id)[0]


def address(dossier_id: UUID, party_id: UUID | None = None) -> str:
    return f"/desk/dossiers/{dossier_id}/people/{party_id or person_of(dossier_id).id}/correct/"


def sent(dossier_id: UUID, **changed: str) -> dict[str, str]:
    now = person_of(dossier_id)
    stated: Any = now.stated
    whole = {
        "person_name": stated.name, "person_number": stated.number, "person_number_kind": str(stated.number_kind),
        "person_phone": stated.phone, "person_address": stated.address, "seen": str(now.revision), "reason": WHY,
    }  # fmt: skip
    return {**whole, **changed}


def test_a_name_is_mended_and_the_old_one_stands_beside_it(typed: UUID, as_minh: Client, minh: Actor) -> None:
    assert f'value="{LAN.name}"' in as_minh.get(address(typed)).content.decode()
    answer = as_minh.post(address(typed), sent(typed, person_name="Nguyễn Mẫu Liên"), follow=True)
    page = answer.content.decode()
    assert "<b>Nguyễn Mẫu Liên</b>" in page
    assert f"Họ tên <b>{LAN.name}</b>" in page
    assert WHY in page
    assert minh_name(minh) in page
    with scope.use(scope.for_actor(minh)):
        entry = Entry.objects.get(command="dossiers.correct_person")
        assert (entry.outcome, set(entry.ids)) == ("corrected", {str(typed), str(person_of(typed).id)})
        assert Fact.objects.filter(topic="dossiers.PersonCorrected", key=typed).count() == 1


def minh_name(minh: Actor) -> str:
    assert minh.account_id is not None
    return identity.names_of([minh.account_id])[minh.account_id]


def test_the_whole_number_is_shown_only_as_a_look(typed: UUID, as_minh: Client, minh: Actor) -> None:
    answer = as_minh.get(address(typed))
    assert answer.headers["Cache-Control"] == "private, no-store"
    with scope.use(scope.for_actor(minh)):
        assert [look.what for look in Look.objects.filter(account_id=minh.account_id)].count("party.number_shown") == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason": " "}, "Xin ghi vì sao sửa."),
        ({"person_name": ""}, "Xin ghi họ và tên."),
        ({"person_birth": "hôm qua"}, "Xin ghi như 21/11/1952"),
        ({"person_number": "12"}, "12 chữ số"),
        ({}, "Chưa có gì khác"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_changes(
    typed: UUID, as_minh: Client, changed: Mapping[str, str], told: str
) -> None:
    answer = as_minh.post(address(typed), sent(typed, **changed))
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert (person_of(typed).revision, person_of(typed).stated.name) == (1, LAN.name)


def test_who_comes_second_overwrites_nothing_and_keeps_what_was_typed(
    typed: UUID, as_minh: Client, as_hoa: Client
) -> None:
    late = sent(typed, person_name="Nguyễn Mẫu Loan")
    as_hoa.post(address(typed), sent(typed, person_name="Nguyễn Mẫu Liên"))
    answer = as_minh.post(address(typed), late)
    page = answer.content.decode()
    assert (answer.status_code, 'value="Nguyễn Mẫu Loan"' in page) == (409, True)
    assert "<b>Nguyễn Mẫu Liên</b>" in page
    assert as_minh.post(address(typed), {**late, "seen": "2"}).status_code == 302
    assert person_of(typed).stated.name == "Nguyễn Mẫu Loan"


def test_what_a_citizen_stated_under_their_account_is_not_rewritten(
    centre: CentreView, version: VersionView, lan: Actor, as_minh: Client
) -> None:
    found = online_dossier(centre_id=centre.id, version=version, citizen=lan).dossier_id
    assert address(found) not in as_minh.get(f"/desk/dossiers/{found}/").content.decode()
    assert as_minh.get(address(found)).status_code == 409
    answer = as_minh.post(address(found), sent(found, person_name="Nguyễn Mẫu Liên"))
    assert (answer.status_code, "tự khai trong tài khoản" in answer.content.decode()) == (409, True)
    assert person_of(found).revision == 1


def test_a_dossier_that_has_ended_keeps_its_people(typed: UUID, as_minh: Client, minh: Actor, tuan: Actor) -> None:
    assert address(typed) in as_minh.get(f"/desk/dossiers/{typed}/").content.decode()
    with scope.use(scope.for_actor(tuan)):
        processing.stop(
            dossier_id=typed, ground="Điều 1", reason="Mẫu", actor=tuan, at=NOW, seen_revision=reload(typed).revision
        )
    assert as_minh.get(address(typed)).status_code == 409


def test_who_only_reads_mends_nothing_and_nobody_mends_another_dossiers_person(
    typed: UUID, as_minh: Client, tuan: Actor, bring: Bring
) -> None:
    assert sign_in(tuan).get(address(typed)).status_code == 403
    other = bring(S.PROCESSING)
    assert as_minh.get(address(typed, person_of(other).id)).status_code == 404
    told: dict[str, Any] = {"stated": LAN, "reason": WHY, "at": NOW, "seen_revision": 1}
    with scope.use(scope.for_actor(tuan)), pytest.raises(NotAllowed):
        correcting.correct_person(dossier_id=typed, party_id=person_of(typed).id, actor=tuan, **told)


@pytest.mark.parametrize("times", [1, 3])
def test_the_page_costs_one_statement_more_however_often(typed: UUID, as_minh: Client, times: int) -> None:
    as_minh.get(f"/desk/dossiers/{typed}/")
    with CaptureQueriesContext(connection) as before:
        as_minh.get(f"/desk/dossiers/{typed}/")
    for number in range(times):
        as_minh.post(address(typed), sent(typed, person_name=f"Nguyễn Mẫu Lan {number}"))
    as_minh.get(f"/desk/dossiers/{typed}/")
    with CaptureQueriesContext(connection) as after:
        page = as_minh.get(f"/desk/dossiers/{typed}/").content.decode()
    assert len(after) == len(before) + 1
    assert f"Đã sửa {times} lần" in page
