"""The papers an own dossier was given, for its filer alone: forms 01 to 05 as they were issued."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.apps.dossiers.queries import forms
from motcua.apps.identity import commands as identity
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.episodes import issued
from motcua.surfaces.portal.views import frame, mine

#: Setting a paper costs more than a page: more than this in so many minutes is no reader.
MOST_PAPERS: Final = 30
MINUTES: Final = 10


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def own_form(request: ActorRequest, dossier_id: UUID, form: str) -> HttpResponse:
    """One form that was issued; what was not is not there. Raises NotFound, TooManyTries."""
    now, view = clock.now(), mine.find(request, dossier_id)
    if form not in dict(forms.forms_of(view)):
        raise NotFound
    identity.count_try("own_form", str(request.actor.account_id), limit=MOST_PAPERS, minutes=MINUTES, at=now)
    return frame.pdf(issued.form_again(view, form, at=now), f"mau-{form}-{view.head.code}.pdf")
