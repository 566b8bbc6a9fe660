"""Somebody without a telephone files at the counter, follows by code and number, and is promised no message."""

from __future__ import annotations

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from motcua.apps.dossiers.tests.factories import LAN, counter_dossier, make_procedure
from motcua.apps.notifications import commands as notifications
from motcua.apps.notifications import queries as messages
from motcua.base.db import scope
from motcua.kernel import clock

NOBODY = replace(LAN, phone="", email="")


@pytest.fixture
def received(centre, minh):
    return counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh, filer=NOBODY)


def test_code_and_number_open_it(client, received):
    answer = client.post("/tra-cuu/", {"code": received.code, "second_fact": LAN.number})
    assert answer.status_code == 302
    assert received.code in client.get("/tra-cuu/ho-so/").content.decode()


@pytest.mark.parametrize("fact", [LAN.phone, "0", "", "000000000000", "+84"])
def test_a_telephone_that_was_not_given_opens_nothing(client, received, fact):
    assert client.post("/tra-cuu/", {"code": received.code, "second_fact": fact}).status_code == 422


@pytest.mark.parametrize(("to", "letter"), [("RECEIVED", False), ("DECIDED", True)])
def test_no_message_is_written_but_what_must_reach_them_goes_by_hand(minh, received, to, letter):
    action, now = {"RECEIVED": "ACCEPT", "DECIDED": "DECIDE"}[to], clock.now()
    with scope.use(scope.for_actor(minh)):
        notifications.tell_move(dossier_id=received.dossier_id, action=action, to_state=to, moved_at=now, at=now)
        told = [row.state for row in messages.messages_of(dossier_id=received.dossier_id)]
    assert told == (["letter"] if letter else [])


def test_the_pages_say_how(centre, client):
    assert "#khong-dien-thoai" in client.get("/dang-nhap/").content.decode()
    told = client.get("/huong-dan/").content.decode()
    assert 'id="khong-dien-thoai"' in told
    assert "số định danh đã khai" in told


def test_guessing_at_a_dossier_is_logged_without_what_was_guessed(client, received):
    with capture_logs() as logged:
        for _ in range(6):
            client.post("/tra-cuu/", {"code": received.code, "second_fact": "999000000999"})
    told = [line["event"] for line in logged]
    assert told.count("dossier.tracking_refused") == 5
    assert {"event": "identity.too_many_tries", "what": "tracking", "log_level": "warning"} in logged
    assert not any(secret in str(logged) for secret in (received.code, "999000000999"))


def test_blanks_and_small_letters_win_no_further_tries(client, received):
    codes = [received.code, f" {received.code} ", received.code.lower()] * 2
    answers = [client.post("/tra-cuu/", {"code": code, "second_fact": "999000000999"}).status_code for code in codes]
    assert answers == [422] * 5 + [429]


def test_one_address_cannot_walk_through_the_codes(client, received):
    for number in range(50):
        client.post("/tra-cuu/", {"code": f"H99.99-991231-{number:04d}", "second_fact": f"999000001{number:03d}"})
    assert client.post("/tra-cuu/", {"code": received.code, "second_fact": LAN.number}).status_code == 429
