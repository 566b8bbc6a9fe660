"""What every page of the desk shows around its content: the centre, the hour, the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed

#: The links of the frame: name of the route, its word, its key.
_LINKS: Final = (
    ("desk:work", _("Việc"), ""),
    ("desk:counter", _("Tại quầy"), "q"),
    ("desk:outside", _("Nơi khác"), ""),
    ("console:home", _("Điều hành"), ""),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the frame."""

    address: str
    label: str | Promise
    key: str
    name: str


def here(request: ActorRequest) -> int:
    """The centre whose pages are shown; a page of the desk always belongs to one."""
    if request.centre_id is None:
        raise NotAllowed
    return request.centre_id


def links(request: ActorRequest) -> tuple[Link, ...]:
    """The pages this officer may enter: the guard of each page is asked itself."""
    found = []
    for name, label, key in _LINKS:
        address = reverse(name)
        if resolve(address).func.guard.lets_in(request.actor, request.centre_id):  # type: ignore[attr-defined]
            found.append(Link(address, label, key, name))
    return tuple(found)


def show(request: ActorRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk within its frame."""
    inside = resolve(reverse("desk:search")).func.guard.lets_in(request.actor, request.centre_id)  # type: ignore[attr-defined]
    frame = {
        "centre": organization.centre(here(request)), "now": clock.now(), "links": links(request), "may_search": inside,
    }  # fmt: skip
    return render(request, template, {**frame, **context}, status=status)


def go(request: ActorRequest, address: str, *args: object) -> HttpResponse:
    """See other, also where htmx asked."""
    response = redirect(address, *args)
    return HttpResponseClientRedirect(response["Location"]) if request.htmx else response
