"""Rehearsing a change set on the dossiers of the last 90 days, at every centre; nothing of them changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.queries.changes import RehearsedRow
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.commands import changing
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.clock import local


def rehearse(*, change_set_id: int, actor: Actor, at: datetime) -> None:
    """Count by procedure what would have differed, and keep it with the set. The log entry is the catalogue's."""
    on = local(at).date()
    asked_at = procedures.change_set(change_set_id, actor=actor, on=on).rehearsal_asked_at
    if asked_at is None:
        return
    proposal, counts, centres = procedures.proposal(change_set_id, on=on), dict[str, Counter[str]](), 0
    for centre in organization.centres():
        with scope.use(scope.Scope(centres=(centre.id,))):
            found = queries.rehearsed(actor=actor, centre_id=centre.id, proposal=proposal, now=at)
        centres += bool(found)
        _count(counts, found)
    rows = [{"code": code, **count} for code, count in sorted(counts.items())]
    total = sum((count for count in counts.values()), Counter[str]())
    result = {"since": (at - queries.REHEARSED).isoformat(), "centres": centres, "rows": rows, "total": dict(total)}
    changing.keep_rehearsal(change_set_id=change_set_id, asked_at=asked_at, result=result, actor=actor, at=at)


def _count(counts: dict[str, Counter[str]], found: Iterable[RehearsedRow]) -> None:
    for row in found:
        counts.setdefault(row.code, Counter()).update(
            {
                "dossiers": 1,
                "earlier": int(row.due_moves < 0),
                "later": int(row.due_moves > 0),
                "promised": int(row.old_due is None and row.new_due is not None),
                "unpromised": int(row.old_due is not None and row.new_due is None),
                "fees": int(row.fee_differs),
                "fee_more": max(0, row.fee_moves),
                "fee_less": max(0, -row.fee_moves),
                "papers_more": int(row.papers_more > 0),
                "papers_fewer": int(row.papers_fewer > 0),
            }
        )
