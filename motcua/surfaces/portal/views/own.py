"""A citizen's own dossiers: list, one of them, receipt, reply, withdrawal, and who looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import signing, withdrawing
from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.states import Action, Authority, DossierState
from motcua.apps.dossiers.values import DossierHead, DossierView
from motcua.apps.files import queries as stored
from motcua.apps.identity import queries as accounts
from motcua.apps.procedures import queries as procedures
from motcua.base.db import scope
from motcua.base.eforms import SaidPart, said
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.text import lines_of
from motcua.surfaces.portal.episodes import filing as episodes
from motcua.surfaces.portal.views import answering, filing_frame, following, frame, mine, sent
from motcua.surfaces.portal.views.answers import longer_than
from motcua.surfaces.portal.views.given import words_of_return
from motcua.surfaces.portal.views.persons import people_of
from motcua.ui.refusals import words_of

#: The longest reason of a withdrawal.
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One filed dossier of the list; `wants` is what its person has to do now, "" for nothing."""

    head: DossierHead
    title: str
    state: DossierState
    heading: str
    wants: str = ""


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def own(request: ActorRequest) -> HttpResponse:
    """All dossiers and drafts of this account: what needs the person first, then what runs, then what has ended."""
    heads = dossiers.own(actor=request.actor, now=clock.now())
    begun = [head for head in heads if head.state == DossierState.DRAFT and not head.portal_code]
    filed = [_row(head) for head in heads if head.state != DossierState.DRAFT]
    pages = dossiers.kept_pages(actor=request.actor) if begun else {}
    context = {
        "drafts": [
            (head, _title(head), filing_frame.names_of(head.version_id, pages.get(head.id, ()))) for head in begun
        ],
        "elsewhere": [(head, _title(head)) for head in heads if head.portal_code and head.state == DossierState.DRAFT],
        "needed": [row for row in filed if row.wants],
        "running": [row for row in filed if row.state.is_open and not row.wants],
        "ended": [row for row in filed if not row.state.is_open],
    }
    return frame.page(request, "portal/own/list.html", context)


def _title(head: DossierHead) -> str:
    return procedures.version(head.version_id).short_title


def _row(head: DossierHead) -> OwnRow:
    state = DossierState(head.state)
    wants = {
        DossierState.AWAITING_INTAKE_SUPPLEMENT: _("Cần ông/bà bổ sung"),
        DossierState.AWAITING_SUPPLEMENT: _("Cần ông/bà bổ sung"),
        DossierState.AWAITING_DUTY: _("Cần ông/bà nộp nghĩa vụ tài chính"),
        DossierState.DECIDED: _wanted_of_result(head.return_by),
    }
    if head.authority == Authority.OUTSIDE:
        wants = dict.fromkeys((s for s in DossierState if s.awaits_citizen), _("Cần ông/bà làm trên hệ thống đã nộp"))
    return OwnRow(head, _title(head), state, following.heading(state, head.outcome), wants.get(state, ""))


def _wanted_of_result(return_by: str) -> str:
    if return_by == "electronic":
        return _("Mời ông/bà xem kết quả")
    return "" if return_by == "post" else _("Mời ông/bà đến nhận kết quả")


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def one(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """One own dossier: where it is, what is next, its messages, its papers and its result."""
    view = mine.find(request, dossier_id)
    context = {
        **mine.picture(view),
        **_papers(request, view),
        "declared": _declared(view),
        "asked": answering.open_request(view),
        "sent": sent.lines(sent.rows(dossier_id)),
        "officer": _officer(view.head),
        "word": _last_word(view),
        "results": view.results[-1:] if DossierState(view.head.state) in _HAS_RESULT else (),
        **people_of(view),
        "case": _case(view.head),
        "issued": forms.forms_of(view),
        "given": words_of_return(view),
        "relief": _relief(view),
    }
    return frame.page(request, "portal/own/one.html", context)


def _relief(view: DossierView) -> str:
    """What of the fee need not be paid, as the office recorded it; '' where nothing was. What proves it stays there."""
    kept = next((one.relief for one in view.conditions if one.relief), None)
    return forms.relief_in_words(view.head, kept) if kept else ""


_HAS_RESULT: Final = frozenset({DossierState.DECIDED, DossierState.RETURNED})
#: Moves whose note is written for the person, each under its own heading.
_WORDS: Final[dict[str, str | Promise]] = {
    Action.REQUIRE_DUTY: gettext_lazy("Nghĩa vụ phải thực hiện"),
    Action.DENY: gettext_lazy("Vì sao không đồng ý cho rút"),
}


def _last_word(view: DossierView) -> tuple[str, str]:
    """What an officer wrote for the person with the newest move, under its heading; empty where nothing was."""
    last = view.transitions[-1] if view.transitions else None
    return (str(_WORDS[last.action]), last.note or "") if last and last.note and last.action in _WORDS else ("", "")


def _case(head: DossierHead) -> str:
    """Which case they chose; "" where the procedure knows only one."""
    version = procedures.version(head.version_id)
    chosen = version.case(head.case_key) if len(version.cases) > 1 else None
    return chosen.name if chosen else ""


def _officer(head: DossierHead) -> str:
    """Who works on it, as the slips name officers too; "" where nobody does, or a leader is to sign."""
    if head.holder_id is None or head.state != DossierState.PROCESSING or head.approval_asked_at:
        return ""
    return accounts.names_of({head.holder_id}).get(head.holder_id, "")


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def receipt(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """The e-receipt: the code, its QR, and by when the centre answers."""
    view = mine.find(request, dossier_id)
    if view.head.authority == Authority.OUTSIDE:
        return redirect("portal:own_dossier", dossier_id)  # the other system gave its own receipt
    track = f"{settings.PUBLIC_URL}{reverse('portal:track')}?ma={view.head.code}"
    return frame.page(request, "portal/own/receipt.html", {**mine.picture(view), "track": track})


@enter(ActorKind.CITIZEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Ask to withdraw, or take that back; asked once more before it is sent."""
    view = mine.find(request, dossier_id)
    asked = Action.TAKE_BACK.value in view.actions
    if not asked and not view.actions & {Action.WITHDRAW.value, Action.REQUEST_WITHDRAWAL.value}:
        return redirect("portal:own_dossier", dossier_id)
    reason = lines_of(request.POST.get("reason", ""))
    problem = longer_than(LONGEST_REASON) if len(reason) > LONGEST_REASON else ""
    if request.method == "POST" and not problem:
        _withdraw(request, dossier_id, reason, asked=asked)
        return redirect("portal:own_dossier", dossier_id)
    context = {**mine.picture(view), "asked": asked, "reason": reason, "problem": problem}
    return frame.page(request, "portal/own/withdraw.html", context, status=422 if problem else 200)


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


def _withdraw(request: ActorRequest, dossier_id: UUID, reason: str, *, asked: bool) -> None:
    now = clock.now()
    if asked:
        withdrawing.take_back(dossier_id=dossier_id, actor=request.actor, at=now)
        messages.success(request, _("Ông/bà thôi xin rút; hồ sơ tiếp tục được giải quyết."))
        return
    withdrawing.withdraw(dossier_id=dossier_id, reason=reason, actor=request.actor, at=now)
    messages.success(request, _("Đã ghi nhận việc xin rút hồ sơ."))


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
