"""What is done to a change set: compared anew, rehearsed, approved, withdrawn, undone; each asked once more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.commands import changing
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.surfaces.console.forms.changes import ReasonForm, SeenForm
from motcua.surfaces.console.views._page import CHANGERS, KEEPERS, attempt, show
from motcua.surfaces.console.views.catalogue import today

Order = dict[str, Any]
Act = Callable[[Order], tuple[str, int]]


@enter(*CHANGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: ActorRequest, change_set_id: int) -> HttpResponse:
    """Approve what a colleague prepared."""

    def act(order: Order) -> tuple[str, int]:
        day = changing.approve(**order)
        said = {"day": f"{day:%d/%m/%Y}"}
        return _("Đã duyệt. Có hiệu lực từ 0 giờ ngày %(day)s; hồ sơ đã nộp giữ nguyên.") % said, change_set_id

    words = {
        "heading": _("Duyệt đợt thay đổi?"),
        "text": _("Nội dung mới áp dụng từ 0 giờ ngày có hiệu lực cho hồ sơ nộp từ lúc ấy. Hồ sơ đã nộp giữ nguyên."),
        "button": _("Duyệt"),
    }
    return _ask(request, change_set_id, form=SeenForm, act=act, words=words)


@enter(*CHANGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActorRequest, change_set_id: int) -> HttpResponse:
    """Take a set back before its day."""

    def act(order: Order) -> tuple[str, int]:
        changing.withdraw(**order)
        return _("Đã rút. Đợt này sẽ không có hiệu lực."), change_set_id

    words = {
        "heading": _("Rút đợt thay đổi?"),
        "text": _("Đợt này chưa có hiệu lực, rút rồi thì không bao giờ áp dụng. Nội dung đã soạn vẫn còn để xem."),
        "button": _("Rút đợt này"),
    }
    return _ask(request, change_set_id, form=ReasonForm, act=act, words=words)


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def roll_back(request: ActorRequest, change_set_id: int) -> HttpResponse:
    """Prepare the set that gives the old facts back."""

    def act(order: Order) -> tuple[str, int]:
        made = changing.roll_back(**order)
        return _("Đã lập đợt khôi phục. Cần người khác duyệt thì mới có hiệu lực."), made

    words = {
        "heading": _("Khôi phục nội dung cũ?"),
        "text": _("Một đợt mới được lập để trả lại nội dung trước đây kể từ ngày được duyệt. Không gì bị xoá."),
        "button": _("Lập đợt khôi phục"),
    }
    return _ask(request, change_set_id, form=ReasonForm, act=act, words=words)


@enter(*KEEPERS)
@require_POST
def refresh(request: ActorRequest, change_set_id: int) -> HttpResponse:
    """Compare a waiting set anew with what is in force."""
    changing.refresh(**_order(request, change_set_id))
    messages.success(request, _("Đã so lại với danh mục đang có hiệu lực. Xin xem lại các khác biệt."))
    return redirect("console:change", change_set_id)


@enter(*CHANGERS)
@require_POST
def rehearse(request: ActorRequest, change_set_id: int) -> HttpResponse:
    """Have the set rehearsed on the dossiers of 90 days; the page tells when it is done."""
    changing.ask_rehearsal(**_order(request, change_set_id))
    messages.success(request, _("Đang thử trên hồ sơ 90 ngày qua. Ông/bà có thể rời trang; kết quả được giữ ở đây."))
    return redirect("console:change", change_set_id)


def _ask(
    request: ActorRequest, change_set_id: int, *, form: type[SeenForm], act: Act, words: Mapping[str, str]
) -> HttpResponse:
    """The question with what it concerns; by POST the act, told on the page of the set it leads to."""
    view = procedures.change_set(change_set_id, actor=request.actor, on=today())
    asked, status, to = form(request.POST or None, initial={"revision": view.revision}), 200, list[int]()

    def carry_out(data: Mapping[str, Any]) -> str:
        said, key = act({**_who(request, change_set_id), **_seen(data)})
        to.append(key)
        return said

    if asked.is_bound:
        done, status = attempt(asked, carry_out)
        if done is not None:
            messages.success(request, done)
            return redirect("console:change", to[0])
    context = {"view": view, "form": asked, "back": reverse("console:change", args=[change_set_id]), **words}
    return show(request, "change_act", context, tab="changes", status=status)


def _seen(data: Mapping[str, Any]) -> Order:
    """What was typed, the revision under the name the commands know."""
    return {"seen_revision" if key == "revision" else key: value for key, value in data.items()}


def _order(request: ActorRequest, change_set_id: int) -> Order:
    form = SeenForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else -1
    return {**_who(request, change_set_id), "seen_revision": revision}


def _who(request: ActorRequest, change_set_id: int) -> Order:
    return {"change_set_id": change_set_id, "actor": request.actor, "at": clock.now()}
