"""Whoever is shown a dossier has looked at it, by whatever way; one page lying open is one look."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.audit.models import Look
from motcua.apps.dossiers.states import DossierState
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.kernel.actor import Actor, Role
from motcua.kernel.ids import uuid7
from tests.desk.conftest import Bring

WITHIN = {"HX-Request": "true"}


@pytest.fixture
def inspector(centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.AUDITOR, username="thanh", name="Cao Mẫu Thanh")


def looks(actor: Actor) -> list[str]:
    with scope.use(scope.for_actor(actor)):
        return list(Look.objects.filter(account_id=actor.account_id).order_by("at").values_list("what", flat=True))


def test_a_press_that_is_refused_shows_the_dossier_and_is_a_look(inspector: Actor, bring: Bring) -> None:
    found = bring(DossierState.PROCESSING)
    refused = sign_in(inspector).post(f"/desk/dossiers/{found}/papers/{uuid7()}/", {})
    assert refused.status_code == 422
    assert looks(inspector) == ["dossier.opened"]


def test_a_part_asked_for_alone_is_a_look(inspector: Actor, bring: Bring) -> None:
    found = bring(DossierState.PROCESSING)
    sign_in(inspector).get(f"/desk/dossiers/{found}/why/", headers=WITHIN)
    assert looks(inspector) == ["dossier.opened"]


def test_what_belongs_to_a_page_that_lies_open_is_no_second_look(as_hoa: Client, hoa: Actor, bring: Bring) -> None:
    found = bring(DossierState.PROCESSING)
    as_hoa.get(f"/desk/dossiers/{found}/")
    as_hoa.get(f"/desk/dossiers/{found}/why/", headers=WITHIN)
    as_hoa.post(f"/desk/dossiers/{found}/papers/{uuid7()}/", {})
    assert looks(hoa) == ["dossier.opened"]
