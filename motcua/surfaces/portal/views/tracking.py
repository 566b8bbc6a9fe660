"""Following a dossier with its code and a second fact: state, dates, next step; no names, no papers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.contrib.messages import get_messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.values.tracking import Tracking
from motcua.apps.notifications.values import ToldRow
from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.episodes import tracking as episodes
from motcua.surfaces.portal.forms.tracking import TrackingForm
from motcua.surfaces.portal.views import following, frame, reading, sent, whereabouts
from motcua.ui.keeping import Kept, mark, stamped

#: Names the one dossier this browser may follow, signed, for a short while.
COOKIE = "motcua_tracked"
MINUTES = 30


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    """The code and a second fact, by POST: neither stands in an address."""
    form = TrackingForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:40]})
    if not form.is_valid():
        return frame.page(request, "portal/track.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        found = episodes.open_by_code(**form.cleaned_data, actor=request.actor, address=request.address, at=clock.now())
    except NotFound:
        form.add_error(None, form.NOT_FOUND)
        return frame.page(request, "portal/track.html", {"form": form}, status=422)
    answer = redirect("portal:tracked")
    answer.set_signed_cookie(
        COOKIE, str(found), max_age=MINUTES * 60, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS
    )
    return answer


@everyone()
@never_cache
@require_safe
def tracked(request: ActorRequest) -> HttpResponse:
    """The opened dossier, as anybody with its code may see it."""
    try:
        opened = UUID(request.get_signed_cookie(COOKIE, max_age=MINUTES * 60))
    except (KeyError, ValueError, signing.BadSignature):
        return redirect("portal:track")
    seen = dossiers.tracking(dossier_id=opened, now=clock.now())
    told = sent.rows(opened)
    drawn = _drawn.get((*_mark(seen), told, get_language()), lambda: _draw(seen, told))
    return _framed(request, code=seen.code or seen.external_code, drawn=drawn)


#: What stands round the picture, for somebody who has not signed in and has nothing else to be told.
_frames: Kept[str] = Kept(at_most=50)
_CODE, _PICTURE = mark("code"), mark("picture")


def _framed(request: ActorRequest, *, code: str, drawn: SafeString) -> HttpResponse:
    """The picture in its frame; a frame that is no person's is drawn once for all."""
    told = request.actor.kind is not ActorKind.PUBLIC or request.META.get("QUERY_STRING") or len(get_messages(request))
    if told:
        return frame.page(request, "portal/tracked.html", {"code": code, "drawn": drawn})

    def empty() -> str:
        page = frame.page(request, "portal/tracked.html", {"code": _CODE, "drawn": mark_safe(_PICTURE)})  # noqa: S308 -- our own mark
        return page.content.decode()

    key = (frame.centre_of(request), request.path, reading.of(request), get_language())
    return HttpResponse(stamped(_frames.get(key, empty), {_CODE: escape(code), _PICTURE: drawn}))


#: The picture changes only with a move or with the light, and people look often: drawn once for each.
_drawn: Kept[SafeString] = Kept(at_most=2000)


def _mark(seen: Tracking) -> tuple[object, ...]:
    """What the picture depends on."""
    asked = seen.approval_asked_at is not None
    signing, owed = (seen.awaited, seen.declined), (seen.owed, seen.has_account, seen.reply_by)
    return seen.id, len(seen.history), seen.light, seen.told_due, signing, owed, seen.step_key, asked


def _draw(seen: Tracking, told: Iterable[ToldRow]) -> SafeString:
    context = {
        "sent": sent.lines(told),
        "it": following.of_tracking(seen),
        "can": whereabouts.open_to_public(whereabouts.Standing.of(seen, owed=seen.owed)),
        "account": seen.has_account,
        "deciding": organization.centre(seen.centre_id),
    }
    return render_to_string("portal/_tracked.html", context)
