"""What the catalogue tells others: facts with their standing, versions, offers, quotes; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

from motcua.apps.procedures.states import Door
from motcua.apps.procedures.values.finding import SearchAsk
from motcua.apps.procedures.values.guide import Guide
from motcua.apps.procedures.values.signing import Representation, Signatories
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


@dataclass(frozen=True, slots=True)
class Texts:
    """Full texts of the source, imported at run time only and never shipped; empty where not imported."""

    steps: tuple[str, ...] = ()
    conditions: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of a procedure as it stood; a dossier names it by `id` and nothing in it ever changes.

    Conditions for the dossier: `fee_at` (None: not set), `duty_pauses` (a financial duty stops the clock),
    `supplement_days` (calendar days to answer a request for papers; None: not set). `own_process`: somebody set
    the steps of this very procedure. `guide`: the questions before filing, unknown where none fits this version.
    `eform`: the citizen's form as its document; `queries.eform` reads it.
    `signatories`: who confirms together; `representation`: who files for another (None: not set).
    """

    id: int
    number: int
    procedure_code: str
    title: str
    short_title: str
    summary: str
    field: str
    field_name: str
    ministry: str
    decision: str
    effective_from: date
    effective_to: date | None
    cases: tuple[Case, ...]
    channels: tuple[ChannelOffer, ...]
    competent_agency: Fact[str]
    online_where: Fact[OnlineWhere]
    online_level: Fact[OnlineLevel]
    exemptions: Fact[tuple[Exemption, ...]]
    fee_at: FeeMoment | None
    duty_pauses: bool
    supplement_days: int | None
    replaced_by: Fact[tuple[str, ...]]
    result_names: tuple[ResultName, ...]
    legal_basis: tuple[LegalBasis, ...]
    applicants: tuple[str, ...]
    levels: tuple[str, ...]
    process: tuple[ProcessStep, ...]
    keywords: tuple[str, ...]
    as_of: str
    url: str
    source: str
    full: bool
    online: bool | None
    guide: Fact[Guide]
    eform: Fact[str]
    signatories: Signatories | None = None
    representation: Representation | None = None
    own_process: bool = False
    texts: Texts = Texts()

    def offer(self, channel: int) -> ChannelOffer | None:
        """The offer of one channel, or None where the source names no such channel."""
        return next((o for o in self.channels if o.channel == channel), None)

    def term(self, channel: int) -> Fact[Term]:
        """The term of one channel; unknown where the channel is not offered."""
        offer = self.offer(channel)
        return offer.term if offer else Fact[Term].unknown()

    def case(self, case_id: str) -> Case | None:
        """One case by its id."""
        return next((c for c in self.cases if c.id == case_id), None)

    def paper(self, paper_id: str) -> Paper | None:
        """One paper of any case by its id."""
        return next((p for c in self.cases for p in c.papers if p.id == paper_id), None)

    @property
    def may_promise(self) -> bool:
        """Whether a return date may be promised on at least one channel."""
        return any(o.term.is_known for o in self.channels)


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of work (lĩnh vực) and how many procedures in force it holds."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """A line of a list of procedures."""

    version_id: int
    code: str
    title: str
    short_title: str
    field: str
    field_name: str
    full: bool
    may_promise: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Answer of the search, best first; `refused`: nothing fits, `door` says whose it is; `asks_back`: which one?"""

    rows: tuple[ProcedureRow, ...]
    refused: bool
    door: Door | None = None
    asks_back: SearchAsk | None = None


@dataclass(frozen=True, slots=True)
class UnknownFact:
    """One fact a keeper may set, with what the source had instead."""

    code: str
    title: str
    path: str
    raw: str

    @property
    def kind(self) -> str:
        """The kind of fact, without the channel."""
        return self.path.partition(":")[0]


@dataclass(frozen=True, slots=True)
class PostingView:
    """What one centre says of one procedure on its board."""

    code: str
    listed: bool
    counter_text: str
    phone: str
    #: What the centre's own list states; None: it states none.
    online_level: OnlineLevel | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The catalogue in figures, dated by its revision; each figure is a list somewhere."""

    procedures: int
    full: int
    header_only: int
    terms_unknown: int
    terms_without_unit: int
    fees_unknown: int
    online_levels_stated: int
    revision: int


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row the importer left out or cut: where, which field, why (Vietnamese)."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, row by row."""

    seen: int
    created: int
    changed: int
    unchanged: int
    problems: tuple[RowProblem, ...]
    revision: int
