"""How many codes are sent: to one telephone, to one line, by the whole house; and what is said past that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from motcua.apps.identity import commands
from motcua.kernel.errors import TooManyTries

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
PHONE = "0000333444"
pytestmark = pytest.mark.django_db


def ask(phone: str = PHONE, at: datetime = NOON, address: str = "10.0.0.9") -> str:
    return commands.request_code(phone=phone, address=address, at=at)


def test_the_addresses_of_one_line_are_one() -> None:
    for number in range(40):
        ask(f"00001112{number:02d}", address=f"2001:db8:0:7::{number:x}")
    with pytest.raises(TooManyTries):
        ask(address="2001:db8:0:7:ffff::1")
    assert ask(address="2001:db8:0:8::1")


def test_an_address_of_four_numbers_is_itself_however_it_is_written() -> None:
    for number in range(40):
        ask(f"00001112{number:02d}", address=("10.0.0.9", "::ffff:10.0.0.9")[number % 2])
    with pytest.raises(TooManyTries):
        ask()
    assert ask(address="::ffff:10.0.0.10")


def test_a_telephone_gets_thirty_codes_a_day_and_hears_what_else_there_is() -> None:
    for quarter in range(10):
        for _ in range(3):
            ask(at=NOON + timedelta(minutes=15 * quarter))
    with pytest.raises(TooManyTries) as told:
        ask(at=NOON + timedelta(hours=3))
    assert "21 giờ" in str(told.value)
    assert "đến quầy" in str(told.value)
    assert ask(at=NOON + timedelta(days=1))


def test_the_house_sends_so_many_codes_an_hour_and_then_says_so(settings: Any) -> None:
    settings.SIGN_IN_LIMITS = {"codes_per_hour": 4}
    for number in range(4):
        ask(f"00001112{number:02d}", address=f"10.0.{number}.9")
    with capture_logs() as logged, pytest.raises(commands.CodesSpent) as told:
        ask()
    assert "61 phút" in str(told.value)
    assert "không cần mã" in str(told.value)
    assert {"event": "identity.codes_of_the_hour_spent", "most": 4, "log_level": "warning"} in logged


def test_who_asked_in_vain_has_used_up_nothing_of_their_own(settings: Any) -> None:
    settings.SIGN_IN_LIMITS = {"codes_per_hour": 1}
    ask("0000111222", address="10.0.1.9")
    for _ in range(4):
        with pytest.raises(commands.CodesSpent):
            ask()
    settings.SIGN_IN_LIMITS = {}
    assert ask()
