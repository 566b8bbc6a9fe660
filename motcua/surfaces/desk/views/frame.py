"""What every page of the desk shows around its content: the centre, the hour, the person."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed


def here(request: ActorRequest) -> int:
    """The centre whose pages are shown; a page of the desk always belongs to one."""
    if request.centre_id is None:
        raise NotAllowed
    return request.centre_id


def show(request: ActorRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk within its frame."""
    frame = {"centre": organization.centre(here(request)), "now": clock.now()}
    return render(request, template, {**frame, **context}, status=status)


def go(request: ActorRequest, address: str, *args: object) -> HttpResponse:
    """See other, also where htmx asked."""
    response = redirect(address, *args)
    return HttpResponseClientRedirect(response["Location"]) if request.htmx else response
