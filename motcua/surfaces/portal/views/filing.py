"""The filing guide: one question a page, each kept at once, until the last page files the dossier."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import filing
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import DraftView, Filed
from motcua.apps.dossiers.values.helping import FilerSaid
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Case, Channel, OnlineWhere, VersionView
from motcua.base.db import scope
from motcua.base.guards import ActorRequest, everyone, takes_files, way_back
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.errors import Invalid, NotFound
from motcua.surfaces.portal.episodes import filing as episodes
from motcua.surfaces.portal.episodes import uploads
from motcua.surfaces.portal.forms.acting import BOX_FORGOTTEN, is_box_forgotten, mandate_in
from motcua.surfaces.portal.forms.filing import CaseForm, ReturnForm, stated_of, way_back_of
from motcua.surfaces.portal.views import drafts, frame, keeping
from motcua.surfaces.portal.views.answers import answers_of
from motcua.surfaces.portal.views.filing_eform import eform_page
from motcua.surfaces.portal.views.filing_elsewhere import carry_page, code_page, prepare_page
from motcua.surfaces.portal.views.filing_frame import (
    CARRY,
    CASE,
    CODE,
    CONSENT,
    LAST,
    PAPERS,
    PEOPLE,
    PREPARE,
    RETURN,
    REVIEW,
    SIGNERS,
    belongs,
    declared_open,
    go,
    is_elsewhere,
    on_page,
    onward,
    order_of,
    show,
)
from motcua.surfaces.portal.views.filing_helped import consent_page, done
from motcua.surfaces.portal.views.filing_papers import papers_page, still_open
from motcua.surfaces.portal.views.filing_people import people_page
from motcua.surfaces.portal.views.filing_signers import signers_of, signers_page
from motcua.surfaces.portal.views.guide_carried import GUIDED, Carried, carried
from motcua.surfaces.portal.views.news import news_of


@everyone()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: ActorRequest, code: str) -> HttpResponse:
    """What will happen, and whether it may happen here; by POST the draft begins."""
    centre, on = frame.centre_of(request), clock.local(clock.now()).date()
    version = procedures.in_force(code, on=on, centre_id=centre.id)
    where = version.online_where.value
    case = version.case(request.POST.get("case") or request.GET.get("truong-hop", ""))
    spared = _spared(request, version, case)
    if request.method != "POST" or where is None:
        answers = answers_of(version, centre=centre, on=on, channel=Channel.ONLINE)
        told = {"here": where is OnlineWhere.HERE, "elsewhere": where is OnlineWhere.PORTAL, "answers": answers}
        return _before(request, {**told, "version": version, "case": case, "spared": spared})
    if drafts.is_full(request):
        return _full(request, code)
    draft_id = episodes.begin(
        centre_id=centre.id, version=version, case=case, actor=request.actor, at=clock.now(), spared=spared.why
    )
    answer = redirect("portal:filing", draft_id, CASE if len(version.cases) > 1 else PEOPLE)
    if request.actor.kind is not ActorKind.CITIZEN:
        drafts.remember(request, answer, draft_id)
    return answer


def _spared(request: ActorRequest, version: VersionView, case: Case | None) -> Carried:
    """What the guided questions found not to be needed, where the filing itself would demand it."""
    if version.online_where.value is not OnlineWhere.HERE:
        return Carried()
    return carried(version, case, request.POST.get("guided") or request.GET.get(GUIDED, ""))


def _before(request: ActorRequest, told: dict[str, Any]) -> HttpResponse:
    """What will happen; who pressed although it may not happen here is told so."""
    return frame.page(request, "portal/filing/begin.html", told, status=409 if request.method == "POST" else 200)


def _full(request: ActorRequest, code: str) -> HttpResponse:
    """This device keeps no more drafts of people not signed in: which there are, to go on with or to throw away."""
    kept = [(draft, procedures.version(draft.version_id).short_title) for draft in drafts.living(request)]
    return frame.page(request, "portal/filing/full.html", {"kept": kept, "code": code}, status=409)


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
def page(request: ActorRequest, draft_id: UUID, name: str) -> HttpResponse:
    """One page of the guide."""
    if name in LAST and keeping.quiet(request):  # nobody files by typing
        raise NotFound
    handler = _PAGES.get(name, partial(eform_page, name=name))
    try:
        with scope.opened(draft_id):  # told to the database once; the loading proves whose draft it is
            draft = drafts.load(request, draft_id)
            return handler(request, draft) if belongs(draft, name) else go(draft, PEOPLE)
    except NotFound:
        if dossiers.was_helped(actor=request.actor, dossier_id=draft_id):
            return redirect("portal:helped_done")  # filed already; of the rest a helper learns nothing
        head = dossiers.head_of(actor=request.actor, dossier_id=draft_id, now=clock.now())
        if head.state == DossierState.DRAFT:
            raise  # there is the draft, but no such page in it
        return redirect("portal:receipt", draft_id)  # filed already: pressed twice


@everyone()
@never_cache
@require_safe
def resume(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """To the first page of the draft that still needs something, on whatever device."""
    draft = drafts.load(request, draft_id)
    people: Any = draft.answers.get(PEOPLE, {})
    today = clock.local(clock.now()).date()
    whose = ["filer", "owner"] if people.get("other") else ["filer"]
    open_pages = {
        CASE: not draft.case_key and len(procedures.version(draft.version_id).cases) > 1,
        PEOPLE: bool(people.get("other") and mandate_in(people) is None)
        or any(stated_of(people.get(who, {})).problems(today=today) for who in whose),
        SIGNERS: SIGNERS in order_of(draft) and not signers_of(draft),
        PAPERS: bool(still_open(draft, keeping.said_of_all(draft))),
        RETURN: not ReturnForm(dict(draft.answers.get(RETURN, {}))).is_valid(),
        PREPARE: PREPARE not in draft.answers,
        **dict.fromkeys(declared_open(draft, today=today), True),
    }
    rest = (CODE if draft.portal_code else CARRY) if is_elsewhere(draft) else REVIEW
    return go(draft, next((name for name in order_of(draft) if open_pages.get(name)), rest))


def _case(request: ActorRequest, draft: DraftView) -> HttpResponse:
    cases = procedures.version(draft.version_id).cases
    form = CaseForm(request.POST or None, cases=cases, initial={"case": draft.case_key})
    newer = False
    if form.is_valid():
        draft, newer = keeping.choose_case(request, draft, form.cleaned_data["case"])
        if not newer:
            return onward(request, draft, CASE)
    return show(request, draft, CASE, {"form": form, "newer": newer}, status=422 if form.is_bound else 200)


def _return(request: ActorRequest, draft: DraftView) -> HttpResponse:
    kept = dict(draft.answers.get(RETURN, {"return_by": "counter"}))
    form = ReturnForm(request.POST or None, initial=kept, helped=draft.helped)
    newer = False
    if form.is_bound:
        typed = {name: request.POST.get(name, "") for name in form.fields}
        draft, newer = keeping.keep(request, draft, RETURN, typed)
    if form.is_valid() and not newer:
        return onward(request, draft, RETURN)
    return show(request, draft, RETURN, {"form": form, "newer": newer}, status=422 if form.is_bound else 200)


def _review(request: ActorRequest, draft: DraftView) -> HttpResponse:
    if request.method != "POST":
        return show(request, draft, REVIEW, _given(request, draft))
    if draft.helped:
        return _to_consent(request, draft)
    if request.actor.kind is not ActorKind.CITIZEN:
        back = reverse("portal:filing", args=[draft.id, REVIEW])
        return redirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")
    return _file(request, draft)


def _given(request: ActorRequest, draft: DraftView) -> dict[str, Any]:
    """What the review shows: everything given, who signs too, and what is on its way already."""
    people: Any = draft.answers.get(PEOPLE, {})
    said = people.get("owner" if people.get("other") else "filer", {})
    born = stated_of(said).birth
    alike = (
        ()
        if draft.helped
        else dossiers.own_alike(
            actor=request.actor,
            procedure_code=procedures.version(draft.version_id).procedure_code,
            number=str(said.get("number", "")),
            name=str(said.get("name", "")),
            birth=born.written() if born else "",
        )
    )
    return on_page(draft, request) | {"signers": signers_of(draft), "alike": alike}


def _consent(request: ActorRequest, draft: DraftView) -> HttpResponse:
    if not draft.helped:
        return go(draft, REVIEW)
    return consent_page(request, draft, file=_file)


def _to_consent(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """Nobody asks the filer for a yes to what is not ready."""
    try:
        filing.require_ready(draft=_brought_along(request, draft), at=clock.now())
    except (Invalid, filing.CatalogueMoved, filing.Repealed) as problem:
        return _not_ready(request, draft, problem)
    return go(draft, CONSENT)


def _file(request: ActorRequest, draft: DraftView, said: FilerSaid | None = None) -> HttpResponse:
    """Submit; what is still missing, or new in the law since the draft began, is told on the review page."""
    try:
        filed = _submit(request, _brought_along(request, draft), said)
    except (Invalid, filing.CatalogueMoved, filing.Repealed) as problem:
        return _not_ready(request, draft, problem)
    return done(request, draft, said) if draft.helped else redirect("portal:receipt", filed.dossier_id)


def _not_ready(
    request: ActorRequest, draft: DraftView, problem: Invalid | filing.CatalogueMoved | filing.Repealed
) -> HttpResponse:
    texts = [str(text) for text in problem.problems.values()] if isinstance(problem, Invalid) else [_(problem.message)]
    context = _given(request, draft) | {"missing": texts}
    return show(request, draft, REVIEW, context, status=problem.status)


def _brought_along(request: ActorRequest, draft: DraftView) -> DraftView:
    """The draft under the version in force, where that differs in nothing the filer would have to read."""
    news = news_of(draft, now=clock.now())
    if news is None or news.told:
        return draft
    seen = news.version_id
    filing.follow_catalogue(draft_id=draft.id, seen_version_id=seen, actor=request.actor, at=clock.now())
    return drafts.load(request, draft.id)


def _submit(request: ActorRequest, draft: DraftView, said: FilerSaid | None) -> Filed:
    people: Any = draft.answers.get(PEOPLE, {})
    mandate = mandate_in(people)
    if is_box_forgotten(people):
        raise Invalid({"other": _(BOX_FORGOTTEN)})
    if people.get("other") and mandate is None:
        raise Invalid({"basis": _("Xin cho biết vì sao ông/bà được nộp thay.")})
    return filing.submit(
        draft_id=draft.id,
        filer=stated_of(people.get("filer", {})),
        owner=stated_of(people.get("owner", {})) if people.get("other") else None,
        way_back=way_back_of(draft.answers.get(RETURN, {})),
        actor=request.actor,
        at=clock.now(),
        signatories=signers_of(draft),
        mandate=mandate,
        said=said,
    )


_PAGES: dict[str, Callable[[ActorRequest, DraftView], HttpResponse]] = {
    CASE: _case,
    PEOPLE: people_page,
    SIGNERS: signers_page,
    PAPERS: papers_page,
    RETURN: _return,
    REVIEW: _review,
    CONSENT: _consent,
    PREPARE: prepare_page,
    CARRY: carry_page,
    CODE: code_page,
}


@everyone()
@require_POST
def follow(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The filer has read what changed and goes on under the version shown; a still newer one is shown first."""
    draft, asked = drafts.load(request, draft_id), request.POST.get("version", "")
    news = news_of(draft, now=clock.now())
    seen = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0
    name = request.POST.get("page", "")
    try:
        if news is not None:
            filing.follow_catalogue(draft_id=draft.id, seen_version_id=seen, actor=request.actor, at=clock.now())
            messages.success(request, _("Bản nháp đã theo quy định mới. Xin xem lại trước khi nộp."))
    except (filing.CatalogueMoved, filing.Repealed) as moved:
        messages.warning(request, _(moved.message))
    if is_elsewhere(draft):
        return redirect("portal:resume", draft.id)
    return go(draft, PAPERS if news and news.papers else name if name in _PAGES else REVIEW)


