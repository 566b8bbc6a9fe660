"""An officer signs in by password and second factor, chooses a centre where there are several, and signs out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.identity import commands as identity
from motcua.apps.identity import queries as accounts
from motcua.apps.organization import commands as organization
from motcua.apps.organization import queries as people
from motcua.base.guards import SESSION_COOKIE, ActorRequest, enter, everyone, give_token, let_in, let_out, way_back
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.kernel.errors import Refusal
from motcua.surfaces.desk.forms.sign_in import CentreForm, PasswordForm, SecondFactorForm
from motcua.ui.refusals import forget_fields, show_refusal

HOME = "desk:work"
#: Every role that is held by an officer.
OFFICERS = tuple(role for role in Role if role not in {Role.CITIZEN, Role.DEVICE})


@everyone()
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def give_password(request: ActorRequest) -> HttpResponse:
    """The first step: username and password. Raises NoCentreYet: there is nobody who could sign in."""
    people.require_some_centre()
    back = way_back(request, otherwise=reverse(HOME))
    form = PasswordForm(request.POST or None)
    status = 200
    if form.is_valid():
        try:
            return _to_second_step(_pending_token(request, form), back)
        except Refusal as refusal:
            show_refusal(form, refusal, forget=("password",))
            status = refusal.status
    elif form.is_bound:
        forget_fields(form, "password")
        status = 422
    return render(request, "desk/sign_in.html", {"form": form, "next": back}, status=status)


@everyone()
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def give_code(request: ActorRequest) -> HttpResponse:
    """The second step: the code of the authenticator program; at the first time, how to set that up."""
    back, token = way_back(request, otherwise=reverse(HOME)), request.COOKIES.get(SESSION_COOKIE, "")
    if not accounts.waits_for_second_factor(token=token, at=clock.now()):
        return redirect(f"{reverse('desk:sign_in')}?{urlencode({'next': back})}")
    form = SecondFactorForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            return _welcome(request, token, form.cleaned_data["code"], back)
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = refusal.status
    forget_fields(form, "code")
    context = {"form": form, "next": back, "enrolment": accounts.enrolment_of(token=token, at=clock.now())}
    return render(request, "desk/sign_in_second.html", context, status=status)


@enter(*OFFICERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_centre(request: ActorRequest) -> HttpResponse:
    """Which of one's centres to work at now."""
    back = way_back(request, otherwise=reverse(HOME))
    form = CentreForm(request.POST or None, centres=request.signed_in.centres, initial={"centre": request.centre_id})
    if form.is_valid():
        organization.choose_centre(
            session_id=request.signed_in.session_id,
            centre_id=form.cleaned_data["centre"],
            actor=request.actor,
            at=clock.now(),
        )
        return redirect(back)
    status = 422 if form.is_bound else 200
    return render(request, "desk/centre.html", {"form": form, "next": back}, status=status)


@everyone()
@require_POST
def sign_out(request: ActorRequest) -> HttpResponse:
    """End the session and show the door."""
    response = redirect("desk:sign_in")
    if request.signed_in is not None:
        identity.sign_out(session_id=request.signed_in.session_id, actor=request.actor, at=clock.now())
        let_out(response)
        response.headers["Clear-Site-Data"] = '"cache"'  # who goes back sees no page of theirs; heeded over TLS
    return response


def _pending_token(request: ActorRequest, form: PasswordForm) -> str:
    device = request.headers.get("User-Agent", "")
    return identity.sign_in_staff(**form.cleaned_data, address=request.address, device=device, at=clock.now())


def _to_second_step(token: str, back: str) -> HttpResponse:
    response = redirect(f"{reverse('desk:sign_in_second')}?{urlencode({'next': back})}")
    give_token(response, token)
    return response


def _welcome(request: ActorRequest, token: str, code: str, back: str) -> HttpResponse:
    response = redirect(back)
    opened = identity.pass_second_factor(token=token, code=code, address=request.address, at=clock.now())
    signed_in = people.actor_of_session(opened, at=clock.now())
    let_in(request, response, opened, who=str(signed_in.actor.account_id) if signed_in else "")
    return response
