"""What a changed calendar would do to the dates of a centre that run; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.models import Dossier, Pause, Transition
from motcua.apps.dossiers.states import Authority, DossierState
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import Calendar, Term, Unit

#: Whose date follows a changed calendar; another system's is its own.
RUNNING: Final = [DossierState.SUBMITTED, *(state for state in DossierState if state.clock_runs)]
_READ: Final = ("id", "state", "received_at", "term", "acceptance_due", "legal_due")
Pauses = Mapping[UUID, list[tuple[datetime, datetime]]]


@dataclass(frozen=True, slots=True)
class WouldMove:
    """How many dates run at the centre, and how many of them would become later or earlier."""

    running: int
    later: int
    earlier: int

    @property
    def moved(self) -> int:
        """How many would become another one."""
        return self.later + self.earlier


def would_move(*, centre_id: int, calendar: Calendar, at: datetime) -> WouldMove:
    """What following this calendar at that moment would do to a centre's running dates; three statements."""
    running = Dossier.objects.filter(centre_id=centre_id, authority=Authority.OURS, state__in=RUNNING)
    rows = list(running.order_by("id").only(*_READ))
    came, pauses = _last_filed(rows), _ended_pauses(rows)
    later = earlier = 0
    for row in rows:
        stands = row.acceptance_due if row.state == DossierState.SUBMITTED else row.legal_due
        found = _due(row, calendar, came, pauses)
        if stands is None or found is None or not rules.moves(stands, found, at=at):
            continue
        later, earlier = later + (found > stands), earlier + (found < stands)
    return WouldMove(running=len(rows), later=later, earlier=earlier)


def _due(row: Dossier, calendar: Calendar, came: Mapping[UUID, datetime], pauses: Pauses) -> datetime | None:
    """The date the calendar gives a running dossier; None where nothing was promised."""
    if row.state == DossierState.SUBMITTED:
        filed = came.get(row.id)
        return workcalendar.reckon(calendar=calendar, accepted_at=filed, term=rules.ACCEPTANCE).at if filed else None
    if row.received_at is None or row.term is None:
        return None
    term, stood = Term(Decimal(row.term["quantity"]), Unit(row.term["unit"])), pauses.get(row.id, ())
    return workcalendar.reckon(calendar=calendar, accepted_at=row.received_at, term=term, pauses=stood).at


def _last_filed(rows: list[Dossier]) -> Mapping[UUID, datetime]:
    """The newest filing or reply of those that wait for an answer."""
    waiting = [row.id for row in rows if row.state == DossierState.SUBMITTED]
    found = Transition.objects.filter(dossier__in=waiting, to_state=DossierState.SUBMITTED).order_by("at", "revision")
    return dict(found.values_list("dossier_id", "at"))


def _ended_pauses(rows: list[Dossier]) -> Pauses:
    out: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    ended = Pause.objects.filter(dossier__in=[row.id for row in rows], until__isnull=False)
    for dossier_id, since, until in ended.order_by("since").values_list("dossier_id", "since", "until"):
        if until is not None:
            out[dossier_id].append((since, until))
    return out
