"""Due dates the brief knows by heart, and the edges of each unit."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from motcua.apps.workcalendar.rules.reckoning import add_minutes, reckon, worked_minutes
from motcua.apps.workcalendar.rules.shipped import shipped
from motcua.apps.workcalendar.values import Due, Term, Unit
from motcua.kernel.clock import OFFICE, local
from motcua.kernel.errors import Invalid


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=OFFICE)


def due(accepted: str, quantity: object, unit: str, *pauses: tuple[str, str]) -> Due:
    return reckon(
        calendar=shipped(),
        accepted_at=at(accepted),
        term=Term(Decimal(str(quantity)), Unit(unit)),
        pauses=[(at(start), at(end)) for start, end in pauses],
    )


@pytest.mark.parametrize(
    ("accepted", "quantity", "unit", "expected"),
    [
        ("29/08/2025 16:00", 3, "working_day", "05/09/2025 16:00"),
        ("31/12/2025 10:00", 2, "working_day", "06/01/2026 10:00"),
        ("13/02/2026 14:00", 5, "working_day", "27/02/2026 14:00"),
        ("24/04/2026 08:00", 3, "working_day", "04/05/2026 08:00"),
        ("21/08/2026 15:30", 1, "working_day", "22/08/2026 15:30"),
        ("23/11/2026 09:00", 1, "working_day", "25/11/2026 09:00"),
        ("05/07/2025 09:00", 1, "working_day", "07/07/2025 17:00"),
        ("07/07/2025 12:10", 4, "working_hour", "08/07/2025 07:30"),
        ("07/07/2025 09:00", 5, "working_day", "14/07/2025 09:00"),
        ("07/07/2025 14:59", 1, "same_day", "07/07/2025 17:00"),
        ("07/07/2025 15:00", 1, "same_day", "07/07/2025 17:00"),
        ("07/07/2025 15:01", 1, "same_day", "08/07/2025 17:00"),
        ("04/07/2025 16:00", 1, "same_day", "07/07/2025 17:00"),
        ("23/11/2026 15:30", 1, "same_day", "25/11/2026 17:00"),
    ],
)
def test_the_date_is_the_one_of_the_brief(accepted: str, quantity: int, unit: str, expected: str) -> None:
    assert local(due(accepted, quantity, unit).at) == at(expected)


@pytest.mark.parametrize(
    ("accepted", "quantity", "unit", "expected"),
    [
        ("07/07/2025 07:00", Decimal("4.5"), "working_hour", "07/07/2025 11:30"),
        ("07/07/2025 07:00", 8, "working_hour", "07/07/2025 17:00"),
        ("07/07/2025 07:00", Decimal("0.5"), "working_day", "07/07/2025 11:00"),
        ("07/07/2025 17:00", 1, "working_hour", "08/07/2025 08:00"),
        ("31/01/2025 10:00", 1, "month", "28/02/2025 10:00"),
        ("30/11/2025 10:00", 3, "month", "02/03/2026 10:00"),
        ("07/07/2025 10:00", 5, "day", "14/07/2025 10:00"),
        ("07/07/2025 12:00", 1, "day", "08/07/2025 13:30"),
        ("07/07/2025 17:00", 1, "day", "08/07/2025 17:00"),
        ("07/07/2025 11:30", 1, "day", "08/07/2025 11:30"),
        ("10/07/2025 18:00", 1, "day", "14/07/2025 07:00"),
        ("07/07/2025 05:00", 1, "day", "08/07/2025 07:00"),
    ],
)
def test_the_edges_of_sessions_months_and_days_off(accepted: str, quantity: object, unit: str, expected: str) -> None:
    assert local(due(accepted, quantity, unit).at) == at(expected)


def test_a_pause_keeps_what_was_left_of_the_term() -> None:
    start, paused, resumed = "07/07/2025 09:00", "09/07/2025 10:00", "15/07/2025 14:00"
    used = worked_minutes(calendar=shipped(), start=at(start), end=at(paused))
    left = add_minutes(calendar=shipped(), at=at(resumed), minutes=5 * 480 - used)
    assert used == 17 * 60
    assert local(left.at) == at("18/07/2025 11:00")
    assert due(start, 5, "working_day", (paused, resumed)).at == left.at


def test_a_pause_adds_its_own_length_to_calendar_time() -> None:
    paused = due("07/07/2025 10:00", 5, "day", ("08/07/2025 10:00", "11/07/2025 10:00"))
    assert local(paused.at) == at("15/07/2025 10:00")


def test_a_same_day_paper_is_never_due_while_its_clock_stands() -> None:
    resumed_early = due("07/07/2025 09:00", 1, "same_day", ("07/07/2025 10:00", "09/07/2025 15:00"))
    resumed_late = due("07/07/2025 09:00", 1, "same_day", ("07/07/2025 10:00", "09/07/2025 15:01"))
    assert (local(resumed_early.at), local(resumed_late.at)) == (at("09/07/2025 17:00"), at("10/07/2025 17:00"))


def test_a_promise_into_a_year_not_announced_is_provisional() -> None:
    assert not due("21/12/2026 09:00", 3, "working_day").provisional
    assert due("31/12/2026 09:00", 3, "working_day").provisional
    assert shipped().issued_until == 2026


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "Infinity"])
def test_a_term_must_be_above_zero(quantity: str) -> None:
    with pytest.raises(Invalid):
        Term(Decimal(quantity), Unit.WORKING_DAY)


def test_part_of_a_month_is_refused() -> None:
    with pytest.raises(Invalid):
        Term(Decimal("1.5"), Unit.MONTH)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(Invalid):
        reckon(
            calendar=shipped(),
            accepted_at=at("07/07/2025 09:00").replace(tzinfo=None),
            term=Term(Decimal(1), Unit.WORKING_DAY),
        )


@pytest.mark.parametrize(("quantity", "unit"), [("20000", "working_day"), ("9999", "month"), ("1e30", "day")])
def test_a_term_nobody_can_mean_is_refused(quantity: str, unit: str) -> None:
    with pytest.raises(Invalid):
        due("07/07/2025 09:00", quantity, unit)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Invalid):
        due("07/07/2025 09:00", 1, "day", ("09/07/2025 10:00", "08/07/2025 10:00"))


def test_working_time_is_not_measured_backwards() -> None:
    with pytest.raises(Invalid):
        worked_minutes(calendar=shipped(), start=at("09/07/2025 10:00"), end=at("08/07/2025 10:00"))


def test_seconds_are_cut_and_not_rounded() -> None:
    accepted = at("07/07/2025 09:00").replace(second=59)
    answer = reckon(calendar=shipped(), accepted_at=accepted, term=Term(Decimal(1), Unit.WORKING_HOUR))
    assert local(answer.at) == at("07/07/2025 10:00")
