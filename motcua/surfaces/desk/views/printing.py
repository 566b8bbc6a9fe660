"""Printing the forms of a dossier: the first copy at once, a further one with its why."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.apps.dossiers.queries import forms
from motcua.apps.printing.commands import ReasonAsked
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.desk.episodes import opening, papers
from motcua.surfaces.desk.views.frame import show
from motcua.surfaces.desk.views.roles import PRINTERS


@enter(*PRINTERS)
@require_safe
def ask(request: ActorRequest, dossier_id: UUID, form: str) -> HttpResponse:
    """What will be printed, and the field for the why of a further copy."""
    opened = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=clock.now())
    if form not in dict(forms.office_forms_of(opened.view)):
        raise NotFound
    return show(request, "desk/print.html", it=opened, form=form, title=forms.TITLES[form])


@enter(*PRINTERS)
@require_POST
def pdf(request: ActorRequest, dossier_id: UUID, form: str) -> HttpResponse:
    """The paper itself, numbered by copy."""
    now = clock.now()
    opened = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=now, look="dossier.printed")
    reason = request.POST.get("reason", "")
    try:
        made = papers.print_form(opened=opened, form=form, actor=request.actor, at=now, reason=reason)
    except ReasonAsked as asked:
        told = gettext(asked.problems["reason"])
        return show(request, "desk/print.html", status=422, it=opened, form=form, title=forms.TITLES[form], told=told)
    answer = HttpResponse(made.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="mau-{form}-{opened.code}-{made.copy_number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
