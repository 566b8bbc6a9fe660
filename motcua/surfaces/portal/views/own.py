"""A citizen's own dossiers: list, one of them, receipt, reply, withdrawal, and who looked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.audit import commands as log
from motcua.apps.audit import queries as looks
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import signing, withdrawing
from motcua.apps.dossiers.states import Action, Authority, DossierState
from motcua.apps.dossiers.values import DossierView, SupplementRow
from motcua.apps.files import queries as stored
from motcua.apps.identity import queries as accounts
from motcua.apps.procedures import queries as procedures
from motcua.base.db import scope
from motcua.base.eforms import SaidPart, said
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.errors import Invalid, NotFound
from motcua.surfaces.portal.episodes import filing as episodes
from motcua.surfaces.portal.views import filing_frame, following, frame
from motcua.ui.refusals import words_of


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """All dossiers and drafts of this account."""
    heads = dossiers.own(actor=request.actor, now=clock.now())
    titled = [(head, procedures.version(head.version_id).short_title, DossierState(head.state)) for head in heads]
    begun = [row for row in titled if row[2] is DossierState.DRAFT and not row[0].portal_code]
    pages = dossiers.kept_pages(actor=request.actor) if begun else {}
    context = {
        "drafts": [
            (head, title, filing_frame.names_of(head.version_id, pages.get(head.id, ())))
            for head, title, _state in begun
        ],
        "elsewhere": [(head, title) for head, title, _state in titled if head.portal_code],
        "filed": [row for row in titled if row[2] is not DossierState.DRAFT],
    }
    return frame.page(request, "portal/own/list.html", context)


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def one(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """One own dossier: where it is, what is next, its papers and its result."""
    view = _find(request, dossier_id)
    return frame.page(
        request, "portal/own/one.html", {**_picture(view), **_papers(request, view), "declared": _declared(view)}
    )


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def receipt(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """The e-receipt: the code, its QR, and by when the centre answers."""
    view = _find(request, dossier_id)
    if view.head.authority == Authority.OUTSIDE:
        return redirect("portal:own_dossier", dossier_id)  # the other system gave its own receipt
    track = f"{settings.PUBLIC_URL}{reverse('portal:track')}?ma={view.head.code}"
    return frame.page(request, "portal/own/receipt.html", {**_picture(view), "track": track})


@enter(ActorKind.CITIZEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Answer a request for papers, item by item."""
    view = _find(request, dossier_id)
    open_request = next((s for s in reversed(view.supplements) if s.replied_at is None), None)
    if open_request is None or Action.REPLY.value not in view.actions:
        return redirect("portal:own_dossier", dossier_id)
    problems = _reply(request, view, open_request) if request.method == "POST" else {}
    if request.method == "POST" and not problems:
        messages.success(request, _("Đã gửi bổ sung. Đồng hồ lại chạy từ bây giờ."))
        return redirect("portal:own_dossier", dossier_id)
    items = [_item(i, request, problems) for i in open_request.items]
    context = {**_picture(view), "request_row": open_request, "items": items, "problems": problems}
    return frame.page(request, "portal/own/reply.html", context, status=422 if problems else 200)


def _reply(request: ActorRequest, view: DossierView, asked: SupplementRow) -> Mapping[str, str]:
    """Send the answer; its problems by field, empty when it went through."""
    uploads = {i.component_id: request.FILES.getlist(f"file-{i.id}") for i in asked.items if i.component_id}
    try:
        episodes.reply(
            dossier_id=view.head.id,
            centre_id=view.head.centre_id,
            uploads={key: given for key, given in uploads.items() if given},
            answers={i.id: request.POST.get(f"item-{i.id}", "") for i in asked.items},
            actor=request.actor,
            at=clock.now(),
        )
    except Invalid as refused:
        return refused.problems
    return {}


