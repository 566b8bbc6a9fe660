"""The papers of a filing: given as files, to be brought along, or not needed in this filer's case, as they say."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.apps.dossiers.values import ComponentRow, DraftView
from motcua.apps.dossiers.values.papers import HAS_FILE, LONGEST_CLAIM, ONE_OF_TWO, PaperSaid
from motcua.apps.files.values import FileRow
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.surfaces.portal.episodes import filing as episodes
from motcua.surfaces.portal.forms.papers import said_in
from motcua.surfaces.portal.views import keeping
from motcua.surfaces.portal.views.filing_frame import PAPERS, declared_papers, files_of_draft, go, onward, show


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """One paper as the page draws it. `spares`: whether it offers to say that this case needs none."""

    row: ComponentRow
    said: PaperSaid
    files: tuple[FileRow, ...]
    problem: str
    spares: bool


def papers_page(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """Keep what came and what was said; onward when nothing is open."""
    if request.method != "POST":
        return show(request, draft, PAPERS, _drawn(draft, keeping.said_of_all(draft), {}))
    before, overtaken = keeping.said_of_all(draft), keeping.papers_overtaken(request, draft)
    said = before if overtaken else said_in(request.POST, before)
    newer = keeping.papers_moved(request, draft, said)  # then the files alone are kept
    uploads = {p.id: request.FILES.getlist(f"file-{p.id}") for p in draft.components}
    kept = episodes.keep_papers(
        draft=draft, uploads={key: given for key, given in uploads.items() if given},
        said=before if newer else said, actor=request.actor, at=clock.now(),
        page="" if newer or overtaken else PAPERS, pen=keeping.pen_of(request),
    )  # fmt: skip
    asked = "on" in request.POST
    problems = {**(still_open(kept.draft, said, have=kept.have) if asked else _at_odds(said)), **kept.problems}
    if (problems and not keeping.quiet(request)) or newer:
        context = _drawn(kept.draft, said, problems) | {"newer": newer}
        return show(request, kept.draft, PAPERS, context, status=422 if problems else 200)
    return onward(request, kept.draft, PAPERS) if asked or keeping.quiet(request) else go(kept.draft, PAPERS)


def still_open(draft: DraftView, said: Mapping[UUID, PaperSaid], *, have: Set[UUID] = frozenset()) -> dict[UUID, str]:
    """By paper what must be done before the next page. `have`: the papers known to have a file."""
    told = _("Xin đính kèm, chọn “Tôi sẽ mang đến”, hoặc cho biết trường hợp của ông/bà không cần giấy này.")
    declared, found = declared_papers(draft), {}
    for paper in draft.components:
        one = said[paper.id]
        if problem := one.problem() or (HAS_FILE if one.spared and paper.id in have else ""):
            found[paper.id] = _(problem)
        elif paper.required and not paper.state and paper.paper_key not in declared:
            found[paper.id] = told
    return found


def _at_odds(said: Mapping[UUID, PaperSaid]) -> dict[UUID, str]:
    """Two that exclude each other cannot both be kept: told at once, whatever button was pressed."""
    return {key: _(ONE_OF_TWO) for key, one in said.items() if one.bring and one.spared}


def _drawn(draft: DraftView, said: Mapping[UUID, PaperSaid], problems: Mapping[UUID, str]) -> dict[str, Any]:
    declared, files = declared_papers(draft), files_of_draft(draft)
    papers = [
        PaperAsked(
            row=paper,
            said=said[paper.id],
            files=tuple(files.get(paper.id, ())),
            problem=problems.get(paper.id, ""),
            spares=(paper.required and paper.paper_key not in declared) or said[paper.id].spared or bool(paper.claim),
        )
        for paper in draft.components
    ]
    return {"papers": papers, "files": files, "problems": problems, "longest": LONGEST_CLAIM}
