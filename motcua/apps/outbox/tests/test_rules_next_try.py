"""A failed subscriber is asked again soon, then ever later, at least once an hour."""

from __future__ import annotations

import inspect
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from motcua.apps.outbox.rules import is_daily_due, next_try
from motcua.kernel.clock import local, office_time

NOON = office_time(2026, 11, 20, 12)


@pytest.mark.parametrize(("tries", "seconds"), [(1, 2), (2, 4), (3, 8), (10, 1024), (12, 3600), (500, 3600)])
def test_the_wait_doubles_up_to_an_hour(tries: int, seconds: int) -> None:
    assert next_try(tries=tries, at=NOON) == NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("hour", "done", "up_hours", "due"),
    [
        (3, date(2026, 11, 19), 20, True),
        (3, date(2026, 11, 20), 20, False),
        (12, date(2026, 11, 19), 20, False),
        (12, None, 2, True),
        (3, None, 0, False),
    ],
)
def test_the_days_chores_are_done_at_night_or_soon_after_a_machine_woke(
    hour: int, done: date | None, up_hours: int, due: bool
) -> None:
    now = local(office_time(2026, 11, 20, hour, 30))
    assert is_daily_due(now=now, done=done, up=timedelta(hours=up_hours)) is due


def test_every_chore_of_the_house_takes_the_moment_it_is_done_at() -> None:
    for name in (*settings.EACH_SECOND, *settings.EACH_DAY):
        assert "at" in inspect.signature(import_string(name)).parameters
