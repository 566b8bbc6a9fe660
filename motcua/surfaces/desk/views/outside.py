"""Dossiers other systems hold: taken in by code or by list; what could not be followed waits for a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import outside as commands
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.base.guards import ActorRequest, enter, takes_files
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.surfaces.desk.episodes import outside
from motcua.surfaces.desk.forms.outside import ListForm, OutsideForm, SureForm
from motcua.surfaces.desk.views.frame import go, here, opened_elsewhere, show
from motcua.surfaces.desk.views.roles import IMPORTERS
from motcua.ui.refusals import show_refusal


@enter(*IMPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: ActorRequest) -> HttpResponse:
    """One dossier by its outside code; below, the reports nobody could follow."""
    form = OutsideForm(request.POST if request.method == "POST" else None, closes=outside.closing_hours(here(request)))
    status = 422 if form.is_bound else 200
    if form.is_bound and (told := opened_elsewhere(request)):
        form.add_error(None, told)
    elif form.is_valid():
        try:
            return _registered(request, form)
        except Invalid as refusal:
            show_refusal(form, refusal)
    return _page(request, form, ListForm(), status=status)


@enter(*IMPORTERS)
@require_POST
@takes_files
def look(request: ActorRequest) -> HttpResponse:
    """The list as it was read, row by row; nothing is written yet."""
    form = ListForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["list"]
        try:
            read = outside.read_list(given.read(), given.name or "", centre_id=here(request), at=clock.now())
        except Invalid as refusal:
            show_refusal(form, refusal)
        else:
            sealed = outside.seal(read.rows, form.cleaned_data["source_system"], centre_id=here(request))
            good = sum(row.good for row in read.rows)
            return show(request, "desk/list.html", here="desk:outside", read=read, sealed=sealed, good=good)
    return _page(request, OutsideForm(), form, status=422)


@enter(*IMPORTERS)
@require_POST
def bring_in(request: ActorRequest) -> HttpResponse:
    """The good rows of the list that was looked at; a bad row stops nobody."""
    form = SureForm(request.POST)
    if not form.is_valid():
        return _page(request, OutsideForm(), ListForm(), status=422)
    try:
        done = outside.bring_in(form.cleaned_data["rows"], centre_id=here(request), actor=request.actor, at=clock.now())
    except Invalid as refusal:
        listed = ListForm(request.POST)
        show_refusal(listed, refusal)
        return _page(request, OutsideForm(), listed, status=refusal.status)
    return show(request, "desk/list_done.html", here="desk:outside", done=done)


@enter(*IMPORTERS)
@require_safe
def template(request: ActorRequest) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The empty list."""
    answer = HttpResponse(outside.template(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="danh-sach-mau.csv"'
    return answer


@enter(*IMPORTERS)
@require_POST
def settle(request: ActorRequest, dossier_id: UUID, report_id: UUID) -> HttpResponse:
    """Somebody looked at a parked report and it needs nothing more."""
    commands.settle_report(dossier_id=dossier_id, report_id=report_id, actor=request.actor, at=clock.now())
    messages.success(request, gettext("Đã xem báo cáo ấy."))
    return go(request, "desk:outside")


def _registered(request: ActorRequest, form: OutsideForm) -> HttpResponse:
    given = dict(form.cleaned_data)
    system = given.pop("source_system")
    made, followed = outside.register(
        centre_id=here(request), source_system=system, row=OutsideRow(**given), actor=request.actor, at=clock.now()
    )
    if followed:
        messages.success(request, gettext("Đã ghi nhận hồ sơ theo mã của hệ thống kia."))
    else:
        messages.warning(request, gettext("Đã ghi nhận hồ sơ; trạng thái báo về chưa theo được, xin người xem lại."))
    return go(request, "desk:dossier", made)


def _page(request: ActorRequest, form: OutsideForm, listed: ListForm, *, status: int) -> HttpResponse:
    parked = dossiers.parked_reports(actor=request.actor, centre_id=here(request))
    waiting = [(one, DossierState(one.state).label) for one in parked]
    return show(
        request, "desk/outside.html", status=status, here="desk:outside", form=form, listed=listed, parked=waiting
    )
