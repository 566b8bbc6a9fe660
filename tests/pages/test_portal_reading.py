"""Reading with ease: large letters kept, aloud by the browser, suggestions while typing, life events."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers.tests.factories import make_procedure
from motcua.apps.procedures import queries as procedures
from motcua.surfaces.portal.views import catalogue, life

HTMX = {"hx-request": "true"}
TYPING = "/thu-tuc/goi-y/?q=mau"


@pytest.fixture
def procedure(centre):
    return make_procedure()


def test_large_letters_are_kept_by_this_device(client, procedure):
    assert '<html lang="vi" class="large"' in client.get("/?co=lon").content.decode()
    assert '<html lang="vi" class="large"' in client.get("/tra-cuu/").content.decode()
    assert 'class="large"' not in client.get("/?co=thuong").content.decode()
    assert 'class="large"' not in client.get("/tra-cuu/").content.decode()


def test_the_link_to_large_letters_keeps_the_page(client, procedure):
    assert 'href="?q=khai+sinh&amp;co=lon"' in client.get("/thu-tuc/?q=khai+sinh").content.decode()


def test_nothing_but_the_two_sizes_is_kept(client, procedure):
    assert "motcua_size" not in client.get("/?co=999000000001").cookies


def test_the_voice_stays_hidden_until_the_browser_has_one(client, procedure):
    page = client.get("/thu-tuc/9.990001/").content.decode()
    button = page[page.index("data-read=") - 100 : page.index("data-read=")]
    assert " hidden" in button


def test_suggestions_come_as_a_part_of_the_page(client, procedure):
    page = client.get(TYPING, headers=HTMX).content.decode()
    assert 'href="/thu-tuc/9.990001/"' in page
    assert "<html" not in page


def test_without_javascript_suggestions_are_the_search_itself(client, procedure):
    answer = client.get(TYPING)
    assert (answer.status_code, answer["Location"]) == (302, "/thu-tuc/?q=mau")


def test_one_letter_is_not_searched_for(client, procedure, django_assert_num_queries):
    client.get(TYPING, headers=HTMX)
    with django_assert_num_queries(0):
        assert client.get("/thu-tuc/goi-y/?q=m", headers=HTMX).content == b""


@pytest.mark.parametrize("rows", [1, 3])
def test_a_suggestion_costs_the_count_of_tries_and_no_row_more(client, centre, rows, django_assert_max_num_queries):
    for number in range(rows):
        make_procedure(code=f"9.99000{number}")
    client.get(TYPING, headers=HTMX)
    with django_assert_max_num_queries(2):
        assert client.get(TYPING, headers=HTMX).content.decode().count("<li>") == rows


def test_typing_without_end_is_limited(client, procedure, monkeypatch):
    monkeypatch.setattr(catalogue, "TYPED", 2)
    assert [client.get(TYPING, headers=HTMX).status_code for _ in range(3)] == [200, 200, 429]


def test_every_reviewed_event_has_its_words() -> None:
    assert {event.key for event in procedures.life_events()} == {event.key for event in life.events()}
    assert set(life._named()) == {event.key for event in procedures.life_events()}


def test_a_life_event_lists_what_is_needed_first(client, centre):
    make_procedure(code="1.000894")
    make_procedure(code="1.004873")
    page = client.get("/doi-song/ket-hon/").content.decode()
    assert page.index("1.004873") < page.index("1.000894")
    assert client.get("/doi-song/khong-co/").status_code == 404


@pytest.mark.parametrize("address", ["/doi-song/", "/doi-song/ket-hon/"])
def test_life_events_ask_at_most_once(client, procedure, address, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(1):
        assert client.get(address).status_code == 200
