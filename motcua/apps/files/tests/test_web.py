"""Opening files in a browser: by a link for one person, harmless there, and written down."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from django.core import signing
from django.test import Client

from motcua.apps.audit import queries as audit
from motcua.apps.files import commands, queries
from motcua.apps.files.tests import factories
from motcua.apps.files.tests.factories import NOON
from motcua.apps.files.values import DOCX, ENDINGS, HEIC, JPEG, PDF, PNG, XLSX, OpenFile
from motcua.apps.files.web.serving import response
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.urls("motcua.apps.files.tests.urls")]
Within = Callable[[Actor], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def blobs(settings: Any, tmp_path: Path) -> None:
    settings.BLOB_DIR = tmp_path / "blobs"


def test_an_officer_opens_a_file_by_the_pages_link_and_the_look_is_kept(
    as_minh: Client, minh: Actor, centre: Any, within: Within
) -> None:
    dossier_id = uuid7()
    with within(minh):
        ref_id = factories.file_ref(centre_id=centre.id, dossier_id=dossier_id)
    answer = as_minh.get(queries.link_to(ref_id=ref_id, actor=minh))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    with within(minh), scope.opened(dossier_id):
        assert [look.what for look in audit.looks_at(dossier_id)] == ["file.opened"]


def test_a_link_is_for_one_person_and_for_half_an_hour(minh: Actor, hoa: Actor, centre: Any, within: Within) -> None:
    with within(minh):
        token = queries.link_to(ref_id=factories.file_ref(centre_id=centre.id), actor=minh).rsplit("/", 1)[1]
        assert commands.open_link(token=token, actor=minh, at=NOON).name == "giay khai sinh.pdf"
    with within(hoa), pytest.raises(NotFound):
        commands.open_link(token=token, actor=hoa, at=NOON)
    old = signing.dumps([uuid7().hex, minh.label, ""], salt="something else")
    for wrong in (old, "", "x", token[:-1]):
        with within(minh), pytest.raises(NotFound):
            commands.open_link(token=wrong, actor=minh, at=NOON)


def test_a_link_that_has_grown_old_opens_nothing(
    minh: Actor, centre: Any, within: Within, monkeypatch: pytest.MonkeyPatch
) -> None:
    with within(minh):
        token = queries.link_to(ref_id=factories.file_ref(centre_id=centre.id), actor=minh).rsplit("/", 1)[1]
        monkeypatch.setattr(commands, "LINK_AGE", timedelta(seconds=-1))
        with pytest.raises(NotFound):
            commands.open_link(token=token, actor=minh, at=clock.now())


def test_a_citizen_opens_a_scan_of_the_own_dossier_by_its_link(
    lan: Actor, minh: Actor, centre: Any, within: Within
) -> None:
    dossier_id = uuid7()
    with within(minh):
        ref_id = factories.file_ref(centre_id=centre.id, dossier_id=dossier_id)
    without = queries.link_to(ref_id=ref_id, actor=lan).rsplit("/", 1)[1]
    by_dossier = queries.link_to(ref_id=ref_id, actor=lan, dossier_id=dossier_id).rsplit("/", 1)[1]
    with within(lan):
        assert commands.open_link(token=by_dossier, actor=lan, at=NOON).size
        with pytest.raises(NotFound):
            commands.open_link(token=without, actor=lan, at=NOON)


@pytest.mark.parametrize("media_type", [PDF, JPEG, PNG, HEIC, DOCX, XLSX])
def test_only_what_cannot_act_is_shown_in_the_page(tmp_path: Path, media_type: str) -> None:
    (tmp_path / "content").write_bytes(b"content")
    name = f'Giấy khai sinh "1"{ENDINGS[media_type][0]}'
    opened = OpenFile(tmp_path / "content", normalize("NFC", name), media_type, 7, 1, None)
    with closing(response(opened)) as answer:
        told = answer.headers
    shown = "inline" if media_type in {PDF, JPEG, PNG} else "attachment"
    assert told["Content-Disposition"].startswith(f"{shown}; filename*=utf-8''Gi%E1%BA%A5y%20khai%20sinh%20%221%22.")
    assert told["Content-Type"] == media_type
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Security-Policy"].startswith("sandbox;")
    assert told["Cache-Control"] == "private, no-store"
    assert told["Content-Length"] == "7"
