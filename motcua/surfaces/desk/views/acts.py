"""Acts on a dossier: one small page each, put into the dossier page where htmx is at work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.dossiers.commands import intake
from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.kernel.errors import NotAllowed, NotFound, Refusal, SomeoneWasFaster
from motcua.surfaces.desk.episodes import opening
from motcua.surfaces.desk.episodes.opening import Opened
from motcua.surfaces.desk.forms.acts import ActForm, CheckForm
from motcua.surfaces.desk.views import dossier as pages
from motcua.surfaces.desk.views.frame import go, show
from motcua.surfaces.desk.views.roles import INSIDE
from motcua.surfaces.desk.views.table import BY_SLUG, Act
from motcua.ui.refusals import show_refusal

#: Roles that may hold a step; the command has the last word.
_HOLDERS = frozenset({Role.CLERK, Role.SPECIALIST, Role.SECONDED, Role.LEADER, Role.RECORDS})


@enter(*INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ActorRequest, dossier_id: UUID, slug: str) -> HttpResponse:
    """Ask for what the act needs, or carry it out."""
    if slug not in BY_SLUG:
        raise NotFound
    chosen, reading = BY_SLUG[slug], request.method != "POST"
    look = "dossier.opened" if reading and not request.htmx else ""
    opened = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=clock.now(), look=look)
    form = _form(request, chosen, opened)
    if reading:
        if not chosen.is_open(opened.view.actions):
            return show(request, "desk/act_closed.html", status=409, act=chosen, it=opened)
        return _panel(request, chosen, opened, form)
    if not form.is_valid():
        return _panel(request, chosen, opened, form, status=422)
    return _carry_out(request, chosen, opened, form)


@enter(*INSIDE)
@require_POST
def check(request: ActorRequest, dossier_id: UUID, component_id: UUID) -> HttpResponse:
    """Mark one paper: it is in order, it is not (why), it need not be given (why)."""
    form, now = CheckForm(request.POST), clock.now()
    refused: Refusal | None = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            intake.check_component(
                dossier_id=dossier_id, component_id=component_id, actor=request.actor, at=now, **given
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            refused = refusal
        else:
            return go(request, "desk:dossier", dossier_id)
    opened = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=now, look="")
    told = str(refused) if refused else gettext("Xin chọn tình trạng của giấy tờ.")
    kept: dict[str, Any] = {"marked": component_id, "typed": request.POST.get("reason", "")}
    return pages.page(request, opened, status=refused.status if refused else 422, told=told, **kept)


def _carry_out(request: ActorRequest, chosen: Act, opened: Opened, form: ActForm) -> HttpResponse:
    dossier_id = opened.view.head.id
    try:
        chosen.run(dossier_id=dossier_id, actor=request.actor, at=clock.now(), **form.orders())
    except NotAllowed:
        raise
    except SomeoneWasFaster:
        return _faster(request, chosen, form, dossier_id)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _panel(request, chosen, opened, form, status=refusal.status)
    messages.success(request, gettext("Đã ghi: %(act)s.") % {"act": chosen.label})
    return go(request, "desk:dossier", dossier_id)


def _faster(request: ActorRequest, chosen: Act, form: ActForm, dossier_id: UUID) -> HttpResponse:
    """Nothing was overwritten: tell who did what meanwhile, keep what was typed, let the officer decide anew."""
    seen = form.cleaned_data["seen_revision"]
    now = opening.open_dossier(actor=request.actor, dossier_id=dossier_id, now=clock.now(), look="")
    typed = request.POST.copy()
    typed["seen_revision"] = str(now.view.head.revision)
    again = chosen.form(typed, view=now.view, holders=_holders(chosen, now))
    return _panel(request, chosen, now, again, status=409, meanwhile=now.changes_since(seen), faster=True)


def _panel(
    request: ActorRequest, chosen: Act, opened: Opened, form: ActForm, *, status: int = 200, **more: object
) -> HttpResponse:
    still = chosen.is_open(opened.view.actions)
    second = chosen.slug == "supplement" and opened.view.head.supplements_asked > 0
    context = {"act": chosen, "it": opened, "form": form, "still_open": still, "second": second}
    return show(request, "desk/act.html", status=status, **context, **more)


def _form(request: ActorRequest, chosen: Act, opened: Opened) -> ActForm:
    data = request.POST if request.method == "POST" else None
    return chosen.form(data, view=opened.view, holders=_holders(chosen, opened))


def _holders(chosen: Act, opened: Opened) -> list[tuple[int, str]]:
    if not chosen.form.asks_for_holder:
        return []
    head = opened.view.head
    staff = organization.staff_of(head.centre_id, at=clock.now(), field=head.work_field)
    found = {row.account_id: f"{row.name}, {row.title}" for row in staff if row.role in _HOLDERS}
    return list(found.items())
