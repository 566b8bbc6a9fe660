"""What every page of the desk shows around its content: the centre, the hour, the person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest, Guard
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


@lru_cache(maxsize=64)
def _door(name: str, language: str) -> tuple[str, Guard]:  # noqa: ARG001 -- addresses differ by language
    """The address of a page and its own guard; neither changes while the program runs."""
    address = reverse(name)
    return address, resolve(address).func.guard  # type: ignore[attr-defined]


def _may_enter(request: ActorRequest, name: str) -> bool:
    return _door(name, get_language() or "")[1].lets_in(request.actor, request.centre_id)


def links(request: ActorRequest) -> tuple[Link, ...]:
    """The pages this officer may enter: the guard of each page is asked itself."""
    language = get_language() or ""
    return tuple(
        Link(_door(name, language)[0], label, key, name) for name, label, key in _LINKS if _may_enter(request, name)
    )


def show(request: ActorRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk within its frame."""
    frame = {
        "centre": organization.centre(here(request)),
        "now": clock.now(),
        "links": links(request),
        "may_search": _may_enter(request, "desk:search"),
    }
    return render(request, template, {**frame, **context}, status=status)


def go(request: ActorRequest, address: str, *args: object) -> HttpResponse:
    """See other, also where htmx asked."""
    response = redirect(address, *args)
    return HttpResponseClientRedirect(response["Location"]) if request.htmx else response
