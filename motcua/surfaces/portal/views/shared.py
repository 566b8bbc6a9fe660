"""A browser that many share: who rests too long is asked; who does not answer has gone, and leaves nothing."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.apps.identity import commands as identity
from motcua.base.guards import SHARED_COOKIE, ActorRequest, everyone, way_back
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.surfaces.portal.views import frame

#: When somebody was last here, signed: only browsers that many share have it.
HERE_COOKIE = "motcua_here"
#: Seconds for an answer, and for the line to bring it.
ANSWER, LINE = 45, 15
#: What a browser keeps that is nobody's.
_NOBODYS = frozenset({SHARED_COOKIE, HERE_COOKIE, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME})


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rest(request: ActorRequest) -> HttpResponse:
    """Ask whether somebody is still there; POST: nobody is. `?con`: somebody is, and types."""
    if request.method == "POST":
        return leave(request)
    if "con" in request.GET:
        return HttpResponse(status=204)
    context = {"back": way_back(request, otherwise="/"), "answer": ANSWER}
    return frame.page(request, "portal/rest.html", context)


def leave(request: ActorRequest) -> HttpResponse:
    """End the session and take back every cookie that is somebody's; the next person begins at the first page."""
    if request.signed_in is not None and request.actor.kind is ActorKind.CITIZEN:
        identity.sign_out(session_id=request.signed_in.session_id, actor=request.actor, at=clock.now())
    answer = redirect("portal:home")
    for name in set(request.COOKIES) - {SHARED_COOKIE}:
        answer.delete_cookie(name, samesite="Lax")
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


def has_gone(request: ActorRequest) -> bool:
    """Whether whoever was here rested longer than there is time to answer, and something of theirs is still here."""
    seen = float(request.get_signed_cookie(HERE_COOKIE, default="") or 0)
    patience = timedelta(seconds=settings.SHARED_REST_SECONDS + ANSWER + LINE).total_seconds()
    theirs = {name for name, said in request.COOKIES.items() if said} - _NOBODYS
    return bool(theirs) and clock.now().timestamp() - seen > patience


def is_here(request: ActorRequest, answer: HttpResponseBase) -> None:
    """Note that somebody is here, unless this is the page that asks."""
    asking = request.resolver_match and request.resolver_match.view_name == "portal:rest" and "con" not in request.GET
    if not asking:
        seen, secure = str(clock.now().timestamp()), settings.SESSION_COOKIE_SECURE
        answer.set_signed_cookie(HERE_COOKIE, seen, httponly=True, samesite="Lax", secure=secure)
