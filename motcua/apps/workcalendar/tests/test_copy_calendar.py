"""A calendar of its own begins as another one is, and is kept by itself from then on."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from motcua.apps.workcalendar import queries
from motcua.apps.workcalendar.commands import copy_calendar, set_sittings
from motcua.apps.workcalendar.queries.reading import NoSuchCalendar
from motcua.apps.workcalendar.values import NATIONAL, Sittings
from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.clock import office_time
from motcua.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db
KEEPER, NOON, TUESDAY = Actor.system("keeper"), office_time(2026, 11, 20, 12), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


def enter(calendar: str, hours: list[tuple[str, str]]) -> None:
    sittings = Sittings.restored(TUESDAY, hours, "QĐ mẫu")
    set_sittings(calendar=calendar, sittings=sittings, actor=KEEPER, at=NOON)
    queries.forget()


def test_the_copy_has_the_days_and_sittings_and_goes_its_own_way() -> None:
    enter(NATIONAL, [("07:30", "11:30"), ("13:00", "17:00")])
    out = io.StringIO()
    call_command("calendar_copy", "mien-nui", "Lịch miền núi", stdout=out)
    assert "mien-nui" in out.getvalue()
    assert queries.names() == ((NATIONAL, "Lịch công chức cả nước"), ("mien-nui", "Lịch miền núi"))
    one, other = queries.calendar(NATIONAL), queries.calendar("mien-nui")
    assert (other.days, other.sittings) == (one.days, one.sittings)
    enter("mien-nui", [("08:00", "16:00")])
    told = {code: queries.calendar(code).sittings_on(TUESDAY).told for code in (NATIONAL, "mien-nui")}
    assert told == {NATIONAL: "07:30–11:30, 13:00–17:00", "mien-nui": "08:00–16:00"}
    assert len(queries.sittings_entered(NATIONAL)) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Miền núi", "Lịch"), "Mã lịch chỉ gồm"),
        (("nui-", "Lịch"), "Mã lịch chỉ gồm"),
        (("nui", " "), "Xin ghi tên lịch"),
        ((NATIONAL, "Lịch"), "Mã lịch này đã có"),
        (("nui", "Lịch", "--of", "nowhere"), "Không có lịch làm việc này"),
    ],
)
def test_a_copy_that_cannot_be_is_told_and_nothing_is_written(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("calendar_copy", *words)
    assert [code for code, _name in queries.names()] == [NATIONAL]


def test_only_who_keeps_calendars_makes_one() -> None:
    clerk = Actor(ActorKind.STAFF, account_id=4, duties=frozenset({Duty(Role.CLERK, 1)}))
    with pytest.raises(NotAllowed):
        copy_calendar(code="nui", name="Lịch", of=NATIONAL, actor=clerk, at=NOON)
    with pytest.raises(NoSuchCalendar):
        copy_calendar(code="nui", name="Lịch", of="nowhere", actor=KEEPER, at=NOON)
