"""One present centre per page: an officer of several is asked first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from motcua.apps.identity.tests.factories import make_session
from motcua.apps.organization.tests.factories import give_position
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.base.guards import SESSION_COOKIE, ActorRequest, enter
from motcua.config.middleware import who_acts
from motcua.kernel.actor import Actor, Role


@enter(Role.CLERK)
def page(request: ActorRequest) -> HttpResponse:
    return HttpResponse(str(request.centre_id))


def visit(actor: Actor, shown: Callable[[ActorRequest], HttpResponseBase] = page) -> HttpResponse:
    """What the middleware and the guard make of a visit."""
    assert actor.account_id is not None
    request = cast("ActorRequest", RequestFactory().get("/desk/x/"))
    request.COOKIES[SESSION_COOKIE] = make_session(account_id=actor.account_id)

    def handle(seen: HttpRequest) -> HttpResponse:
        asked_first = chain.process_view(cast("ActorRequest", seen), cast("Any", shown))
        return asked_first or cast("HttpResponse", shown(cast("ActorRequest", seen)))

    chain = who_acts(handle)
    return chain(request)


def test_an_officer_of_one_centre_is_there(minh: Actor, centre: CentreView) -> None:
    assert visit(minh).content == str(centre.id).encode()


def test_an_officer_of_two_centres_is_asked_first(minh: Actor, other_centre: CentreView) -> None:
    assert minh.account_id is not None
    give_position(account_id=minh.account_id, centre_id=other_centre.id, role=Role.CLERK)
    assert visit(minh)["Location"] == "/desk/centre/?next=%2Fdesk%2Fx%2F"


def test_the_scope_of_a_request_is_that_of_its_actor(minh: Actor, centre: CentreView) -> None:
    seen: list[scope.Scope] = []

    def look(_request: ActorRequest) -> HttpResponse:
        seen.append(scope.current())
        return HttpResponse()

    visit(minh, look)
    assert seen == [scope.Scope(centres=(centre.id,), account_id=minh.account_id)]
    assert scope.current() == scope.NOTHING
