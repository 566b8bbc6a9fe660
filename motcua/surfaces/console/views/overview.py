"""The centre in figures; each opens the list whose length it is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values import DeskRow, Light
from motcua.apps.procedures import queries as procedures
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.surfaces.console.views._page import (
    CALLERS,
    KEEPERS,
    PAGE_SIZE,
    POSTERS,
    STEERERS,
    TABS,
    centre_of,
    page_number,
    show,
)

#: What stands over each figure, and the colour of its meaning.
NOW = {
    "late": (_("Đang quá hạn"), "late"),
    "due_today": (_("Đến hạn hôm nay"), "near"),
    "waiting_intake": (_("Chờ tiếp nhận"), "new"),
    "waiting_approval": (_("Chờ lãnh đạo ký"), "new"),
    "waiting_citizen": (_("Chờ dân bổ sung"), "wait"),
    "waiting_return": (_("Chờ trả kết quả"), "done"),
    "unpromised": (_("Chưa hẹn ngày"), "new"),
    "open": (_("Tất cả hồ sơ đang mở"), ""),
}
#: Of the dossiers that were promised a date; those that were not are in no share of these.
DECIDED = {
    "decided_early": (_("Trước hạn"), "good"),
    "decided_on_time": (_("Đúng hạn"), "good"),
    "decided_late": (_("Quá hạn"), "late"),
}
UNPROMISED = {"decided_unpromised": (_("Chưa hẹn ngày"), "new")}
ENDED = {**DECIDED, **UNPROMISED}
FIGURES = {**NOW, **ENDED}
LIGHTS = {
    Light.GREEN: _("Trong hạn"),
    Light.AMBER: _("Sắp hết hạn"),
    Light.RED: _("Quá hạn"),
    Light.PAUSED: _("Tạm dừng"),
    Light.NONE: _("Chưa hẹn"),
    Light.DONE: _("Đã xong"),
}
#: Who may follow a row to its dossier; the province counts and opens none.
OPENERS = frozenset(STEERERS) - {Role.PROVINCE}


@enter(*STEERERS, *KEEPERS, *POSTERS, *CALLERS)
@require_safe
def go_home(request: ActorRequest) -> HttpResponse:
    """To the first page of the console this person may open."""
    held = request.actor.roles_at(centre_of(request))
    first = next(name for name, _label, roles in TABS if held & set(roles))
    return redirect(f"console:{first}")


@enter(*STEERERS)
@require_safe
def show_overview(request: ActorRequest) -> HttpResponse:
    """Figures now, and since the first of the month."""
    now = clock.now()
    since = _month_start(now)
    found = asdict(dossiers.overview(actor=request.actor, centre_id=centre_of(request), now=now, since=since))
    promised = sum(found[name] for name in DECIDED)
    ended = promised + found["decided_unpromised"]
    context = {
        "now": now,
        "since": since,
        "figures": [(name, label, kind, found[name]) for name, (label, kind) in NOW.items()],
        "decided": [
            (name, label, kind, found[name], ended if name in UNPROMISED else promised)
            for name, (label, kind) in ENDED.items()
        ],
        "decided_total": promised,
        "kept": found["decided_early"] + found["decided_on_time"],
        **found,
    }
    return show(request, "overview", context, tab="overview")


@enter(*STEERERS)
@require_safe
def show_figure(request: ActorRequest, figure: str) -> HttpResponse:
    """The list behind one figure."""
    if figure not in FIGURES:
        raise Http404
    now, centre_id = clock.now(), centre_of(request)
    page = dossiers.figure_list(
        actor=request.actor,
        centre_id=centre_id,
        figure=figure,
        now=now,
        since=_month_start(now),
        number=page_number(request),
        size=PAGE_SIZE,
    )
    opens = bool(request.actor.roles_at(centre_id) & OPENERS)
    rows = [(row, _title(row), DossierState(row.state).label, LIGHTS[row.light]) for row in page.rows]
    context = {"heading": FIGURES[figure][0], "page": page, "rows": rows, "opens": opens}
    return show(request, "figure", context, tab="overview")


def _title(row: DeskRow) -> str:
    return procedures.version(row.version_id).short_title


def _month_start(now: datetime) -> datetime:
    today = clock.local(now)
    return clock.office_time(today.year, today.month, 1)
