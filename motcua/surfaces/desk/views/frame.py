"""What every page of the desk shows around its content: the centre, the hour, the person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest, Guard
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed
from motcua.ui import format as say
from motcua.ui.keeping import Kept

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


@dataclass(frozen=True, slots=True)
class _Head:
    """All that the head of a page depends on, but for the hour and the form's token."""

    commune: str
    links: tuple[Link, ...]
    here: str
    may_search: bool
    name: str
    titles: tuple[str, ...]
    several: bool
    language: str


#: Where the token and the hour are put into a kept head.
_TOKEN, _HOUR = "@@token@@", "@@hour@@"
_heads: Kept[str] = Kept(at_most=500)


def show(request: ActorRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk within its frame; `here` in the context names its link."""
    frame = {"centre": organization.centre(here(request)), "now": clock.now()}
    top = _top(request, str(context.get("here", "")))
    return render(request, template, {**frame, "top": top, **context}, status=status)


def _top(request: ActorRequest, page: str) -> SafeString:
    """The head of the page: drawn once for each officer and place in the frame, then only stamped."""
    signed_in = request.signed_in
    head = _Head(
        commune=organization.centre(here(request)).commune_name,
        links=links(request),
        here=page,
        may_search=_may_enter(request, "desk:search"),
        name=signed_in.name,
        titles=signed_in.titles,
        several=len(signed_in.centres) > 1,
        language=get_language() or "",
    )
    drawn = _heads.get(head, lambda: render_to_string("desk/_top.html", {"head": head, "csrf": _TOKEN, "now": _HOUR}))
    now = clock.now()
    hour = f'<time datetime="{now.isoformat(timespec="minutes")}">{say.when(now)}</time>'
    return mark_safe(drawn.replace(_TOKEN, get_token(request)).replace(_HOUR, hour))  # noqa: S308 -- a drawn template


def go(request: ActorRequest, address: str, *args: object) -> HttpResponse:
    """See other, also where htmx asked."""
    response = redirect(address, *args)
    return HttpResponseClientRedirect(response["Location"]) if request.htmx else response
