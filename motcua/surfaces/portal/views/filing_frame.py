"""What the pages of the guide share: their order, their frame, and the review of everything given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values import DraftView
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.surfaces.portal.episodes.filing import files_of
from motcua.surfaces.portal.views import frame
from motcua.surfaces.portal.views.answers import answers_of
from motcua.surfaces.portal.views.news import news_of
from motcua.ui import format as say
from motcua.ui.keeping import Kept, mark, stamped

CASE, PEOPLE, PAPERS, RETURN, REVIEW = "truong-hop", "nguoi-nop", "giay-to", "nhan-ket-qua", "xem-lai"
#: Only where several people sign together.
SIGNERS = "cung-ky"
ORDER = (CASE, PEOPLE, SIGNERS, PAPERS, RETURN, REVIEW)
_TEMPLATES = {
    CASE: "portal/filing/case.html",
    PEOPLE: "portal/filing/people.html",
    SIGNERS: "portal/filing/signers.html",
    PAPERS: "portal/filing/papers.html",
    RETURN: "portal/filing/return.html",
    REVIEW: "portal/filing/review.html",
}


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One page in the list beside the question."""

    name: str
    mark: str
    at: None = None
    text: str = ""


def next_page(name: str) -> str:
    """The page after this one."""
    return ORDER[ORDER.index(name) + 1]


def go(draft: DraftView, name: str) -> HttpResponse:
    """Towards a page of the guide."""
    return redirect("portal:filing", draft.id, name)


#: What differs between two people before the same question: put into a page late.
_TOKEN, _SAVED, NAME = mark("token"), mark("saved"), mark("name")
_blank_pages: Kept[str] = Kept(at_most=500)


def show(
    request: ActorRequest, draft: DraftView, name: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the guide in its frame; one nobody has filled in yet is drawn once for all who come to it."""
    news = news_of(draft, now=clock.now())

    def draw() -> str:
        given = {**_place(draft, name), "news": news, "saved": _SAVED, "csrf_token": _TOKEN}
        return str(frame.page(request, _TEMPLATES[name], {**given, **context}).content.decode())

    late = {
        _TOKEN: get_token(request),
        _SAVED: say.short_when(draft.touched_at),
        NAME: escape(request.signed_in.name) if request.signed_in else "",
    }
    if status == 200 and news is None and _is_blank(request, draft, name):
        return HttpResponse(stamped(_drawn_once(request, draft, name, draw), {**late, **_ids(draft)}))
    return HttpResponse(stamped(draw(), late), status=status)


def _place(draft: DraftView, name: str) -> dict[str, Any]:
    """The draft, and where in the guide its page stands."""
    version = procedures.version(draft.version_id)
    order = [page for page in ORDER if page not in _left_out(version)]
    here = order.index(name) if name in order else 0
    return {
        "draft": draft,
        "version": version,
        "number": here + 1,
        "of": len(order),
        "previous": order[here - 1] if here else "",
        "guide": [GuideStep(_names()[p], _mark(n, here)) for n, p in enumerate(order)],
        "files": _files(draft) if name == PAPERS else {},
        "page_name": name,
    }


def _left_out(version: VersionView) -> set[str]:
    """Pages this procedure does not ask."""
    single = {CASE} if len(version.cases) <= 1 else set()
    return single | ({SIGNERS} if version.signatories is None else set())


def _is_blank(request: ActorRequest, draft: DraftView, name: str) -> bool:
    """Whether nothing of this page was said before: what it shows then is no person's."""
    given = name == REVIEW or (name == PAPERS and any(paper.state for paper in draft.components))
    return not given and not draft.answers.get(name) and request.method == "GET" and not len(get_messages(request))


def _drawn_once(request: ActorRequest, draft: DraftView, name: str, draw: Callable[[], str]) -> str:
    """The page by all it depends on, with marks where the draft's own keys stood."""
    papers = tuple((p.title, p.required, p.originals, p.copies) for p in draft.components) if name == PAPERS else ()
    key = (name, draft.version_id, draft.case_key, papers, frame.centre_of(request), request.actor.kind, get_language())

    def without_ids() -> str:
        return stamped(draw(), {own: place for place, own in _ids(draft).items()})

    return _blank_pages.get(key, without_ids)


def _ids(draft: DraftView) -> dict[str, str]:
    papers = {_paper_mark(number): str(paper.id) for number, paper in enumerate(draft.components)}
    return {_DRAFT: str(draft.id)} | papers


_DRAFT = mark("draft")


@lru_cache(maxsize=500)
def _paper_mark(number: int) -> str:
    return mark(f"paper-{number}")


def _mark(number: int, here: int) -> str:
    return "done" if number < here else "now" if number == here else "later"


def on_page(draft: DraftView, request: ActorRequest) -> dict[str, Any]:
    """Everything given so far, for the review."""
    version = procedures.version(draft.version_id)
    on = clock.local(clock.now()).date()
    people: Any = draft.answers.get(PEOPLE, {})
    return {
        "people": people,
        "filer_unit": organization.unit_name(people.get("filer", {}).get("address_unit", ""), on=on),
        "owner_unit": organization.unit_name(people.get("owner", {}).get("address_unit", ""), on=on),
        "chosen": draft.answers.get(RETURN, {}),
        "files": _files(draft),
        "answers": answers_of(version, centre=frame.centre_of(request), on=on),
        "case": version.case(draft.case_key),
    }


def _files(draft: DraftView) -> Mapping[Any, Any]:
    """The files of each paper that has some."""
    given = [paper for paper in draft.components if paper.state == ComponentState.GIVEN]
    with scope.opened(draft.id):
        return files_of(given) if given else {}


def _names() -> dict[str, str]:
    return {
        CASE: _("Trường hợp"),
        PEOPLE: _("Người nộp"),
        SIGNERS: _("Người cùng ký"),
        PAPERS: _("Giấy tờ"),
        RETURN: _("Nhận kết quả"),
        REVIEW: _("Xem lại và nộp"),
    }
