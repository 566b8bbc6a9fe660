"""The quick count and the walk that explains come to the same minutes."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.apps.workcalendar.rules.reckoning import worked_minutes
from motcua.apps.workcalendar.rules.shipped import shipped
from motcua.kernel.clock import OFFICE

CALENDAR = shipped()
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 30), timezones=st.just(OFFICE)).map(  # noqa: DTZ001 -- aware by the strategy
    lambda moment: moment.replace(second=0, microsecond=0)
)
#: A pause long after everything: the walk is taken, nothing is left out.
FAR = [(datetime(2028, 6, 1, tzinfo=OFFICE), datetime(2028, 6, 2, tzinfo=OFFICE))]


@settings(derandomize=True, max_examples=300, deadline=None)
@given(MOMENTS, MOMENTS)
def test_counting_equals_walking(one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    end = min(end, start + timedelta(days=500))
    quick = worked_minutes(calendar=CALENDAR, start=start, end=end)
    assert quick == worked_minutes(calendar=CALENDAR, start=start, end=end, pauses=FAR)
