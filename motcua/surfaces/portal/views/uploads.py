"""Large files over a weak line: begun, sent piece by piece from the byte where they stopped, taken in at the end.

    POST   …/tai-len/        paper_id, name, size, mark → 201 {id, offset, done}; the same file again goes on
    GET    …/tai-len/                                  → {coming: [{id, paper, name, size, offset}]}
    GET    …/tai-len/<id>/                             → 204, X-Offset
    PATCH  …/tai-len/<id>/   X-Offset, bytes           → 204, X-Offset of the next piece; 409 with the right one
    POST   …/tai-len/<id>/   sha256                    → 201 when it has passed the gate
    DELETE …/tai-len/<id>/                             → 204

Rights are the draft's. What is refused is told as {problem}, in words for the person.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.apps.dossiers.values import DraftView
from motcua.apps.files import queries as stored
from motcua.apps.files.commands import coming
from motcua.base.db import scope
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.errors import Refusal
from motcua.surfaces.portal.episodes import uploads as episodes
from motcua.surfaces.portal.forms.uploads import UploadForm
from motcua.surfaces.portal.views import drafts, keeping

OFFSET = "X-Offset"
View = Callable[..., HttpResponse]


def _told(view: View) -> View:
    """Refusals as words for the script that shows them; a wrong place with the right one."""

    @wraps(view)
    def asked(request: ActorRequest, draft_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with scope.opened(draft_id):
                return view(request, drafts.load(request, draft_id), *args, **kwargs)
        except coming.WrongOffset as wrong:
            return HttpResponse(status=409, headers={OFFSET: str(wrong.offset)})
        except Refusal as refused:
            return JsonResponse({"problem": gettext(refused.message) % refused.params}, status=refused.status)

    return asked


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_told
def begin(request: ActorRequest, draft: DraftView) -> HttpResponse:
    """Begin a file, or go on with the same one; by GET, what is half-way."""
    if request.method != "POST":
        return JsonResponse({"coming": [_row(one) for one in stored.coming_of(dossier_id=draft.id)]})
    form = UploadForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": gettext("Chưa nhận được tệp này. Xin chọn lại.")}, status=422)
    one = episodes.begin(draft=draft, actor=request.actor, at=clock.now(), **form.cleaned_data)
    return JsonResponse({**_row(one), "done": one.done}, status=201)


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "PATCH", "POST", "DELETE"])
@_told
def one(request: ActorRequest, draft: DraftView, coming_id: UUID) -> HttpResponse:
    """One file: where it stopped, its next piece, its end, or no more of it."""
    return _DOES[request.method or "GET"](request, draft, coming_id)


def _where(_request: ActorRequest, draft: DraftView, coming_id: UUID) -> HttpResponse:
    found = stored.coming(coming_id=coming_id, dossier_id=draft.id)
    return HttpResponse(status=204, headers={OFFSET: str(found.received)})


def _piece(request: ActorRequest, draft: DraftView, coming_id: UUID) -> HttpResponse:
    told = request.headers.get(OFFSET, "")
    if not told.isascii() or not told.isdigit() or int(request.headers.get("Content-Length") or 0) > coming.PIECE:
        return HttpResponse(status=400)
    stored.coming(coming_id=coming_id, dossier_id=draft.id)  # before anything is read of a body nobody wants
    offset = coming.append(
        coming_id=coming_id, dossier_id=draft.id, offset=int(told), piece=_arrived(request), at=clock.now()
    )
    return HttpResponse(status=204, headers={OFFSET: str(offset)})


def _arrived(request: ActorRequest) -> bytes:
    """The body, or as much of it as came before the line broke: those bytes need not travel again."""
    got = bytearray()
    try:
        while len(got) < coming.PIECE and (more := request.read(min(65_536, coming.PIECE - len(got)))):
            got += more
    except (UnreadablePostError, OSError):
        pass
    return bytes(got)


def _finish(request: ActorRequest, draft: DraftView, coming_id: UUID) -> HttpResponse:
    given, seen = request.POST.get("sha256", ""), request.POST.get("seen", "")
    same = seen == keeping.stamp(draft, keeping.PAPERS)
    kept = episodes.finish(draft=draft, coming_id=coming_id, sha256=given, actor=request.actor, at=clock.now())
    return HttpResponse(status=201, headers={keeping.STAMP: keeping.stamp(kept, keeping.PAPERS) if same else seen[:16]})


def _give_up(_request: ActorRequest, draft: DraftView, coming_id: UUID) -> HttpResponse:
    coming.give_up(coming_id=coming_id, dossier_id=draft.id)
    return HttpResponse(status=204)


_DOES = {"GET": _where, "HEAD": _where, "PATCH": _piece, "POST": _finish, "DELETE": _give_up}


def _row(one: Any) -> dict[str, object]:
    return {"id": one.id, "paper": one.holder_id, "name": one.name, "size": one.size, "offset": one.received}
