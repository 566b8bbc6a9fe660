"""Facts about dossiers: past tense, ids only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMoved:
    """v1 - a dossier went along one move of the table."""

    dossier_id: UUID
    centre_id: int
    action: str
    from_state: str
    to_state: str
    transition_id: UUID
    moved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAssigned:
    """v1 - somebody holds a step of the work from now on."""

    dossier_id: UUID
    centre_id: int
    assignment_id: UUID
    holder_id: int
    assigned_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMet:
    """v1 - what stood in the way of a move is done."""

    dossier_id: UUID
    centre_id: int
    condition_id: UUID
    met_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionReopened:
    """v1 - what was told as done is not: an exemption of a fee was taken back, and its moves wait again."""

    dossier_id: UUID
    centre_id: int
    condition_id: UUID
    reopened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsAnswered:
    """v1 - the person answered a part of what a request asks for; the request stays open and the clock stands."""

    dossier_id: UUID
    centre_id: int
    supplement_id: UUID
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePutOff:
    """v1 - a leader apologised for a promise that is not kept and told a later date (form 04)."""

    dossier_id: UUID
    centre_id: int
    promise_id: UUID
    put_off_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseReckoned:
    """v1 - the calendar changed, and a running date was reckoned anew; `moved`: its person goes by another one now."""

    dossier_id: UUID
    centre_id: int
    promise_id: UUID
    moved: bool
    reckoned_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryAsked:
    """v1 - somebody was asked to confirm a filing that several sign; the number says which link is the newest."""

    dossier_id: UUID
    centre_id: int
    signatory_id: UUID
    serial: int
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryAnswered:
    """v1 - one of several signatories confirmed, or said no."""

    dossier_id: UUID
    centre_id: int
    signatory_id: UUID
    agreed: bool
    answered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FilerConfirmed:
    """v1 - the filer said yes to what a helper typed; how, stands in the condition."""

    dossier_id: UUID
    centre_id: int
    condition_id: UUID
    confirmed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCorrected:
    """v1 - an officer mended what was written down of somebody; what stood there before is kept."""

    dossier_id: UUID
    centre_id: int
    party_id: UUID
    revision: int
    corrected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideStateUnknown:
    """v1 - an outside system reported something our table of moves cannot follow; a person must look."""

    dossier_id: UUID
    centre_id: int
    report_id: UUID
    reported_at: datetime
