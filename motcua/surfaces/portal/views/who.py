"""«Ông/bà là ai?»: one telephone, several people; nothing of anybody is shown before the second fact."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.base.guards import ActorRequest, everyone, let_in, way_back
from motcua.kernel import clock
from motcua.kernel.errors import NotFound, Refusal
from motcua.surfaces.portal.forms.sign_in import NewPersonForm, WhoForm
from motcua.surfaces.portal.views import frame
from motcua.ui.refusals import show_refusal

#: Carries the telephone from page to page, signed; addresses never do.
PHONE_COOKIE = "motcua_phone"
#: The proof that this browser has shown the telephone's code.
WHO_COOKIE = "motcua_who"
_MINUTES = 15


def ask(request: ActorRequest, phone: str, code: str, back: str) -> HttpResponse:
    """Take the code and go to the question. Raises CodeFailed, TooManyTries."""
    token = identity.prove_holder(phone=phone, code=code, address=request.address, at=clock.now())
    response = redirect(f"{reverse('portal:sign_in_who')}?{urlencode({'next': back})}")
    keep(response, WHO_COOKIE, token)
    return response


@everyone()
@never_cache
@sensitive_post_parameters("tail", "number", "name")
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: ActorRequest) -> HttpResponse:
    """Which of the people of this telephone it is; or one more."""
    back, phone, token = way_back(request, otherwise="/"), kept(request, PHONE_COOKIE), kept(request, WHO_COOKIE)
    try:
        people = accounts.people_behind(phone=phone, token=token, at=clock.now()) if phone and token else None
    except NotFound:
        people = None
    if people is None:
        return _begin_anew(request, back)
    if "new" in request.GET or not people:
        return _new(request, phone, token, back, alone=not people)
    return _one_of(request, phone, token, back, people)


def _one_of(request: ActorRequest, phone: str, token: str, back: str, people: tuple[str, ...]) -> HttpResponse:
    form, status = WhoForm(request.POST or None, people=people), 200
    if form.is_valid():
        try:
            opened = identity.sign_in_person(phone=phone, token=token, **_common(request), **form.cleaned_data)
            return welcome(request, opened, back)
        except identity.ProofOver:
            return _begin_anew(request, back)
        except Refusal as refusal:
            show_refusal(form, refusal, forget=("tail",))
            status = refusal.status
    elif form.is_bound:
        status = 422
    return _page(request, form, back, status=status)


def _new(request: ActorRequest, phone: str, token: str, back: str, *, alone: bool) -> HttpResponse:
    form, status = NewPersonForm(request.POST or None), 200
    if form.is_valid():
        try:
            opened = identity.register_person(phone=phone, token=token, **_common(request), **form.cleaned_data)
            return welcome(request, opened, back)
        except identity.ProofOver:
            return _begin_anew(request, back)
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
    elif form.is_bound:
        status = 422
    return _page(request, form, back, status=status, new=True, alone=alone)


def _page(request: ActorRequest, form: Form, back: str, *, status: int, **told: bool) -> HttpResponse:
    return frame.page(request, "portal/sign_in_who.html", {"form": form, "next": back, **told}, status=status)


def _common(request: ActorRequest) -> dict[str, Any]:
    return {"address": request.address, "device": request.headers.get("User-Agent", ""), "at": clock.now()}


def _begin_anew(request: ActorRequest, back: str) -> HttpResponse:
    if request.method == "POST":
        messages.warning(request, _(identity.ProofOver.message))
    return redirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")


def welcome(request: ActorRequest, token: str, back: str) -> HttpResponse:
    """Hand over the session; on a shared telephone or computer the browser forgets it when it closes."""
    response, now = redirect(back), clock.now()
    if request.signed_in is not None:  # who sat here before has not signed out
        identity.sign_out(session_id=request.signed_in.session_id, actor=request.actor, at=now)
    shared = request.shared or accounts.shares_phone(token=token)
    seconds = None if shared else accounts.limits().citizen_days * 86_400
    let_in(request, response, token, seconds=seconds)
    for name in (PHONE_COOKIE, WHO_COOKIE):
        response.delete_cookie(name, samesite="Lax")
    return response


def keep(response: HttpResponse, name: str, value: str) -> None:
    """Let the browser carry something to the next page, signed, for a quarter of an hour."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(name, value, max_age=_MINUTES * 60, httponly=True, samesite="Lax", secure=secure)


def kept(request: ActorRequest, name: str) -> str:
    """What `keep` was given; '' for nothing, or for what is not ours."""
    try:
        return request.get_signed_cookie(name, default="", max_age=_MINUTES * 60) or ""
    except signing.BadSignature:
        return ""
