"""The accounts of the centre's officers: who has one, and renewing what somebody has lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.identity.values import fresh_password
from motcua.apps.organization import commands
from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.surfaces.console.views._page import ADMINISTRATORS, ask, attempt, centre_of, show
from motcua.surfaces.console.views._people import renewed_rows


@enter(*ADMINISTRATORS)
@require_safe
def show_accounts(request: ActorRequest) -> HttpResponse:
    """Every account this centre looks after, those without a position too."""
    now = clock.now()
    rows = organization.accounts_of(centre_of(request), at=now)
    return show(request, "accounts", {"rows": rows, "renewed": renewed_rows(centre_of(request), now)}, tab="people")


@enter(*ADMINISTRATORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew_password(request: ActorRequest, account_id: int) -> HttpResponse:
    """Ask once more, then give a new password; it is shown on this one page, as the first one was."""
    centre_id, password, status = centre_of(request), fresh_password(), 200
    account = organization.account_of(centre_id, account_id, at=clock.now()).account
    form = Form(request.POST if request.method == "POST" else None)

    def act(_data: Mapping[str, Any]) -> str:
        which = {"centre_id": centre_id, "account_id": account_id}
        commands.renew_password(**which, password=password, actor=request.actor, at=clock.now())
        return password

    if form.is_bound:
        made, status = attempt(form, act)
        if made is not None:
            said = {"password": made, "name": account.name, "username": account.username, "renewed": True}
            return show(request, "account_made", said, tab="people")
    context = {"form": form, "back": reverse("console:accounts"), **_password_words(account.name)}
    return show(request, "form", context, tab="people", status=status)


@enter(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def renew_second_factor(request: ActorRequest, account_id: int) -> HttpResponse:
    """Ask once more, then let the person set up a new second factor at the next sign-in."""
    centre_id = centre_of(request)
    said = {"name": organization.account_of(centre_id, account_id, at=clock.now()).account.name}

    def act(_data: Mapping[str, Any]) -> str:
        which = {"centre_id": centre_id, "account_id": account_id}
        commands.renew_second_factor(**which, actor=request.actor, at=clock.now())
        return _("Đã bỏ mã xác thực thứ hai của %(name)s. Lần đăng nhập tới, người này cài mã mới.") % said

    text = _(
        "Chỉ làm khi đã gặp đúng người. Mã cũ hết dùng ngay, mọi phiên đang mở của người này kết thúc; ai biết "
        "mật khẩu thì cài được mã mới, nên nếu ngờ mật khẩu cũng đã lộ, xin đặt mật khẩu mới luôn."
    )
    words = {"heading": _("Cấp lại mã xác thực thứ hai cho %(name)s?") % said, "text": text, "button": _("Cấp lại mã")}
    form = Form(request.POST if request.method == "POST" else None)
    return ask(request, form=form, act=act, to=reverse("console:accounts"), tab="people", **words)


def _password_words(name: str) -> dict[str, str]:
    return {
        "heading": _("Đặt mật khẩu mới cho %(name)s?") % {"name": name},
        "text": _(
            "Chỉ làm khi đã gặp đúng người. Mật khẩu cũ hết dùng ngay, mọi phiên đang mở của người này kết thúc. "
            "Mật khẩu mới hiện một lần để in và trao tận tay."
        ),
        "button": _("Đặt mật khẩu mới"),
    }
