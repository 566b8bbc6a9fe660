"""What the pages of the guide share: their order, their frame, and the review of everything given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.apps.dossiers.values import ComponentRow, DraftView
from motcua.apps.files.values import FileRow
from motcua.apps.organization import queries as organization
from motcua.apps.parties.states import Sex
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Channel, OnlineWhere
from motcua.base.db import scope
from motcua.base.eforms import PEOPLE_PAGE, SaidPart, check, kept_name, said, spoken
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.surfaces.portal.episodes.filing import files_of
from motcua.surfaces.portal.forms.acting import mandate_in
from motcua.surfaces.portal.views import frame, keeping, reading
from motcua.surfaces.portal.views.answers import answers_of
from motcua.surfaces.portal.views.news import news_of
from motcua.ui import format as say
from motcua.ui.keeping import Kept, mark, stamped

CASE, PEOPLE, PAPERS, RETURN, REVIEW = keeping.CASE, PEOPLE_PAGE, keeping.PAPERS, "nhan-ket-qua", "xem-lai"
#: Only where several people sign together; only where somebody helps.
SIGNERS, CONSENT = "cung-ky", "dong-y"
#: Only where filing happens on the National Portal: the check-list, what is carried over, the code brought back.
PREPARE, CARRY, CODE = "chuan-bi", "sang-cong", "ma-cong"
#: Nothing is kept of these pages while typing, and none is drawn for two.
LAST = frozenset({REVIEW, CONSENT, CARRY, CODE})
_TEMPLATES = {
    CASE: "portal/filing/case.html",
    PEOPLE: "portal/filing/people.html",
    SIGNERS: "portal/filing/signers.html",
    PAPERS: "portal/filing/papers.html",
    RETURN: "portal/filing/return.html",
    REVIEW: "portal/filing/review.html",
    CONSENT: "portal/filing/consent.html",
    PREPARE: "portal/elsewhere/prepare.html",
    CARRY: "portal/elsewhere/carry.html",
    CODE: "portal/elsewhere/code.html",
}
EFORM = "portal/filing/eform.html"


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One page in the list beside the question."""

    name: str
    mark: str
    at: None = None
    text: str = ""


def order_of(draft: DraftView) -> list[str]:
    """The pages of this draft in their order: its e-form stands between the people and the papers."""
    version = procedures.version(draft.version_id)
    form = procedures.eform(draft.version_id)
    declared = [kept_name(page.key) for page in form.pages] if form else []
    case = [CASE] if len(version.cases) > 1 else []
    if is_elsewhere(draft):
        return [*case, PEOPLE, *declared, PREPARE, CARRY, CODE]
    signers = [SIGNERS] if version.signatories else []
    consent = [CONSENT] if draft.helped else []
    return [*case, PEOPLE, *signers, *declared, PAPERS, RETURN, REVIEW, *consent]


def is_elsewhere(draft: DraftView) -> bool:
    """Whether this is only prepared here, and filed on the National Portal."""
    return procedures.version(draft.version_id).online_where.value is OnlineWhere.PORTAL


def belongs(draft: DraftView, name: str) -> bool:
    """Whether a page may be shown for this draft: what is filed elsewhere has no page that files, and nothing else
    has a page that leads away.
    """
    abroad = {PREPARE, CARRY, CODE}
    return name not in ({PAPERS, RETURN, REVIEW, SIGNERS, CONSENT} if is_elsewhere(draft) else abroad)


def page_after(draft: DraftView, name: str) -> str:
    """The page after this one, an e-form's among them."""
    order = order_of(draft)
    return order[order.index(name) + 1]


def go(draft: DraftView, name: str) -> HttpResponse:
    """Towards a page of the guide."""
    return redirect("portal:filing", draft.id, name)


def onward(request: ActorRequest, draft: DraftView, name: str) -> HttpResponse:
    """To the page after this one; while the person is still typing, only the word that it is kept."""
    return keeping.noted(draft, name) if keeping.quiet(request) else go(draft, page_after(draft, name))


#: What differs between two people before the same question: put into a page late.
_TOKEN, _SAVED, NAME = mark("token"), mark("saved"), mark("name")
_blank_pages: Kept[str] = Kept(at_most=500)


