"""Reads of printing: the prints of a dossier, and the sizes a centre has chosen."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from motcua.apps.printing.models import Printout, TemplateSet
from motcua.apps.printing.values import PrintoutRow, Sizes


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
