"""Keeping a page of the guide, by its button or while it is typed: never over what another device kept meanwhile.

The page carries a stamp of what it showed (`seen`) and, with JavaScript, the name of its window (`pen`). What came
while typing is marked `quiet`: it is answered 204 with the new stamp, or 409, and nothing is drawn.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.papers import NOTHING_SAID, PaperSaid, said_of
from motcua.apps.dossiers.values.pens import is_overtaken, same_window
from motcua.base.guards import ActorRequest
from motcua.kernel import clock

CASE, PAPERS = "truong-hop", "giay-to"
#: The header of a quiet answer: the stamp the page is to send next.
STAMP = "X-Seen"
#: A window's own name for itself is no longer.
LONGEST_PEN = 40


def quiet(request: ActorRequest) -> bool:
    """Whether the page sent this by itself, while the person was typing."""
    return request.method == "POST" and "quiet" in request.POST


def noted(draft: DraftView, name: str, *, newer: bool = False) -> HttpResponse:
    """The answer to what was kept while typing."""
    return HttpResponse(status=409 if newer else 204, headers={STAMP: stamp(draft, name)})


def stamp(draft: DraftView, name: str) -> str:
    """A short sign of what a page holds: two devices that show the same have the same."""
    told = json.dumps(_content(draft, name), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def keep(request: ActorRequest, draft: DraftView, name: str, typed: Mapping[str, Any]) -> tuple[DraftView, bool]:
    """Keep one page; the draft as it is then, and whether another device had kept newer: then nothing was written."""
    pen, now = pen_of(request), clock.now()
    last = drafting.pen_of(draft.answers, name)
    if is_overtaken(pen, by=last):
        return draft, False
    if not same_window(pen, last) and _moved(request, draft, name, same=draft.answers.get(name) == typed):
        return draft, True
    try:
        drafting.save_page(
            draft_id=draft.id, page=name, answers=typed, actor=request.actor, at=now, seen=draft, pen=pen
        )
    except drafting.PageMoved:
        return draft, True
    return replace(draft, answers=drafting.with_page(draft.answers, name, typed, pen), touched_at=now), False


def choose_case(request: ActorRequest, draft: DraftView, case_key: str) -> tuple[DraftView, bool]:
    """As `keep`, for the page that asks for the case."""
    if _moved(request, draft, CASE, same=draft.case_key == case_key):
        return draft, True
    now = clock.now()
    drafting.choose_case(draft_id=draft.id, case_key=case_key, actor=request.actor, at=now)
    return replace(draft, case_key=case_key, touched_at=now), False


def papers_moved(request: ActorRequest, draft: DraftView, said: Mapping[UUID, PaperSaid]) -> bool:
    """Whether another device said otherwise which papers will be brought along, or are not needed and why."""
    same = said_of_all(draft) == {key: one.kept for key, one in said.items()}
    mine = same_window(pen_of(request), drafting.pen_of(draft.answers, PAPERS))
    return not mine and _moved(request, draft, PAPERS, same=same)


def papers_overtaken(request: ActorRequest, draft: DraftView) -> bool:
    """Whether this was sent before what the same window had kept already."""
    return is_overtaken(pen_of(request), by=drafting.pen_of(draft.answers, PAPERS))


def pen_of(request: ActorRequest) -> str:
    """The window that sent this, and its number; '' without JavaScript."""
    return str(request.POST.get("pen", ""))[:LONGEST_PEN]


def said_of_all(draft: DraftView) -> dict[UUID, PaperSaid]:
    """What is kept of each paper beside its files."""
    return {paper.id: said_of(paper) for paper in draft.components}


def _moved(request: ActorRequest, draft: DraftView, name: str, *, same: bool) -> bool:
    seen = request.POST.get("seen", "")
    return bool(seen) and not same and seen != stamp(draft, name)


def _content(draft: DraftView, name: str) -> object:
    if name == CASE:
        return draft.case_key
    if name == PAPERS:
        # Of a page nobody has filled in the sign is the same in every draft: it is drawn once for all.
        return sorted((str(key), *astuple(one)) for key, one in said_of_all(draft).items() if one != NOTHING_SAID)
    return draft.answers.get(name, {})
