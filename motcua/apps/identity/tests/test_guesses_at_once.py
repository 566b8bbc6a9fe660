"""Many guesses in the same moment are counted one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pyotp
import pytest
from django.db import connection

from motcua.apps.identity import commands
from motcua.apps.identity.models import Session
from motcua.apps.identity.tests.factories import make_citizen, make_staff
from motcua.kernel.errors import Refusal

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "suối mẫu buổi sáng"
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act: Callable[[], object], times: int) -> Counter[str]:
    """What came of so many acts at the same moment: `done`, or the code of the refusal."""

    def one(_number: int) -> str:
        try:
            act()
            return "done"
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        return Counter(pool.map(one, range(times)))


def give_password(password: str = PASSWORD) -> str:
    return commands.sign_in_staff(username="minh.mau", password=password, address="10.0.0.9", device="test", at=NOON)


def test_twenty_passwords_at_once_are_five_guesses() -> None:
    make_staff(username="minh.mau", name="Trần Mẫu Minh", password=PASSWORD, totp_secret=SECRET)
    came_of_it = at_once(lambda: give_password("không phải mật khẩu"), 20)
    assert came_of_it == {"sign-in-failed": 5, "too-many-tries": 15}


def test_one_code_of_the_second_factor_opens_one_session() -> None:
    make_staff(username="minh.mau", name="Trần Mẫu Minh", password=PASSWORD, totp_secret=SECRET)
    tokens = [give_password() for _ in range(4)]
    code = pyotp.TOTP(SECRET).at(int(NOON.timestamp()))
    came_of_it = at_once(
        lambda: commands.pass_second_factor(token=tokens.pop(), code=code, address="10.0.0.9", at=NOON), 4
    )
    assert came_of_it == {"done": 1, "second-factor-failed": 3}
    assert Session.objects.exclude(second_factor_at=None).count() == 1


def test_one_code_by_telephone_opens_one_session() -> None:
    make_citizen(name="Nguyễn Mẫu Lan", phone="0000111222", number="999000000001")
    code = commands.request_code(phone="0000111222", address="10.0.0.9", at=NOON)

    def enter() -> str:
        return commands.sign_in_citizen(
            phone="0000111222", code=code, number="999000000001", address="10.0.0.9", device="test", at=NOON
        )

    assert at_once(enter, 5) == {"done": 1, "code-failed": 4}
    assert Session.objects.count() == 1
