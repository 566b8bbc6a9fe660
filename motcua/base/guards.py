"""Who may enter a route: said on the view, enforced before it, read by the table of rights in the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.csrf import rotate_token
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

from motcua.kernel.actor import Actor, ActorKind, Role
from motcua.kernel.errors import NotAllowed, Refusal

Args = ParamSpec("Args")
View = Callable[Concatenate[Any, Args], HttpResponseBase]
#: The cookie that carries a session's token.
SESSION_COOKIE = "motcua_session"
#: The cookie of a browser that many share: an administrator's word, signed, with the centre it was given at.
SHARED_COOKIE = "motcua_shared"
#: The cookie that says, sealed, for whom the browser's form token was made.
FORMS_COOKIE = "motcua_forms"
_YEAR = 365 * 86_400


class ActorRequest(HttpRequest):
    """A request after the middleware: it knows who acts and at which centre."""

    actor: Actor
    #: The centre whose pages are shown; None where a page belongs to none.
    centre_id: int | None
    #: What organization knows of the session (its `SignedIn`), or None.
    signed_in: Any
    #: Where the request came from: what guesses are counted by.
    address: str
    #: Whether this is a browser that many share, in which nothing may stay.
    shared: bool
    htmx: Any


class SignInNeeded(Refusal):
    """The route asks for somebody who has signed in; `kind` says at which door."""

    code = "sign-in-needed"
    status = 401
    message = "Xin đăng nhập để tiếp tục."

    def __init__(self, kind: ActorKind) -> None:
        super().__init__()
        self.kind = kind


@dataclass(frozen=True)
class Guard:
    """The kinds of actor and the roles a route lets in; `everyone` lets in all."""

    kinds: frozenset[ActorKind] = frozenset()
    roles: frozenset[Role] = frozenset()
    everyone: bool = False

    def lets_in(self, actor: Actor, centre_id: int | None) -> bool:
        """Whether the actor may enter, at the centre whose page it is."""
        if self.everyone or actor.kind in self.kinds:
            return True
        held = actor.roles_at(centre_id) if centre_id is not None else actor.roles()
        return bool(self.roles & held)

    def require(self, actor: Actor, centre_id: int | None) -> None:
        """Raise SignInNeeded for a stranger, NotAllowed for somebody without the duty."""
        if self.lets_in(actor, centre_id):
            return
        if actor.kind is ActorKind.PUBLIC:
            raise SignInNeeded(ActorKind.STAFF if self.roles else ActorKind.CITIZEN)
        raise NotAllowed


def enter(*who: Role | ActorKind) -> Callable[[View[Args]], View[Args]]:
    """Let in only these roles and kinds of actor."""
    guard = Guard(
        kinds=frozenset(w for w in who if isinstance(w, ActorKind)),
        roles=frozenset(w for w in who if isinstance(w, Role)),
    )
    return _guarded(guard)


def everyone() -> Callable[[View[Args]], View[Args]]:
    """Let in everybody, said aloud."""
    return _guarded(Guard(everyone=True))


def takes_files(view: View[Args]) -> View[Args]:
    """What is sent to this view may be as large as files are; every other body is small, or refused unread."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def _guarded(guard: Guard) -> Callable[[View[Args]], View[Args]]:
    def mark(view: View[Args]) -> View[Args]:
        @wraps(view)
        def guarded(request: ActorRequest, *args: Args.args, **kwargs: Args.kwargs) -> HttpResponseBase:
            guard.require(request.actor, request.centre_id)
            return view(request, *args, **kwargs)

        guarded.guard = guard  # type: ignore[attr-defined]
        return cast("View[Args]", guarded)

    return mark


def way_back(request: HttpRequest, *, otherwise: str) -> str:
    """The page of this house that `next` names, or `otherwise`: nobody is sent to a stranger's address."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # a bare word is no address: `redirect` would look for a route of that name
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else otherwise


def let_in(
    request: HttpRequest, response: HttpResponseBase, token: str, *, seconds: int | None = None, who: str = ""
) -> None:
    """Hand the session's token to the browser; without `seconds` it is forgotten when the browser closes.

    A form token seen before sign-in is worthless after it, unless it was `who`'s already: an officer who signs in
    again keeps the pages that are open, and what is typed on them can still be sent. Anybody else's are worthless.
    """
    if not (who and constant_time_compare(request.COOKIES.get(FORMS_COOKIE, ""), _forms_of(request, who))):
        rotate_token(request)
    give_token(response, token, seconds=seconds)
    if who:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(FORMS_COOKIE, _forms_of(request, who), httponly=True, samesite="Lax", secure=secure)


def give_token(response: HttpResponseBase, token: str, *, seconds: int | None = None) -> None:
    """Hand over a token that opens nothing yet, and leave the form token to the step that lets in."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(SESSION_COOKIE, token, max_age=seconds, httponly=True, samesite="Lax", secure=secure)


def _forms_of(request: HttpRequest, who: str) -> str:
    """Seals whose this browser's form token is: another token under the same name, or another name, does not fit."""
    return salted_hmac(FORMS_COOKIE, f"{who}:{request.META.get('CSRF_COOKIE', '')}", algorithm="sha256").hexdigest()


def let_out(response: HttpResponseBase) -> None:
    """Take the token back."""
    response.delete_cookie(SESSION_COOKIE, samesite="Lax")


def is_shared(request: HttpRequest) -> bool:
    """Whether an administrator has said of this browser that many share it."""
    return bool(SHARED_COOKIE in request.COOKIES and request.get_signed_cookie(SHARED_COOKIE, default=""))


def mark_shared(response: HttpResponseBase, centre_id: int) -> None:
    """Say of the browser that gets this answer that many share it."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(
        SHARED_COOKIE, str(centre_id), max_age=_YEAR, httponly=True, samesite="Lax", secure=secure
    )


def unmark_shared(response: HttpResponseBase) -> None:
    """It is one person's again."""
    response.delete_cookie(SHARED_COOKIE, samesite="Lax")
