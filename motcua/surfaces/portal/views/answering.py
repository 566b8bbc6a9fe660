"""Answering a request for papers, item by item: kept while it is written, files in pieces, sent as far as it has come.

Nothing typed waits for the last item: what is there is sent, what is missing is told, and the request stays open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import supplementing
from motcua.apps.dossiers.states import Action
from motcua.apps.dossiers.values import DossierView, ItemRow, SupplementRow
from motcua.apps.dossiers.values.answering import ItemAnswer
from motcua.apps.files.values import FileRow
from motcua.base.db import scope
from motcua.base.guards import ActorRequest, enter, takes_files
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.text import lines_of
from motcua.surfaces.portal.episodes import answering as episodes
from motcua.surfaces.portal.views import frame, keeping, mine, uploads
from motcua.surfaces.portal.views.answers import longer_than

#: The longest word of explanation.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing asked for with what is answered so far."""

    row: ItemRow
    answer: ItemAnswer
    files: tuple[FileRow, ...]
    problem: str = ""

    @property
    def ready(self) -> bool:
        """Whether nothing more has to come for it."""
        return self.answer.is_complete


@enter(ActorKind.CITIZEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
def reply(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """The things asked for, each with its own answer."""
    view = mine.own(request, dossier_id) if request.method == "POST" else mine.find(request, dossier_id)
    asked = open_request(view)
    if asked is None:
        return redirect("portal:own_dossier", dossier_id)
    if request.method == "POST":
        return _take(request, view, asked)
    kept = dossiers.kept_reply(actor=request.actor, supplement_id=asked.id, dossier_id=dossier_id)
    return _show(request, view, asked, {**_sent(asked), **kept.items}, seen=kept.stamp)


@enter(ActorKind.CITIZEN)
@never_cache
@require_POST
def remove_file(request: ActorRequest, dossier_id: UUID, ref_id: UUID) -> HttpResponse:
    """Take one file away before it is sent."""
    asked = open_request(mine.own(request, dossier_id))
    if asked is None:
        raise NotFound
    with scope.opened(dossier_id):
        episodes.remove_file(asked=asked, ref_id=ref_id, at=clock.now())
    return redirect("portal:reply", dossier_id)


def open_request(view: DossierView) -> SupplementRow | None:
    """The request this person may answer now."""
    if Action.REPLY.value not in view.actions:
        return None
    return next((row for row in reversed(view.supplements) if row.replied_at is None), None)


def _take(request: ActorRequest, view: DossierView, asked: SupplementRow) -> HttpResponse:
    """Keep files and what was typed; then send it, where the button said so."""
    head, now, typed = view.head, clock.now(), _typed(request, asked)
    given = {item.id: request.FILES.getlist(f"file-{item.id}") for item in asked.items}
    problems = episodes.keep_files(
        uploads={key: held for key, held in given.items() if held}, dossier_id=head.id, centre_id=head.centre_id,
        actor=request.actor, at=now,
    )  # fmt: skip
    seen, pen = request.POST.get("seen", ""), request.POST.get("pen", "")[: keeping.LONGEST_PEN]
    if long := {key: longer_than(LONGEST) for key, answer in typed.items() if len(answer.text) > LONGEST}:
        return _too_long(request, view, asked, typed, {**problems, **long})
    try:
        stamp = supplementing.keep(dossier_id=head.id, typed=typed, seen=seen, pen=pen, actor=request.actor, at=now)
    except supplementing.ReplyMoved:
        return _newer(request, view, asked, typed)
    if keeping.quiet(request):
        return HttpResponse(status=204, headers={keeping.STAMP: stamp})
    if problems:
        return _show(request, view, asked, typed, seen=stamp, problems=problems, status=422)
    return _send(request, view, asked, typed, stamp) if "send" in request.POST else redirect("portal:reply", head.id)


def _send(
    request: ActorRequest, view: DossierView, asked: SupplementRow, typed: Mapping[UUID, ItemAnswer], stamp: str
) -> HttpResponse:
    head = view.head
    try:
        missing = episodes.send(asked=asked, dossier_id=head.id, answers=typed, actor=request.actor, at=clock.now())
    except Invalid as refused:
        problems = {UUID(name.removeprefix("item-")): text for name, text in refused.problems.items()}
        return _show(request, view, asked, typed, seen=stamp, problems=problems, status=422)
    if missing:
        n = len(missing)
        told = ngettext("Đã gửi. Còn thiếu %(n)s mục, xem bên dưới.", "Đã gửi. Còn thiếu %(n)s mục, xem bên dưới.", n)
        messages.warning(request, told % {"n": n})
        return redirect("portal:reply", head.id)
    messages.success(request, _("Đã gửi đủ. Đồng hồ lại chạy từ bây giờ."))
    return redirect("portal:own_dossier", head.id)


def _too_long(
    request: ActorRequest, view: DossierView, asked: SupplementRow, typed: Mapping[UUID, ItemAnswer],
    problems: Mapping[UUID, str],
) -> HttpResponse:  # fmt: skip
    """Nothing is cut: what was typed stays on the page until its writer has shortened it."""
    if keeping.quiet(request):
        return HttpResponse(status=422)
    return _show(request, view, asked, typed, seen=request.POST.get("seen", ""), problems=problems, status=422)


def _newer(
    request: ActorRequest, view: DossierView, asked: SupplementRow, typed: Mapping[UUID, ItemAnswer]
) -> HttpResponse:
    """Another device kept otherwise meanwhile: nothing was overwritten, and what was typed here stays to be seen."""
    theirs = dossiers.kept_reply(actor=request.actor, supplement_id=asked.id, dossier_id=view.head.id).stamp
    if keeping.quiet(request):
        return HttpResponse(status=409, headers={keeping.STAMP: theirs})
    return _show(request, view, asked, typed, seen=theirs, status=409)


def _typed(request: ActorRequest, asked: SupplementRow) -> dict[UUID, ItemAnswer]:
    return {
        item.id: ItemAnswer(
            lines_of(request.POST.get(f"item-{item.id}", "")), bring=bool(request.POST.get(f"bring-{item.id}"))
        )
        for item in asked.items
    }


def _sent(asked: SupplementRow) -> dict[UUID, ItemAnswer]:
    return {item.id: ItemAnswer(item.answer, bring=item.bring) for item in asked.items}


def _show(
    request: ActorRequest,
    view: DossierView,
    asked: SupplementRow,
    typed: Mapping[UUID, ItemAnswer],
    *,
    seen: str,
    problems: Mapping[UUID, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = _lines(view.head.id, asked, typed, problems or {})
    context = {**mine.picture(view), "asked": asked, "lines": lines, "seen": seen, "newer": status == 409}
    context |= {"missing": [line for line in lines if not line.ready], "wrong": any(line.problem for line in lines)}
    return frame.page(request, "portal/own/reply.html", context, status=status)


def _lines(
    dossier_id: UUID, asked: SupplementRow, typed: Mapping[UUID, ItemAnswer], problems: Mapping[UUID, str]
) -> list[Line]:
    with scope.opened(dossier_id):
        held = episodes.files_of(asked.items)
    return [
        Line(
            item,
            replace(typed[item.id], given=bool(held[item.id])),
            tuple(held[item.id]),
            problems.get(item.id, ""),
        )
        for item in asked.items
    ]


def _into(request: ActorRequest, dossier_id: UUID) -> uploads.Into:
    view = mine.own(request, dossier_id)
    asked = open_request(view)
    if asked is None:
        raise NotFound
    take_in = partial(episodes.finish, dossier_id=dossier_id, actor=request.actor)

    def finish(request: ActorRequest, coming_id: UUID, sha256: str) -> str:
        take_in(coming_id=coming_id, sha256=sha256, at=clock.now())
        return request.POST.get("seen", "")[:16]

    begin = partial(
        episodes.begin, asked=asked, dossier_id=dossier_id, centre_id=view.head.centre_id, actor=request.actor
    )
    return uploads.Into(dossier_id, begin, finish, partial(episodes.give_up, asked=asked, dossier_id=dossier_id))


@enter(ActorKind.CITIZEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@uploads.told(_into)
def begin_file(request: ActorRequest, into: uploads.Into) -> HttpResponse:
    """Begin a file for one item, or go on with the same one."""
    return uploads.first(request, into)


@enter(ActorKind.CITIZEN)
@never_cache
@require_http_methods(["GET", "HEAD", "PATCH", "POST", "DELETE"])
@uploads.told(_into)
def one_file(request: ActorRequest, into: uploads.Into, coming_id: UUID) -> HttpResponse:
    """One file: where it stopped, its next piece, its end, or no more of it."""
    return uploads.further(request, into, coming_id)
