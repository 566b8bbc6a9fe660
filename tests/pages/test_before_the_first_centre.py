"""An installation without a centre says so on every door, and what the person at the machine does next."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.organization.values import CentreView
from motcua.config import house
from motcua.surfaces.portal.urls import urlpatterns

COMMAND = "bin/motcua centre open MÃ-XÃ"
#: The portal's addresses without a word in them; signing out is only ever sent.
PLAIN = sorted({f"portal:{p.name}" for p in urlpatterns if "<" not in str(p.pattern)} - {"portal:sign_out"})


@pytest.mark.parametrize("address", [*PLAIN, "desk:sign_in", "/nop-ho-so/9.990001/"])
def test_public_pages_say_that_no_centre_has_been_opened(db: None, client: Client, address: str) -> None:
    answer = client.get(address if address.startswith("/") else reverse(address), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Chưa mở Trung tâm nào ở đây" in page
    assert COMMAND in page
    assert "Về trang đầu" not in page, "it would lead back to this very page"


@pytest.mark.parametrize("address", ["/thu-tuc/9.990001/", "/thu-tuc/9.990001.json"])
def test_a_procedure_waits_for_the_centre_too(db: None, client: Client, address: str) -> None:
    make_procedure()
    assert client.get(address).status_code == 503


def test_it_is_said_in_english_too(db: None, client: Client) -> None:
    page = client.get("/en/").content.decode()
    assert "No centre has been opened here yet" in page
    assert "bin/motcua centre open CODE" in page


@pytest.mark.parametrize("address", ["/desk/", "/console/people/"])
def test_officers_pages_lead_to_the_sign_in_that_says_so(db: None, client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.status_code == 503
    assert COMMAND in answer.content.decode()


def test_with_a_centre_the_first_page_is_there(centre: CentreView, client: Client) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/desk/sign-in/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_start_names_the_next_command(capsys: pytest.CaptureFixture[str]) -> None:
    house.tell_addresses("127.0.0.1", 8473, begun=house.is_begun())
    assert "bin/motcua centre open" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_once_a_centre_is_open_it_does_not(centre: CentreView, capsys: pytest.CaptureFixture[str]) -> None:
    house.tell_addresses("127.0.0.1", 8473, begun=house.is_begun())
    told = capsys.readouterr().out
    assert "http://127.0.0.1:8473/" in told
    assert "bin/motcua" not in told
