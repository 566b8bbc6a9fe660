"""What the portal's pages ask of the database, at one row and at three."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers.tests.factories import LAN, counter_dossier, make_procedure, online_dossier


@pytest.mark.parametrize("address", ["/", "/thu-tuc/", "/thu-tuc/?q=mau", "/thu-tuc/?linh-vuc=linh-vuc-mau"])
def test_a_public_page_of_the_catalogue_asks_at_most_once(centre, client, address, django_assert_max_num_queries):
    make_procedure()
    client.get(address)
    with django_assert_max_num_queries(1):
        assert client.get(address).status_code == 200


def test_a_procedure_page_asks_for_the_centres_posting_only(centre, client, django_assert_num_queries):
    make_procedure()
    client.get("/thu-tuc/9.990001/")
    with django_assert_num_queries(1):
        assert "Mang gì?" in client.get("/thu-tuc/9.990001/").content.decode()


def test_the_public_tracking_page_asks_for_the_dossier_and_its_messages(
    centre, minh, client, django_assert_num_queries
):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    assert client.post("/tra-cuu/", {"code": filed.code, "second_fact": LAN.number}).status_code == 302
    client.get("/tra-cuu/ho-so/")
    with django_assert_num_queries(2):
        page = client.get("/tra-cuu/ho-so/").content.decode()
    assert filed.code in page
    assert LAN.name not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_my_dossiers_cost_two_statements(centre, lan, as_lan, rows, django_assert_num_queries):
    version = make_procedure()
    for _ in range(rows):
        online_dossier(centre_id=centre.id, version=version, citizen=lan)
    as_lan.get("/ho-so/")
    with django_assert_num_queries(2):
        assert as_lan.get("/ho-so/").content.decode().count("H99.99-") == rows


@pytest.mark.parametrize("papers", [1, 3])
def test_my_own_dossier_costs_the_same_however_many_papers(centre, lan, as_lan, papers, django_assert_max_num_queries):
    items = [{"name": f"Giấy mẫu {n}", "originals": 1, "copies": 0} for n in range(papers)]
    version = make_procedure(components=[{"case": None, "items": items}])
    filed = online_dossier(centre_id=centre.id, version=version, citizen=lan)
    as_lan.get(f"/ho-so/{filed.dossier_id}/")
    with django_assert_max_num_queries(12):
        assert as_lan.get(f"/ho-so/{filed.dossier_id}/").status_code == 200


def test_guessing_at_codes_is_limited_and_tells_nothing(centre, minh, client):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    wrong = {"code": filed.code, "second_fact": "999000000999"}
    answers = [client.post("/tra-cuu/", wrong).status_code for _ in range(8)]
    assert answers[0] == 422
    assert answers[-1] == 429
    unknown = client.post("/tra-cuu/", {"code": "H99.99-991231-9999", "second_fact": LAN.number})
    assert unknown.status_code in {422, 429}
