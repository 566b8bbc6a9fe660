"""Who a session's token belongs to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from motcua.apps.identity.tests.factories import accounts, make_session, sessions
from motcua.apps.organization import queries
from motcua.apps.organization.tests.factories import give_position
from motcua.apps.organization.values import CentreView
from motcua.kernel.actor import Actor, Role

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


def _token(actor: Actor) -> str:
    assert actor.account_id is not None
    return make_session(account_id=actor.account_id)


def test_an_officer_is_known_with_duties_and_centre(minh: Actor, centre: CentreView) -> None:
    found = queries.actor_of_session(_token(minh), at=NOON)
    assert found is not None
    assert found.actor == minh
    assert (found.centre_id, found.centre_name, found.name) == (centre.id, centre.name, "Trần Mẫu Minh")
    assert found.titles == ("clerk",)


def test_a_citizen_is_known_without_duties(lan: Actor) -> None:
    found = queries.actor_of_session(_token(lan), at=NOON)
    assert found is not None
    assert found.actor == lan
    assert found.centre_id is None


def test_who_has_signed_in_costs_one_statement(minh: Actor, django_assert_num_queries: Any) -> None:
    token = _token(minh)
    with django_assert_num_queries(1):
        queries.actor_of_session(token, at=NOON)


def test_an_unknown_token_is_nobody(db: None) -> None:
    assert queries.actor_of_session("no such token", at=NOON) is None


def test_a_session_without_second_factor_acts_as_the_public(minh: Actor) -> None:
    token = _token(minh)
    sessions().update(second_factor_at=None)
    found = queries.actor_of_session(token, at=NOON)
    assert found is not None
    assert found.pending
    assert found.actor.account_id is None
    assert found.actor.duties == frozenset()


def test_an_account_put_out_of_use_is_signed_out_at_once(minh: Actor) -> None:
    token = _token(minh)
    accounts().update(active=False)
    assert queries.actor_of_session(token, at=NOON) is None


def test_an_ended_session_is_nobodys(minh: Actor) -> None:
    token = _token(minh)
    sessions().update(ended_at=NOON)
    assert queries.actor_of_session(token, at=NOON) is None


def test_a_session_ends_at_its_time_however_busy(minh: Actor) -> None:
    token = _token(minh)
    sessions().update(expires_at=NOON)
    assert queries.actor_of_session(token, at=NOON) is None


def test_an_officer_idle_for_an_hour_is_signed_out(minh: Actor) -> None:
    token = _token(minh)
    sessions().update(last_seen=NOON)
    assert queries.actor_of_session(token, at=NOON + timedelta(minutes=59)) is not None
    sessions().update(last_seen=NOON)
    assert queries.actor_of_session(token, at=NOON + timedelta(minutes=60)) is None


def test_a_citizen_may_rest_for_a_day(lan: Actor) -> None:
    token = _token(lan)
    sessions().update(last_seen=NOON)
    assert queries.actor_of_session(token, at=NOON + timedelta(hours=23)) is not None


def test_seen_is_written_only_after_five_minutes(minh: Actor, django_assert_num_queries: Any) -> None:
    token = _token(minh)
    sessions().update(last_seen=NOON)
    with django_assert_num_queries(1):
        queries.actor_of_session(token, at=NOON + timedelta(minutes=4))
    with django_assert_num_queries(2):
        queries.actor_of_session(token, at=NOON + timedelta(minutes=6))
    assert sessions().get().last_seen == NOON + timedelta(minutes=6)


def test_with_two_centres_the_officer_must_choose(minh: Actor, other_centre: CentreView, centre: CentreView) -> None:
    assert minh.account_id is not None
    token = _token(minh)
    give_position(account_id=minh.account_id, centre_id=other_centre.id, role=Role.SECONDED)
    found = queries.actor_of_session(token, at=NOON)
    assert found is not None
    assert found.centre_id is None
    assert {c for c, _ in found.centres} == {centre.id, other_centre.id}
    sessions().update(centre_id=other_centre.id)
    chosen = queries.actor_of_session(token, at=NOON)
    assert chosen is not None
    assert chosen.centre_id == other_centre.id


def test_the_provincial_office_reaches_every_centre_of_its_province(
    minh: Actor, centre: CentreView, other_centre: CentreView
) -> None:
    assert minh.account_id is not None
    give_position(account_id=minh.account_id, centre_id=centre.id, role=Role.PROVINCE)
    held = queries.duties_of(minh.account_id, NOON)
    assert {d.centre_id for d in held if d.role is Role.PROVINCE} == {centre.id, other_centre.id}
