"""What a version of a procedure is made of: facts with their standing, papers, prices, channels; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

from motcua.apps.workcalendar.values import Term
from motcua.kernel.actor import Role
from motcua.kernel.money import Dong

Value_co = TypeVar("Value_co", covariant=True)


class Known(StrEnum):
    """How we know a fact: the source states it, a person set and signed it, or nobody knows."""

    STATED = "stated"
    SET = "set"
    UNKNOWN = "unknown"


class Channel(IntEnum):
    """The way a dossier comes in, by the national code (KenhThucHien, domain §2.5)."""

    COUNTER = 1
    ONLINE = 2
    POST = 3


class OnlineWhere(StrEnum):
    """Where filing online lawfully happens."""

    HERE = "here"
    PORTAL = "portal"


class OnlineLevel(StrEnum):
    """The levels of NĐ 42/2022: whole, partial, information only."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class FeeMoment(StrEnum):
    """When a fee is asked for (HinhThucThu)."""

    FILING = "filing"
    ACCEPTANCE = "acceptance"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value_co]):
    """One fact and its standing. `value` is None exactly when it is unknown; `raw` is what the source had instead."""

    value: Value_co | None
    known: Known
    source: str = ""
    by: str = ""
    at: str = ""
    raw: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything may be promised or charged on it."""
        return self.known is not Known.UNKNOWN

    @classmethod
    def unknown(cls, *, raw: str = "", source: str = "") -> Fact[Value_co]:
        """A fact nobody has; what the source said in its place is kept for the person who will set it."""
        return cls(value=None, known=Known.UNKNOWN, source=source, raw=raw)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper asked for. Counts are None where the source's figure cannot be one; `cut` marks a shortened title."""

    id: str
    title: str
    originals: int | None
    copies: int | None
    form_name: str = ""
    group: str = ""
    required: bool = True
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One trường hợp of a procedure with the papers it asks for; a nameless one is the only one."""

    id: str
    name: str
    papers: tuple[Paper, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Tariff:
    """A price: `amount` per `per` ("" = per dossier), for units `first`..`last` of a countable thing."""

    line: str
    amount: Dong
    per: str = ""
    first: int = 1
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """All prices of one channel; the sum for one `cap_per` never exceeds `cap`."""

    tariffs: tuple[Tariff, ...]
    cap: Dong | None = None
    cap_per: str = ""

    @property
    def per(self) -> frozenset[str]:
        """What has to be counted before the fee can be told."""
        return frozenset(t.per for t in self.tariffs if t.per) | ({self.cap_per} if self.cap_per else set())


@dataclass(frozen=True, slots=True)
class ChannelOffer:
    """What one channel promises and costs. `exemption_noted`: the source has a note on fee or exemptions."""

    channel: Channel
    term: Fact[Term]
    fee: Fact[Fee]
    exemption_noted: bool = False


@dataclass(frozen=True, slots=True)
class Exemption:
    """Who pays nothing or less: `applicant_class` is a key, `percent_off` 100 = free."""

    applicant_class: str
    name: str
    percent_off: int = 100


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """Definition of a step of the work; the budget, in worked minutes, is None until somebody has set it."""

    key: str
    name: str
    role: Role
    budget_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document by its number; `name` only where a full text was imported."""

    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ResultName:
    """What the applicant is handed at the end; national result code where known."""

    name: str
    code: str = ""
