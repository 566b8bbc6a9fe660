"""News that subscribers could not take is tried when an administrator presses, and the page tells what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.audit.models import Entry
from motcua.apps.dossiers.events import SignatoryAnswered
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.apps.outbox import commands as outbox
from motcua.apps.outbox.values import FactView
from motcua.base.db import scope
from motcua.base.testing.roles import as_role
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role

pytestmark = pytest.mark.django_db(transaction=True)
LOG, PRESS, TOPIC = "/console/audit/", "/console/audit/held/", "dossiers.SignatoryAnswered"
NOON = clock.office_time(2026, 11, 20, 12)
SOON = NOON + timedelta(seconds=1)
broken: set[str] = set()


def telling(*, fact: FactView, at: datetime) -> None:
    if broken:
        raise ValueError("not today")


TABLE = {TOPIC: (telling,)}


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    broken.add("telling")
    with clock.stopped(SOON):
        yield
    broken.clear()


@pytest.fixture
def an(centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an", name="Tô Mẫu An")


@pytest.fixture
def as_an(an: Actor) -> Client:
    return sign_in(an)


def hold(centre_id: int, *, times: int = 1) -> None:
    """Facts of as many dossiers that could not be taken."""
    for _time in range(times):
        dossier_id = uuid4()
        fact = SignatoryAnswered(
            dossier_id=dossier_id, centre_id=centre_id, signatory_id=uuid4(), agreed=True, answered_at=NOON
        )
        with scope.use(scope.Scope(centres=(centre_id,))):
            outbox.record(fact, key=dossier_id, centre_id=centre_id, at=NOON)
    with as_role("motcua_system"):
        outbox.dispatch_batch(table=TABLE, at=NOON)


def turn() -> int:
    """The dispatcher's next turn."""
    with as_role("motcua_system"):
        return outbox.retry_held(table=TABLE, at=SOON)


def press(browser: Client) -> str:
    return browser.post(PRESS, follow=True).content.decode()


def test_it_is_told_in_the_offices_words_and_may_be_pressed(as_an: Client, centre: CentreView) -> None:
    hold(centre.id, times=2)
    page = as_an.get(LOG).content.decode()
    assert 'Báo người nộp: người cùng ký đã trả lời</td><td class="num">2</td>' in page
    assert f'action="{PRESS}"' in page
    assert "Đang thử" not in page


def test_a_press_tries_now_and_tells_that_all_went(as_an: Client, an: Actor, centre: CentreView) -> None:
    hold(centre.id, times=2)
    broken.clear()
    assert turn() == 0, "its time has not come"
    page = press(as_an)
    assert "Máy đang thử lại 2 tin." in page
    assert 'hx-get="/console/audit/?tried=2"' in page
    assert turn() == 2
    page = as_an.get(f"{LOG}?tried=2").content.decode()
    assert "Đã chuyển xong 2 tin." in page
    assert "hx-get" not in page
    with scope.use(scope.for_actor(an)):
        entry = Entry.objects.get(command="outbox.ask_again")
    assert (entry.outcome, entry.centre_id) == ("2 facts", centre.id)


def test_what_fails_again_is_told_with_how_often_it_was_tried(as_an: Client, centre: CentreView) -> None:
    hold(centre.id, times=2)
    press(as_an)
    assert turn() == 0
    page = as_an.get(f"{LOG}?tried=2").content.decode()
    assert "Đã thử; còn 2 tin chưa chuyển được." in page
    assert '<td class="num">2</td><td class="num">2</td><td>20/11' in page


def test_pressing_twice_does_no_more(as_an: Client, centre: CentreView) -> None:
    hold(centre.id)
    broken.clear()
    assert all("Máy đang thử lại 1 tin." in press(as_an) for _press in range(2))
    assert turn() == 1
    assert "Không còn tin nào phải thử lại." in press(as_an)


def test_without_a_dispatcher_the_page_does_not_go_on_asking(as_an: Client, centre: CentreView) -> None:
    hold(centre.id)
    press(as_an)
    with clock.stopped(SOON + timedelta(minutes=2)):
        page = as_an.get(f"{LOG}?tried=1").content.decode()
    assert "Máy chưa thử" in page
    assert "hx-get" not in page


def test_the_neighbours_facts_are_not_ours_to_press(as_an: Client, other_centre: CentreView) -> None:
    hold(other_centre.id)
    broken.clear()
    assert "Không còn tin nào phải thử lại." in press(as_an)
    assert turn() == 0


def test_who_only_inspects_may_not_press(centre: CentreView) -> None:
    hold(centre.id)
    tra = sign_in(make_officer(centre_id=centre.id, role=Role.AUDITOR, username="tra", name="Uông Mẫu Tra"))
    assert tra.post(PRESS).status_code == 403
    assert "người cùng ký" not in tra.get(f"{LOG}?tried=3").content.decode()


@pytest.mark.parametrize("word", ["", "x", "-1", "9999999", "²"])
def test_what_else_stands_in_the_address_is_passed_over(as_an: Client, word: str) -> None:
    page = as_an.get(f"{LOG}?tried={word}")
    assert page.status_code == 200
    assert 'role="status"' not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_held_cost_the_same_for_many(
    rows: int, as_an: Client, centre: CentreView, django_assert_num_queries: Callable[[int], object]
) -> None:
    hold(centre.id, times=rows)
    as_an.get(LOG)
    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        as_an.get(LOG)
