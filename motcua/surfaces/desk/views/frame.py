"""What every page of the desk shows around its content: the centre, the hour, the person."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest, Guard
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotAllowed
from motcua.ui import format as say
from motcua.ui.keeping import Kept, mark, stamped

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
    #: Told by `name` and the language: comparing a lazy word would translate it.
    label: str | Promise = field(compare=False)
    key: str
    name: str


def here(request: ActorRequest) -> int:
    """The centre whose pages are shown; a page of the desk always belongs to one."""
    if request.centre_id is None:
        raise NotAllowed
    return request.centre_id


def opened_elsewhere(request: ActorRequest) -> str:
    """Why a form is not taken: its page was opened at another centre of the officer's; '' where it was not."""
    opened_at, present = request.POST.get("centre", ""), str(here(request))
    if opened_at in {"", present}:
        return ""
    names = {str(number): name for number, name in request.signed_in.centres}
    return gettext(
        "Trang này mở khi ông/bà làm việc ở %(there)s; nay đang làm việc ở %(here)s. Chưa có gì được ghi. "
        "Bấm lại là ghi cho %(here)s; nếu không phải thế, xin đổi lại nơi làm việc trước khi bấm."
    ) % {"there": names.get(opened_at, gettext("nơi khác")), "here": names.get(present, "")}


@lru_cache(maxsize=64)
def _door(name: str, language: str) -> tuple[str, Guard]:  # noqa: ARG001 -- addresses differ by language
    """The address of a page and its own guard; neither changes while the program runs."""
    address = reverse(name)
    return address, resolve(address).func.guard  # type: ignore[attr-defined]


def _may_enter(request: ActorRequest, name: str) -> bool:
    return _door(name, get_language() or "")[1].lets_in(request.actor, request.centre_id)


def links(request: ActorRequest) -> tuple[Link, ...]:
    """The pages this officer may enter: the guard of each page is asked itself."""
    return _links(request.actor, request.centre_id, get_language() or "")


@lru_cache(maxsize=512)
def _links(actor: Actor, centre_id: int | None, language: str) -> tuple[Link, ...]:
    doors = [(_door(name, language), label, key, name) for name, label, key in _LINKS]
    return tuple(
        Link(address, label, key, name)
        for (address, guard), label, key, name in doors
        if guard.lets_in(actor, centre_id)
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


#: Where the token and the hour are put into what is kept.
_TOKEN, _HOUR = mark("token"), mark("hour")
_heads: Kept[str] = Kept(at_most=500)
#: Whole pages without what changes, a dozen kilobytes each.
_pages: Kept[str] = Kept(at_most=200)


def show(request: ActorRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of the desk within its frame; `here` in the context names its link."""
    frame = {"centre": organization.centre(here(request)), "now": clock.now()}
    top = stamped(_top(_head(request, str(context.get("here", "")))), _stamps(request))
    return render(request, template, {**frame, "top": top, **context}, status=status)


def show_kept(
    request: ActorRequest, template: str, *, key: Hashable, late: Mapping[str, SafeString],
    context: Callable[[], Mapping[str, Any]],
) -> HttpResponse:  # fmt: skip
    """As `show`, for a page asked for all day: drawn once for each head, address and `key`, then only stamped.

    `key` holds all the page depends on besides them; `late` goes to its marks. A page with a message is drawn anew.
    """
    head = _head(request, request.resolver_match.view_name if request.resolver_match else "")

    def draw() -> str:
        frame = {"centre": organization.centre(here(request)), "top": mark_safe(_top(head))}  # noqa: S308 -- a drawn template
        return render_to_string(template, {**frame, **context()}, request)

    kept = (template, key, head, request.get_full_path())
    page = draw() if len(get_messages(request)) else _pages.get(kept, draw)
    return HttpResponse(stamped(page, {**_stamps(request), **late}))


def _head(request: ActorRequest, page: str) -> _Head:
    signed_in = request.signed_in
    return _Head(
        commune=organization.centre(here(request)).commune_name,
        links=links(request),
        here=page,
        may_search=_may_enter(request, "desk:search"),
        name=signed_in.name,
        titles=signed_in.titles,
        several=len(signed_in.centres) > 1,
        language=get_language() or "",
    )


def _top(head: _Head) -> str:
    """The head of the page: drawn once for each officer and place in the frame, with marks for what changes."""
    return _heads.get(head, lambda: render_to_string("desk/_top.html", {"head": head, "csrf": _TOKEN, "now": _HOUR}))


def _stamps(request: ActorRequest) -> dict[str, str]:
    now = clock.now()
    hour = f'<time datetime="{now.isoformat(timespec="minutes")}">{say.when(now)}</time>'
    return {_TOKEN: get_token(request), _HOUR: hour}


def go(request: ActorRequest, address: str, *args: object) -> HttpResponse:
    """See other, also where htmx asked."""
    response = redirect(address, *args)
    return HttpResponseClientRedirect(response["Location"]) if request.htmx else response
