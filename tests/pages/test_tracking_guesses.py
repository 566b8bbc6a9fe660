"""A telephone number alone opens nothing: whoever walks through the codes with it is stopped, and hits are looks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from structlog.testing import capture_logs

from motcua.apps.audit import queries as audit
from motcua.apps.dossiers.tests.factories import LAN, counter_dossier, make_procedure, online_dossier
from motcua.apps.dossiers.values import Filed
from motcua.base.db import scope
from motcua.kernel import clock

SPELLINGS = [LAN.phone, "+84 000 111 222", "0000.111.222"]


@pytest.fixture
def received(centre, minh) -> Filed:
    return counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh, at=clock.now())


def ask(code: str, fact: str, *, address: str = "10.0.0.9") -> int:
    """The answer to somebody at this address."""
    return Client(REMOTE_ADDR=address).post("/tra-cuu/", {"code": code, "second_fact": fact}).status_code


def walk(times: int, *, hits_between: Filed | None = None) -> list[int]:
    """The answers to one telephone tried with one code after the other, each from another address."""
    answers = []
    for number in range(times):
        fact = SPELLINGS[number % 3]
        answers.append(ask(f"H99.99-991231-{number:04d}", fact, address=f"10.0.{number}.9"))
        if hits_between is not None:
            ask(hits_between.code, fact)
    return answers


def test_a_telephone_held_fixed_is_stopped_though_codes_and_addresses_change(received):
    with capture_logs() as logged:
        assert walk(12) == [422] * 10 + [429] * 2
    assert {"event": "identity.too_many_tries", "what": "tracking-fact", "log_level": "warning"} in logged
    assert LAN.phone not in str(logged)
    assert ask(received.code, LAN.phone) == 429
    assert ask(received.code, LAN.number) == 302


def test_who_is_stopped_hears_for_how_long_and_where_they_are_helped(received, client):
    walk(10)
    told = client.post("/tra-cuu/", {"code": received.code, "second_fact": LAN.phone}).content.decode()
    assert "sau 24 giờ" in told
    assert "đến quầy" in told
    with clock.stopped(clock.now() + timedelta(days=1, minutes=1)):
        assert ask(received.code, LAN.phone) == 302


def test_a_dossier_of_ones_own_wins_no_further_tries_at_others(received):
    assert walk(12, hits_between=received) == [422] * 10 + [429] * 2


def test_following_often_is_no_guessing(received):
    assert {ask(received.code, LAN.phone) for _ in range(15)} == {302}


def test_whoever_followed_by_the_code_stands_in_the_list_of_looks(centre, lan, as_lan, as_minh):
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan, at=clock.now())
    assert ask(filed.code, LAN.phone) == 302
    as_lan.post("/tra-cuu/", {"code": filed.code, "second_fact": LAN.phone})
    with scope.opened(filed.dossier_id):
        assert [(row.actor, row.what) for row in audit.looks_at(filed.dossier_id)] == [
            (f"citizen:{lan.account_id}", "dossier.tracked"),
            ("public", "dossier.tracked"),
        ]
    page = as_lan.get(f"/ho-so/{filed.dossier_id}/ai-da-xem/").content.decode()
    assert page.count("<b>Người có mã hồ sơ</b>: tra cứu bằng mã hồ sơ và một số đã khai") == 1
    assert "Hệ thống" not in page
