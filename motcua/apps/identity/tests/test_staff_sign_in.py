"""An officer signs in: password, then second factor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from motcua.apps.identity import commands, queries
from motcua.apps.identity.commands import SecondFactorFailed, SignInFailed
from motcua.apps.identity.models import Account, Session, Tries
from motcua.apps.identity.tests.factories import account_behind, make_staff
from motcua.kernel.errors import TooManyTries

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "suối mẫu buổi sáng"


@pytest.fixture
def officer(db: None) -> Account:
    return make_staff(username="minh.mau", name="Trần Mẫu Minh", password=PASSWORD, totp_secret=SECRET)


def give_password(
    username: str = "minh.mau", password: str = PASSWORD, at: datetime = NOON, address: str = "10.0.0.9"
) -> str:
    return commands.sign_in_staff(username=username, password=password, address=address, device="test", at=at)


def give_code(token: str, at: datetime = NOON, code: str = "") -> str:
    code = code or pyotp.TOTP(SECRET).at(int(at.timestamp()))
    return commands.pass_second_factor(token=token, code=code, address="10.0.0.9", at=at)


def test_password_and_code_open_a_session(officer: Account) -> None:
    assert account_behind(give_code(give_password())) == officer.id
    assert Session.objects.get().second_factor_at == NOON


def test_the_username_may_be_typed_in_capitals(officer: Account) -> None:
    assert give_password(username=" Minh.Mau ")


def test_the_password_alone_leaves_the_second_factor_open(officer: Account) -> None:
    assert queries.waits_for_second_factor(token=give_password(), at=NOON)
    assert Session.objects.get().second_factor_at is None


def test_the_token_of_the_password_step_is_worthless_afterwards(officer: Account) -> None:
    first = give_password()
    give_code(first)
    with pytest.raises(Session.DoesNotExist):
        account_behind(first)


def test_the_password_step_waits_ten_minutes(officer: Account) -> None:
    token = give_password()
    with pytest.raises(SecondFactorFailed):
        give_code(token, at=NOON + timedelta(minutes=10))


def test_a_wrong_password_and_an_unknown_name_sound_the_same(officer: Account) -> None:
    with pytest.raises(SignInFailed) as wrong:
        give_password(password="không phải mật khẩu")
    with pytest.raises(SignInFailed) as unknown:
        give_password(username="không.ai")
    assert str(wrong.value) == str(unknown.value)


def test_an_unknown_name_is_hashed_like_a_known_one(officer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    def look(_given: str, stored: str) -> bool:
        hashed.append(stored.split("$", maxsplit=1)[0])
        return False

    monkeypatch.setattr("motcua.apps.identity.commands.staff.check_password", look)
    for username in ("minh.mau", "không.ai"):
        with pytest.raises(SignInFailed):
            give_password(username=username)
    assert hashed == ["md5", "md5"]


def test_an_account_out_of_use_cannot_sign_in(officer: Account) -> None:
    Account.objects.update(active=False)
    with pytest.raises(SignInFailed):
        give_password()


def test_after_five_wrong_passwords_even_the_right_one_must_wait(officer: Account) -> None:
    for _ in range(5):
        with pytest.raises(SignInFailed):
            give_password(password="không phải mật khẩu")
    with pytest.raises(TooManyTries) as told:
        give_password()
    assert told.value.params["minutes"] == 16
    assert give_password(at=NOON + timedelta(minutes=15))


def test_unknown_names_are_locked_out_like_known_ones(officer: Account) -> None:
    for _ in range(5):
        with pytest.raises(SignInFailed):
            give_password(username="không.ai")
    with pytest.raises(TooManyTries):
        give_password(username="không.ai")


def test_a_right_password_forgets_the_wrong_ones_before_it(officer: Account) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(SignInFailed):
                give_password(password="không phải mật khẩu")
        assert give_password()


def test_one_address_cannot_try_many_names(officer: Account) -> None:
    for number in range(50):
        with pytest.raises(SignInFailed):
            give_password(username=f"không.ai.{number}")
    with pytest.raises(TooManyTries):
        give_password()
    assert give_password(address="10.0.0.10")


def test_a_code_opens_only_once(officer: Account) -> None:
    give_code(give_password())
    again = give_password()
    with pytest.raises(SecondFactorFailed):
        give_code(again)
    assert give_code(again, at=NOON + timedelta(seconds=30))


def test_an_older_code_is_worthless_after_a_newer_one(officer: Account) -> None:
    give_code(give_password(), at=NOON)
    older = pyotp.TOTP(SECRET).at(int(NOON.timestamp()) - 30)
    with pytest.raises(SecondFactorFailed):
        give_code(give_password(), code=older)


def test_a_clock_half_a_minute_off_is_forgiven(officer: Account) -> None:
    assert give_code(give_password(), code=pyotp.TOTP(SECRET).at(int(NOON.timestamp()) + 30))


def test_codes_cannot_be_guessed(officer: Account) -> None:
    token = give_password()
    for _ in range(5):
        with pytest.raises(SecondFactorFailed):
            give_code(token, code="000000")
    with pytest.raises(TooManyTries):
        give_code(token)


def test_a_new_officer_sees_the_secret_until_the_first_right_code(db: None) -> None:
    account = make_staff(username="moi.mau", name="Lý Mẫu Mới", password=PASSWORD)
    token = give_password(username="moi.mau")
    shown = queries.enrolment_of(token=token, at=NOON)
    assert shown is not None
    give_code(token, code=pyotp.TOTP(shown.secret).at(int(NOON.timestamp())))
    account.refresh_from_db()
    assert account.totp_confirmed_at == NOON
    assert queries.enrolment_of(token=give_password(username="moi.mau"), at=NOON) is None


def test_nothing_stored_of_a_try_names_anybody(officer: Account) -> None:
    give_password()
    with pytest.raises(SignInFailed):
        give_password(username="không.ai")
    kept = b"".join(bytes(row.key) for row in Tries.objects.all())
    assert b"mau" not in kept
    assert b"10.0.0.9" not in kept


def test_only_the_hash_of_a_token_is_kept(officer: Account) -> None:
    token = give_code(give_password())
    assert token.encode() not in bytes(Session.objects.get().token_hash)
