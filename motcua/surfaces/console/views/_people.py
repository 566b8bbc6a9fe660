"""How the log's actors are named on a page (citizens not at all), and what was done for officers at the machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.apps.identity import queries as identity
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import Loss, RenewedRow

#: Why an account was renewed at the machine, in words.
LOSSES = {
    Loss.PHONE: gettext_lazy("mất điện thoại xác thực"),
    Loss.PASSWORD: gettext_lazy("quên mật khẩu"),
    Loss.BOTH: gettext_lazy("mất cả mật khẩu và điện thoại xác thực"),
    Loss.LEAK: gettext_lazy("ngờ bị lộ"),
}


def names_of(labels: Iterable[str]) -> Mapping[str, str]:
    """What to call each actor label ("staff:12", "system:deadline-clock") in one statement."""
    wanted = set(labels)
    staff = {label: int(label[6:]) for label in wanted if label.startswith("staff:") and label[6:].isdigit()}
    names = identity.names_of(staff.values())
    return {label: names.get(staff[label], label) if label in staff else _other(label) for label in wanted}


def renewed_rows(centre_id: int, at: datetime) -> list[tuple[RenewedRow, object]]:
    """The accounts renewed at the machine lately, each with why, so that administrators learn of it."""
    return [(row, LOSSES[Loss(row.loss)]) for row in organization.renewed_at_machine(centre_id, at=at)]


def _other(label: str) -> str:
    kind, _colon, name = label.partition(":")
    if label == "system:at-the-machine":
        return _("Người ở máy chủ")
    if kind == "system":
        return _("Hệ thống (%(name)s)") % {"name": name}
    return {"citizen": _("Công dân"), "public": _("Người chưa đăng nhập"), "device": _("Thiết bị")}.get(kind, label)
