"""Dossiers another system holds the authority over: brought in as a list, followed by its reports, one parked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import outside, processing
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.base.db import scope
from motcua.surfaces.console.episodes.demo.beginnings import Stage
from motcua.surfaces.console.episodes.demo.facts import RESIDENCE

SYSTEM = "cong-dvcqg-mau"
#: National status codes: received, at work, decided, returned.
STATUSES = ("2", "4", "9", "10")
#: A code no table of ours knows: parked for a person.
UNKNOWN_CODE = "77"


def bring_in(stage: Stage) -> int:
    """Import the list by Minh, give one to the police officer, report a status nobody knows; how many came in."""
    clerk, days, centre_id = stage.cast.actor("minh"), stage.days, stage.places.suoi
    rows = [
        OutsideRow(
            external_code=f"000.99.99.H99-{n:06d}",
            procedure_code=RESIDENCE,
            owner_name=next(stage.at_counter).name,
            status=status,
            submitted_at=days.opening(2, minutes=10 + n),
            received_at=days.opening(2, minutes=30 + n),
            due_at=days.now + timedelta(days=4),
            line=n,
        )
        for n, status in enumerate(STATUSES, start=1)
    ]
    with scope.use(scope.for_actor(clerk)):
        for at, given in (
            (days.opening(1, minutes=40), rows),
            (days.opening(1, minutes=90), [replace(rows[1], status=UNKNOWN_CODE)]),
        ):
            done = outside.import_list(centre_id=centre_id, source_system=SYSTEM, rows_given=given, actor=clerk, at=at)
            assert not done.refused
        held = dossiers.search(actor=clerk, centre_id=centre_id, text=rows[1].external_code, now=days.now)[0]
        holder = stage.cast.actor("cong").account_id or 0
        processing.hold_outside(dossier_id=held.id, holder_id=holder, actor=clerk, at=days.opening(1, minutes=120))
    return len(rows)
