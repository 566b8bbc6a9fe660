"""The second factor of a demonstration user, told on the command line; refused wherever somebody real is served."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.identity import queries as identity
from motcua.apps.notifications import queries as notifications
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import CentreView
from motcua.base.db import scope
from motcua.kernel.errors import NotFound, Refusal
from motcua.surfaces.console.episodes.demo.people import CITIZENS


class NotDemonstration(Refusal):
    """Second factors are told on the command line for made-up people only."""

    code = "not-demonstration"
    message = "Chỉ xem được mã ở bản chạy thử, nơi mọi trung tâm đều là trung tâm mẫu."


class NoCodeYet(Refusal):
    """Nobody of that name, or no code was sent within the hour."""

    code = "no-code"
    status = 404
    message = (
        "Không có mã cho «%(user)s». Cán bộ mẫu: ghi tên đăng nhập (minh). Người dân mẫu: bấm «Gửi mã» trên trang "
        "đăng nhập trước, rồi ghi số điện thoại (0000…) hoặc lan."
    )


def present_code(*, user: str, at: datetime) -> str:
    """The code a demonstration user would type now: an officer's by username, a citizen's by telephone or «lan».

    Raises NotDemonstration where any centre is a real one, NoCodeYet.
    """
    _refuse_real()
    wanted = user.strip().lower()
    try:
        if wanted in CITIZENS or wanted.isdigit():
            return notifications.last_code_for_demo(phone=CITIZENS.get(wanted, wanted), at=at)
        return identity.present_code(username=wanted, at=at)
    except NotFound:
        raise NoCodeYet(user=user) from None


def present_link(*, user: str, at: datetime) -> str:
    """The address by which somebody made up confirms a filing, as last sent to their telephone («hung», 0000…).

    Raises NotDemonstration where any centre is a real one, NoCodeYet.
    """
    centres = _refuse_real()
    wanted = user.strip().lower()
    try:
        with scope.use(scope.Scope(centres=tuple(centre.id for centre in centres))):
            return notifications.last_link_for_demo(phone=CITIZENS.get(wanted, wanted), at=at)
    except NotFound:
        raise NoCodeYet(user=user) from None


def _refuse_real() -> tuple[CentreView, ...]:
    centres = organization.centres()
    if not centres or not all(centre.demo for centre in centres):
        raise NotDemonstration
    return tuple(centres)
