"""Who looked at one's data: when, from which desk, what they opened and for what duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.apps.audit import queries as looks
from motcua.apps.audit.values import LookRow
from motcua.apps.identity import queries as accounts
from motcua.apps.organization import queries as organization
from motcua.base.db import scope
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import ActorKind, Role
from motcua.surfaces.portal.views import frame, mine

_WHAT: Final[dict[str, str | Promise]] = {
    "dossier.opened": gettext_lazy("mở hồ sơ"),
    "dossier.printed": gettext_lazy("in giấy của hồ sơ"),
    "dossier.eform_read": gettext_lazy("đọc cả tờ khai"),
    "party.number_shown": gettext_lazy("xem đủ số định danh và điện thoại"),
    "file.opened": gettext_lazy("mở một giấy tờ"),
    "dossier.tracked": gettext_lazy("tra cứu bằng mã hồ sơ và một số đã khai"),
}
#: The duty for which each role may look at all.
_WHY: Final[dict[Role, str | Promise]] = {
    Role.CLERK: gettext_lazy("tiếp nhận và trả kết quả"),
    Role.SPECIALIST: gettext_lazy("giải quyết hồ sơ"),
    Role.SECONDED: gettext_lazy("giải quyết hồ sơ cùng cơ quan khác"),
    Role.LEADER: gettext_lazy("xem xét và ký"),
    Role.RECORDS: gettext_lazy("vào sổ, phát hành, lưu giữ"),
    Role.DIRECTOR: gettext_lazy("điều hành Trung tâm"),
    Role.AUDITOR: gettext_lazy("thanh tra, kiểm tra"),
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What one person opened on one day: the last time of it, and how often."""

    day: date
    at: datetime
    account_id: int | None
    name: str
    title: str
    why: str
    what: str
    times: int = 1


@enter(ActorKind.CITIZEN)
@never_cache
@require_safe
def who_looked(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Every look of others at this dossier, newest first; the same thing opened again that day is one line."""
    view = mine.find(request, dossier_id)
    with scope.opened(dossier_id):
        rows = [row for row in looks.looks_at(dossier_id) if row.account_id != request.actor.account_id]
    told = _told(rows, centre_id=view.head.centre_id)
    return frame.page(request, "portal/own/who_looked.html", {**mine.picture(view), "rows": told, "count": len(rows)})


def _name(row: LookRow, names: Mapping[int, str]) -> str:
    """An officer by name; of somebody else no name is told, since a code passes from hand to hand in a family."""
    if row.actor.startswith((ActorKind.PUBLIC, ActorKind.CITIZEN)):
        return _("Người có mã hồ sơ")
    return names.get(row.account_id or 0, _("Hệ thống"))


def _told(rows: Sequence[LookRow], *, centre_id: int) -> list[Looked]:
    """In words; what somebody is at the centre is asked as of now."""
    ids = {row.account_id for row in rows if row.account_id}
    names = accounts.names_of(ids)
    staff = {one.account_id: one for one in organization.staff_of(centre_id, at=clock.now())} if ids else {}
    lines: dict[tuple[date, int | None, str], Looked] = {}
    for row in rows:
        key = (clock.local(row.at).date(), row.account_id, row.what)
        if key in lines:
            lines[key] = replace(lines[key], times=lines[key].times + 1)
            continue
        post = staff.get(row.account_id or 0)
        lines[key] = Looked(
            day=key[0],
            at=row.at,
            account_id=row.account_id,
            name=_name(row, names),
            title=post.title if post else "",
            why=str(_WHY.get(post.role, "")) if post else "",
            what=str(_WHAT.get(row.what, row.what)),
        )
    return list(lines.values())
