"""The last page of a helped filing: the filer says yes, by a code read out or on a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.helping import FilerSaid
from motcua.apps.parties.values import PersonStated
from motcua.apps.procedures import queries as procedures
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, Refusal
from motcua.surfaces.portal.episodes import helping as episodes
from motcua.surfaces.portal.forms.filing import stated_of
from motcua.surfaces.portal.forms.helping import FilerCodeForm, SheetForm
from motcua.surfaces.portal.views.filing_frame import CONSENT, PEOPLE, go, show
from motcua.ui.refusals import forget_fields, show_refusal, words_of

#: Files the draft with the filer's yes; without one the signed sheet is awaited.
File = Callable[[ActorRequest, DraftView, FilerSaid | None], HttpResponse]


def consent_page(request: ActorRequest, draft: DraftView, *, file: File) -> HttpResponse:
    """Send the code, take it, or take the sheet."""
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do == "send":
        return _send(request, draft)
    if do == "code":
        return _by_code(request, draft, file)
    if do == "sheet" and is_witness(request, draft):
        return _by_sheet(request, draft, file)
    if do == "later":
        return file(request, draft, None)
    return _page(request, draft)


def filer_of(draft: DraftView) -> PersonStated:
    """The filer as typed so far."""
    people: Any = draft.answers.get(PEOPLE, {})
    return stated_of(people.get("filer", {}))


def is_witness(request: ActorRequest, draft: DraftView) -> bool:
    """Whether whoever helps is an officer of this centre."""
    return dossiers.is_witness(actor=request.actor, centre_id=draft.centre_id)


def done(request: ActorRequest, draft: DraftView, said: FilerSaid | None) -> HttpResponse:
    """What the helper is told, once: no code, no way in."""
    title = procedures.version(draft.version_id).short_title
    told = _("Đã nộp: %(title)s.") if said else _("Đã nộp: %(title)s. Còn chờ phiếu người nộp ký.")
    messages.success(request, told % {"title": title})
    return redirect("portal:helped_done")


def _send(request: ActorRequest, draft: DraftView) -> HttpResponse:
    try:
        episodes.send_code(filer=filer_of(draft), draft=draft, address=request.address, at=clock.now())
    except Refusal as refusal:
        told = refusal.problems.values() if isinstance(refusal, Invalid) else [words_of(refusal)]
        messages.warning(request, " ".join(_(text) for text in told))
        return _page(request, draft, status=refusal.status)
    messages.success(request, _("Đã gửi mã đến điện thoại của người nộp. Mã thường đến trong vòng một phút."))
    return go(draft, CONSENT)


def _by_code(request: ActorRequest, draft: DraftView, file: File) -> HttpResponse:
    form, status, filer = FilerCodeForm(request.POST), 422, filer_of(draft)
    if form.is_valid():
        told = form.cleaned_data | {"address": request.address, "at": clock.now()}
        try:
            said = episodes.prove(filer=filer, draft=draft, **told)
        except Refusal as refusal:
            show_refusal(form, refusal, forget=("code",))
            status = refusal.status
        else:
            return file(request, draft, said)
    forget_fields(form, "code")
    return _page(request, draft, code=form, status=status)


def _by_sheet(request: ActorRequest, draft: DraftView, file: File) -> HttpResponse:
    form = SheetForm(request.POST)
    if form.is_valid():
        return file(request, draft, FilerSaid(by_code=False, attested=form.attested()))
    return _page(request, draft, sheet=form, status=422)


def _page(
    request: ActorRequest,
    draft: DraftView,
    *,
    code: FilerCodeForm | None = None,
    sheet: SheetForm | None = None,
    status: int = 200,
) -> HttpResponse:
    filer = filer_of(draft)
    context = {
        "filer": filer,
        "ends": filer.phone[-3:],
        "code_form": code or FilerCodeForm(),
        "sheet_form": sheet or SheetForm(),
        "witness": is_witness(request, draft),
        "wrong": code if code and code.errors else sheet if sheet and sheet.errors else None,
    }
    return show(request, draft, CONSENT, context, status=status)
