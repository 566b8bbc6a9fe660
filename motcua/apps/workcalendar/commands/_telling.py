"""What every change of a calendar does: hold its row, move its revision on, and tell who has to know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.outbox import commands as outbox
from motcua.apps.workcalendar.events import CalendarChanged, SittingsChanged
from motcua.apps.workcalendar.models import Calendar
from motcua.apps.workcalendar.queries import forget
from motcua.apps.workcalendar.queries.reading import NoSuchCalendar
from motcua.base.db import rows
from motcua.kernel.actor import Actor

# Facts keep their order per key and a calendar has no UUID of its own, so its key is made from its code.
_CALENDARS = UUID("6f1d1c5e-7a30-5d0c-9a55-3f5f0a3f0c11")
#: Calendars belong to no centre; facts and audit rows about them say so.
NO_CENTRE = 0


def lock(calendar: str) -> Calendar:
    """The calendar's row, held to the end of the transaction. Raises NoSuchCalendar."""
    row = Calendar.objects.select_for_update().filter(code=calendar).first()
    if row is None:
        raise NoSuchCalendar
    return row


def tell(
    row: Calendar,
    fact: CalendarChanged | SittingsChanged,
    *,
    what: str,
    actor: Actor,
    at: datetime,
    command: str,
    centres: Sequence[int],
) -> None:
    """Keep the revision the row has come to, and record who changed it, at every centre it holds for, and the fact."""
    row.save(update_fields=["revision"])
    outcome = f"{row.code}@{row.revision} {what}"
    with rows.together():
        for centre_id in centres or (None,):
            audit.record(command=command, actor=actor, at=at, ids=(row.pk,), outcome=outcome, centre_id=centre_id)
        outbox.record(fact, key=uuid5(_CALENDARS, row.code), centre_id=NO_CENTRE, at=at)
    transaction.on_commit(forget)
