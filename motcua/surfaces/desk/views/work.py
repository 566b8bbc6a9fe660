"""The one work list, its print for today, and the keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.organization import queries as organization
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import FieldView
from motcua.apps.workcalendar import queries as workcalendar
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import Duty, Role
from motcua.kernel.paging import Page
from motcua.surfaces.desk.episodes import listing
from motcua.surfaces.desk.views.frame import here, links, show, show_kept
from motcua.surfaces.desk.views.roles import INSIDE, OFFICERS, PRINTERS
from motcua.surfaces.desk.views.rows import draw
from motcua.ui.keeping import Itself, mark

TABS: Final[Mapping[str, str | Promise]] = {
    "mine": _("Việc của tôi"),
    "intake": _("Chờ tiếp nhận"),
    "unheld": _("Chờ giao việc"),
    "citizen": _("Chờ dân bổ sung"),
    "approval": _("Chờ lãnh đạo ký"),
    "return": _("Chờ trả kết quả"),
    "outside": _("Nơi khác giữ"),
    "all": _("Cả phòng"),
}
#: Where a role's day begins when nothing is on its own name.
_BEGIN: Final = {Role.CLERK: "intake", Role.LEADER: "approval", Role.RECORDS: "return"}
#: Why a list is empty, and what to do next.
EMPTY: Final[Mapping[str, str | Promise]] = {
    "mine": _("Không có hồ sơ nào đứng tên ông/bà. Việc mới được giao sẽ hiện ở đây."),
    "intake": _("Không có hồ sơ trực tuyến nào chờ tiếp nhận."),
    "unheld": _("Hồ sơ nào đang giải quyết cũng đã có người giữ."),
    "citizen": _("Không có hồ sơ nào chờ người dân bổ sung."),
    "approval": _("Không có dự thảo nào chờ lãnh đạo ký."),
    "return": _("Không có kết quả nào chờ trả."),
    "outside": _("Không có hồ sơ nào do hệ thống khác giữ."),
    "all": _("Không có hồ sơ nào đang mở."),
}


@enter(*OFFICERS)
@require_safe
def work_list(request: ActorRequest) -> HttpResponse:
    """One tab of the list, one page of it."""
    if not request.actor.roles_at(here(request)) & set(INSIDE):
        return show(request, "desk/no_list.html", steers="console:home" in {link.name for link in links(request)})
    now, centre = clock.now(), organization.centre(here(request))
    asked = _Asked(**{name: request.GET.get(name, "") for name in ("field", "channel", "order")})
    tab, found = _listed(request, asked)
    drawn = draw(found.page.rows, tab=tab, calendar=centre.calendar, now=now)
    seen = _Seen(
        tab=tab,
        asked=asked,
        counts=tuple(found.counts.items()),
        groups=tuple((group.name, group.count) for group in drawn),
        page=replace(found.page, rows=()),
        fields=Itself(procedures.fields(on=clock.local(now).date())),
        duties=request.actor.duties,
        provisional=workcalendar.provisional_year(centre.calendar, on=clock.local(now).date()),
    )
    late = {_rows_mark(number): group.rows for number, group in enumerate(drawn)}
    return show_kept(request, "desk/work.html", key=seen, late=late, context=lambda: _context(request, seen))


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the list was narrowed and ordered."""

    field: str
    channel: str
    order: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that the page around the rows depends on, but for the frame."""

    tab: str
    asked: _Asked
    counts: tuple[tuple[str, int], ...]
    #: Name and number of rows of each urgency; the rows themselves are put in late.
    groups: tuple[tuple[str, int], ...]
    page: Page[dossiers.RawRow]
    fields: Itself
    duties: frozenset[Duty]
    #: The year whose days off are not announced yet.
    provisional: int | None


@lru_cache(maxsize=300)
def _rows_mark(number: int) -> str:
    return mark(f"rows-{number}")


def _listed(request: ActorRequest, asked: _Asked) -> tuple[str, dossiers.Listing]:
    """The tab that is shown and its page; without a tab in the address, where this officer's day begins."""
    wish = dossiers.Wish(
        tab=_asked_tab(request), field=asked.field, channel=asked.channel, order=asked.order, number=_number(request)
    )
    found = dossiers.listed(actor=request.actor, centre_id=here(request), wish=wish)
    tab = _tab(request, found.counts)
    if tab != wish.tab:
        found = dossiers.listed(actor=request.actor, centre_id=here(request), wish=replace(wish, tab=tab))
    return tab, found


def _context(request: ActorRequest, seen: _Seen) -> dict[str, Any]:
    counts, asked = dict(seen.counts), asdict(seen.asked)
    return {
        "tabs": [(name, label, counts.get(name, 0)) for name, label in TABS.items()],
        "tab": seen.tab, "asked": asked, "page": seen.page, "empty": EMPTY[seen.tab], "fields": fields_of(request),
        "groups": [
            (listing.GROUPS[name], count, _rows_mark(number)) for number, (name, count) in enumerate(seen.groups)
        ],
        "may_register": bool(request.actor.roles_at(here(request)) & set(PRINTERS)),
        "query": urlencode({"tab": seen.tab, **asked}), "here": "desk:work",
        "provisional": seen.provisional,
    }  # fmt: skip


@enter(*INSIDE)
@require_safe
def today(request: ActorRequest) -> HttpResponse:
    """What is late or due today, to take along on paper."""
    now, centre = clock.now(), organization.centre(here(request))
    page = dossiers.work_list(actor=request.actor, centre_id=centre.id, tab=_asked_tab(request), now=now, size=300)
    lines = listing.lines(page.rows, calendar=centre.calendar, now=now)
    urgent = [line for line in lines if line.group in {"late", "today"}]
    return show(request, "desk/today.html", groups=listing.grouped(urgent), tab=TABS[_asked_tab(request)])


def fields_of(request: ActorRequest) -> tuple[FieldView, ...]:
    """The fields of work this officer is given, all of them where none is named."""
    duties = frozenset(d for d in request.actor.duties if d.centre_id == here(request) and d.role in INSIDE)
    return _covered(procedures.fields(on=clock.local(clock.now()).date()), duties)


@lru_cache(maxsize=256)
def _covered(fields: tuple[FieldView, ...], duties: frozenset[Duty]) -> tuple[FieldView, ...]:
    return tuple(field for field in fields if any(duty.covers(field.slug) for duty in duties))


def _asked_tab(request: ActorRequest) -> str:
    tab = request.GET.get("tab", "mine")
    return tab if tab in TABS else "mine"


def _tab(request: ActorRequest, counts: Mapping[str, int]) -> str:
    if "tab" in request.GET or counts.get("mine"):
        return _asked_tab(request)
    held = request.actor.roles_at(here(request))
    return next((tab for role, tab in _BEGIN.items() if role in held), "mine")


def _number(request: ActorRequest) -> int:
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
