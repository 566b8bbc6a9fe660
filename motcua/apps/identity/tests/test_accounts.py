"""Accounts are made and mended by administrators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from motcua.apps.identity import commands, queries
from motcua.apps.identity.models import Account, OneTimeCode, Session, Tries
from motcua.apps.identity.tests.factories import make_session
from motcua.base.testing.roles import as_role
from motcua.kernel.actor import Actor, ActorKind, Duty, Role
from motcua.kernel.errors import Invalid, NotAllowed, NotFound

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
INSTALLER = Actor.system("installer")
PASSWORD = "suối mẫu buổi sáng"


def make(actor: Actor = INSTALLER, username: str = "moi.mau", password: str = PASSWORD) -> int:
    return commands.create_staff(username=username, name="Lý Mẫu Mới", password=password, actor=actor, at=NOON)


def test_the_installer_makes_an_account(db: None) -> None:
    found = queries.account(account_id=make())
    assert (found.username, found.name, found.kind) == ("moi.mau", "Lý Mẫu Mới", "staff")


def test_a_clerk_makes_no_accounts(minh: Actor) -> None:
    with pytest.raises(NotAllowed):
        make(actor=minh)


@pytest.mark.parametrize("password", ["ngắn quá", "1234567890", "password123", "xin chao moi.mau"])
def test_a_weak_password_is_refused(db: None, password: str) -> None:
    with pytest.raises(Invalid) as told:
        make(password=password)
    assert "password" in told.value.problems


def test_a_username_belongs_to_one(db: None) -> None:
    make()
    with pytest.raises(Invalid) as told:
        make(username="Moi.Mau")
    assert "username" in told.value.problems


def test_a_new_password_ends_the_sessions(db: None) -> None:
    account_id = make()
    make_session(account_id=account_id)
    commands.set_password(account_id=account_id, password="một câu dài hơn", actor=INSTALLER, at=NOON)
    assert Session.objects.get().ended_at == NOON


def test_one_sets_ones_own_password_only(minh: Actor, hoa: Actor) -> None:
    assert minh.account_id is not None
    commands.set_password(account_id=minh.account_id, password="một câu dài hơn", actor=minh, at=NOON)
    with pytest.raises(NotAllowed):
        commands.set_password(account_id=minh.account_id, password="một câu dài hơn", actor=hoa, at=NOON)


def test_a_new_second_factor_replaces_the_old_one(db: None) -> None:
    account_id = make()
    first = commands.enrol_second_factor(account_id=account_id, actor=INSTALLER, at=NOON)
    second = commands.enrol_second_factor(account_id=account_id, actor=INSTALLER, at=NOON)
    assert first != second
    assert Account.objects.get(id=account_id).totp_secret == second


def test_nobody_renews_their_own_second_factor(minh: Actor) -> None:
    assert minh.account_id is not None
    with pytest.raises(NotAllowed):
        commands.enrol_second_factor(account_id=minh.account_id, actor=minh, at=NOON)


def test_the_present_code_is_told_for_demonstration_accounts_only(db: None) -> None:
    account_id = make()
    commands.enrol_second_factor(account_id=account_id, actor=INSTALLER, at=NOON)
    with pytest.raises(NotFound):
        queries.present_code(username="moi.mau", at=NOON)
    Account.objects.update(demo=True)
    assert len(queries.present_code(username="moi.mau", at=NOON)) == 6


def test_names_are_read_for_labels_in_one_statement(minh: Actor, hoa: Actor) -> None:
    assert minh.account_id is not None
    assert queries.names_of([minh.account_id, 0]) == {minh.account_id: "Trần Mẫu Minh"}


def test_signing_out_ends_the_session_and_twice_is_no_fault(lan: Actor) -> None:
    assert lan.account_id is not None
    make_session(account_id=lan.account_id)
    session = Session.objects.get()
    for _ in range(2):
        commands.sign_out(session_id=session.id, actor=lan, at=NOON)
    assert Session.objects.get().ended_at == NOON


def test_one_may_end_all_ones_own_sessions(lan: Actor, stranger: Actor) -> None:
    assert lan.account_id is not None
    for _ in range(2):
        make_session(account_id=lan.account_id)
    with pytest.raises(NotAllowed):
        commands.end_all_sessions(account_id=lan.account_id, actor=stranger, at=NOON)
    assert commands.end_all_sessions(account_id=lan.account_id, actor=lan, at=NOON) == 2
    assert queries.open_sessions(account_id=lan.account_id, at=NOON) == ()


def test_spent_codes_and_old_sessions_are_forgotten(lan: Actor) -> None:
    assert lan.account_id is not None
    make_session(account_id=lan.account_id)
    Session.objects.update(expires_at=NOON)
    commands.request_code(phone="0000111222", address="10.0.0.9", at=NOON)
    assert commands.forget_spent(actor=INSTALLER, at=NOON + timedelta(hours=20)) == 0
    assert commands.forget_spent(actor=INSTALLER, at=NOON + timedelta(days=91)) == 6
    assert not OneTimeCode.objects.exists()
    assert not Tries.objects.exists()


def test_the_cast_is_staff_and_citizen(lan: Actor, minh: Actor) -> None:
    assert (lan.kind, minh.kind) == (ActorKind.CITIZEN, ActorKind.STAFF)


@pytest.mark.django_db(transaction=True)
def test_an_administrators_deputy_makes_accounts_in_that_persons_place() -> None:
    own, lent = Duty(Role.CLERK, 1), Duty(Role.ADMINISTRATOR, 1, for_account=12)
    deputy = Actor(kind=ActorKind.STAFF, account_id=7, duties=frozenset({own, lent}))
    make(actor=deputy)
    with as_role("motcua_owner"), connection.cursor() as cursor:
        cursor.execute("SELECT account_id, acting_for FROM audit_entry WHERE command = 'identity.create_staff'")
        assert cursor.fetchall() == [(7, 12)]
