"""Form 07: the register of a centre over a period, from the same rows as the lists and the statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext, override

from motcua.apps.dossiers.queries.forms.heads import plain_head
from motcua.apps.dossiers.queries.register import RegisterRow
from motcua.apps.dossiers.states import ClockClass, DossierState
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import CentreView
from motcua.apps.printing.values import told_short
from motcua.apps.printing.values.tracing import BookLine, RegisterBook
from motcua.apps.procedures import queries as procedures


def register_book(
    rows: Sequence[RegisterRow], *, centre: CentreView, since: date, until: date, part: str, at: datetime
) -> RegisterBook:
    """The register as a document, in Vietnamese whoever asks; `part`: the fields of work, where not all are in it."""
    with override("vi"):
        return RegisterBook(
            head=plain_head(centre, at=at),
            since=f"{since:%d/%m/%Y}",
            until=f"{until:%d/%m/%Y}",
            part=part,
            lines=tuple(_line(row, on=until) for row in rows),
        )


def _line(row: RegisterRow, *, on: date) -> BookLine:
    owner = row.owner
    return BookLine(
        code=row.code,
        content=procedures.version(row.version_id).short_title,
        sets=row.copies,
        owner=owner.name if owner else "",
        address=owner.address if owner else "",
        phone=owner.phone if owner else "",
        received=told_short(row.received_at),
        due=told_short(row.first_due) if row.first_due else gettext("chưa hẹn"),
        returned=told_short(row.returned_at) if row.taken_by and row.returned_at else "",
        giver=row.given_by,
        taker=row.taken_by,
        clerk=row.received_by,
        area=organization.unit_name(getattr(owner, "address_unit", ""), on=on),
        note=_note(row),
    )


def _note(row: RegisterRow) -> str:
    """Where it stands, and whether a result came in time."""
    told = [str(DossierState(row.state).label)]
    if row.decided_at and row.class_by_date:
        told.append(str(ClockClass(row.class_by_date).label))
    return "; ".join(told)
