"""Filing that happens on the National Portal: the check-list, what is carried over, and the code brought back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.apps.dossiers.commands import preparing
from motcua.apps.dossiers.values import DraftView
from motcua.apps.identity import commands as identity
from motcua.apps.parties.values import PersonStated
from motcua.apps.procedures import queries as procedures
from motcua.base.eforms import said
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.errors import Invalid, NotFound
from motcua.surfaces.portal.episodes import elsewhere as episodes
from motcua.surfaces.portal.forms.acting import mandate_in
from motcua.surfaces.portal.forms.elsewhere import CodeForm
from motcua.surfaces.portal.forms.filing import stated_of
from motcua.surfaces.portal.views import drafts, frame, keeping
from motcua.surfaces.portal.views.filing_frame import CARRY, CODE, PEOPLE, PREPARE, go, is_elsewhere, onward, show
from motcua.ui.refusals import show_refusal

#: Where a citizen goes when the source names no page of the procedure.
PORTAL = "https://dichvucong.gov.vn/"
#: What is ticked on the check-list, kept with the draft under this and the paper's key.
HAVE = "co-"
#: Codes one account may note a day: they run on, so a neighbour's is soon guessed.
MOST_CODES, MINUTES = 10, 24 * 60


def prepare_page(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """Which papers this case asks for; what is ticked is kept."""
    newer = False
    if request.method == "POST":
        ticked = {HAVE + p.paper_key: "1" for p in draft.components if request.POST.get(HAVE + p.paper_key)}
        draft, newer = keeping.keep(request, draft, PREPARE, {"seen-it": "1", **ticked})
        if not newer:
            return onward(request, draft, PREPARE)
    return show(request, draft, PREPARE, {"have": _have(draft), "newer": newer})


def carry_page(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """Every field with what to put there, and the way to the portal."""
    version = procedures.version(draft.version_id)
    if request.method == "POST":
        return onward(request, draft, CARRY)
    return show(request, draft, CARRY, {"parts": _parts(draft), "portal": version.url or PORTAL})


def code_page(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """The code the portal gave, and how far it has come with us."""
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"code": draft.portal_code})
    if form.is_bound and request.actor.kind is ActorKind.PUBLIC:
        back = reverse("portal:filing", args=[draft.id, CODE])
        return redirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")
    if form.is_valid():
        try:
            return _noted(request, draft, form.cleaned_data["code"])
        except Invalid as problem:
            show_refusal(form, problem)
    return show(request, draft, CODE, {"form": form}, status=422 if form.is_bound else 200)


def _noted(request: ActorRequest, draft: DraftView, code: str) -> HttpResponse:
    filer, owner = _people(draft)
    now = clock.now()
    identity.count_try("portal-code", str(request.actor.account_id), limit=MOST_CODES, minutes=MINUTES, at=now)
    known = preparing.note_code(
        draft_id=draft.id,
        code=code,
        filer=filer,
        owner=owner,
        actor=request.actor,
        at=clock.now(),
        mandate=mandate_in(draft.answers.get(PEOPLE, {})),
    )
    if known is not None:
        messages.success(request, _("Trung tâm đã nhận hồ sơ này từ Cổng. Ông/bà theo dõi tại đây."))
        return redirect("portal:own_dossier", known)
    messages.success(request, _("Đã ghi mã. Ông/bà thấy hồ sơ này trong “Hồ sơ của tôi”."))
    return go(draft, CODE)


@everyone()
@never_cache
@require_safe
def check_list(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The check-list as a sheet."""
    draft = _load(request, draft_id)
    version = procedures.version(draft.version_id)
    case = version.case(draft.case_key)
    pdf = episodes.check_list(
        version=version, case_name=case.name if case else "", papers=draft.components, have=_have(draft),
        centre=frame.centre_of(request), at=clock.now(),
    )  # fmt: skip
    return frame.pdf(pdf, "danh-sach-giay-to.pdf")


@everyone()
@never_cache
@require_safe
def declared_sheet(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """What was declared as a sheet."""
    draft = _load(request, draft_id)
    pdf = episodes.declared_sheet(parts=_parts(draft), centre=frame.centre_of(request), at=clock.now())
    return frame.pdf(pdf, "noi-dung-da-khai.pdf")


def _load(request: ActorRequest, draft_id: UUID) -> DraftView:
    draft = drafts.load(request, draft_id)
    if not is_elsewhere(draft):
        raise NotFound
    return draft


def _parts(draft: DraftView) -> tuple[episodes.CopiedPart, ...]:
    filer, owner = _people(draft)
    form = procedures.eform(draft.version_id)
    declared = said(form, draft.answers, today=clock.local(clock.now()).date()) if form else ()
    version = procedures.version(draft.version_id)
    with override("vi"):  # the portal asks in Vietnamese, whatever this page speaks
        return episodes.carried(version=version, filer=filer, owner=owner, declared=declared)


def _people(draft: DraftView) -> tuple[PersonStated, PersonStated | None]:
    people: Any = draft.answers.get(PEOPLE, {})
    filer = stated_of(people.get("filer", {}))
    return filer, stated_of(people.get("owner", {})) if people.get("other") else None


def _have(draft: DraftView) -> frozenset[str]:
    return frozenset(name.removeprefix(HAVE) for name in draft.answers.get(PREPARE, {}) if name.startswith(HAVE))
