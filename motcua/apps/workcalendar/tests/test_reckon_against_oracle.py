"""The engine and the slow oracle agree, and what must hold for every term holds."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.apps.workcalendar.rules import reckoning
from motcua.apps.workcalendar.rules.shipped import shipped
from motcua.apps.workcalendar.tests import oracle
from motcua.apps.workcalendar.values import Calendar, Due, Session, Sittings, Term, Unit
from motcua.kernel.clock import OFFICE, local

steady = settings(derandomize=True, max_examples=60, deadline=None)
wide = settings(derandomize=True, max_examples=150, deadline=None)

FIRST = datetime(2025, 1, 1)  # noqa: DTZ001 -- the oracle's wall clock
moments = st.integers(0, 1000 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
breaks = st.lists(st.tuples(st.integers(-3000, 15000), st.sampled_from([0, 1, 30, 479, 1440, 7000])), max_size=4)

DayHours = tuple[tuple[int, int], ...]
#: Summer and winter hours, one long sitting, three short ones, mornings only, two that touch, an evening.
DAYS: tuple[DayHours, ...] = (
    ((390, 660), (780, 990)),
    ((450, 690), (780, 1020)),
    ((480, 960),),
    ((420, 540), (600, 690), (840, 1020)),
    ((420, 720),),
    ((420, 660), (660, 900)),
    ((900, 1260),),
)
#: Near the beginning, since terms are short: what changes after their end changes nothing.
changes = st.lists(
    st.tuples(st.integers(-2, 9), st.sampled_from(DAYS)), min_size=1, max_size=3, unique_by=lambda one: one[0]
)

Breaks = list[tuple[int, int]]
Changes = list[tuple[int, DayHours]]


def terms() -> st.SearchStrategy[Term]:
    quarters = st.integers(1, 40).map(lambda quarter: Decimal(quarter) / 4)
    whole = st.integers(1, 30).map(Decimal)
    return st.one_of(
        st.builds(Term, quarters, st.sampled_from([Unit.WORKING_HOUR, Unit.WORKING_DAY])),
        st.builds(Term, whole, st.just(Unit.DAY)),
        st.builds(Term, st.integers(1, 3).map(Decimal), st.just(Unit.MONTH)),
        st.builds(Term, st.just(Decimal(1)), st.just(Unit.SAME_DAY)),
    )


def pauses_of(accepted: datetime, given_breaks: Breaks) -> oracle.Pauses:
    starts = [(accepted + timedelta(minutes=offset), length) for offset, length in given_breaks]
    return [(start, start + timedelta(minutes=length)) for start, length in starts]


def hours_of(accepted: datetime, given_changes: Changes) -> oracle.Hours:
    return [(accepted.date() + timedelta(days=offset), hours) for offset, hours in sorted(given_changes)]


def calendar_of(hours: oracle.Hours) -> Calendar:
    def clock(minutes: int) -> time:
        return time(*divmod(minutes, 60))

    return shipped().with_sittings(
        *(Sittings(since, tuple(Session(clock(a), clock(b)) for a, b in told)) for since, told in hours)
    )


def aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=OFFICE)


def engine(accepted: datetime, term: Term, pauses: oracle.Pauses, hours: oracle.Hours = ()) -> Due:
    return reckoning.reckon(
        calendar=calendar_of(hours),
        accepted_at=aware(accepted),
        term=term,
        pauses=[(aware(start), aware(end)) for start, end in pauses],
    )


def second_opinion(accepted: datetime, term: Term, pauses: oracle.Pauses, hours: oracle.Hours = ()) -> datetime:
    match term.unit:
        case Unit.WORKING_HOUR:
            return oracle.due_worked(accepted, int(term.quantity * 60), pauses, hours)
        case Unit.WORKING_DAY:
            return oracle.due_worked(accepted, int(term.quantity * 480), pauses, hours)
        case Unit.DAY:
            return oracle.due_days(accepted, int(term.quantity), pauses, hours)
        case Unit.MONTH:
            return oracle.due_months(accepted, int(term.quantity), pauses, hours)
        case Unit.SAME_DAY:
            return oracle.due_same_day(accepted, pauses, hours)


@wide
@given(moments, terms(), breaks)
def test_engine_and_oracle_name_the_same_minute(accepted: datetime, term: Term, given_breaks: Breaks) -> None:
    pauses = pauses_of(accepted, given_breaks)
    assert local(engine(accepted, term, pauses).at).replace(tzinfo=None) == second_opinion(accepted, term, pauses)


@wide
@given(moments, terms(), breaks, changes)
def test_they_do_where_the_sittings_change_on_a_day(
    accepted: datetime, term: Term, given_breaks: Breaks, given_changes: Changes
) -> None:
    pauses, hours = pauses_of(accepted, given_breaks), hours_of(accepted, given_changes)
    answer = engine(accepted, term, pauses, hours)
    assert local(answer.at).replace(tzinfo=None) == second_opinion(accepted, term, pauses, hours)
    assert answer.derivation[0].start == aware(accepted)
    assert all(earlier.end == later.start for earlier, later in pairwise(answer.derivation))


@wide
@given(moments, st.integers(6 * 60, 18 * 60), st.sampled_from(DAYS), st.sampled_from(DAYS), breaks)
def test_they_do_for_a_paper_of_the_same_day_whenever_the_office_closes(
    moment: datetime, minute: int, today: DayHours, later: DayHours, given_breaks: Breaks
) -> None:
    received = moment.replace(hour=0, minute=0) + timedelta(minutes=minute)
    pauses, hours = pauses_of(received, given_breaks), hours_of(received, [(0, today), (1, later)])
    answer = engine(received, Term(Decimal(1), Unit.SAME_DAY), pauses, hours)
    assert local(answer.at).replace(tzinfo=None) == oracle.due_same_day(received, pauses, hours)
    assert answer.at > aware(received)


@wide
@given(moments, st.integers(3000, 20000), breaks, changes)
def test_they_measure_the_same_where_the_sittings_change(
    start: datetime, length: int, given_breaks: Breaks, given_changes: Changes
) -> None:
    end, pauses, hours = (
        start + timedelta(minutes=length),
        pauses_of(start, given_breaks),
        hours_of(start, given_changes),
    )
    for told in ([], pauses):  # by the sums of a year, and by the walk
        measured = reckoning.worked_minutes(
            calendar=calendar_of(hours),
            start=aware(start),
            end=aware(end),
            pauses=[(aware(since), aware(until)) for since, until in told],
        )
        assert measured == oracle.worked(start, end, told, hours)


@steady
@given(moments, terms(), changes)
def test_a_change_after_the_end_of_a_term_moves_nothing(accepted: datetime, term: Term, given_changes: Changes) -> None:
    plain = engine(accepted, term, [])
    later = (local(plain.at).date() - accepted.date()).days + 1
    hours = hours_of(accepted, [(later + abs(offset), told) for offset, told in given_changes])
    assert engine(accepted, term, [], hours) == plain


@steady
@given(moments, st.integers(0, 20000), breaks)
def test_engine_and_oracle_measure_the_same_working_time(start: datetime, length: int, given_breaks: Breaks) -> None:
    end, pauses = start + timedelta(minutes=length), pauses_of(start, given_breaks)
    measured = reckoning.worked_minutes(
        calendar=shipped(),
        start=aware(start),
        end=aware(end),
        pauses=[(aware(since), aware(until)) for since, until in pauses],
    )
    assert measured == oracle.worked(start, end, pauses)


@wide
@given(moments, terms(), breaks)
def test_the_derivation_covers_the_whole_time_once(accepted: datetime, term: Term, given_breaks: Breaks) -> None:
    answer = engine(accepted, term, pauses_of(accepted, given_breaks))
    spans = answer.derivation
    assert spans[0].start == aware(accepted)
    assert spans[-1].end == answer.at > aware(accepted)
    assert all(earlier.end == later.start for earlier, later in pairwise(spans))
    assert all(span.counted in {0, (span.end - span.start) // timedelta(minutes=1)} for span in spans)
    assert all(local(span.start).date() == local(span.end - timedelta(minutes=1)).date() for span in spans)


@wide
@given(moments, terms(), breaks)
def test_the_counted_minutes_are_the_term(accepted: datetime, term: Term, given_breaks: Breaks) -> None:
    answer = engine(accepted, term, pauses_of(accepted, given_breaks))
    each = {Unit.WORKING_HOUR: 60, Unit.WORKING_DAY: 480, Unit.DAY: 1440}.get(term.unit)
    if each:
        assert answer.counted == int(term.quantity * each)


@steady
@given(moments, terms(), st.integers(1, 5000))
def test_who_comes_later_is_not_due_earlier(accepted: datetime, term: Term, later: int) -> None:
    # Not so for calendar time, by its own rule: what ends on Saturday 10:00 moves to Monday 10:00, what ends on
    # Sunday 08:00 to Monday 08:00; and three days of January end on the last of February.
    if term.unit not in {Unit.DAY, Unit.MONTH}:
        assert engine(accepted + timedelta(minutes=later), term, []).at >= engine(accepted, term, []).at


@steady
@given(moments, terms(), st.integers(1, 5000), changes)
def test_nor_where_the_sittings_change(accepted: datetime, term: Term, later: int, given_changes: Changes) -> None:
    hours = hours_of(accepted, given_changes)
    if term.unit not in {Unit.DAY, Unit.MONTH}:
        assert engine(accepted + timedelta(minutes=later), term, [], hours).at >= engine(accepted, term, [], hours).at


@steady
@given(moments, terms(), st.integers(1, 9), breaks)
def test_a_longer_term_is_not_due_earlier(accepted: datetime, term: Term, more: int, given_breaks: Breaks) -> None:
    pauses = pauses_of(accepted, given_breaks)
    longer = Term(term.quantity + more, term.unit)
    assert engine(accepted, longer, pauses).at >= engine(accepted, term, pauses).at


@steady
@given(moments, st.integers(1, 5000))
def test_measuring_gives_back_what_was_added(at: datetime, minutes: int) -> None:
    due = reckoning.add_minutes(calendar=shipped(), at=aware(at), minutes=minutes)
    assert reckoning.worked_minutes(calendar=shipped(), start=aware(at), end=due.at) == minutes
