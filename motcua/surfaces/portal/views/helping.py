"""Helping somebody else to file: where a helper begins, goes on, and is let out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.values import DraftView
from motcua.apps.dossiers.values.helping import HelperSaid
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import OnlineWhere, VersionView
from motcua.base.eforms import said
from motcua.base.guards import ActorRequest, SignInNeeded, enter, everyone
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind, Role
from motcua.kernel.errors import NotAllowed, NotFound
from motcua.surfaces.portal.episodes import consent as episodes
from motcua.surfaces.portal.forms.acting import mandate_in
from motcua.surfaces.portal.forms.filing import stated_of, way_back_of
from motcua.surfaces.portal.forms.helping import HelperForm
from motcua.surfaces.portal.views import drafts, frame
from motcua.surfaces.portal.views.filing_frame import CASE, PEOPLE, RETURN, files_of_draft
from motcua.surfaces.portal.views.filing_signers import signers_of


@enter(ActorKind.CITIZEN, Role.GUIDE, Role.CLERK, Role.VOLUNTEER)
@never_cache
@require_safe
def helping(request: ActorRequest) -> HttpResponse:
    """What a helper began for others, and how helping goes."""
    found = dossiers.helped_drafts(actor=request.actor, now=clock.now())
    begun = [
        (head, procedures.version(head.version_id).short_title, typed.get(PEOPLE, {}).get("filer", {}).get("name", ""))
        for head, typed in found
    ]
    return frame.page(request, "portal/helping/begin_here.html", {"drafts": begun})


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin_helped(request: ActorRequest, code: str) -> HttpResponse:
    """Who helps, told before anything is typed; by POST the draft begins."""
    centre, now = frame.centre_of(request), clock.now()
    version = procedures.in_force(code, on=clock.local(now).date(), centre_id=centre.id)
    if version.online_where.value is not OnlineWhere.HERE:
        return redirect("portal:begin", code)
    asked, may = request.actor.kind is ActorKind.CITIZEN, dossiers.may_help(actor=request.actor, centre_id=centre.id)
    form = HelperForm(request.POST if asked and request.method == "POST" else None)
    if request.method == "POST":
        _require_helper(request, may=may)
        if not asked or form.is_valid():
            return _begun(request, version, form.said() if asked else None)
    context = {"version": version, "form": form, "asked": asked, "may": may, "helper": _name(request)}
    return frame.page(request, "portal/helping/begin.html", context, status=422 if form.is_bound else 200)


@everyone()
@never_cache
@require_safe
def helped_done(request: ActorRequest) -> HttpResponse:
    """After the filing: the helper's part is over."""
    return frame.page(request, "portal/helping/done.html")


@everyone()
@never_cache
@require_safe
def consent_sheet(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """The sheet for the filer's signature or thumb print."""
    draft = drafts.load(request, draft_id)
    if not draft.helped:
        raise NotFound
    pdf = episodes.consent_sheet(
        agreed=agreed_to(draft), centre=frame.centre_of(request), helper=_name(request), at=clock.now()
    )
    return frame.pdf(pdf, "phieu-dong-y.pdf")


def agreed_to(draft: DraftView) -> episodes.Agreed:
    """All that the draft files."""
    people: Any = draft.answers.get(PEOPLE, {})
    version = procedures.version(draft.version_id)
    case = version.case(draft.case_key)
    form = procedures.eform(draft.version_id)
    with override("vi"):
        return episodes.Agreed(
            version=version,
            case=case.name if case else "",
            filer=stated_of(people.get("filer", {})),
            owner=stated_of(people.get("owner", {})) if people.get("other") else None,
            mandate=mandate_in(people),
            signatories=signers_of(draft),
            declared=said(form, draft.answers) if form else (),
            papers=tuple(draft.components),
            with_file=frozenset(key for key, held in files_of_draft(draft).items() if held),
            way_back=way_back_of(draft.answers.get(RETURN, {})),
        )


def _require_helper(request: ActorRequest, *, may: bool) -> None:
    if request.actor.kind is ActorKind.PUBLIC:
        raise SignInNeeded(ActorKind.CITIZEN)
    if not may:
        raise NotAllowed


def _begun(request: ActorRequest, version: VersionView, said: HelperSaid | None) -> HttpResponse:
    centre = frame.centre_of(request)
    draft_id = drafting.begin_draft(
        centre_id=centre.id, version_id=version.id, actor=request.actor, at=clock.now(), helping=said
    )
    return redirect("portal:filing", draft_id, CASE if len(version.cases) > 1 else PEOPLE)


def _name(request: ActorRequest) -> str:
    return str(request.signed_in.name) if request.signed_in else ""
