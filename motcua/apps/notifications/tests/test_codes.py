"""Sign-in codes: at any hour, soon forgotten, shown by the program for made-up telephones alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from motcua.apps.notifications import commands, queries, tasks
from motcua.apps.notifications.models import CodeMessage
from motcua.apps.notifications.states import Kind
from motcua.apps.notifications.tests.conftest import Carrier
from motcua.apps.organization import queries as organization
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.clock import office_time
from motcua.kernel.errors import NotFound

pytestmark = pytest.mark.django_db

NIGHT = office_time(2026, 11, 20, 23, 50)
LAN = "0000123456"


@dataclass
class Centre:
    """As much of a centre as these tests ask for."""

    demo: bool
    id: int = 1


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Decide which centres this installation serves."""

    def serve(*demo: bool) -> None:
        monkeypatch.setattr(organization, "centres", lambda: tuple(Centre(one) for one in demo))

    return serve


def test_a_code_is_sent_at_night_to_somebody_who_is_not_signed_in(carrier: Carrier) -> None:
    with scope.use(scope.NOTHING):
        message_id = commands.send_code(phone=LAN, code="482913", at=NIGHT)
        commands.send_code_message(message_id=message_id, at=NIGHT)
        commands.send_code_message(message_id=message_id, at=NIGHT)
    assert [letter.to for letter in carrier.took] == [LAN]
    assert "482913" in carrier.took[0].text


def test_the_demonstration_shows_the_last_code(served: Any) -> None:
    served(True, True)
    commands.send_code(phone=LAN, code="111111", at=NIGHT)
    commands.send_code(phone=LAN, code="222222", at=NIGHT + timedelta(minutes=1))
    assert queries.last_code_for_demo(phone=LAN, at=NIGHT + timedelta(minutes=2)) == "222222"


@pytest.mark.parametrize(
    ("centres", "phone", "minutes"),
    [((True,), "0912345678", 1), ((True, False), LAN, 1), ((), LAN, 1), ((True,), LAN, 61), ((True,), "0000999", 1)],
    ids=["a real telephone", "a real centre is served", "no centre", "an old code", "nobody was sent one"],
)
def test_no_other_code_is_ever_shown(served: Any, centres: tuple[bool, ...], phone: str, minutes: int) -> None:
    served(*centres)
    if phone != "0000999":
        commands.send_code(phone=phone, code="482913", at=NIGHT)
    with pytest.raises(NotFound):
        queries.last_code_for_demo(phone=phone, at=NIGHT + timedelta(minutes=minutes))


def test_a_code_is_forgotten_after_a_day() -> None:
    commands.send_code(phone=LAN, code="482913", at=NIGHT)
    with clock.stopped(NIGHT + timedelta(hours=23)):
        tasks.forget_codes()
    assert CodeMessage.objects.count() == 1
    with clock.stopped(NIGHT + timedelta(hours=25)):
        tasks.forget_codes()
    assert not CodeMessage.objects.exists()


def test_each_minute_what_waits_goes_out_for_every_centre(served: Any, carrier: Carrier) -> None:
    served(True)
    commands.send_code(phone=LAN, code="482913", at=NIGHT)
    with scope.use(scope.NOTHING), clock.stopped(NIGHT):
        tasks.send_waiting()
    assert len(carrier.took) == 1


def _asked(phone: str) -> None:
    words = {"centre": "Trung tâm mẫu", "until": "mai", "link": f"http://127.0.0.1/xac-nhan/{phone[-2:]}/"}
    commands.tell(kind=Kind.SIGNATORY_ASKED, to=phone, params=words, centre_id=1, at=NIGHT)


def test_the_demonstration_shows_the_last_link_of_a_made_up_telephone(served: Any) -> None:
    served(True)
    with scope.use(scope.Scope(centres=(1,))):
        for phone in (LAN, "0000123457"):
            _asked(phone)
        assert queries.last_link_for_demo(phone=LAN, at=NIGHT).endswith("/56/")
        with pytest.raises(NotFound):
            queries.last_link_for_demo(phone=LAN, at=NIGHT + timedelta(days=8))
    with scope.use(scope.NOTHING), pytest.raises(NotFound):
        queries.last_link_for_demo(phone=LAN, at=NIGHT)


@pytest.mark.parametrize(("centres", "phone"), [((True,), "0912345678"), ((True, False), LAN), ((), LAN)])
def test_no_other_link_is_ever_shown(served: Any, centres: tuple[bool, ...], phone: str) -> None:
    served(*centres)
    with scope.use(scope.Scope(centres=(1,))):
        _asked(phone)
        with pytest.raises(NotFound):
            queries.last_link_for_demo(phone=phone, at=NIGHT)
