"""How the log's actors are named on a page: officers by name, machines by their work, citizens not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from motcua.apps.identity import queries as identity


def names_of(labels: Iterable[str]) -> Mapping[str, str]:
    """What to call each actor label ("staff:12", "system:deadline-clock") in one statement."""
    wanted = set(labels)
    staff = {label: int(label[6:]) for label in wanted if label.startswith("staff:") and label[6:].isdigit()}
    names = identity.names_of(staff.values())
    return {label: names.get(staff[label], label) if label in staff else _other(label) for label in wanted}


def _other(label: str) -> str:
    kind, _colon, name = label.partition(":")
    if kind == "system":
        return _("Hệ thống (%(name)s)") % {"name": name}
    return {"citizen": _("Công dân"), "public": _("Người chưa đăng nhập"), "device": _("Thiết bị")}.get(kind, label)
