"""What the catalogue tells others: versions, lists, what a search found, what an import did; frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.apps.procedures.states import Door
from motcua.apps.procedures.values.facts import (
    Case,
    ChannelOffer,
    Exemption,
    Fact,
    FeeMoment,
    LegalBasis,
    OnlineLevel,
    OnlineWhere,
    Paper,
    ProcessStep,
    ResultName,
)
from motcua.apps.procedures.values.finding import SearchAsk
from motcua.apps.procedures.values.guide import Guide
from motcua.apps.procedures.values.signing import Representation, Signatories
from motcua.apps.workcalendar.values import Term


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
