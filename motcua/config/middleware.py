"""Who acts, within which scope, and how refusals are told."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from motcua.apps.organization import queries as organization
from motcua.base.db import scope
from motcua.base.guards import ActorRequest, SignInNeeded
from motcua.config import errors
from motcua.kernel import clock
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import Refusal

Handler = Callable[[HttpRequest], HttpResponse]
SESSION_COOKIE = "motcua_session"
log = structlog.get_logger("web")


def who_acts(handle: Handler) -> Handler:
    """Give the request its actor and present centre (one statement), and tell the database the scope."""

    def middleware(request: ActorRequest) -> HttpResponse:
        token = request.COOKIES.get(SESSION_COOKIE, "")
        signed_in = organization.actor_of_session(token, at=clock.now()) if token else None
        request.signed_in = signed_in  # type: ignore[attr-defined]
        request.actor = signed_in.actor if signed_in else Actor.public()
        request.centre_id = signed_in.centre_id if signed_in else None
        with scope.use(scope.for_actor(request.actor)):
            return handle(request)

    return middleware  # type: ignore[return-value]


class _ToldPlainly:
    """Turns a Refusal into a page with its own status, and a stranger towards the right door."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handle(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; anything else is Django's to report."""
        if isinstance(exception, SignInNeeded):
            door = "desk:sign_in" if exception.kind is ActorKind.STAFF else "portal:sign_in"
            back = request.get_full_path() if request.method == "GET" else "/"
            return redirect(f"{reverse(door)}?{urlencode({'next': back})}")
        if isinstance(exception, Refusal):
            log.info("request.refused", code=exception.code, status=exception.status, path=request.path)
            message = (
                gettext(exception.message) % exception.params if exception.params else gettext(str(exception.message))
            )
            return errors.page(request, status=exception.status, message=message, code=exception.code)
        return None


told_plainly = _ToldPlainly
