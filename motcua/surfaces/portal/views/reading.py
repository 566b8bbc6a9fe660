"""How a page is read: how large, a preference of this device kept in a cookie that says nothing else; and aloud."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.base import packs
from motcua.base.guards import ActorRequest, everyone

COOKIE = "motcua_size"
#: The word in the address, `?co=lon`.
PARAMETER, LARGE, USUAL = "co", "lon", "thuong"
DAYS = 365


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether letters are large, and the address of this page in the other size ("" where it shows no page).

    `rest`: on a browser that many share, the seconds after which somebody is asked whether they are there; else 0.
    """

    large: bool
    other: str
    rest: int = 0


def of(request: ActorRequest) -> Reading:
    """What the address asks for, else what this device asked for before."""
    asked = request.GET.get(PARAMETER, "")
    large = asked == LARGE or (asked != USUAL and request.COOKIES.get(COOKIE) == LARGE)
    rest = settings.SHARED_REST_SECONDS if request.shared else 0
    if request.method not in {"GET", "HEAD"}:
        return Reading(large, "", rest)
    query = request.GET.copy()
    query[PARAMETER] = USUAL if large else LARGE
    return Reading(large, f"?{query.urlencode()}", rest)


def remember(request: ActorRequest, answer: HttpResponseBase) -> None:
    """Keep the size the address asked for."""
    asked = request.GET.get(PARAMETER, "")
    if asked in {LARGE, USUAL}:
        answer.set_cookie(
            COOKIE, asked, max_age=DAYS * 86_400, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS
        )


def clips() -> dict[str, str]:
    """What the pack of this language has recorded: the words as pages show them, and where their record is."""
    code = get_language() or ""
    recorded = packs.clips_in(Path(settings.PACKS_DIR), code)
    return {gettext(text): reverse("portal:clip", args=[code, packs.clip_key(text)]) for text in recorded}


@everyone()
@require_safe
@cache_control(public=True, max_age=86_400)
def clip(_request: ActorRequest, code: str, key: str) -> FileResponse:
    """One record of a language pack; nothing else of the pack's folder can be asked for."""
    recorded = packs.clips_in(Path(settings.PACKS_DIR), code)
    path = next((path for text, path in recorded.items() if packs.clip_key(text) == key), None)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="audio/ogg")
