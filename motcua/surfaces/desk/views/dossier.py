"""The dossier page, its dates explained, its people's numbers shown on demand, its files."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.queries import forms
from motcua.apps.dossiers.states import ComponentState, Work
from motcua.apps.files import queries as files
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.desk.episodes import answers, opening
from motcua.surfaces.desk.episodes.opening import Opened
from motcua.surfaces.desk.views import table
from motcua.surfaces.desk.views.frame import show
from motcua.surfaces.desk.views.roles import IMPORTERS, INSIDE


@enter(*INSIDE)
@require_safe
def dossier(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Facts, papers, history and the bar; the opening is written down."""
    opened = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=clock.now())
    return page(request, opened)


@enter(*INSIDE)
@require_POST
def show_number(request: ActorRequest, dossier_id: UUID, party_id: UUID) -> HttpResponse:
    """The same page with one person's number and telephone in full: a look of its own."""
    opened = opening.open_dossier(
        actor=request.actor, dossier_id=dossier_id, now=clock.now(), look="party.number_shown", shown=party_id
    )
    if party_id not in {party.id for party in opened.parties}:
        raise NotFound
    shown = page(request, opened)
    shown.headers["Cache-Control"] = "private, no-store"
    return shown


@enter(*INSIDE)
@require_safe
def why(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Every date that was told, day by day."""
    opened = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=clock.now(), look=_look(request))
    return show(request, "desk/why.html", it=opened, told=opening.told_dates(opened.view))


@enter(*INSIDE)
@require_safe
def eform(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """The e-form as it was filed, numbers in full, to read and to print: a look of its own."""
    opened = opening.open_dossier(
        actor=request.actor, dossier_id=dossier_id, now=clock.now(), look="dossier.eform_read"
    )
    told = opening.declared(opened.view, in_full=True)
    if not told:
        raise NotFound
    return show(request, "desk/eform.html", it=opened, told=told)


@enter(*INSIDE)
@require_safe
def file(request: ActorRequest, ref_id: UUID) -> HttpResponse:
    """The way to one file of a dossier one may open; the look is written where it is handed out."""
    found = files.open_ref(ref_id=ref_id)
    if found.dossier_id is None:
        raise NotFound
    dossiers.head_of(actor=request.actor, dossier_id=found.dossier_id, now=clock.now())
    return redirect(files.link_to(ref_id=ref_id, actor=request.actor))


def page(
    request: ActorRequest,
    opened: Opened,
    *,
    status: int = 200,
    told: str = "",
    marked: UUID | None = None,
    typed: str = "",
) -> HttpResponse:
    """The page of an opened dossier; `typed`: the reason written with a mark of the paper `marked` that was refused."""
    actions = opened.view.actions
    return show(
        request, "desk/dossier.html", status=status, it=opened, bar=table.buttons(actions),
        may_check=Work.CHECK in actions, may_note=Work.NOTE in actions, prints=forms.office_forms_of(opened.view),
        checks=[(state.value, state.label) for state in _CHECKS], told=told, marked=marked, typed=typed,
        requests=answers.requests_of(opened.view), may_settle=_may_settle(request, opened),
    )  # fmt: skip


def _may_settle(request: ActorRequest, opened: Opened) -> bool:
    head = opened.view.head
    return request.actor.has_any(frozenset(IMPORTERS), head.centre_id, head.work_field)


_CHECKS = (ComponentState.CHECKED, ComponentState.FAULTY, ComponentState.WAIVED, ComponentState.GIVEN)


def _look(request: ActorRequest) -> str:
    """A part fetched into the open page is no second opening."""
    return "" if request.htmx else "dossier.opened"
