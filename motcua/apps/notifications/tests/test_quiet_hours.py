"""Quiet hours: nobody's telephone rings at night, and nothing waits for ever."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.apps.notifications import commands, queries, rules
from motcua.apps.notifications.states import MessageState
from motcua.apps.notifications.values import NIGHT, QuietHours
from motcua.kernel.actor import Actor
from motcua.kernel.clock import OFFICE
from motcua.kernel.errors import Invalid

_times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
PROGRAM, AT = Actor.system("test"), datetime(2026, 11, 20, 9, tzinfo=OFFICE)
_FIRST = datetime(2020, 1, 1, tzinfo=OFFICE)
_moments = st.integers(0, 8_000_000).map(lambda minutes: _FIRST + timedelta(minutes=minutes))


@given(begins=_times, ends=_times, local=_moments)
def test_a_message_waits_less_than_a_day_and_then_wakes_nobody(begins: time, ends: time, local: datetime) -> None:
    quiet = QuietHours(begins=begins, ends=ends)
    loud = quiet.loud_from(local)
    assert local <= loud < local + timedelta(days=1)
    assert not quiet.hold(loud.time())
    assert loud == local or quiet.hold(local.time())


@given(tries=st.integers(1, rules.MOST_TRIES))
def test_trying_again_ends(tries: int) -> None:
    at = datetime(2026, 11, 20, tzinfo=OFFICE)
    state, next_at = rules.after_failure(tries=tries, at=at)
    assert (state is MessageState.PARKED) == (tries == rules.MOST_TRIES)
    assert next_at > at or state is MessageState.PARKED


@pytest.mark.django_db
def test_a_centre_sets_its_own_night() -> None:
    assert queries.quiet_hours(centre_id=1) == NIGHT
    commands.set_quiet_hours(centre_id=1, begins=time(19), ends=time(6, 30), actor=PROGRAM, at=AT)
    assert queries.quiet_hours(centre_id=1) == QuietHours(begins=time(19), ends=time(6, 30))
    with pytest.raises(Invalid):
        commands.set_quiet_hours(centre_id=1, begins=time(8), ends=time(7), actor=PROGRAM, at=AT)
    assert queries.quiet_hours(centre_id=1).begins == time(19)
