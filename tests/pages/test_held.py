"""A paper given before is given once more: from a list of one's own, and nobody else's."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conftest import sign_in
from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.files import queries as stored
from motcua.apps.identity.tests.factories import make_citizen
from motcua.kernel.actor import Actor, ActorKind
from tests.pages.test_filing import begin, fill, papers_of, picture


@pytest.fixture
def procedure(centre):
    return make_procedure()


def place_of(browser: Client, draft: str) -> tuple[str, UUID]:
    paper = papers_of(browser, draft)[0]
    return f"{draft}/giay-to/{paper.id}/da-co/", paper.id


def given(browser: Client, *files: SimpleUploadedFile) -> str:
    """A draft in which these were uploaded."""
    draft = begin(browser)
    paper = papers_of(browser, draft)[0]
    assert browser.post(f"{draft}/giay-to/", {f"file-{paper.id}": list(files), "on": "1"}).status_code == 302
    return draft


def test_what_was_given_before_is_given_once_more_and_filed(procedure, as_lan):
    given(as_lan, picture("the-can-cuoc.png"))
    draft = begin(as_lan)
    place, paper_id = place_of(as_lan, draft)
    assert place in as_lan.get(f"{draft}/giay-to/").content.decode()
    (offered,) = as_lan.get(place).context["rows"]
    assert offered[0].name == "the-can-cuoc.png"
    opened = as_lan.get(offered[1])
    assert b"".join(opened.streaming_content).startswith(b"\x89PNG")  # type: ignore[arg-type]
    answer = as_lan.post(place, {"file": str(offered[0].id)})
    assert answer["Location"].endswith(f"/giay-to/#file-{paper_id}")
    page = as_lan.get(f"{draft}/giay-to/").content.decode()
    assert "the-can-cuoc.png" in page
    assert papers_of(as_lan, draft)[0].state == "given"
    fill(as_lan, draft)
    assert as_lan.post(f"{draft}/xem-lai/")["Location"].endswith("/bien-nhan/")


def test_each_content_is_offered_once_in_one_statement_more(procedure, as_lan):
    one = given(as_lan, picture("mot.png", 1))
    place, _paper = place_of(as_lan, one)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert len(as_lan.get(place).context["rows"]) == 1
    given(as_lan, picture("mot-lan-nua.png", 1), picture("hai.png", 2), picture("ba.png", 3))
    with CaptureQueriesContext(connection) as more:
        names = {row.name for row, _link in as_lan.get(place).context["rows"]}
    assert names == {"mot-lan-nua.png", "hai.png", "ba.png"}
    assert len(few) == len(more)


def test_what_does_not_fit_one_page_stands_on_the_next_and_can_be_given(procedure, as_lan, monkeypatch):
    monkeypatch.setattr(stored, "OWN_A_PAGE", 2)
    given(as_lan, *(picture(f"giay-{n}.png", n + 1) for n in range(3)))
    draft = begin(as_lan)
    place, _paper = place_of(as_lan, draft)
    assert "Trang 1 trên 2" in as_lan.get(place).content.decode()
    ((last, _link),) = as_lan.get(f"{place}?trang=2").context["rows"]
    assert last.id not in {row.id for row, _link in as_lan.get(place).context["rows"]}
    assert as_lan.post(place, {"file": str(last.id)}).status_code == 302
    assert papers_of(as_lan, draft)[0].state == "given"


def test_nobody_is_offered_or_given_what_is_another_ones(procedure, as_lan):
    given(as_lan, picture("the-can-cuoc.png"))
    hers, _paper = place_of(as_lan, begin(as_lan))
    (offered,) = as_lan.get(hers).context["rows"]
    other = make_citizen(name="Hồ Mẫu Khác", phone="0000555666", number="999000000555")
    as_other = sign_in(Actor(kind=ActorKind.CITIZEN, account_id=other.id))
    assert as_other.get(hers).status_code == 404
    place, _paper = place_of(as_other, begin(as_other))
    assert as_other.get(place).context["rows"] == []
    for ref_id in (offered[0].id, uuid4(), "khong-phai"):
        assert as_other.post(place, {"file": str(ref_id)}).status_code == 404
    assert papers_of(as_other, place.split("/giay-to/")[0])[0].state == ""


def test_without_signing_in_nothing_is_offered(procedure, client):
    draft = begin(client)
    assert "da-co" not in client.get(f"{draft}/giay-to/").content.decode()
    assert client.get(place_of(client, draft)[0]).status_code == 302
