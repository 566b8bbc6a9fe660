"""The table "Vì sao là ngày này?": one row a day, in words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from motcua.apps.workcalendar.queries import explain, papers_of
from motcua.apps.workcalendar.rules.reckoning import reckon
from motcua.apps.workcalendar.rules.shipped import shipped
from motcua.apps.workcalendar.values import DayRow, Due, Span, Term, Unit
from motcua.kernel.clock import office_time


def due(accepted: datetime, days: str, unit: Unit = Unit.WORKING_DAY, *pauses: tuple[datetime, datetime]) -> Due:
    return reckon(calendar=shipped(), accepted_at=accepted, term=Term(Decimal(days), unit), pauses=pauses)


def shown(row: DayRow) -> tuple[str, str, int, tuple[str, ...]]:
    hours = ", ".join(f"{r.start:%H:%M}–{r.end:%H:%M}" for r in row.ranges)
    return f"{row.date:%d/%m}", hours, row.minutes, row.why


def test_the_date_explains_itself_day_by_day() -> None:
    rows = explain(due(office_time(2026, 11, 20, 14, 10), "3").derivation)
    assert [shown(row) for row in rows] == [
        ("20/11", "14:10–17:00", 170, ("Từ lúc tiếp nhận",)),
        ("21/11", "", 0, ("Nghỉ hằng tuần",)),
        ("22/11", "", 0, ("Nghỉ hằng tuần",)),
        ("23/11", "07:00–11:30, 13:30–17:00", 480, ()),
        ("24/11", "", 0, ("Ngày Văn hóa Việt Nam",)),
        ("25/11", "07:00–11:30, 13:30–17:00", 480, ()),
        ("26/11", "07:00–11:30, 13:30–14:10", 310, ("Đủ 24 giờ lúc 14:10",)),
    ]


def test_a_pause_is_named_on_the_days_it_takes() -> None:
    pause = (office_time(2025, 7, 8, 9), office_time(2025, 7, 9, 10))
    rows = explain(due(office_time(2025, 7, 7, 7), "2", Unit.WORKING_DAY, pause).derivation)
    assert [(row.minutes, "Tạm dừng tính thời hạn" in row.why) for row in rows] == [
        (480, False),
        (120, True),
        (300, True),
        (60, False),
    ]


def test_calendar_time_names_its_end_and_why_it_moved() -> None:
    *_, saturday, sunday, monday = explain(due(office_time(2025, 7, 4, 10), "1", Unit.DAY).derivation)
    assert saturday.why == ("Nghỉ hằng tuần", "Hết thời hạn lúc 10:00")
    assert sunday.is_off
    assert monday.why == ("Hạn rơi vào lúc nghỉ, chuyển sang giờ làm việc kế tiếp",)


def test_a_swapped_working_day_says_for_which_day() -> None:
    rows = explain(due(office_time(2026, 8, 21, 15, 30), "1").derivation)
    assert rows[-1].date == date(2026, 8, 22)
    assert rows[-1].why[0] == "Ngày làm việc hoán đổi: Làm bù cho ngày 31/8/2026"


@pytest.mark.parametrize(
    ("accepted", "named"),
    [
        (office_time(2026, 11, 20, 14, 10), ("Nghị quyết 80-NQ/TW",)),
        (office_time(2025, 1, 24, 14, 10), ("Luật Lao động 2019 Điều 112", "Thông báo 6150/TB-BLĐTBXH (2024)")),
        (office_time(2025, 12, 31, 14, 10), ("12729/VPCP-KGVX (12/2025)",)),
        (office_time(2026, 8, 28, 14, 10), ()),  # known only from where it was compiled: no paper is made up
        (office_time(2025, 7, 7, 7), ()),
    ],
)
def test_the_papers_of_the_days_off_are_named_once_each(accepted: datetime, named: tuple[str, ...]) -> None:
    assert papers_of(due(accepted, "6").derivation) == named


def test_a_stored_derivation_comes_back_the_same() -> None:
    derivation = due(office_time(2026, 11, 20, 14, 10), "3").derivation
    assert tuple(Span.restored(span.stored()) for span in derivation) == derivation
