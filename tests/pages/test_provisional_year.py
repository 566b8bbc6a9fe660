"""From October on, who works with dates is told that the next year's days off are not announced, and where they go."""

from __future__ import annotations

import pytest
from django.test import Client

from conftest import sign_in
from motcua.apps.organization.tests.factories import make_officer
from motcua.apps.organization.values import CentreView
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.clock import office_time

TOLD, WHERE = "Ngày nghỉ năm 2027 chưa công bố đủ", 'href="/console/calendar/?year=2027"'
SEPTEMBER, OCTOBER = office_time(2026, 9, 30, 9), office_time(2026, 10, 1, 9)


@pytest.fixture
def an(centre: CentreView) -> Actor:
    return make_officer(centre_id=centre.id, role=Role.ADMINISTRATOR, username="an.mau", name="Tô Mẫu An")


def page(actor: Actor, address: str) -> str:
    answer = sign_in(actor).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_told_where_the_console_begins_and_on_the_work_list(an: Actor, son: Actor, minh: Actor) -> None:
    for actor, address in ((an, "/console/catalogue/"), (son, "/console/"), (minh, "/desk/")):
        with clock.stopped(SEPTEMBER):
            assert TOLD not in page(actor, address)
        with clock.stopped(OCTOBER):
            assert TOLD in page(actor, address)
            assert WHERE in page(actor, address)


def test_whoever_reads_it_may_open_the_calendar(minh: Actor) -> None:
    assert "2027" in page(minh, "/console/calendar/?year=2027")


def test_other_pages_of_the_console_do_not_repeat_it(an: Actor) -> None:
    with clock.stopped(OCTOBER):
        assert TOLD not in page(an, "/console/people/")


def test_an_administrator_without_a_work_list_is_shown_the_way_to_the_console(an: Actor, client: Client) -> None:
    told = page(an, "/desk/")
    assert "Đến bảng điều hành" in told
    assert "Người hướng dẫn giúp người dân" not in told
