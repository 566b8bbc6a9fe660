"""The forms an own dossier was given, on its filer's page: the words of the desk's print, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.dossiers.commands import intake
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.tests.factories import (
    LAN,
    TUESDAY_9AM,
    ask,
    make_procedure,
    on_from_processing,
    online_dossier,
    revision,
    work,
)
from motcua.apps.identity import commands as identity
from motcua.apps.identity.tests.factories import make_citizen
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind
from motcua.surfaces.portal.views.issued import MINUTES, MOST_PAPERS
from tests.desk.test_apology import ORDER, put_off
from tests.desk.test_news_on_the_slip import words_of

S = DossierState
#: Of one print; the look and the count of tries among them.
STATEMENTS = 11
LATER = TUESDAY_9AM + timedelta(hours=1)


@pytest.fixture
def cast(lan: Actor, minh: Actor, hoa: Actor, tuan: Actor) -> dict[str, Actor]:
    return {"citizen": lan, "clerk": minh, "specialist": hoa, "leader": tuan}


def filed(centre: Any, cast: dict[str, Actor], state: S) -> Any:
    """A dossier Lan filed online, in this state."""
    found = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=cast["citizen"]).dossier_id
    clerk = cast["clerk"]
    seen = {"dossier_id": found, "actor": clerk, "at": LATER, "seen_revision": revision(found)}
    if state is S.AWAITING_INTAKE_SUPPLEMENT:
        ask(found, clerk, at=LATER)
    if state is S.REFUSED:
        with scope.use(scope.for_actor(clerk)):
            intake.refuse(ground="118/2025/NĐ-CP", reason="Không thuộc thẩm quyền", **seen)
    if state in {S.RECEIVED, S.STOPPED}:
        with scope.use(scope.for_actor(clerk)):
            intake.accept(**seen)
    if state is S.STOPPED:
        work(found, clerk=clerk, specialist=cast["specialist"], at=LATER)
        on_from_processing(found, state, cast=cast, at=LATER)
    return found


@pytest.mark.parametrize(
    ("state", "form", "said"),
    [
        (S.AWAITING_INTAKE_SUPPLEMENT, "02", "Tờ khai thiếu chữ ký"),
        (S.REFUSED, "03", "Không thuộc thẩm quyền"),
        (S.RECEIVED, "01", "Hẹn trả kết quả"),
        (S.STOPPED, "05", "Hết căn cứ"),
    ],
)
def test_the_filer_reads_the_paper_the_desk_prints(centre, cast, as_lan, as_minh, state, form, said) -> None:
    found = filed(centre, cast, state)
    address = f"/ho-so/{found}/mau-{form}.pdf"
    assert address in as_lan.get(f"/ho-so/{found}/").content.decode()
    answer = as_lan.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert LAN.number not in answer["Content-Disposition"]
    told = words_of(answer.content)
    assert said in told
    assert told == words_of(as_minh.post(f"/desk/dossiers/{found}/print/{form}.pdf").content)
    assert told == words_of(as_lan.get(f"/en{address}").content), "a paper of the office is Vietnamese"


def test_an_apology_is_read_on_ones_own_page_as_it_was_sent(centre, cast, as_lan, as_minh) -> None:
    found = filed(centre, cast, S.RECEIVED)
    work(found, clerk=cast["clerk"], specialist=cast["specialist"], at=LATER)
    assert as_lan.get(f"/ho-so/{found}/mau-04.pdf").status_code == 404
    put_off(found, cast["leader"])
    told = words_of(as_lan.get(f"/ho-so/{found}/mau-04.pdf").content)
    assert ORDER["reason"] in told
    assert told == words_of(as_minh.post(f"/desk/dossiers/{found}/print/04.pdf").content)


@pytest.mark.parametrize("form", ["01", "03", "04", "05", "06", "99"])
def test_what_was_not_issued_is_not_there(centre, cast, as_lan, form) -> None:
    found = filed(centre, cast, S.AWAITING_INTAKE_SUPPLEMENT)
    assert as_lan.get(f"/ho-so/{found}/mau-{form}.pdf").status_code == 404
    assert f"mau-{form}.pdf" not in as_lan.get(f"/ho-so/{found}/").content.decode()


def test_a_paper_is_for_nobody_but_the_filer(centre, cast, client: Client, as_minh) -> None:
    found = filed(centre, cast, S.RECEIVED)
    other = make_citizen(name="Hồ Mẫu Khác", phone="0000999888", number="999000000099")
    somebody = sign_in(Actor(kind=ActorKind.CITIZEN, account_id=other.id))
    address = f"/ho-so/{found}/mau-01.pdf"
    assert client.get(address).status_code == 302
    assert as_minh.get(address).status_code == 403
    assert somebody.get(address).status_code == 404


def test_papers_are_set_only_so_often(centre, cast, lan, as_lan) -> None:
    found = filed(centre, cast, S.RECEIVED)
    for _ in range(MOST_PAPERS):
        identity.count_try("own_form", str(lan.account_id), limit=MOST_PAPERS, minutes=MINUTES, at=clock.now())
    assert as_lan.get(f"/ho-so/{found}/mau-01.pdf").status_code == 429
    assert as_lan.get(f"/ho-so/{found}/").status_code == 200


@pytest.mark.parametrize("papers", [1, 3])
def test_a_paper_costs_the_same_however_much_stands_on_it(
    centre, cast, as_lan, papers, django_assert_max_num_queries
) -> None:
    items = [{"name": f"Giấy mẫu {n}", "originals": 1, "copies": 0} for n in range(papers)]
    version = make_procedure(components=[{"case": None, "items": items}])
    found = online_dossier(centre_id=centre.id, version=version, citizen=cast["citizen"]).dossier_id
    with scope.use(scope.for_actor(cast["clerk"])):
        intake.accept(dossier_id=found, actor=cast["clerk"], at=LATER, seen_revision=revision(found))
    as_lan.get(f"/ho-so/{found}/mau-01.pdf")
    with django_assert_max_num_queries(STATEMENTS):
        assert as_lan.get(f"/ho-so/{found}/mau-01.pdf").status_code == 200