@enter(ActorKind.CITIZEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Ask to withdraw, or take that back; asked once more before it is sent."""
    view = _find(request, dossier_id)
    asked = Action.TAKE_BACK.value in view.actions
    if not asked and not view.actions & {Action.WITHDRAW.value, Action.REQUEST_WITHDRAWAL.value}:
        return redirect("portal:own_dossier", dossier_id)
    if request.method == "POST":
        _withdraw(request, dossier_id, asked=asked)
        return redirect("portal:own_dossier", dossier_id)
    return frame.page(request, "portal/own/withdraw.html", {**_picture(view), "asked": asked})


@enter(ActorKind.CITIZEN)
@require_POST
def ask_signatory(request: ActorRequest, dossier_id: UUID, signatory_id: UUID) -> HttpResponse:
    """Send somebody who signs too a new link; the older one opens nothing any more."""
    try:
        signing.ask_again(dossier_id=dossier_id, signatory_id=signatory_id, actor=request.actor, at=clock.now())
        messages.success(request, _("Đã gửi đường dẫn mới; đường dẫn cũ không dùng được nữa."))
    except (signing.AskedTooOften, signing.NotAwaited) as refusal:
        messages.warning(request, words_of(refusal))
    return redirect("portal:own_dossier", dossier_id)


def _withdraw(request: ActorRequest, dossier_id: UUID, *, asked: bool) -> None:
    now = clock.now()
    if asked:
        withdrawing.take_back(dossier_id=dossier_id, actor=request.actor, at=now)
        messages.success(request, _("Ông/bà thôi xin rút; hồ sơ tiếp tục được giải quyết."))
        return
    reason = request.POST.get("reason", "").strip()[:1000]
    withdrawing.withdraw(dossier_id=dossier_id, reason=reason, actor=request.actor, at=now)
    messages.success(request, _("Đã ghi nhận việc xin rút hồ sơ."))


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def who_looked(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Every look at this dossier, newest first."""
    view = _find(request, dossier_id)
    with scope.opened(dossier_id):
        rows = [row for row in looks.looks_at(dossier_id) if row.account_id != request.actor.account_id]
    names = accounts.names_of({row.account_id for row in rows if row.account_id})
    told = [(row.at, names.get(row.account_id or 0, _("Hệ thống"))) for row in rows]
    return frame.page(request, "portal/own/who_looked.html", {**_picture(view), "rows": told})


def _find(request: ActorRequest, dossier_id: UUID) -> DossierView:
    now = clock.now()
    view = dossiers.find(actor=request.actor, dossier_id=dossier_id, now=now)
    if view.head.filer_account_id != request.actor.account_id:
        raise NotFound
    log.look(
        actor=request.actor,
        at=now,
        what="dossier.opened_by_owner",
        dossier_id=dossier_id,
        centre_id=view.head.centre_id,
    )
    return view


def _picture(view: DossierView) -> dict[str, Any]:
    it = following.of_own(
        view.head,
        transitions=view.transitions,
        promises=view.promises,
        pauses=view.pauses,
        signatories=view.signatories,
    )
    return {"view": view, "it": it, "head": view.head}


def _declared(view: DossierView) -> tuple[SaidPart, ...]:
    """What was declared in the e-form, in the words of the form it was filed under."""
    form = procedures.eform(view.head.version_id)
    return said(form, view.declared) if form and view.declared else ()


def _papers(request: ActorRequest, view: DossierView) -> dict[str, Any]:
    with scope.opened(view.head.id):
        held = episodes.files_of(view.components)
    links = {
        row.id: stored.link_to(ref_id=row.id, actor=request.actor, dossier_id=view.head.id)
        for rows in held.values()
        for row in rows
    }
    papers = [(paper, [(row, links[row.id]) for row in held[paper.id]]) for paper in view.components]
    return {"papers": papers}


def _item(item: Any, request: ActorRequest, problems: Mapping[str, str]) -> dict[str, Any]:
    bad = problems.get(f"item-{item.id}") or problems.get(f"file-{item.component_id}", "")
    return {"row": item, "typed": request.POST.get(f"item-{item.id}", ""), "problem": bad}
