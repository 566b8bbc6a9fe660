"""What the machine could not do, told to administrators on the page of the log, and what they may press."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import upkeep
from motcua.apps.outbox import queries as outbox
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


def trouble_of(request: ActorRequest) -> dict[str, Any]:
    """The block's contents; empty for everybody who is no administrator of the present centre."""
    centre_id, now = centre_of(request), clock.now()
    if not request.actor.roles_at(centre_id) & set(ADMINISTRATORS):
        return {}
    return {
        "parked": [(one, KINDS.get(one.task, one.task)) for one in jobs.parked(centre_id=centre_id)],
        "held": outbox.held_back(centre_id=centre_id),
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
def confirm_clock(request: ActorRequest) -> HttpResponse:
    """The clock shows the right time: what waited for that goes on."""
    upkeep.confirm_clock(centre_id=centre_of(request), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã ghi: giờ của máy là đúng."))
    return redirect("console:audit")
