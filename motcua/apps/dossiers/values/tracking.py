"""What anybody may follow with a code and a second fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers.values import Light, PauseRow, PromiseRow


@dataclass(frozen=True, slots=True)
class TrackedMove:
    """One move as the public sees it: what and when."""

    action: str
    to_state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tracking:
    """What the public sees with a code and a second fact: state, dates, next step; no names, no papers."""

    id: UUID
    centre_id: int
    version_id: int
    code: str
    external_code: str
    state: str
    outcome: str
    channel: int | None
    #: How the result is to come, a code; never the address.
    return_by: str
    submitted_at: datetime | None
    acceptance_due: datetime | None
    received_at: datetime | None
    first_due: datetime | None
    legal_due: datetime | None
    told_due: datetime | None
    provisional: bool
    decided_at: datetime | None
    returned_at: datetime | None
    light: Light
    step_key: str
    approval_asked_at: datetime | None
    reply_by: datetime | None
    authority: str
    #: Whether an account of its filer's own can open it.
    has_account: bool
    promise: PromiseRow | None
    history: tuple[TrackedMove, ...]
    pauses: tuple[PauseRow, ...]
    #: Roles of several signatories who have not confirmed yet; never names.
    awaited: tuple[str, ...] = ()
    #: Of those, the roles that said no.
    declined: tuple[str, ...] = ()
    #: Kinds of conditions still open, and `papers` where some are still to be brought.
    owed: tuple[str, ...] = ()
    #: As what somebody helped, never who; '' where the filer typed alone.
    helped_as: str = ""
