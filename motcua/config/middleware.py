"""Who acts, within which scope, and how refusals are told."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import structlog
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from motcua.apps.organization import queries as organization
from motcua.base.db import scope
from motcua.base.guards import SESSION_COOKIE, ActorRequest, SignInNeeded, is_shared
from motcua.config import errors
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Refusal
from motcua.surfaces.portal.views import shared

#: A page of somebody who has signed in is theirs, and asked for anew each time. It is no `no-store`: a browser then
#: forgets what stands half written in a form when its person goes away from it and back.
OWN_PAGE = "private, no-cache"
Handler = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("web")


class _OnePolicy:
    """The Content-Security-Policy of every answer that brings none of its own: composed once, not for each answer."""

    def __init__(self, handle: Handler) -> None:
        self.handle, self.policy = handle, build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.handle(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


one_policy = _OnePolicy


class _Bounded:
    """Refuses a body larger than its page takes before a byte of it is read: the disk is not anybody's to fill."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handle(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> HttpResponse | None:
        """Status 413 with what to do, where the body is too large."""
        told = request.META.get("CONTENT_LENGTH") or ""
        most = settings.MOST_SENT_WITH_FILES if getattr(view, "takes_files", False) else settings.MOST_SENT
        if not told.isascii() or not told.isdigit() or int(told[:15]) <= most:
            return None
        return errors.page(request, status=413, message=gettext(errors.TOO_LARGE))


bounded = _Bounded


class _WhoActs:
    """Gives the request its actor and present centre (one statement), and tells the database the scope."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: ActorRequest) -> HttpResponse:
        token = request.COOKIES.get(SESSION_COOKIE, "")
        request.signed_in = organization.actor_of_session(token, at=clock.now()) if token else None
        request.actor = request.signed_in.actor if request.signed_in else Actor.public()
        request.centre_id = request.signed_in.centre_id if request.signed_in else None
        request.address = _address(request)
        with scope.use(scope.for_actor(request.actor)):
            response = self.handle(request)
        if request.signed_in:
            response.headers.setdefault("Cache-Control", OWN_PAGE)
        return response

    def process_view(self, request: ActorRequest, view: Callable[..., HttpResponse], *_: object) -> HttpResponse | None:
        """Send an officer of several centres to choose one before any page that belongs to one."""
        guard = getattr(view, "guard", None)
        if guard is None or not guard.roles or request.centre_id is not None or not request.actor.duties:
            return None
        if request.resolver_match and request.resolver_match.view_name == "desk:centre":
            return None
        back = request.get_full_path() if request.method == "GET" else reverse("desk:centre")
        return redirect(f"{reverse('desk:centre')}?{urlencode({'next': back})}")


who_acts = _WhoActs


class _OneOfMany:
    """Where many share a browser: who rested too long has gone, and nothing of theirs is shown to the next."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: ActorRequest) -> HttpResponse:
        request.shared = is_shared(request)
        if not request.shared or request.actor.kind is ActorKind.STAFF:
            return self.handle(request)
        if shared.has_gone(request):
            return shared.leave(request)
        response = self.handle(request)
        shared.is_here(request, response)
        return response


one_of_many = _OneOfMany


def _address(request: HttpRequest) -> str:
    """Where the request came from; behind our proxy, what the proxy (the last to write) says."""
    if settings.BEHIND_TLS and (told := request.headers.get("X-Forwarded-For", "")):
        return told.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


class _ToldPlainly:
    """Turns a Refusal into a page with its own status, and a stranger towards the right door."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handle(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; anything else is Django's to report."""
        if isinstance(exception, SignInNeeded):
            return _to_the_door(request, exception.kind)
        if isinstance(exception, Refusal):
            # the pattern, never the address: a link to confirm by is a secret, and an address may hold one
            route = request.resolver_match.route if request.resolver_match else ""
            log.info("request.refused", code=exception.code, status=exception.status, route=route)
            message = (
                gettext(exception.message) % exception.params if exception.params else gettext(str(exception.message))
            )
            return errors.page(request, status=exception.status, message=message, code=exception.code)
        return None


def _to_the_door(request: HttpRequest, kind: ActorKind) -> HttpResponse:
    """Towards the sign-in page, and back afterwards; a fragment asks the browser to go, not itself.

    What an officer has typed and sent is not led away from: the answer says how to keep it.
    """
    door, first = ("desk:sign_in", "desk:work") if kind is ActorKind.STAFF else ("portal:sign_in", "portal:home")
    home = reverse(first)
    if kind is ActorKind.STAFF and request.method == "POST":
        return errors.signed_out(request, door=reverse(door))
    if request.headers.get("HX-Request"):
        shown = urlsplit(request.headers.get("HX-Current-URL", ""))
        address = f"{reverse(door)}?{urlencode({'next': shown.path or home})}"
        return HttpResponseClientRedirect(address)
    back = request.get_full_path() if request.method == "GET" else home
    return redirect(f"{reverse(door)}?{urlencode({'next': back})}")


told_plainly = _ToldPlainly
