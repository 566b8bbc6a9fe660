"""Search over everything of the centre; by POST, so that no name or number stands in an address."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.organization import queries as organization
from motcua.apps.parties.values import is_number
from motcua.apps.procedures import queries as procedures
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.surfaces.desk.episodes import listing
from motcua.surfaces.desk.views.frame import go, here, show
from motcua.surfaces.desk.views.roles import INSIDE


@enter(*INSIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: ActorRequest) -> HttpResponse:
    """Dossiers by code, outside code, number, telephone or whole name; procedures by words."""
    text, now = request.POST.get("text", "").strip()[:200], clock.now()
    centre = organization.centre(here(request))
    if not text:
        return show(request, "desk/search.html", text="", lines=(), rows=())
    if is_number(text):  # looking for a number is a look
        audit.look(actor=request.actor, at=now, what="search.number", centre_id=centre.id)
    found = dossiers.search(actor=request.actor, centre_id=centre.id, text=text, now=now)
    if len(found) == 1 and text.upper() in {found[0].code, found[0].external_code.upper()}:
        return go(request, "desk:dossier", found[0].id)
    rows = () if is_number(text) else procedures.search(text, on=clock.local(now).date(), limit=5).rows
    lines = listing.lines(found, calendar=centre.calendar, now=now)
    return show(request, "desk/search.html", text=text, lines=lines, rows=rows)
