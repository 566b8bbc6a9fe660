"""Form 07: the register over a period, for those who hand out papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.surfaces.desk.episodes import book
from motcua.surfaces.desk.forms.register import PeriodForm
from motcua.surfaces.desk.views.frame import here, show
from motcua.surfaces.desk.views.roles import PRINTERS
from motcua.surfaces.desk.views.work import fields_of
from motcua.ui.refusals import words_of


@enter(*PRINTERS)
@require_safe
def ask(request: ActorRequest) -> HttpResponse:
    """The period: this month so far, until another is chosen."""
    today = clock.local(clock.now()).date()
    return show(request, "desk/register.html", form=PeriodForm(initial={"since": today.replace(day=1), "until": today}))


@enter(*PRINTERS)
@require_POST
def pdf(request: ActorRequest) -> HttpResponse:
    """The paper, kept by no cache; too long a period is told beside its days."""
    form, now = PeriodForm(request.POST), clock.now()
    if not form.is_valid():
        return show(request, "desk/register.html", status=422, form=form)
    try:
        period, fields = form.cleaned_data, fields_of(request)
        made = book.register_pdf(actor=request.actor, centre_id=here(request), fields=fields, at=now, **period)
    except book.RegisterTooLong as refusal:
        form.add_error("until", words_of(refusal))
        return show(request, "desk/register.html", status=422, form=form)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="so-theo-doi-{clock.local(now):%y%m%d}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
