"""Writing the log: always in the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from motcua.apps.audit.models import Entry, Look
from motcua.base.db import rows
from motcua.kernel.actor import Actor, Role
from motcua.kernel.ids import uuid7


def record(
    *, command: str, actor: Actor, at: datetime, ids: Sequence[object], outcome: object, centre_id: int | None = None
) -> UUID:
    """Write down one command (`app.verb`) with the ids it touched; the answer is the entry's id.

    Inside `rows.together()` the row travels with its companions. `ids` and `outcome` hold ids and words of
    ours, never a name or a number of a person. For whom a deputy acts is told by `actor.by(…)`.
    """
    entry_id = uuid7()
    rows.add(
        Entry(
            id=entry_id,
            at=at,
            command=command,
            actor=actor.label,
            account_id=actor.account_id,
            acting_for=_for_whom(actor, centre_id),
            ids=[str(one) for one in ids],
            outcome=str(outcome),
            centre_id=centre_id,
        )
    )
    return entry_id


def _for_whom(actor: Actor, centre_id: int | None) -> int | None:
    """Whom the actor stands in for; where no duty was named (`by`), nobody if one of the own is held there."""
    return actor.acting_for if actor.acting_for is not None else actor.stands_in_for(frozenset(Role), centre_id)


def look(
    *,
    actor: Actor,
    at: datetime,
    what: str,
    dossier_id: UUID | None = None,
    centre_id: int | None = None,
    detail: str = "",
    unless_since: datetime | None = None,
) -> None:
    """Write down that somebody opened personal data: `what` is a stable word such as "dossier.opened".

    With `unless_since`, only where no look of theirs at this dossier stands since then: a part of a page that lies
    open is no second look, but whoever asks for the part alone has looked all the same.
    """
    if unless_since is not None and _has_looked(actor, dossier_id, since=unless_since):
        return
    rows.add(
        Look(
            at=at,
            actor=actor.label,
            account_id=actor.account_id,
            what=what,
            dossier_id=dossier_id,
            centre_id=centre_id,
            detail=detail,
        )
    )


def _has_looked(actor: Actor, dossier_id: UUID | None, *, since: datetime) -> bool:
    return Look.objects.filter(dossier_id=dossier_id, account_id=actor.account_id, at__gte=since).exists()
