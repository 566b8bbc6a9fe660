"""The centre's wall in the console: figures that add up, sheets in print, the posting book and what is out of date."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.printing import tasks as printing
from motcua.apps.printing.models import Run
from motcua.apps.procedures import commands, queries
from motcua.apps.procedures.models import Hanging, PrintedSheet
from motcua.apps.procedures.tests.factories import full_row, imported, keeper
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time

NOW = office_time(2026, 7, 20, 14)
CODES = ("9.990001", "9.990002", "9.990003")
BOARDS = "/console/boards/"
FIELD = {"kind": "field", "key": "linh-vuc-mau", "size": "a3"}
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00"
    b"\nIDATx\x9cc\xfa\x0f\x00\x01\x05\x01\x02\xcf\xa0.\xcd\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture(autouse=True)
def _a_small_catalogue(db: None) -> Iterator[None]:
    queries.forget()
    imported(*(full_row(code) for code in CODES))
    with clock.stopped(NOW):
        yield


@pytest.fixture
def thu(centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.KEEPER, username="thu", name="Đinh Mẫu Thư")


@pytest.fixture
def as_thu(thu: Actor) -> Client:
    return sign_in(thu)


def upload(name: str, content: bytes) -> Any:
    file = io.BytesIO(content)
    file.name = name
    return file


def printed(client: Client, **said: str) -> PrintedSheet:
    """One sheet printed; the row the book keeps of it."""
    answer = client.post(f"{BOARDS}print/", {**FIELD, **said})
    assert answer.content.startswith(b"%PDF-"), answer.status_code
    with scope.use(scope.Scope(centres=tuple(range(1, 10_000)))):
        return PrintedSheet.objects.latest("printed_at", "id")


def hung(client: Client, place: str = "Sảnh Trung tâm", **said: Any) -> Any:
    sheet = printed(client)
    return client.post(f"{BOARDS}book/hang/", {"sheet": sheet.id, "place": place, "since": "2026-07-20", **said})


def test_smoke(as_thu: Client) -> None:
    assert as_thu.get(BOARDS).status_code == 200
    for level in ("all", "full", "unstated"):
        assert as_thu.get(f"{BOARDS}levels/{level}/").status_code == 200
    assert hung(as_thu, photo=upload("a.png", PNG))["Location"] == f"{BOARDS}book/"
    book = as_thu.get(f"{BOARDS}book/").content.decode()
    assert "Sảnh Trung tâm" in book
