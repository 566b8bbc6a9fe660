"""What a change of the catalogue would mean for dossiers: those that run under an older version, and rehearsals.

Nothing here names a person: who keeps the catalogue counts dossiers and does not open them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.models import DossierQuerySet
from motcua.apps.dossiers.states import Authority, Channel, DossierState
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.apps.workcalendar import queries as workcalendar
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local
from motcua.kernel.paging import Page

#: So far back a change is rehearsed.
REHEARSED: Final = timedelta(days=90)
#: What is asked and offered of each procedure: in force, and as it would be.
Proposal = Mapping[str, tuple[VersionView | None, VersionView | None]]
_RUNNING: Final = [state for state in DossierState if state.is_open]
_COLUMNS: Final = ("id", "version__procedure__code", "version_id", "case_key", "channel", "received_at")


def concerned(
    *, actor: Actor, centre_id: int, codes: Collection[str], number: int = 1, size: int = 50
) -> Page[ConcernedRow]:
    """Running dossiers of some procedures at a centre, the oldest first; they keep their version. Two statements."""
    found = _of(actor, centre_id, codes).filter(state__in=_RUNNING).order_by("begun_at", "id")
    start, total = (number - 1) * size, found.count()
    columns = ("id", "code", "external_code", "version_id", "state", "received_at", "legal_due")
    rows = found.values_list(*columns)[start : start + size]
    shown = [ConcernedRow(key, code or outer, *rest) for key, code, outer, *rest in rows]
    return Page(rows=shown, number=number, size=size, total=total)


def drafts_concerned(*, actor: Actor, centre_id: int, codes: Collection[str]) -> int:
    """How many drafts of some procedures were begun at a centre; they stay their authors' own."""
    if not policy.weighs_changes(actor, centre_id=centre_id):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT dossiers_drafts_of(%s, %s)", [centre_id, list(codes)])
        return int(cursor.fetchone()[0])


def rehearsed(*, actor: Actor, centre_id: int, proposal: Proposal, now: datetime) -> tuple[RehearsedRow, ...]:
    """Each dossier a centre received in the last 90 days of the procedures proposed, as it would have been."""
    found = _of(actor, centre_id, proposal.keys()).filter(authority=Authority.OURS, received_at__gte=now - REHEARSED)
    calendar = organization.centre(centre_id).calendar
    rows = [_Received(*row) for row in found.order_by("received_at", "id").values_list(*_COLUMNS)]
    return tuple(_rehearse(row, proposal[row.code][1], calendar) for row in rows)


@dataclass(frozen=True, slots=True)
class ConcernedRow:
    """A running dossier of a procedure that changes: no name stands in it."""

    id: UUID
    code: str
    version_id: int
    state: str
    received_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class RehearsedRow:
    """A received dossier as it was and as it would have been; None: nothing promised, or no price without counting."""

    id: UUID
    code: str
    received_at: datetime
    old_due: datetime | None
    new_due: datetime | None
    old_fee: int | None
    new_fee: int | None
    fee_differs: bool
    papers_more: int
    papers_fewer: int
    gone: bool

    @property
    def due_moves(self) -> int:
        """Below 0: due earlier; above: later; 0 alike, or not comparable."""
        if self.old_due is None or self.new_due is None:
            return 0
        return (self.new_due > self.old_due) - (self.new_due < self.old_due)

    @property
    def fee_moves(self) -> int:
        """By how many đồng the price moves, where both can be told."""
        return 0 if self.old_fee is None or self.new_fee is None else self.new_fee - self.old_fee

    @property
    def differs(self) -> bool:
        """Whether anything at all would have been otherwise."""
        dues = self.old_due != self.new_due
        return self.gone or dues or self.fee_differs or bool(self.papers_more or self.papers_fewer)


@dataclass(frozen=True, slots=True)
class _Received:
    """A dossier that was received, by what its promise and price came from."""

    id: UUID
    code: str
    version_id: int
    case_key: str
    channel: int
    received_at: datetime


def _of(actor: Actor, centre_id: int, codes: Collection[str]) -> DossierQuerySet:
    return policy.weighed_by(actor, centre_id=centre_id).filter(version__procedure__code__in=list(codes))


def _rehearse(row: _Received, new: VersionView | None, calendar: str) -> RehearsedRow:
    old, channel = procedures.version(row.version_id), Channel(row.channel).code
    before, after = _papers(old, row.case_key), _papers(new, row.case_key)
    return RehearsedRow(
        id=row.id,
        code=row.code,
        received_at=row.received_at,
        old_due=_due(old, channel, row.received_at, calendar),
        new_due=_due(new, channel, row.received_at, calendar),
        old_fee=_fee(old, row, channel),
        new_fee=_fee(new, row, channel),
        fee_differs=_prices(old, channel) != _prices(new, channel),
        papers_more=len(after - before),
        papers_fewer=len(before - after),
        gone=new is None,
    )


def _due(view: VersionView | None, channel: int, at: datetime, calendar: str) -> datetime | None:
    """When the result would be due, pauses aside; None where nothing may be promised."""
    term = view.term(channel).value if view else None
    return workcalendar.reckon(calendar=calendar, accepted_at=at, term=term).at if term else None


def _fee(view: VersionView | None, row: _Received, channel: int) -> int | None:
    """The whole price where it can be told without counting pages or copies."""
    if view is None:
        return None
    on = local(row.received_at).date()
    total = procedures.quote_as_if(view, case=row.case_key, channel=channel, on=on).total
    return None if total is None else int(total)


def _prices(view: VersionView | None, channel: int) -> Any:
    offer = view.offer(channel) if view else None
    return offer.fee.value if offer else None


def _papers(view: VersionView | None, case_key: str) -> frozenset[str]:
    """Ids of the papers asked for: of the case, or of the only one."""
    return frozenset(_asked(view, case_key)) if view else frozenset()


def _asked(view: VersionView, case_key: str) -> Iterator[str]:
    case = view.case(case_key) or (view.cases[0] if len(view.cases) == 1 else None)
    return (paper.id for paper in (case.papers if case else ()) if paper.originals or paper.copies)
