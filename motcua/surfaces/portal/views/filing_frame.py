"""What the pages of the guide share: their order, their frame, and the review of everything given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.apps.dossiers.values import DraftView
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.base.db import scope
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.surfaces.portal.episodes.filing import files_of
from motcua.surfaces.portal.views import frame
from motcua.surfaces.portal.views.answers import answers_of

CASE, PEOPLE, PAPERS, RETURN, REVIEW = "truong-hop", "nguoi-nop", "giay-to", "nhan-ket-qua", "xem-lai"
ORDER = (CASE, PEOPLE, PAPERS, RETURN, REVIEW)
_TEMPLATES = {
    CASE: "portal/filing/case.html",
    PEOPLE: "portal/filing/people.html",
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


def show(
    request: ActorRequest, draft: DraftView, name: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the guide in its frame."""
    version = procedures.version(draft.version_id)
    order = [page for page in ORDER if page != CASE or len(version.cases) > 1]
    here = order.index(name) if name in order else 0
    given = {
        "draft": draft,
        "version": version,
        "number": here + 1,
        "of": len(order),
        "previous": order[here - 1] if here else "",
        "guide": [
            GuideStep(_names()[p], "done" if n < here else "now" if n == here else "later") for n, p in enumerate(order)
        ],
    }
    if name == PAPERS:
        given["files"] = _files(draft)
    return frame.page(request, _TEMPLATES[name], {**given, **context}, status=status)


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
    with scope.opened(draft.id):
        return files_of(draft.components)


def _names() -> dict[str, str]:
    return {
        CASE: _("Trường hợp"),
        PEOPLE: _("Người nộp"),
        PAPERS: _("Giấy tờ"),
        RETURN: _("Nhận kết quả"),
        REVIEW: _("Xem lại và nộp"),
    }
