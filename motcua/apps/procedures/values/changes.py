"""What a change set tells others: its rows, its differences, where it stands; and a keeper's list of work; frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.apps.procedures.values.catalogue import RowProblem, VersionView


class Mark(StrEnum):
    """How something differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class ChangeState(StrEnum):
    """Where a change set stands on a day."""

    WAITING = "waiting"
    ANNOUNCED = "announced"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: at `path` ("term:2", "paper"...), for papers in which case.

    The values are what the version views hold (Term, Fee, Paper, text...); None where a side has nothing.
    """

    path: str
    mark: Mark
    old: object
    new: object
    case: str = ""

    @property
    def kind(self) -> str:
        """The kind of fact, without the channel."""
        return self.path.partition(":")[0]


@dataclass(frozen=True, slots=True)
class ChangeSetRow:
    """A line of the list of change sets."""

    id: int
    decision: str
    issuer: str
    decided_on: date
    effective_from: date
    holds_from: date | None
    state: ChangeState
    rows: int
    problems: int
    prepared_by: str
    prepared_at: datetime
    approved_by: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class ChangeSetView:
    """One change set whole, but for its rows, which `review` compares. `may`: what this actor may do with it now."""

    head: ChangeSetRow
    revision: int
    source: str
    file_name: str
    problems: tuple[RowProblem, ...]
    approved_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    rehearsal_asked_at: datetime | None
    rehearsed_at: datetime | None
    rehearsal: Mapping[str, object] | None
    codes: tuple[str, ...]
    undone_by: int | None
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class RowReview:
    """One row of a change set beside what is in force on its day.

    `stale`: what it was compared with when it was prepared is no longer in force then. `blocked` says why it cannot
    be approved as it is ("" where it can).
    """

    code: str
    title: str
    line: int
    action: str
    old: VersionView | None
    new: VersionView | None
    changes: tuple[Change, ...]
    stale: bool
    blocked: str

    @property
    def lacks_exemptions(self) -> bool:
        """Whether the row sets a price while nobody knows who is exempt: then nothing may be charged yet."""
        priced = any(change.kind == "fee" and change.new and change.new.tariffs for change in self.changes)  # type: ignore[attr-defined]
        return self.new is not None and priced and not self.new.exemptions.is_known


@dataclass(frozen=True, slots=True)
class Repeal:
    """Since when a procedure is no more, and which codes took its place."""

    code: str
    title: str
    since: date
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """When a procedure was last compared with a source; `due` where that is to be done again."""

    code: str
    title: str
    checked_at: datetime | None
    checked_by: str
    source: str
    due: bool


@dataclass(frozen=True, slots=True)
class CodeGap:
    """A code a keeper has to mend: `kind` posted_but_repealed, no_successor, successor_unknown or not_national."""

    code: str
    title: str
    kind: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodesView:
    """The codes of the catalogue: how many are mapped, and those that are not as they should be."""

    mapped: int
    gaps: tuple[CodeGap, ...]


@dataclass(frozen=True, slots=True)
class PartsRow:
    """A procedure and the compulsory parts it lacks (see rules.parts)."""

    code: str
    title: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MissRow:
    """Words of searches that found nothing: how often in the days asked for, and when last."""

    words: str
    strange: int
    count: int
    last: date