def show(
    request: ActorRequest, draft: DraftView, name: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the guide in its frame; one nobody has filled in yet is drawn once for all who come to it.

    Nobody looks at the answer to what is kept while typing: it is not drawn. `newer` in the context: another device
    kept this page meanwhile.
    """
    newer = bool(context.get("newer"))
    if keeping.quiet(request):
        return keeping.noted(draft, name, newer=newer)
    return _drawn(request, draft, name, context, status=409 if newer else status)


def _drawn(
    request: ActorRequest, draft: DraftView, name: str, context: Mapping[str, Any], *, status: int
) -> HttpResponse:
    news = news_of(draft, now=clock.now())

    def draw() -> HttpResponse:
        late = {"saved": _SAVED, "csrf_token": _TOKEN}
        given = {**_place(draft, name), **late, "news": news, "seen": keeping.stamp(draft, name)}
        return frame.page(request, _TEMPLATES.get(name, EFORM), {**given, **context}, status=status)

    late = {
        _TOKEN: get_token(request),
        _SAVED: say.short_when(draft.touched_at),
        NAME: escape(request.signed_in.name) if request.signed_in else "",
    }
    if status == 200 and news is None and _is_blank(request, draft, name, context):
        return HttpResponse(stamped(_drawn_once(request, draft, name, draw), {**late, **_ids(draft)}))
    answer = draw()
    answer.content = stamped(answer.content.decode(), late)
    return answer


def _place(draft: DraftView, name: str) -> dict[str, Any]:
    """The draft, and where in the guide its page stands."""
    version = procedures.version(draft.version_id)
    order, names = order_of(draft), _names(draft.version_id)
    here = order.index(name) if name in order else 0
    return {
        "draft": draft,
        "page": "" if name in LAST else name,
        "version": version,
        "number": here + 1,
        "of": len(order),
        "previous": order[here - 1] if here else "",
        "guide": [GuideStep(names[p], _mark(n, here)) for n, p in enumerate(order)],
        "declared_papers": declared_papers(draft),
        "page_name": name,
    }


def _is_blank(request: ActorRequest, draft: DraftView, name: str, context: Mapping[str, Any]) -> bool:
    """Whether nothing of this page was said: here, elsewhere (`own`), nor by its address. Then it is no person's."""
    given = (
        context.get("own")
        or name in LAST
        or (name == PAPERS and any(paper.state or paper.claim for paper in draft.components))
    )
    asked = request.method != "GET" or request.META.get("QUERY_STRING") or len(get_messages(request))
    return not given and not asked and not draft.answers.get(name)


def _drawn_once(request: ActorRequest, draft: DraftView, name: str, draw: Callable[[], HttpResponse]) -> str:
    """The page by all it depends on, with marks where the draft's own keys stood."""
    shown = draft.components if name in {PAPERS, PREPARE} else ()
    papers = tuple((p.title, p.required, p.originals, p.copies) for p in shown)
    read = reading.of(request)
    reader = request.actor.kind, get_language(), read.large, read.rest
    key = (name, draft.version_id, draft.case_key, draft.helped, papers, frame.centre_of(request), *reader)

    def without_ids() -> str:
        return stamped(draw().content.decode(), {own: place for place, own in _ids(draft).items()})

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
    by_clerk = draft.helped and request.actor.has_any(
        frozenset({Role.CLERK}), draft.centre_id
    )  # then it counts as the counter's
    channel = Channel.COUNTER if by_clerk else Channel.ONLINE
    return {
        "people": people,
        "filer_unit": organization.unit_name(people.get("filer", {}).get("address_unit", ""), on=on),
        "owner_unit": organization.unit_name(people.get("owner", {}).get("address_unit", ""), on=on),
        "filer_sex": _sex(people.get("filer", {})),
        "owner_sex": _sex(people.get("owner", {})),
        "mandate": mandate_in(people),
        "chosen": draft.answers.get(RETURN, {}),
        "papers": _papers(draft),
        "answers": answers_of(version, centre=frame.centre_of(request), on=on, channel=channel),
        "case": version.case(draft.case_key),
        "declared": declared_of(draft, today=on),
    }


def _sex(typed: Mapping[str, str]) -> str:
    """The word for what was typed; "" for what is none."""
    return str(dict(Sex.choices).get(typed.get("sex", ""), ""))


def declared_papers(draft: DraftView) -> tuple[str, ...]:
    """Keys of the papers that the e-form stands for: nobody has to bring them."""
    form = procedures.eform(draft.version_id)
    return form.stands_for if form else ()


def declared_open(draft: DraftView, *, today: date) -> list[str]:
    """The pages of the e-form that still need something."""
    form = procedures.eform(draft.version_id)
    pages = form.pages if form else ()
    return [kept_name(page.key) for page in pages if form and check(form, page, draft.answers, today=today)]


def declared_of(draft: DraftView, *, today: date) -> tuple[SaidPart, ...]:
    """The e-form as answered so far, with what is still to be done; () where the version has none."""
    form = procedures.eform(draft.version_id)
    return said(form, draft.answers, today=today) if form else ()


def _papers(draft: DraftView) -> list[tuple[ComponentRow, bool]]:
    """Each paper, and whether a file is there for it."""
    held = files_of_draft(draft)
    return [(paper, bool(held.get(paper.id))) for paper in draft.components]


def files_of_draft(draft: DraftView) -> Mapping[UUID, Sequence[FileRow]]:
    """The files of each paper that has some; asked for only where one may be there."""
    given = [paper for paper in draft.components if paper.state]
    with scope.opened(draft.id):
        return files_of(given) if given else {}


def names_of(version_id: int, pages: Collection[str]) -> list[str]:
    """What the pages of a draft are called, in the guide's order."""
    return [name for page, name in _names(version_id).items() if page in pages]


def _names(version_id: int) -> dict[str, str]:
    form = procedures.eform(version_id)
    return {
        CASE: _("Trường hợp"),
        PEOPLE: _("Người nộp"),
        SIGNERS: _("Người cùng ký"),
        **{kept_name(page.key): spoken(page.title) for page in (form.pages if form else ())},
        PAPERS: _("Giấy tờ"),
        RETURN: _("Nhận kết quả"),
        REVIEW: _("Xem lại và nộp"),
        CONSENT: _("Người nộp đồng ý"),
        PREPARE: _("Giấy tờ cần có"),
        CARRY: _("Sang Cổng nộp"),
        CODE: _("Mã Cổng cấp"),
    }