@everyone()
@require_POST
def remove_file(request: ActorRequest, draft_id: UUID, ref_id: UUID) -> HttpResponse:
    """Take one uploaded file away, and go on at its paper."""
    draft = drafts.load(request, draft_id)
    paper_id = episodes.remove_file(draft=draft, ref_id=ref_id, actor=request.actor, at=clock.now())
    place = f"#file-{paper_id}" if paper_id else ""
    return redirect(f"{reverse('portal:filing', args=[draft.id, PAPERS])}{place}")


@everyone()
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """Throw the draft away, after asking."""
    draft = drafts.load(request, draft_id)
    if request.method == "POST":
        uploads.discard(draft=draft, actor=request.actor, at=clock.now())
        messages.success(request, _("Đã bỏ bản nháp."))
        return redirect(way_back(request, otherwise=reverse("portal:home")))
    context = {
        "what": procedures.version(draft.version_id).short_title,
        "saved": draft.touched_at,
        "heading": _("Bỏ bản nháp này?"),
        "text": _(
            "Những gì đã khai bị xoá ngay, giấy tờ đính kèm bị xoá khỏi máy chủ trong vài ngày; ông/bà không lấy lại "
            "được. Tệp đã nộp ở hồ sơ khác thì hồ sơ ấy vẫn giữ; bản sao lưu cũ còn giữ cho tới khi được thay."
        ),
        "yes": _("Bỏ bản nháp"),
        "back": way_back(request, otherwise=reverse("portal:resume", args=[draft.id])),
    }
    return frame.page(request, "portal/confirm.html", context)
