"""A citizen signs in by telephone, code and citizen number (or says who they are, see `who`), and out again."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.identity import commands as identity
from motcua.base.guards import ActorRequest, everyone, let_out, way_back
from motcua.kernel import clock
from motcua.kernel.errors import Refusal
from motcua.surfaces.portal.episodes import sign_in as episodes
from motcua.surfaces.portal.forms.sign_in import CodeForm, PhoneForm
from motcua.surfaces.portal.views import confirming, frame, tracking, who
from motcua.ui.refusals import forget_fields, show_refusal

HOME = "/"


@everyone()
@never_cache
@sensitive_post_parameters("phone")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: ActorRequest) -> HttpResponse:
    """The first page: which telephone shall the code go to?"""
    back = way_back(request, otherwise=HOME)
    form = PhoneForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            episodes.send_code(phone=form.cleaned_data["phone"], address=request.address, at=clock.now())
            return _to_code_page(form.cleaned_data["phone"], back)
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
    elif form.is_bound:
        status = 422
    return frame.page(request, "portal/sign_in_phone.html", {"form": form, "next": back}, status=status)


@everyone()
@never_cache
@sensitive_post_parameters("code", "number", "name")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: ActorRequest) -> HttpResponse:
    """The second page: the code, the second fact, and a name at the first time."""
    back = way_back(request, otherwise=HOME)
    phone = who.kept(request, who.PHONE_COOKIE)
    if not phone:
        return redirect(f"{reverse('portal:sign_in')}?{urlencode({'next': back})}")
    form = CodeForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            if not form.cleaned_data["number"] and not _is_first(request, form):
                return who.ask(request, phone, form.cleaned_data["code"], back)
            return who.welcome(request, _token(request, form, phone), back)
        except Refusal as refusal:
            show_refusal(form, refusal, forget=("code",))
            status = refusal.status
    elif form.is_bound:
        forget_fields(form, "code")
        status = 422
    return frame.page(request, "portal/sign_in_code.html", {"form": form, "next": back}, status=status)


@everyone()
@require_POST
def sign_out(request: ActorRequest) -> HttpResponse:
    """End the session and go home."""
    response = redirect(HOME)
    if request.signed_in is not None:
        identity.sign_out(session_id=request.signed_in.session_id, actor=request.actor, at=clock.now())
        let_out(response)
    for opened in (tracking.COOKIE, confirming.COOKIE):  # the next of a shared telephone sees nothing of this one's
        response.delete_cookie(opened, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"storage"'  # what was typed and not sent yet; browsers heed it over TLS
    return response


def _is_first(request: ActorRequest, form: CodeForm) -> bool:
    """Whether somebody comes for the first time: they pressed so, or wrote the name that only then is asked for."""
    return "first" in request.POST or bool(form.cleaned_data["name"])


def _token(request: ActorRequest, form: CodeForm, phone: str) -> str:
    given = form.cleaned_data
    device = request.headers.get("User-Agent", "")
    common = {"phone": phone, "code": given["code"], "number": given["number"], "address": request.address}
    if _is_first(request, form):
        return identity.register_citizen(name=given["name"], device=device, at=clock.now(), **common)
    return identity.sign_in_citizen(device=device, at=clock.now(), **common)


def _to_code_page(phone: str, back: str) -> HttpResponse:
    response = redirect(f"{reverse('portal:sign_in_code')}?{urlencode({'next': back})}")
    who.keep(response, who.PHONE_COOKIE, phone)
    return response
