"""Large files over a weak line: begun, sent piece by piece from the byte where they stopped, taken in at the end.

    POST   …/tai-len/        paper_id, name, size, mark → 201 {id, offset, done}; the same file again goes on
    GET    …/tai-len/                                  → {coming: [{id, paper, name, size, offset}]}
    GET    …/tai-len/<id>/                             → 204, X-Offset
    PATCH  …/tai-len/<id>/   X-Offset, bytes           → 204, X-Offset of the next piece; 409 with the right one
    POST   …/tai-len/<id>/   sha256                    → 201 when it has passed the gate
    DELETE …/tai-len/<id>/                             → 204

Rights are the draft's, or those of the dossier whose request for papers is answered. What is refused is told as
{problem}, in words for the person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.apps.files import queries as stored
from motcua.apps.files.commands import coming
from motcua.apps.files.values import ComingFile
from motcua.base.db import scope
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.errors import Refusal
from motcua.surfaces.portal.episodes import uploads as episodes
from motcua.surfaces.portal.forms.uploads import UploadForm
from motcua.surfaces.portal.views import drafts, keeping

OFFSET = "X-Offset"
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Into:
    """What a file is sent into, its rights proven: a draft, or a reply to a request for papers."""

    dossier_id: UUID
    #: Begin a file: paper_id, name, size, mark, at.
    begin: Callable[..., ComingFile]
    #: Take in one that has come whole, and the stamp the page sends next: the request, the file's key, its sha256.
    finish: Callable[[ActorRequest, UUID, str], str]
    #: Take no more of one, and nothing of what came: coming_id, at.
    give_up: Callable[..., None]


def told(load: Callable[[ActorRequest, UUID], Into]) -> Callable[[View], View]:
    """Refusals as words for the script that shows them; a wrong place with the right one."""

    def wrapped(view: View) -> View:
        @wraps(view)
        def asked(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = kwargs.pop("draft_id", None) or kwargs.pop("dossier_id")
            try:
                with scope.opened(key):
                    return view(request, load(request, key), *args, **kwargs)
            except coming.WrongOffset as wrong:
                return HttpResponse(status=409, headers={OFFSET: str(wrong.offset)})
            except Refusal as refused:
                return JsonResponse({"problem": gettext(refused.message) % refused.params}, status=refused.status)

        return asked

    return wrapped


def _of_draft(request: ActorRequest, draft_id: UUID) -> Into:
    draft = drafts.load(request, draft_id)

    def finish(request: ActorRequest, coming_id: UUID, sha256: str) -> str:
        seen = request.POST.get("seen", "")
        same = seen == keeping.stamp(draft, keeping.PAPERS)
        kept = episodes.finish(draft=draft, coming_id=coming_id, sha256=sha256, actor=request.actor, at=clock.now())
        return keeping.stamp(kept, keeping.PAPERS) if same else seen[:16]

    of_draft: dict[str, Any] = {"draft": draft, "actor": request.actor}
    return Into(draft.id, partial(episodes.begin, **of_draft), finish, partial(episodes.give_up, **of_draft))


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told(_of_draft)
def begin(request: ActorRequest, into: Into) -> HttpResponse:
    """Begin a file, or go on with the same one; by GET, what is half-way."""
    return first(request, into)


@everyone()
@never_cache
@require_http_methods(["GET", "HEAD", "PATCH", "POST", "DELETE"])
@told(_of_draft)
def one(request: ActorRequest, into: Into, coming_id: UUID) -> HttpResponse:
    """One file: where it stopped, its next piece, its end, or no more of it."""
    return further(request, into, coming_id)


def first(request: ActorRequest, into: Into) -> HttpResponse:
    """The answer to `begin`, whatever the file is sent into."""
    if request.method != "POST":
        return JsonResponse({"coming": [_row(one) for one in stored.coming_of(dossier_id=into.dossier_id)]})
    form = UploadForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": gettext("Chưa nhận được tệp này. Xin chọn lại.")}, status=422)
    one = into.begin(at=clock.now(), **form.cleaned_data)
    return JsonResponse({**_row(one), "done": one.done}, status=201)


def further(request: ActorRequest, into: Into, coming_id: UUID) -> HttpResponse:
    """The answer to `one`, whatever the file is sent into."""
    return _DOES[request.method or "GET"](request, into, coming_id)


def _where(_request: ActorRequest, into: Into, coming_id: UUID) -> HttpResponse:
    found = stored.coming(coming_id=coming_id, dossier_id=into.dossier_id)
    return HttpResponse(status=204, headers={OFFSET: str(found.received)})


def _piece(request: ActorRequest, into: Into, coming_id: UUID) -> HttpResponse:
    told = request.headers.get(OFFSET, "")
    if not told.isascii() or not told.isdigit() or int(request.headers.get("Content-Length") or 0) > coming.PIECE:
        return HttpResponse(status=400)
    stored.coming(coming_id=coming_id, dossier_id=into.dossier_id)  # before anything is read of a body nobody wants
    offset = coming.append(
        coming_id=coming_id, dossier_id=into.dossier_id, offset=int(told), piece=_arrived(request), at=clock.now()
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


def _finish(request: ActorRequest, into: Into, coming_id: UUID) -> HttpResponse:
    seen = into.finish(request, coming_id, request.POST.get("sha256", ""))
    return HttpResponse(status=201, headers={keeping.STAMP: seen})


def _give_up(_request: ActorRequest, into: Into, coming_id: UUID) -> HttpResponse:
    into.give_up(coming_id=coming_id, at=clock.now())
    return HttpResponse(status=204)


_DOES = {"GET": _where, "HEAD": _where, "PATCH": _piece, "POST": _finish, "DELETE": _give_up}


def _row(one: Any) -> dict[str, object]:
    return {"id": one.id, "paper": one.holder_id, "name": one.name, "size": one.size, "offset": one.received}
