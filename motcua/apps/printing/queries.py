"""Reads of printing: the prints of a dossier, the sizes a centre has chosen, long prints and how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Max, Q

from motcua.apps.printing.models import Printout, Run, TemplateSet
from motcua.apps.printing.values import Form, PrintoutRow, Sizes
from motcua.apps.printing.values.boards import RunState, RunView
from motcua.base import jobs
from motcua.base.db.fields import showing_damage
from motcua.kernel.errors import NotFound

#: Everything of a run but its heavy columns.
_LIGHT = (
    "id",
    "template",
    "title",
    "size",
    "sheets",
    "failed",
    "asked_at",
    "asked_by",
    "finished_at",
    "pages",
    "seconds",
)


@showing_damage()
def printouts_of(*, dossier_id: UUID) -> tuple[PrintoutRow, ...]:
    """The prints of one dossier, oldest first; empty outside the scope."""
    return tuple(
        PrintoutRow(p.id, p.template, p.version, p.copy_number, p.printed_at, p.by, p.reason)
        for p in Printout.objects.filter(dossier_id=dossier_id).order_by("printed_at", "id")
    )


def sizes_of(*, centre_id: int) -> Sizes:
    """The sizes in force at a centre; A4 for all where it has chosen none."""
    found = TemplateSet.objects.filter(centre_id=centre_id).order_by("-version").first()
    return Sizes(chosen=found.sizes, note=found.note, version=found.version) if found else Sizes()


def copies_made(*, centre_id: int, template: str, payload_hash: bytes) -> int:
    """How often this very content was printed."""
    made = Printout.objects.filter(centre_id=centre_id, template=template, payload_hash=payload_hash)
    return int(made.aggregate(most=Max("copy_number"))["most"] or 0)


def runs_of(*, centre_id: int, limit: int = 5) -> tuple[RunView, ...]:
    """The newest long prints of a centre, newest first."""
    rows = Run.objects.filter(centre_id=centre_id).order_by("-asked_at", "-id")
    return tuple(_run(row) for row in rows.annotate(there=_THERE).values(*_LIGHT, "there")[:limit])


def run(run_id: UUID, *, centre_id: int) -> RunView:
    """One long print. Raises NotFound."""
    row = Run.objects.filter(pk=run_id, centre_id=centre_id).annotate(there=_THERE).values(*_LIGHT, "there").first()
    if row is None:
        raise NotFound
    found = _run(row)
    if found.state is RunState.WAITING and jobs.has_failed("printing.run", run_id=str(run_id)):
        return replace(found, state=RunState.FAILED)  # its worker gave up, or died each time
    return found


def pdf_of_run(run_id: UUID, *, centre_id: int) -> bytes:
    """The PDF of a finished run. Raises NotFound while there is none, and when it was forgotten."""
    pdf = Run.objects.filter(pk=run_id, centre_id=centre_id).values_list("pdf", flat=True).first()
    if pdf is None:
        raise NotFound
    return bytes(pdf)


_THERE = ExpressionWrapper(Q(pdf__isnull=False), output_field=BooleanField())


def _run(row: Mapping[str, Any]) -> RunView:
    if row["failed"]:
        state = RunState.FAILED
    elif row["finished_at"] is None:
        state = RunState.WAITING
    else:
        state = RunState.READY if row["there"] else RunState.FORGOTTEN
    return RunView(
        id=row["id"],
        form=Form(row["template"]),
        title=row["title"],
        size=row["size"],
        sheets=row["sheets"],
        state=state,
        asked_at=row["asked_at"],
        asked_by=row["asked_by"],
        finished_at=row["finished_at"],
        pages=row["pages"],
        seconds=row["seconds"],
    )
