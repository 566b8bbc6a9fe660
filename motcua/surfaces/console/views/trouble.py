"""What the machine could not do, told to administrators on the page of the log, and what they may press."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import upkeep
from motcua.apps.outbox import queries as outbox
from motcua.apps.outbox.values import HeldBack
from motcua.base import jobs
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.surfaces.console.episodes import trouble as episodes
from motcua.surfaces.console.views._page import ADMINISTRATORS, centre_of

#: What the jobs of each name do, in the office's words; a new one shows its name.
KINDS = {
    "dossiers.rehearse": gettext_lazy("Thử đợt thay đổi trên hồ sơ"),
    "dossiers.tick": gettext_lazy("Kết thúc hồ sơ quá hạn bổ sung, dọn bản nháp"),
    "files.forget_coming": gettext_lazy("Dọn tệp gửi dở"),
    "identity.forget_spent": gettext_lazy("Dọn phiên đăng nhập cũ"),
    "notifications.forget_codes": gettext_lazy("Dọn mã đăng nhập cũ"),
    "notifications.forget_outgoing": gettext_lazy("Dọn tin đã ghi ra tệp"),
    "notifications.send": gettext_lazy("Gửi tin nhắn"),
    "notifications.send_code": gettext_lazy("Gửi mã đăng nhập"),
    "notifications.send_waiting": gettext_lazy("Gửi tin đang chờ"),
    "printing.forget_runs": gettext_lazy("Dọn bản in cũ"),
    "printing.run": gettext_lazy("Sắp chữ bản in dài"),
    "procedures.forget_misses": gettext_lazy("Dọn câu tìm không thấy"),
}

#: What each fact's subscribers do with it, in the office's words; a new one shows its name.
NEWS = {
    "dossiers.DossierMoved": gettext_lazy("Báo người nộp: hồ sơ đã chuyển bước"),
    "dossiers.PromiseReckoned": gettext_lazy("Báo người nộp: ngày hẹn tính lại theo lịch"),
    "dossiers.PromisePutOff": gettext_lazy("Báo người nộp: xin lỗi và hẹn lại"),
    "dossiers.SignatoryAsked": gettext_lazy("Mời người cùng ký xác nhận"),
    "dossiers.SignatoryAnswered": gettext_lazy("Báo người nộp: người cùng ký đã trả lời"),
    "workcalendar.CalendarChanged": gettext_lazy("Tính lại ngày hẹn khi lịch làm việc đổi"),
}


def trouble_of(request: ActorRequest) -> dict[str, Any]:
    """The block's contents; empty for everybody who is no administrator of the present centre."""
    centre_id, now = centre_of(request), clock.now()
    if not request.actor.roles_at(centre_id) & set(ADMINISTRATORS):
        return {}
    return {
        "parked": [(one, KINDS.get(one.task, one.task)) for one in jobs.parked(centre_id=centre_id)],
        **_held(outbox.held_back(centre_id=centre_id), request.GET.get("tried", ""), now),
        "clock_doubted": not dossiers.is_clock_believed(now=now),
        "now": now,
    }


@enter(*ADMINISTRATORS)
@require_POST
def try_again(request: ActorRequest) -> HttpResponse:
    """Do the failed jobs of one kind once more."""
    count = episodes.try_again(
        task=request.POST.get("task", ""), centre_id=centre_of(request), actor=request.actor, at=clock.now()
    )
    told = ngettext("Đang làm lại %(n)s việc.", "Đang làm lại %(n)s việc.", count) % {"n": count}
    messages.success(request, told)
    return redirect("console:audit")


@enter(*ADMINISTRATORS)
@require_POST
def try_held(request: ActorRequest) -> HttpResponse:
    """Have what is held back tried now; the page of the log then tells what came of it."""
    count = episodes.try_held(centre_id=centre_of(request), actor=request.actor, at=clock.now())
    return redirect(f"{reverse('console:audit')}?{urlencode({'tried': count})}")


@enter(*ADMINISTRATORS)
@require_POST
def confirm_clock(request: ActorRequest) -> HttpResponse:
    """The clock shows the right time: what waited for that goes on."""
    upkeep.confirm_clock(centre_id=centre_of(request), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã ghi: giờ của máy là đúng."))
    return redirect("console:audit")


def _held(rows: tuple[HeldBack, ...], tried: str, now: datetime) -> dict[str, Any]:
    """What is held back, and what came of the last press: `tried` is how many facts it was for, '' without one."""
    trying, left = any(row.is_being_tried(now) for row in rows), sum(row.count for row in rows)
    asked = int(tried) if tried.isdecimal() and len(tried) < 7 else None
    return {
        "held": [(row, NEWS.get(row.topic, row.topic), _when(row, now)) for row in rows],
        "pressed": asked,
        "trying": trying and asked is not None,
        "outcome": _outcome(asked, left, trying=trying),
    }


def _when(row: HeldBack, now: datetime) -> str:
    """When it is tried next, where that is no moment ahead; '' where it is one."""
    if row.next_at is None:
        return _("Sau tin trước của cùng hồ sơ")
    if row.is_left_lying(now):
        return _("Máy chưa thử")
    return _("Đang thử") if row.is_being_tried(now) else ""


def _outcome(asked: int | None, left: int, *, trying: bool) -> tuple[str, str, str] | None:
    """Mark, word and sentence about a press; None without one."""
    if asked is None:
        return None
    if trying:
        told = ngettext("Máy đang thử lại %(n)s tin.", "Máy đang thử lại %(n)s tin.", asked) % {"n": asked}
        return "wait", _("Đang thử"), told
    if left:
        told = ngettext("Đã thử; còn %(n)s tin chưa chuyển được.", "Đã thử; còn %(n)s tin chưa chuyển được.", left)
        return "late", _("Chưa được"), told % {"n": left}
    told = ngettext("Đã chuyển xong %(n)s tin.", "Đã chuyển xong %(n)s tin.", asked) % {"n": asked}
    return "good", _("Xong"), told if asked else _("Không còn tin nào phải thử lại.")
