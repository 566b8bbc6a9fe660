"""The seven compulsory parts of a published procedure (index 766, point 1.3): which of them a version holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from motcua.apps.procedures.rules.views import PROCESS
from motcua.apps.procedures.values import VersionView


def _papers(view: VersionView) -> bool:
    """Papers with their numbers: every one says how many."""
    papers = [paper for case in view.cases for paper in case.papers]
    return bool(papers) and all(paper.originals is not None and paper.copies is not None for paper in papers)


PARTS: Mapping[str, Callable[[VersionView], bool]] = {
    "title": lambda view: bool(view.title),
    "steps": lambda view: bool(view.texts.steps) or view.process != PROCESS,
    "channels": lambda view: bool(view.channels),
    "papers": _papers,
    "term": lambda view: bool(view.channels) and all(offer.term.is_known for offer in view.channels),
    "applicants": lambda view: bool(view.applicants),
    "agency": lambda view: view.competent_agency.is_known,
}


def missing(view: VersionView) -> tuple[str, ...]:
    """The names of the parts a version lacks."""
    return tuple(name for name, holds in PARTS.items() if not holds(view))
