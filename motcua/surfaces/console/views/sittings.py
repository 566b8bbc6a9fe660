"""When the office sits: what holds, what was entered, and changing it from a day on, seen before it is done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.organization import queries as organization
from motcua.apps.workcalendar import queries as workcalendar
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.surfaces.console.episodes import sittings
from motcua.surfaces.console.forms.sittings import SittingsForm
from motcua.surfaces.console.views._page import KEEPERS, attempt, centre_of, show
from motcua.surfaces.console.views._people import names_of
from motcua.ui import format as told


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def set_sittings(request: ActorRequest) -> HttpResponse:
    """Show what would change and whose dates move; sent once more unchanged, the hours are set."""
    code, now = organization.centre(centre_of(request)).calendar, clock.now()
    form = _form(request, code)
    looks: list[sittings.Looked] = []

    def act(data: Mapping[str, Any]) -> str:
        looks.append(sittings.look(code, data["sittings"], centre_id=centre_of(request), at=now))
        if looks[0].mark != request.POST.get("seen"):
            return ""
        sittings.change(code, looks[0], actor=request.actor, at=now)
        return _("Đã ghi giờ làm việc từ %(day)s. Ngày hẹn tính từ nay theo giờ này.") % {
            "day": told.day(data["since"])
        }

    done, status = attempt(form, act) if form.is_bound else (None, 200)
    if done:
        messages.success(request, done)
        return redirect("console:calendar")
    return _page(request, code, form, looks[0] if looks and done is not None else None, status=status)


def _form(request: ActorRequest, code: str) -> SittingsForm:
    """The form, begun with the hours that hold today."""
    known = workcalendar.calendar(code).sittings_on(clock.local(clock.now()).date())
    return SittingsForm(request.POST or None, initial=SittingsForm.typed(known))


def _page(
    request: ActorRequest, code: str, form: SittingsForm, looked: sittings.Looked | None, *, status: int
) -> HttpResponse:
    entered = workcalendar.sittings_entered(code)
    names = names_of(entry.entered_by for entry in entered)
    context = {
        "form": form,
        "looked": looked,
        "seen": looked.mark if looked else "",
        "held": sittings.held(workcalendar.calendar(code), on=clock.local(clock.now()).date()),
        "rows": [(entry, gone, names[entry.entered_by]) for entry, gone in sittings.superseded(entered)],
    }
    return show(request, "sittings", context, tab="calendar", status=status)
