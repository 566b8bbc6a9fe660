"""What an old commune became: anybody's question, by POST, since an address is somebody's."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.surfaces.portal.forms.places import PlaceForm
from motcua.surfaces.portal.views import frame


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def became(request: ActorRequest) -> HttpResponse:
    """The question and, below it, the answer with its days and its source; nothing of it is kept."""
    form, it = PlaceForm(request.POST or None), None
    if form.is_valid():
        it = organization.understand_address(
            form.cleaned_data["place"],
            on=clock.local(clock.now()).date(),
            near=frame.centre_of(request).commune_code,
        )
    status = 422 if request.method == "POST" and it is None else 200
    return frame.page(request, "portal/places.html", {"form": form, "it": it}, status=status)
