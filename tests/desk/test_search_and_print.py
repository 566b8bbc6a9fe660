"""Search by POST, and the papers that are printed."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.apps.audit.models import Look
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import reload
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from tests.desk.conftest import Bring

S = DossierState


@pytest.mark.parametrize("text", [
    "nguyễn mẫu lan", "NGUYEN MAU LAN", "999000000001", "999 000-000.001", "0000111222", "0000-111-222",
    "0000.111.222", "+84 000 111 222", "(+84) 000111222", "84000111222"
])  # fmt: skip
def test_people_are_found_by_name_number_or_telephone(as_hoa: Client, bring: Bring, text: str) -> None:
    found = bring(S.PROCESSING)
    assert f"/desk/dossiers/{found}/" in as_hoa.post("/desk/search/", {"text": text}).content.decode()


def test_a_whole_code_opens_its_dossier(as_hoa: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    assert as_hoa.post("/desk/search/", {"text": reload(found).code})["Location"] == f"/desk/dossiers/{found}/"


@pytest.mark.parametrize(
    ("text", "looks"),
    [("999000000001", 1), ("0000 111 222", 1), ("+84-000.111.222", 1), ("C9990001", 1), ("nguyễn mẫu lan", 0)],
)
def test_a_search_by_number_is_a_look(as_hoa: Client, hoa: Actor, bring: Bring, text: str, looks: int) -> None:
    bring(S.PROCESSING)
    as_hoa.post("/desk/search/", {"text": text})
    with scope.use(scope.for_actor(hoa)):
        assert Look.objects.filter(what="search.number").count() == looks


def test_the_stranger_finds_nothing_of_ours(as_stranger: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    assert str(found) not in as_stranger.post("/desk/search/", {"text": "nguyễn mẫu lan"}).content.decode()


@pytest.mark.parametrize("text", ["", "a", "%", "'; --", "\x00", "x" * 5000])
def test_nonsense_finds_nothing_and_breaks_nothing(as_hoa: Client, bring: Bring, text: str) -> None:
    assert as_hoa.post("/desk/search/", {"text": text}).status_code == 200


@pytest.mark.parametrize(
    ("state", "form"), [(S.PROCESSING, "01"), (S.AWAITING_SUPPLEMENT, "02"), (S.REFUSED, "03"), (S.STOPPED, "05")]
)
def test_each_form_is_printed_and_a_second_copy_says_why(
    as_hoa: Client, bring: Bring, state: DossierState, form: str
) -> None:
    found = bring(state)
    address = f"/desk/dossiers/{found}/print/{form}"
    assert as_hoa.get(f"{address}/").status_code == 200
    assert as_hoa.post(f"{address}.pdf").content.startswith(b"%PDF")
    again = as_hoa.post(f"{address}.pdf")
    assert again.status_code == 422
    assert "lý do in lại" in again.content.decode()
    assert as_hoa.post(f"{address}.pdf", {"reason": "Dân làm mất"}).content.startswith(b"%PDF")


def test_a_form_that_was_never_issued_is_not_printed(as_hoa: Client, bring: Bring) -> None:
    found = bring(S.PROCESSING)
    assert as_hoa.post(f"/desk/dossiers/{found}/print/03.pdf").status_code == 404
    assert as_hoa.get(f"/desk/dossiers/{found}/print/99/").status_code == 404


def test_the_auditor_prints_nothing(as_auditor: Client, bring: Bring) -> None:
    assert as_auditor.post(f"/desk/dossiers/{bring(S.PROCESSING)}/print/01.pdf").status_code == 403
