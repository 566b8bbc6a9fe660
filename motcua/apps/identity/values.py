"""Frozen values of identity: the figures of sign-in, numbers in one form, names in initials, new passwords."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

_NOT_DIGITS = re.compile(r"[\s().\-\u00a0]+")
_PHONE = re.compile(r"0\d{9,10}")
_NUMBER = re.compile(r"\d{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long sessions last and how often one may guess; minutes unless said otherwise. An administrator's figures."""

    staff_hours: int = 12
    staff_idle_minutes: int = 60
    citizen_days: int = 30
    citizen_idle_hours: int = 24
    pending_minutes: int = 10
    touch_minutes: int = 5
    failures: int = 5
    failures_per_address: int = 50
    failure_minutes: int = 15
    codes_per_phone: int = 3
    codes_per_address: int = 40
    code_window_minutes: int = 15
    codes_per_phone_a_day: int = 30
    #: Of all telephones together: each code costs the house a message.
    codes_per_hour: int = 600
    code_minutes: int = 5
    code_tries: int = 5
    who_minutes: int = 10
    who_per_day: int = 10
    #: Wrong ones of a telephone, whose code one of a family can show; each is a guess at the others'.
    numbers_per_day: int = 10
    accounts_per_day: int = 6
    #: Misses with one telephone or number, whatever code of a dossier was tried with it.
    facts_per_day: int = 10
    shared_hours: int = 2
    password_length: int = 10

    @property
    def staff_idle(self) -> timedelta:
        """How long an officer's session may rest."""
        return timedelta(minutes=self.staff_idle_minutes)

    @property
    def citizen_idle(self) -> timedelta:
        """How long a citizen's session may rest."""
        return timedelta(hours=self.citizen_idle_hours)

    @property
    def touch(self) -> timedelta:
        """How old `last_seen` may grow before it is written again."""
        return timedelta(minutes=self.touch_minutes)


#: No letters or digits that look alike on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
#: How many of the last digits of a citizen number tell people of one telephone apart.
TAIL = 6


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account as administrators and jobs see it."""

    id: int
    kind: str
    username: str
    name: str
    active: bool
    demo: bool
    language: str


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """One officer's account as whoever looks after accounts sees it."""

    id: int
    username: str
    name: str
    active: bool
    #: None: never, or longer ago than sessions are kept.
    last_sign_in: datetime | None
    second_factor: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One open session of an account."""

    id: UUID
    created_at: object
    last_seen: object
    device: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator program needs to be told once: the address of the QR code and the secret to type."""

    uri: str
    secret: str

    @property
    def in_fours(self) -> str:
        """The secret as people copy it: four letters at a time."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


def normal_phone(text: str) -> str:
    """A Vietnamese telephone number as digits that begin with 0; raises ValueError for anything else."""
    digits = _NOT_DIGITS.sub("", text)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    elif digits.startswith("84") and len(digits) in {11, 12}:
        digits = "0" + digits[2:]
    if not _PHONE.fullmatch(digits) or not digits.isascii():
        raise ValueError("not a telephone number")
    return digits


def normal_number(text: str) -> str:
    """A citizen number (số định danh cá nhân): twelve digits; raises ValueError for anything else."""
    digits = _NOT_DIGITS.sub("", text)
    if not _NUMBER.fullmatch(digits) or not digits.isascii():
        raise ValueError("not a citizen number")
    return digits


def normal_tail(text: str) -> str:
    """The last digits of a citizen number, as asked for; raises ValueError for anything else.

    Whoever types the whole number has said them too.
    """
    digits = _NOT_DIGITS.sub("", text)
    if len(digits) not in {TAIL, 12} or not (digits.isascii() and digits.isdigit()):
        raise ValueError("not the end of a citizen number")
    return digits[-TAIL:]


def initials(name: str) -> str:
    """A name as whoever holds a shared telephone may read it: «Nguyễn Mẫu Lan» is «N. M. L.»."""
    return " ".join(f"{word[0].upper()}." for word in name.split())


def fresh_password() -> str:
    """Four groups of four letters, nearly eighty random bits, easy to read from paper."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _group in range(4))
