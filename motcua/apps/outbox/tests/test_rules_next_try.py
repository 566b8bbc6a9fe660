"""A failed subscriber is asked again soon, then ever later, at least once an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.apps.outbox.rules import next_try
from motcua.kernel.clock import office_time

NOON = office_time(2026, 11, 20, 12)


@pytest.mark.parametrize(("tries", "seconds"), [(1, 2), (2, 4), (3, 8), (10, 1024), (12, 3600), (500, 3600)])
def test_the_wait_doubles_up_to_an_hour(tries: int, seconds: int) -> None:
    assert next_try(tries=tries, at=NOON) == NOON + timedelta(seconds=seconds)
