"""The legal clock of a dossier: promises, pauses, classes; nothing promised on what nobody knows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.commands import drafting, supplementing, upkeep
from motcua.apps.dossiers.models import Pause, Promise, SupplementItem
from motcua.apps.dossiers.states import ClockClass, DossierState
from motcua.apps.dossiers.tests.factories import (
    METHODS,
    TUESDAY_9AM,
    ask,
    counter_dossier,
    decide,
    make_procedure,
    online_dossier,
    reload,
    work,
)
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.clock import office_time
from motcua.kernel.errors import Invalid

FRIDAY_9AM = office_time(2026, 11, 20, 9)


def test_the_promise_counts_working_time_from_acceptance(centre, minh):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    assert filed.first_due == FRIDAY_9AM


def test_a_promise_keeps_its_derivation_day_by_day(centre, minh):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    with scope.use(scope.for_actor(minh)):
        promise = Promise.objects.get(dossier_id=filed.dossier_id, kind="first")
    assert sum(span["counted"] for span in promise.derivation) == 3 * 480
    assert promise.due_at == filed.first_due


def test_an_unknown_term_promises_nothing_and_says_so(centre, minh):
    unknown = [{**method, "time_unit": None, "time_text": "3"} for method in METHODS]
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(methods=unknown), clerk=minh)
    row = reload(filed.dossier_id)
    assert (row.first_due, row.legal_due, row.sort_due, row.term) == (None, None, None, None)


def test_an_online_filing_is_to_be_answered_within_eight_working_hours(centre, lan):
    filed = online_dossier(centre_id=centre.id, version=make_procedure(), citizen=lan)
    assert filed.acceptance_due == office_time(2026, 11, 18, 9)
    assert filed.first_due is None


def test_asking_for_papers_stops_the_clock_and_the_reply_moves_the_legal_date_only(centre, minh, hoa):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    work(filed.dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM + timedelta(hours=1))
    paused = reload(filed.dossier_id)
    assert paused.sort_due is None
    with scope.use(scope.for_actor(minh)):
        item = SupplementItem.objects.get(dossier_id=filed.dossier_id)
        supplementing.reply(
            dossier_id=filed.dossier_id, answers={item.id: "Đã ký"}, given=frozenset(), actor=minh,
            at=office_time(2026, 11, 19, 10),
        )  # fmt: skip
    row = reload(filed.dossier_id)
    assert row.first_due == FRIDAY_9AM
    assert row.legal_due == office_time(2026, 11, 25, 9)
    assert row.state == DossierState.PROCESSING


def test_every_pause_has_a_cause_a_document_a_cap_and_what_follows(centre, minh, hoa):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM)
    with scope.use(scope.for_actor(minh)):
        pause = Pause.objects.get(dossier_id=filed.dossier_id)
    assert (pause.cause, pause.document, pause.follows) == ("supplement", "02/1", "EXPIRE")
    assert pause.cap_at == TUESDAY_9AM + timedelta(days=15)


def test_where_the_procedure_sets_no_cap_the_officer_must(centre, minh, hoa, within):
    version = make_procedure(settled={"supplement_days": None})
    filed = counter_dossier(centre_id=centre.id, version=version, clerk=minh)
    with pytest.raises(Invalid) as refused:
        ask(filed.dossier_id, hoa, at=TUESDAY_9AM)
    assert "days" in refused.value.problems
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM, days=7)
    with within(minh):
        assert Pause.objects.get(dossier_id=filed.dossier_id).cap_at == TUESDAY_9AM + timedelta(days=7)


def test_a_pause_that_reached_its_cap_stops_the_dossier(centre, minh, hoa):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    ask(filed.dossier_id, hoa, at=TUESDAY_9AM)
    with scope.use(scope.Scope(centres=(centre.id,))):
        clock = Actor.system("deadline-clock")
        assert upkeep.tick(centre_id=centre.id, actor=clock, at=TUESDAY_9AM + timedelta(days=14)).expired == 0
        assert upkeep.tick(centre_id=centre.id, actor=clock, at=TUESDAY_9AM + timedelta(days=16)).expired == 1
    assert reload(filed.dossier_id).state == DossierState.STOPPED


def test_a_draft_nobody_touched_for_thirty_days_goes(centre, lan):

    with scope.use(scope.for_actor(lan)):
        drafting.begin_draft(centre_id=centre.id, version_id=make_procedure().id, actor=lan, at=TUESDAY_9AM)
    with scope.use(scope.Scope(centres=(centre.id,))):
        tick = upkeep.tick(
            centre_id=centre.id, actor=Actor.system("deadline-clock"), at=TUESDAY_9AM + timedelta(days=31)
        )
    assert tick.purged == 1
    with scope.use(scope.for_actor(lan)):
        assert queries.own(actor=lan, now=TUESDAY_9AM) == ()


@pytest.mark.parametrize(
    ("decided_at", "by_date", "by_minute"),
    [
        (office_time(2026, 11, 19, 16), ClockClass.EARLY, ClockClass.EARLY),
        (office_time(2026, 11, 20, 8), ClockClass.ON_TIME, ClockClass.EARLY),
        (office_time(2026, 11, 20, 9), ClockClass.ON_TIME, ClockClass.ON_TIME),
        (office_time(2026, 11, 20, 16), ClockClass.ON_TIME, ClockClass.LATE),
        (office_time(2026, 11, 23, 8), ClockClass.LATE, ClockClass.LATE),
    ],
)
def test_both_classes_are_stored_at_decision(centre, minh, hoa, tuan, decided_at, by_date, by_minute):
    filed = counter_dossier(centre_id=centre.id, version=make_procedure(), clerk=minh)
    work(filed.dossier_id, clerk=minh, specialist=hoa, at=TUESDAY_9AM)
    decide(filed.dossier_id, specialist=hoa, leader=tuan, at=decided_at)
    row = reload(filed.dossier_id)
    assert (row.class_by_date, row.class_by_minute) == (by_date, by_minute)
