"""What crosses the door of dossiers: statements in, frozen rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from motcua.apps.dossiers.values.attested import Attested
from motcua.apps.dossiers.values.helping import Confirmation, Helper
from motcua.apps.dossiers.values.outside import ReportRow
from motcua.apps.dossiers.values.relief import ReliefRow
from motcua.apps.dossiers.values.results import DraftRow, GivenBackRow, ResultRow
from motcua.apps.dossiers.values.signing import SignatoryRow


class Light(StrEnum):
    """The light of a row: a shape and a word before it is a colour."""

    GREEN = "good"
    AMBER = "near"
    RED = "late"
    PAUSED = "wait"
    NONE = "new"
    DONE = "done"


class Place(StrEnum):
    """How the paper came that a clerk writes from."""

    COUNTER = "counter"
    POST = "post"


@dataclass(frozen=True, slots=True)
class ComponentGiven:
    """A paper as the counter sees it. `paper_key` '' for one the catalogue does not name.

    `id` where something else written with it is to point at it.
    """

    paper_key: str
    title: str
    state: str
    originals: int = 0
    copies: int = 0
    reason: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ItemAsked:
    """One thing to complete; `component_id` where it concerns a paper already listed."""

    text: str
    component_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """What the filer takes away: the code, the acceptance clock and, once received, the promise."""

    dossier_id: UUID
    code: str
    acceptance_due: datetime | None
    first_due: datetime | None
    revision: int


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of a work list; a list row shows little and is no look."""

    id: UUID
    code: str
    external_code: str
    version_id: int
    owner_name: str
    state: str
    channel: int | None
    step_key: str
    holder_id: int | None
    due_at: datetime | None
    promised: datetime | None
    light: Light
    approval_asked: bool
    #: Some items of a request are answered, others not yet.
    answered_in_part: bool


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One paper of a dossier."""

    id: UUID
    paper_key: str
    title: str
    state: str
    required: bool
    originals: int
    copies: int
    reason: str
    position: int
    #: Why the filer's case needs none, in the filer's words; in a draft perhaps half typed.
    claim: str = ""


@dataclass(frozen=True, slots=True)
class TransitionRow:
    """One move that was made, for the history of an officer."""

    id: UUID
    action: str
    from_state: str
    to_state: str
    at: datetime
    account_id: int | None
    instrument: str
    form: str
    article: str
    ground: str
    note: str
    #: What the dossier's revision became by it.
    revision: int


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One row of form 06."""

    step_key: str
    step_name: str
    holder_id: int
    since: datetime
    until: datetime | None
    budget_minutes: int | None
    handed_over_by: int | None
    note: str


@dataclass(frozen=True, slots=True)
class PauseRow:
    """One interval without a clock."""

    cause: str
    document: str
    since: datetime
    until: datetime | None
    cap_at: datetime | None
    follows: str


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A due date as it was told, with the spans it was made of (stored form of workcalendar's Span)."""

    kind: str
    due_at: datetime
    derivation: Sequence[Mapping[str, object]]
    term: Mapping[str, object] | None
    reason: str
    provisional: bool
    at: datetime
    ground: str = ""
    approver_id: int | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing asked for, and the answer."""

    id: UUID
    component_id: UUID | None
    text: str
    answer: str
    answered_at: datetime | None
    bring: bool = False


@dataclass(frozen=True, slots=True)
class SupplementRow:
    """One request to complete the dossier."""

    id: UUID
    number: int
    stage: str
    reason: str
    asked_at: datetime
    asked_by: int
    reply_by: datetime | None
    replied_at: datetime | None
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """Who took the result away."""

    way: str
    receiver_name: str
    receiver_number: str
    relation: str
    proof: str
    at: datetime
    officer_id: int
    recalled_at: datetime | None
    attested: Attested | None = None


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """What must be done before certain moves; `met_by` the account that recorded it, None for a machine."""

    kind: str
    reference: str
    opened_at: datetime
    met_at: datetime | None
    met_by: int | None
    blocks: tuple[str, ...] = ()
    #: Exemptions recorded of a fee, the oldest first, those taken back included.
    reliefs: tuple[ReliefRow, ...] = ()

    @property
    def relief(self) -> ReliefRow | None:
        """The exemption that holds."""
        return next((one for one in self.reliefs if one.taken_back_at is None), None)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An internal remark."""

    text: str
    account_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DossierHead:
    """The row itself, as everybody with a right to the dossier sees it."""

    id: UUID
    centre_id: int
    version_id: int
    case_key: str
    work_field: str
    code: str
    external_code: str
    source_system: str
    authority: str
    state: str
    came_from: str
    revision: int
    channel: int | None
    return_by: str
    post_address: str | None
    begun_at: datetime
    touched_at: datetime
    submitted_at: datetime | None
    acceptance_due: datetime | None
    received_at: datetime | None
    first_due: datetime | None
    legal_due: datetime | None
    told_due: datetime | None
    provisional: bool
    decided_at: datetime | None
    outcome: str
    class_by_date: str
    class_by_minute: str
    returned_at: datetime | None
    ended_at: datetime | None
    holder_id: int | None
    step_key: str
    supplements_asked: int
    approval_asked_at: datetime | None
    #: Until when its person has to answer.
    reply_by: datetime | None
    filer_party: UUID | None
    owner_party: UUID | None
    subject_party: UUID | None
    filer_account_id: int | None
    helper_id: int | None
    copies: int
    light: Light
    portal_code: str
    attested: Attested | None = None
    helped: Helper | None = None

    @property
    def due(self) -> datetime | None:
        """The date in force: the later one where an apology told one."""
        return max((one for one in (self.legal_due, self.told_due) if one), default=None)

    @property
    def has_account(self) -> bool:
        """Whether an account of its filer's own can open it."""
        return self.filer_account_id is not None


@dataclass(frozen=True, slots=True)
class DossierView:
    """All an officer sees on the dossier page, and the actions open to this actor; `declared`: the e-form as typed."""

    head: DossierHead
    components: tuple[ComponentRow, ...]
    transitions: tuple[TransitionRow, ...]
    assignments: tuple[AssignmentRow, ...]
    pauses: tuple[PauseRow, ...]
    promises: tuple[PromiseRow, ...]
    supplements: tuple[SupplementRow, ...]
    draft: DraftRow | None
    results: tuple[ResultRow, ...]
    hand_overs: tuple[HandOverRow, ...]
    notes: tuple[NoteRow, ...]
    actions: frozenset[str]
    declared: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    signatories: tuple[SignatoryRow, ...] = ()
    #: The filer's own yes, where somebody helped.
    confirmation: Confirmation | None = None
    #: What the other system reported, the newest first; () for a dossier of ours.
    reports: tuple[ReportRow, ...] = ()
    #: Drafts a leader gave back, the oldest first.
    given_back: tuple[GivenBackRow, ...] = ()
    conditions: tuple[ConditionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as its author sees it."""

    id: UUID
    centre_id: int
    version_id: int
    case_key: str
    revision: int
    state: str
    answers: Mapping[str, Mapping[str, object]]
    components: tuple[ComponentRow, ...]
    touched_at: datetime
    helper_id: int | None
    portal_code: str = ""

    @property
    def helped(self) -> bool:
        """Whether somebody else than the filer types."""
        return self.helper_id is not None


@dataclass(frozen=True, slots=True)
class ClockTick:
    """What the deadline clock did in one round."""

    expired: int
    purged: int
