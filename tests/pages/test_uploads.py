"""A paper sent in pieces by the filing guide's page: rights of the draft, the byte it goes on at, the same gate."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from motcua.apps.audit.models import Entry
from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.files import queries as stored
from motcua.apps.files.tests import factories
from motcua.base.db import scope
from tests.pages.test_filing import begin, cost_of, papers_of

PHOTO = factories.picture(size=(300, 200)) + b"\1" * 700_000


@pytest.fixture
def draft(centre: Any, as_lan: Client, settings: Any, tmp_path: Any) -> str:
    settings.BLOB_DIR = tmp_path / "blobs"
    make_procedure()
    return begin(as_lan)


def open_upload(browser: Client, draft: str, *, content: bytes = PHOTO, paper: Any = None) -> Any:
    told = {"name": "Ảnh chụp.jpg", "size": len(content), "mark": hashlib.sha256(content).hexdigest()}
    paper = paper or papers_of(browser, draft)[0].id
    return browser.post(f"{draft}/tai-len/", {**told, "paper_id": paper})


def patch(browser: Client, to: str, offset: int, piece: bytes) -> Any:
    return browser.patch(to, piece, content_type="application/offset+octet-stream", headers={"X-Offset": str(offset)})


def test_a_photo_in_pieces_is_in_the_draft_and_written_down(centre: Any, draft: str, as_lan: Client) -> None:
    began = open_upload(as_lan, draft)
    assert (began.status_code, began.json()["offset"], began.json()["done"]) == (201, 0, False)
    to, offset = f"{draft}/tai-len/{began.json()['id']}/", 0
    while offset < len(PHOTO):
        answer = patch(as_lan, to, offset, PHOTO[offset : offset + 256 * 1024])
        assert answer.status_code == 204
        offset = int(answer["X-Offset"])
    assert [as_lan.post(to, {"sha256": hashlib.sha256(PHOTO).hexdigest()}).status_code for _ in range(2)] == [201, 201]
    paper = papers_of(as_lan, draft)[0]
    [row] = as_lan.get(f"{draft}/giay-to/").context["files"][paper.id]
    assert (paper.state, row.name, row.size) == ("given", "Ảnh chụp.jpg", len(PHOTO))
    with scope.use(scope.Scope(centres=(centre.id,))):
        assert Entry.objects.filter(command="files.receive").count() == 1


def test_it_goes_on_at_its_byte_and_a_wrong_place_is_told(draft: str, as_lan: Client) -> None:
    to = f"{draft}/tai-len/{open_upload(as_lan, draft).json()['id']}/"
    patch(as_lan, to, 0, PHOTO[:1000])
    wrong = patch(as_lan, to, 0, PHOTO[:1000])
    assert (wrong.status_code, wrong["X-Offset"]) == (409, "1000")
    assert as_lan.head(to)["X-Offset"] == as_lan.get(to)["X-Offset"] == "1000"
    assert open_upload(as_lan, draft).json()["offset"] == 1000
    [half] = as_lan.get(f"{draft}/tai-len/").json()["coming"]
    assert (half["name"], half["offset"], half["size"]) == ("Ảnh chụp.jpg", 1000, len(PHOTO))
    assert as_lan.post(to).status_code == 409, "not whole yet"


def test_nobody_else_sends_into_my_draft_or_learns_of_it(draft: str, as_lan: Client, client: Client) -> None:
    to = f"{draft}/tai-len/{open_upload(as_lan, draft).json()['id']}/"
    paper = papers_of(as_lan, draft)[0].id
    assert open_upload(client, draft, paper=paper).status_code == 404
    answers = [client.get(to), client.head(to), patch(client, to, 0, b"x"), client.post(to), client.delete(to)]
    assert {answer.status_code for answer in answers} == {404}
    other = begin(as_lan)
    elsewhere = to.replace(draft, other)
    assert {as_lan.get(elsewhere).status_code, patch(as_lan, elsewhere, 0, b"x").status_code} == {404}
    assert open_upload(as_lan, other, paper=paper).status_code == 404


def test_no_piece_comes_without_the_forms_token(draft: str, as_lan: Client) -> None:
    to = f"{draft}/tai-len/{open_upload(as_lan, draft).json()['id']}/"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(as_lan.cookies)
    answers = [patch(strict, to, 0, b"x"), strict.post(to), strict.delete(to)]
    assert {answer.status_code for answer in answers} == {403}


def test_what_the_gate_refuses_is_said_in_words(draft: str, as_lan: Client) -> None:
    bad = b"MZ no picture at all"
    to = f"{draft}/tai-len/{open_upload(as_lan, draft, content=bad).json()['id']}/"
    patch(as_lan, to, 0, bad)
    answer = as_lan.post(to)
    assert answer.status_code == 422
    assert "Xin" in json.loads(answer.content)["problem"]
    assert papers_of(as_lan, draft)[0].state == ""


@pytest.mark.parametrize(
    "told", [{"size": "-1"}, {"mark": "../x"}, {"name": ""}, {"paper_id": "x"}, {"size": "99999999"}]
)
def test_a_beginning_that_cannot_be_meant_is_refused(draft: str, as_lan: Client, told: dict[str, str]) -> None:
    right = {"name": "a", "size": "5", "mark": "a" * 16, "paper_id": str(papers_of(as_lan, draft)[0].id)}
    assert as_lan.post(f"{draft}/tai-len/", {**right, **told}).status_code == 422


@pytest.mark.parametrize("offset", ["", "-1", "x", "²"])
def test_a_place_that_is_no_number_is_refused(draft: str, as_lan: Client, offset: str) -> None:
    to = f"{draft}/tai-len/{open_upload(as_lan, draft).json()['id']}/"
    answer = as_lan.patch(to, b"x", headers={"X-Offset": offset.encode("latin-1", "ignore").decode("latin-1")})
    assert answer.status_code == 400


def test_a_body_larger_than_a_piece_is_not_read(draft: str, as_lan: Client) -> None:
    to = f"{draft}/tai-len/{open_upload(as_lan, draft).json()['id']}/"
    assert patch(as_lan, to, 0, b"x" * (1024 * 1024 + 1)).status_code == 400


def test_given_up_the_moment_it_has_come_whole_it_is_not_there(draft: str, as_lan: Client) -> None:
    to = f"{draft}/tai-len/{open_upload(as_lan, draft).json()['id']}/"
    patch(as_lan, to, 0, PHOTO)
    assert as_lan.post(to, {"sha256": hashlib.sha256(PHOTO).hexdigest()}).status_code == 201
    assert as_lan.delete(to).status_code == 204
    assert papers_of(as_lan, draft)[0].state == ""
    assert "Ảnh chụp.jpg" not in as_lan.get(f"{draft}/giay-to/").content.decode()


def test_given_up_and_thrown_away_is_gone(draft: str, as_lan: Client) -> None:
    to = f"{draft}/tai-len/{open_upload(as_lan, draft).json()['id']}/"
    assert as_lan.delete(to).status_code == 204
    assert as_lan.get(to).status_code == 404
    open_upload(as_lan, draft)
    as_lan.post(f"{draft}/bo/")
    assert stored.coming_of(dossier_id=draft.rsplit("/", 1)[1]) == ()  # type: ignore[arg-type]


def test_a_piece_costs_five_statements(draft: str, as_lan: Client) -> None:
    to = f"{draft}/tai-len/{open_upload(as_lan, draft).json()['id']}/"

    def send() -> Any:
        answer = patch(as_lan, to, 0, PHOTO[:1000])
        answer.status_code = {204: 200}.get(answer.status_code, answer.status_code)
        return answer

    assert cost_of(send) == 5, "session, draft, file, file locked, file"
