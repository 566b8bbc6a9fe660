"""How large a page is read: a preference of this device, kept in a cookie that says nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponseBase

from motcua.base.guards import ActorRequest

COOKIE = "motcua_size"
#: The word in the address, `?co=lon`.
PARAMETER, LARGE, USUAL = "co", "lon", "thuong"
DAYS = 365


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether letters are large, and the address of this page in the other size ("" where it shows no page)."""

    large: bool
    other: str


def of(request: ActorRequest) -> Reading:
    """What the address asks for, else what this device asked for before."""
    asked = request.GET.get(PARAMETER, "")
    large = asked == LARGE or (asked != USUAL and request.COOKIES.get(COOKIE) == LARGE)
    if request.method not in {"GET", "HEAD"}:
        return Reading(large, "")
    query = request.GET.copy()
    query[PARAMETER] = USUAL if large else LARGE
    return Reading(large, f"?{query.urlencode()}")


def remember(request: ActorRequest, answer: HttpResponseBase) -> None:
    """Keep the size the address asked for."""
    asked = request.GET.get(PARAMETER, "")
    if asked in {LARGE, USUAL}:
        answer.set_cookie(
            COOKIE, asked, max_age=DAYS * 86_400, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS
        )
