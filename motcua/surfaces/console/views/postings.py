"""What the centre says of its procedures: taken from its own list after a look, or set one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.procedures import commands
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.queries import boards
from motcua.apps.procedures.values import OnlineLevel
from motcua.apps.procedures.values.boards import ListPlan, ListRead
from motcua.base.guards import ActorRequest, enter, takes_files, way_back
from motcua.surfaces.console.forms.boards import ListForm, PostingForm, carried, field_words, take_form
from motcua.surfaces.console.views._page import KEEPERS, ask, attempt, centre_of, show
from motcua.surfaces.console.views.boards import who_acts
from motcua.surfaces.console.views.catalogue import today


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_files
def read_list(request: ActorRequest) -> HttpResponse:
    """Send the centre's own list and see what it would change; nothing is taken yet."""
    form, status = ListForm(request.POST or None, request.FILES or None), 200
    found: list[ListRead] = []

    def act(data: Mapping[str, Any]) -> str:
        found.append(boards.read_list(data["file"], centre_id=centre_of(request), on=today()))
        return ""

    if form.is_bound:
        _done, status = attempt(form, act)
    context: dict[str, Any] = {"form": form}
    if found:
        context |= _looked_at(request, found[0])
    return show(request, "board_list", context, tab="boards", status=status)


@enter(*KEEPERS)
@require_POST
def take_list(request: ActorRequest) -> HttpResponse:
    """Take in the list that was looked at."""
    form = take_form(centre_of(request), request.POST)

    def act(data: Mapping[str, Any]) -> str:
        read, strike = data["token"], frozenset[str]()
        if data["strike"]:
            strike = frozenset(_plan(request, read).missing)
        n = commands.take_list(rows=read.rows, strike=strike, **who_acts(request))
        return ngettext("Đã nhận danh sách: ghi %(n)s thủ tục.", "Đã nhận danh sách: ghi %(n)s thủ tục.", n) % {"n": n}

    done, status = attempt(form, act)
    if done is None:
        return show(request, "board_list", {"form": ListForm(), "take": form}, tab="boards", status=status)
    messages.success(request, done)
    return redirect("console:boards")


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def post(request: ActorRequest, code: str) -> HttpResponse:
    """What the centre says of one procedure."""
    centre_id = centre_of(request)
    view, said = (
        procedures.in_force(code, on=today(), centre_id=centre_id),
        procedures.posting(code, centre_id=centre_id),
    )

    def act(data: Mapping[str, Any]) -> str:
        level = OnlineLevel(data["online_level"]) if data["online_level"] else None
        told = {key: data[key] for key in ("listed", "counter_text", "phone")}
        commands.post_procedure(code=code, **told, online_level=level, **who_acts(request))
        return _("Đã ghi. Tờ niêm yết có thủ tục này cần in lại nếu nội dung đã khác.")

    known = {"listed": said.listed, "counter_text": said.counter_text, "phone": said.phone}
    form = PostingForm(request.POST or None, initial={**known, "online_level": said.online_level or ""})
    text = f"{view.procedure_code} · {view.title}"
    words = {"heading": _("Thủ tục này tại Trung tâm"), "text": text, "button": _("Ghi")}
    to = way_back(request, otherwise=reverse("console:boards"))
    return ask(request, form=form, act=act, to=to, tab="boards", **words)


def _looked_at(request: ActorRequest, read: ListRead) -> dict[str, Any]:
    """What taking the list would do, its bad rows in words, and the form that takes it."""
    names, centre_id = field_words(), centre_of(request)
    return {
        "read": read,
        "plan": _plan(request, read),
        "problems": [(one.line, names.get(one.field, one.field), _(one.reason)) for one in read.problems],
        "take": take_form(centre_id, initial={"token": carried(read, centre_id=centre_id)}) if read.rows else None,
    }


def _plan(request: ActorRequest, read: ListRead) -> ListPlan:
    codes = (view.procedure_code for view in procedures.all_in_force(on=today(), centre_id=centre_of(request)))
    return boards.plan(read.rows, centre_id=centre_of(request), found=codes, named=read.named)
