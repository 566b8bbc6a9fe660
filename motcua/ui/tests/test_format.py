"""Dates, money and durations as people read them."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from motcua.kernel.clock import office_time
from motcua.ui import format as say


def test_a_moment_is_told_by_the_offices_clock():
    assert say.when(office_time(2026, 11, 20, 16, 30)) == "Thứ Sáu, 20/11/2026, 16:30"


def test_a_moment_of_which_only_the_day_is_known_is_told_as_a_day():
    assert say.day_or_when(office_time(2026, 11, 20)) == "Thứ Sáu, 20/11/2026"
    assert say.day_or_when(office_time(2026, 11, 20, 0, 1)) == "Thứ Sáu, 20/11/2026, 00:01"


def test_english_pages_name_english_days():
    with translation.override("en"):
        assert say.day(date(2026, 11, 22)) == "Sunday, 22/11/2026"


@pytest.mark.parametrize(
    ("count", "told"), [(170, "2 giờ 50 phút"), (480, "8 giờ"), (5, "5 phút"), (0, "0 phút"), (-162, "−2 giờ 42 phút")]
)
def test_minutes_are_told_in_words(count, told):
    assert say.minutes(count) == told


def test_money_has_points_and_its_unit():
    assert say.money(16000) == "16.000 đ"


@pytest.mark.parametrize(("count", "told"), [(1_900_000, "1,8 MB"), (120_000, "117 KB"), (3, "1 KB")])
def test_sizes_are_told_shortly(count, told):
    assert say.size(count) == told


def test_nothing_a_person_typed_becomes_markup():
    shown = Template("{% tag 'good' text %}{% icon 'paper' text %}{% qr 'x' text %}").render(
        Context({"text": '"><script>'})
    )
    assert "<script>" not in shown
