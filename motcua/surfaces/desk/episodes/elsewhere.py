"""The page of a dossier another system holds: what that system said, and what we only know as the day we noted it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import DossierView
from motcua.apps.dossiers.values.outside import ReportRow
from motcua.ui import format as say


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Its dates in words; '' where the other system has not said."""

    submitted: str
    received: str
    #: Whether it was received at all, on a day said or not.
    was_received: bool
    #: When we first noted it.
    noted_at: datetime
    #: Every report with who settled it, the newest first.
    reports: tuple[tuple[ReportRow, str], ...]


def elsewhere_of(view: DossierView, names: Mapping[int, str]) -> Elsewhere:
    """What the other system said of the dossier; `names` of the officers."""
    head = view.head
    ours = {move.at for move in view.transitions}
    return Elsewhere(
        submitted=_said(head.submitted_at, ours),
        received=_said(head.received_at, ours),
        was_received=any(move.to_state == DossierState.RECEIVED for move in view.transitions),
        noted_at=min(ours, default=head.begun_at),
        reports=tuple((one, names.get(one.settled_by or 0, "")) for one in view.reports),
    )


def _said(moment: datetime | None, ours: set[datetime]) -> str:
    """A moment that is the very one of a move is ours: earlier versions wrote the import's where nothing was said."""
    if moment is None or moment in ours:
        return ""
    return say.day_or_when(moment)
