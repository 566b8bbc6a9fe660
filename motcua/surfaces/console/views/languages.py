"""The languages of this installation: how complete each is, what it lacks, and which packs cannot be used."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.base.guards import ActorRequest, enter
from motcua.base.packs import UnusablePack
from motcua.kernel import clock
from motcua.surfaces.console.episodes import languages
from motcua.surfaces.console.views._page import KEEPERS, centre_of, show


@enter(*KEEPERS)
@require_safe
def show_languages(request: ActorRequest) -> HttpResponse:
    """Every language with its figures; a pack dropped in after the start is spoken after the next one."""
    reports, refused = languages.all_reports()
    spoken = dict(settings.LANGUAGES)
    rows = [(report, report.code in spoken) for report in reports]
    return show(request, "languages", {"rows": rows, "refused": refused}, tab="languages")


@enter(*KEEPERS)
@require_safe
def show_language(request: ActorRequest, code: str) -> HttpResponse:
    """What one language lacks, and what is wrong with its pack."""
    try:
        found = languages.report(code)
    except UnusablePack:
        found = None
    if found is None:
        raise Http404
    on = clock.local(clock.now()).date()
    unspoken = languages.unspoken(code, on=on, centre_id=centre_of(request)) if code in dict(settings.LANGUAGES) else ()
    return show(request, "language", {"report": found, "unspoken": unspoken}, tab="languages")
