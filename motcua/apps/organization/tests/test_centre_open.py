"""Whoever sits at the machine opens the first centre and its administrator, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from motcua.apps.audit import queries as audit
from motcua.apps.identity import queries as identity
from motcua.apps.identity.tests.factories import accounts, make_staff
from motcua.apps.organization import queries
from motcua.apps.organization.management.commands.centre_open import Command
from motcua.apps.organization.tests.factories import make_centre, make_units
from motcua.apps.organization.values import CentreView
from motcua.base.cli.asking import Asker
from motcua.base.db import scope
from motcua.kernel import clock
from motcua.kernel.actor import Role

GOOD = "suối mẫu buổi sáng"


class Person(Asker):
    """Somebody who answers what is asked, in order; nobody where there is nothing to say."""

    def __init__(self, answers: Iterable[str] = (), secrets: Iterable[str] = ()) -> None:
        self.answers, self.secrets = iter(answers), iter(secrets)
        self.heard: list[str] = []
        self.here = True

    @property
    def present(self) -> bool:
        return self.here

    def ask(self, question: str) -> str:
        self.heard.append(question)
        return next(self.answers)

    def ask_secretly(self, question: str) -> str:
        self.heard.append(question)
        return next(self.secrets)

    def tell(self, text: str) -> None:
        self.heard.append(text)


def nobody() -> Person:
    made = Person()
    made.here = False
    return made


@pytest.fixture(autouse=True)
def _units(db: None) -> None:
    make_units()


def open_it(code: str = "99901", *more: str, asker: Person | None = None, username: str = "an.mau") -> str:
    said, program = StringIO(), Command()
    program.asker = asker or nobody()
    words = [code, "--username", username, "--name", "Tô Mẫu An", *more]
    call_command(program, *(words if asker is None else [code, *more]), stdout=said)
    return said.getvalue()


def the_centre() -> CentreView:
    (made,) = queries.centres()
    return made


def test_names_come_from_the_list_of_units() -> None:
    said = open_it("99901", "--address", "Số 2, Thôn  1", "--phone", "0000 999 998", "--hours", "7:30 – 17:00")
    made = the_centre()
    assert (made.code, made.name) == ("suoi-mau", "Trung tâm Phục vụ hành chính công Xã Suối Mẫu")
    assert (made.commune_code, made.commune_name, made.province_code, made.province_name) == (
        "99901", "Xã Suối Mẫu", "99", "Tỉnh Mẫu",
    )  # fmt: skip
    assert (made.address, made.phone, made.hours) == ("Số 2, Thôn 1", "0000 999 998", "7:30 – 17:00")
    assert (made.agency_code, made.agency_known, made.demo) == ("TMP.99901", False, False)
    assert "mã hồ sơ bắt đầu bằng TMP.99901" in said


def test_an_official_code_of_the_agency_is_kept() -> None:
    open_it("99901", "--agency-code", "H99.77")
    assert (the_centre().agency_code, the_centre().agency_known) == ("H99.77", True)


def test_the_first_person_administers_and_nothing_else() -> None:
    open_it()
    (row,) = queries.staff_of(the_centre().id, at=clock.now())
    assert (row.name, row.role, row.title, row.fields) == (
        "Tô Mẫu An", Role.ADMINISTRATOR, "Quản trị hệ thống", frozenset(),
    )  # fmt: skip
    account = accounts().get(username="an.mau")
    assert (account.demo, account.totp_confirmed_at) == (False, None)


def test_who_follows_the_province_is_made_at_the_machine_too() -> None:
    open_it("99901", "--province")
    rows = queries.staff_of(the_centre().id, at=clock.now())
    assert {row.role for row in rows} == {Role.ADMINISTRATOR, Role.PROVINCE}
    assert {row.name for row in rows} == {"Tô Mẫu An"}


def test_the_log_of_the_centre_says_that_it_was_done_at_the_machine() -> None:
    at = clock.now()
    open_it()
    their = queries.actor_for(accounts().get(username="an.mau").id, clock.now())
    with scope.use(scope.for_actor(their)):
        for command in ("organization.open_centre", "organization.create_position", "organization.appoint"):
            (kept,) = audit.newest(centre_id=the_centre().id, command=command, since=at)
            assert kept.actor == "system:at-the-machine"


def test_somebody_at_the_terminal_is_asked_and_types_the_password_twice() -> None:
    person = Person(["An.Mau", "Tô Mẫu An", "Số 2, Thôn 1", "", "", ""], [GOOD, GOOD])
    said = open_it(asker=person)
    assert len(person.heard) == 8
    assert GOOD not in said
    assert "chỉ hiện lần này" not in said
    assert identity.staff_account(username="an.mau").name == "Tô Mẫu An"
    assert the_centre().address == "Số 2, Thôn 1"


def test_a_weak_or_mistyped_password_is_asked_anew() -> None:
    person = Person(["an.mau", "Tô Mẫu An", "", "", "", ""], ["ngắn", "ngắn", GOOD, GOOD + "x", GOOD, GOOD])
    open_it(asker=person)
    assert "Mật khẩu cần ít nhất 10 ký tự." in person.heard
    assert "Hai lần gõ không giống nhau. (They differ.)" in person.heard
    assert the_centre().code == "suoi-mau"


def test_without_a_good_password_nothing_is_written() -> None:
    weak = [word for word in ("password1234", "an.mau.1234", "") for _twice in range(2)]
    person = Person(["an.mau", "Tô Mẫu An", "", "", "", ""], weak)
    with pytest.raises(CommandError, match="chưa ghi gì"):
        open_it(asker=person)
    assert_nothing_was_written()


def test_with_nobody_there_a_password_is_shown_once() -> None:
    said = open_it()
    assert "Mật khẩu đầu tiên, chỉ hiện lần này" in said
    assert "/desk/sign-in/" in said


def assert_nothing_was_written() -> None:
    assert queries.centres() == ()
    assert not accounts().exists()


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("99913", "99901  Xã Suối Mẫu, Tỉnh Mẫu"),  # the code of before 01/07/2025
        ("Suối Mẫu", "99901  Xã Suối Mẫu, Tỉnh Mẫu"),
        ("9990", "99901  Xã Suối Mẫu, Tỉnh Mẫu"),
        ("99", "Không có xã"),  # a province has no centre of this kind
    ],
)
def test_an_unknown_code_is_told_with_those_that_are_near(code: str, near: str) -> None:
    with pytest.raises(CommandError) as refusal:
        open_it(code)
    assert near in str(refusal.value)
    assert_nothing_was_written()


def test_a_commune_has_one_centre() -> None:
    open_it()
    with pytest.raises(CommandError, match="Xã Suối Mẫu, đã có Trung tâm"):
        open_it(username="binh.mau")
    assert accounts().count() == 1


def test_a_second_commune_may_have_its_own_on_the_same_machine() -> None:
    open_it()
    open_it("99902", username="binh.mau")
    assert [one.commune_name for one in queries.centres()] == ["Xã Đồi Mẫu", "Xã Suối Mẫu"]


def test_nothing_real_is_opened_in_a_demonstration() -> None:
    make_centre()
    with pytest.raises(CommandError, match="Đây là bản trình diễn") as refusal:
        open_it("99902")
    assert "bin/start --no-demo" in str(refusal.value)
    assert not accounts().exists()


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--agency-code", "UBND xã", "có dạng như H56.12.34"),
        ("--phone", "gọi anh Ba", "chỉ gồm chữ số"),
        ("--address", "x" * 301, "Xin ghi ngắn hơn"),
    ],
)
def test_a_fact_that_cannot_be_right_is_refused(option: str, value: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        open_it("99901", option, value)
    assert_nothing_was_written()


def test_two_agencies_do_not_number_together() -> None:
    open_it("99901", "--agency-code", "H99.77")
    with pytest.raises(CommandError, match=r"của cơ quan khác.+another agency"):
        open_it("99902", "--agency-code", "H99.77", username="binh.mau")


def test_a_name_in_use_leaves_no_centre_behind() -> None:
    make_staff(username="an.mau", name="Khác")
    with pytest.raises(CommandError, match="đã có người dùng"):
        open_it()
    assert queries.centres() == ()


def test_without_units_it_says_how_they_come(db: None) -> None:
    from motcua.apps.organization.models import Unit, UnitChange  # noqa: PLC0415 -- this one test empties the table

    UnitChange.objects.all().delete()
    Unit.objects.all().delete()
    queries.forget_units()
    with pytest.raises(CommandError, match="bin/start --no-demo"):
        open_it()


def test_a_sign_in_name_is_one_the_console_would_take() -> None:
    with pytest.raises(CommandError, match="chữ thường không dấu"):
        open_it(username="tô mẫu an")
    assert_nothing_was_written()


def test_with_nobody_there_who_it_is_must_be_said() -> None:
    program = Command()
    program.asker = nobody()
    with pytest.raises(CommandError, match="--username"):
        call_command(program, "99901", stdout=StringIO())
    assert_nothing_was_written()
