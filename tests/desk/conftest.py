"""Dossiers in every state and browsers in which the cast has signed in, on a quiet Tuesday."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import TUESDAY_9AM, brought_to, make_procedure
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.procedures.values import VersionView
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

NOW = TUESDAY_9AM + timedelta(hours=5)


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    with clock.stopped(NOW):
        yield


@pytest.fixture
def version(db: None) -> VersionView:
    return make_procedure(settled={"duty_pauses": True})


@pytest.fixture
def cast(lan: Actor, minh: Actor, hoa: Actor, tuan: Actor) -> Mapping[str, Actor]:
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}


class Bring:
    """Brings a dossier to a state."""

    def __init__(self, centre: CentreView, version: VersionView, cast: Mapping[str, Actor]) -> None:
        self.centre, self.version, self.cast = centre, version, cast

    def __call__(self, state: DossierState) -> UUID:
        return brought_to(state, centre_id=self.centre.id, version=self.version, cast=self.cast)


@pytest.fixture
def bring(centre: CentreView, version: VersionView, cast: Mapping[str, Actor]) -> Bring:
    return Bring(centre, version, cast)


@pytest.fixture
def as_auditor(centre: CentreView) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.AUDITOR, username="thanh-tra", name="Cao Mẫu Tra"))


@pytest.fixture
def as_guide(centre: CentreView) -> Client:
    return sign_in(make_officer(centre_id=centre.id, role=Role.GUIDE, username="huong-dan", name="Mai Mẫu Dẫn"))
