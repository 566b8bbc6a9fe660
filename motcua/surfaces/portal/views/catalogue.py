"""Finding a procedure: the front page, by words, by field, while typing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.apps.identity import commands as identity
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.commands import keeping
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.surfaces.portal.views import frame, life
from motcua.surfaces.portal.views.doors import door_text

RESULTS = 10
#: What is offered while somebody types, from so many letters on.
SUGGESTIONS, LEAST_TYPED = 5, 2
#: So often may one address ask: a room of people behind one line types less.
TYPED, TYPED_MINUTES = 600, 5


@everyone()
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """The front page: what does the visitor need?"""
    now = clock.now()
    context = {
        "life": life.events()[: life.ON_FRONT],
        "popular": procedures.popular(on=clock.local(now).date())[:6],
        "today": frame.today(frame.centre_of(request), now=now),
    }
    return frame.page(request, "portal/home.html", context)


@everyone()
@require_safe
def find(request: ActorRequest) -> HttpResponse:
    """Procedures by words, by field, or all fields."""
    on, words = clock.local(clock.now()).date(), request.GET.get("q", "").strip()[:500]
    field = request.GET.get("linh-vuc", "")
    fields = procedures.fields(on=on)
    found = procedures.search(words, on=on, limit=RESULTS) if words else None
    if found and found.refused:
        keeping.note_miss(text=words, at=clock.now())
    context = {
        "words": words,
        "found": found,
        "door": door_text(found.door) if found and found.refused else "",
        "fields": fields,
        "field": next((f for f in fields if f.slug == field), None),
        "listed": procedures.listed(field, on=on, centre_id=frame.centre_of(request).id) if field and not words else (),
    }
    return frame.page(request, "portal/find.html", context)


@everyone()
@require_safe
def suggest(request: ActorRequest) -> HttpResponse:
    """The first answers while somebody types: a part of the page, or the way to the whole one.

    The words are kept nowhere and are no look; how often one address asks is limited.
    """
    now, words = clock.now(), request.GET.get("q", "").strip()[:200]
    if not request.htmx:
        return redirect(f"{reverse('portal:find')}?{urlencode({'q': words})}")
    if len(words) < LEAST_TYPED:
        return HttpResponse()
    identity.count_try("suggest", request.address, limit=TYPED, minutes=TYPED_MINUTES, at=now)
    found = procedures.search(words, on=clock.local(now).date(), limit=SUGGESTIONS)
    return render(request, "portal/_suggest.html", {"found": found, "words": words})


@everyone()
@require_safe
def help_page(request: ActorRequest) -> HttpResponse:
    """How to file, follow and ask, on one page."""
    return frame.page(request, "portal/help.html")
