"""Centres, counters, and which centre an officer is at."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from motcua.apps.identity.tests.factories import make_session, sessions
from motcua.apps.organization import commands, queries
from motcua.apps.organization.tests.factories import give_position
from motcua.apps.organization.values import CentreView
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
INSTALLER = Actor.system("installer")


def open_centre(code: str = "suoi-mau", official: str = "H99.99", actor: Actor = INSTALLER) -> CentreView:
    made = commands.open_centre(
        code=code,
        name="Trung tâm Phục vụ hành chính công xã Suối Mẫu",
        commune=("99901", "Xã Suối Mẫu"),
        province=("99", "Tỉnh Mẫu"),
        official_agency_code=official,
        calendar="vn-office",
        actor=actor,
        at=NOON,
    )
    return queries.centre(made)


def test_a_centre_knows_the_code_its_dossiers_begin_with(db: None) -> None:
    made = open_centre()
    assert (made.agency_code, made.agency_known, made.agency_name) == ("H99.99", True, "Uỷ ban nhân dân Xã Suối Mẫu")


def test_where_no_official_code_is_known_it_says_so(db: None) -> None:
    made = open_centre(official="")
    assert (made.agency_code, made.agency_known) == ("TMP.99901", False)


def test_only_the_installer_opens_centres(minh: Actor) -> None:
    with pytest.raises(NotAllowed):
        open_centre(code="mới", actor=minh)


def test_a_centres_code_belongs_to_one(db: None) -> None:
    open_centre()
    with pytest.raises(Invalid):
        open_centre()


def test_an_unknown_centre_does_not_exist(centre: CentreView) -> None:
    with pytest.raises(NotFound):
        queries.centre(centre.id + 1000)


def test_centres_are_read_once_for_many_questions(centre: CentreView, django_assert_num_queries: Any) -> None:
    queries.forget_centres()
    with django_assert_num_queries(1):
        for _ in range(3):
            queries.centre(centre.id)
        queries.centres()


def test_a_counter_number_belongs_to_one_counter(centre: CentreView) -> None:
    commands.add_counter(centre_id=centre.id, number=1, name="Hộ tịch", fields=["hộ tịch"], actor=INSTALLER, at=NOON)
    with pytest.raises(Invalid):
        commands.add_counter(centre_id=centre.id, number=1, name="Đất đai", actor=INSTALLER, at=NOON)
    assert [c.fields for c in queries.counters_of(centre.id)] == [frozenset({"hộ tịch"})]


def test_an_officer_of_two_centres_chooses_one(minh: Actor, other_centre: CentreView) -> None:
    assert minh.account_id is not None
    give_position(account_id=minh.account_id, centre_id=other_centre.id, role=Role.SECONDED)
    make_session(account_id=minh.account_id)
    actor = queries.actor_for(minh.account_id, NOON)
    session = sessions().get()
    commands.choose_centre(session_id=session.id, centre_id=other_centre.id, actor=actor, at=NOON)
    assert sessions().get().centre_id == other_centre.id


def test_nobody_is_present_where_no_duty_is_held(minh: Actor, other_centre: CentreView) -> None:
    assert minh.account_id is not None
    make_session(account_id=minh.account_id)
    with pytest.raises(NotAllowed):
        commands.choose_centre(session_id=sessions().get().id, centre_id=other_centre.id, actor=minh, at=NOON)
