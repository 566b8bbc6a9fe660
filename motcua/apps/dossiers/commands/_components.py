"""Laying out the papers a case asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from motcua.apps.dossiers.models import Component, Dossier
from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values.representing import REPRESENTATION
from motcua.apps.files import queries as files
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Paper, VersionView
from motcua.base.db import rows

#: What holds the files of a paper.
HOLDER: Final = "dossiers.component"


def lay_out_new(dossier: Dossier, version: VersionView, *, at: datetime) -> None:
    """One row per paper of the chosen case, for a dossier that has none yet."""
    for position, paper in enumerate(papers_of(version, dossier.case_key)):
        rows.add(_blank(dossier, paper, position=position, at=at))


def lay_out(dossier: Dossier, version: VersionView, *, at: datetime) -> None:
    """One row per paper of the chosen case; rows without a file that the case does not ask for go away."""
    wanted = papers_of(version, dossier.case_key)
    asked = {paper.id for paper in wanted}
    found = list(Component.objects.filter(dossier=dossier))
    present = {row.paper_key for row in found}
    for position, paper in enumerate(wanted):
        if paper.id not in present:
            rows.add(_blank(dossier, paper, position=position, at=at))
    bound = {paper.id for paper in wanted if _is_bound(paper)}
    if again := [row.id for row in found if row.paper_key in bound and not row.required]:
        Component.objects.filter(id__in=again).update(required=True)
    beyond = [row for row in found if row.paper_key not in {*asked, REPRESENTATION}]
    unclaimed = _unclaimed(beyond)
    if empty := [row.id for row in beyond if not row.state or row.id in unclaimed]:
        Component.objects.filter(id__in=empty).delete()
    if kept := [row.id for row in beyond if row.id not in empty]:
        Component.objects.filter(id__in=kept).update(required=False)


def _unclaimed(beyond: Sequence[Component]) -> frozenset[UUID]:
    """Papers said not to be needed that are not asked for either, and for which no file came."""
    claimed = [row.id for row in beyond if row.state == ComponentState.CLAIMED]
    if not claimed:
        return frozenset()
    return frozenset(key for key, held in files.refs_of(holder=HOLDER, holder_ids=claimed).items() if not held)


def hand_in_declared(dossier: Dossier, version: VersionView, *, at: datetime) -> None:
    """The papers that the e-form stands for are given with it."""
    form = procedures.eform(version.id)
    if form is not None and form.stands_for:
        papers = Component.objects.filter(dossier=dossier, paper_key__in=form.stands_for, state="")
        papers.update(state=ComponentState.GIVEN, at=at)


def papers_of(version: VersionView, case_key: str) -> tuple[Paper, ...]:
    """The papers of the chosen case, or of the only one."""
    chosen = version.case(case_key) or (version.cases[0] if len(version.cases) == 1 else None)
    return chosen.papers if chosen else ()


def _is_bound(paper: Paper) -> bool:
    return paper.required and bool(paper.originals or paper.copies)


def _blank(dossier: Dossier, paper: Paper, *, position: int, at: datetime) -> Component:
    return Component(
        dossier=dossier,
        centre_id=dossier.centre_id,
        paper_key=paper.id,
        title=paper.title,
        position=position,
        state="",
        required=_is_bound(paper),
        originals=paper.originals or 0,
        copies=paper.copies or 0,
        at=at,
    )
