"""The keeper's list of work: checks that are due, codes to mend, parts that lack, searches that found nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.commands import keeping
from motcua.base.guards import ActorRequest, enter, way_back
from motcua.kernel import clock
from motcua.kernel.paging import Page
from motcua.surfaces.console.forms import change_words
from motcua.surfaces.console.forms.changes import CheckDaysForm, CheckForm
from motcua.surfaces.console.views._page import KEEPERS, PAGE_SIZE, ask, centre_of, page_number, show
from motcua.surfaces.console.views._people import names_of
from motcua.surfaces.console.views.catalogue import today

LISTS = {
    "checks": _("Đến hạn kiểm tra"),
    "codes": _("Mã cần sửa"),
    "parts": _("Thiếu bộ phận bắt buộc"),
    "misses": _("Tìm mà không thấy"),
}
#: How far back searches that found nothing are shown: as long as they are kept.
MISSES_SINCE = timedelta(days=90)


@enter(*KEEPERS)
@require_safe
def show_work(request: ActorRequest) -> HttpResponse:
    """Four figures, and the list behind the one asked for."""
    wanted = request.GET.get("list", "")
    wanted = wanted if wanted in LISTS else "checks"
    codes = procedures.codes_to_mend(on=today())
    found = _found(request, codes.gaps)
    page = _cut(found[wanted], page_number(request))
    context = {
        "figures": [(key, label, len(found[key]), key == wanted) for key, label in LISTS.items()],
        "wanted": wanted,
        "label": LISTS[wanted],
        "page": page,
        "rows": _shown(wanted, page.rows),
        "query": urlencode({"list": wanted}),
        "mapped": codes.mapped,
        "unknown": procedures.unknown_facts(on=today(), size=1).total,
        "days": procedures.check_days(),
    }
    return show(request, "work", context, tab="work")


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def mark_checked(request: ActorRequest, code: str) -> HttpResponse:
    """Say what a procedure was compared with and found right."""
    view = procedures.in_force(code, on=today(), centre_id=centre_of(request))

    def act(data: Mapping[str, Any]) -> str:
        keeping.mark_checked(code=code, source=data["source"], actor=request.actor, at=clock.now())
        return say("Đã ghi: %(code)s được kiểm tra hôm nay.") % {"code": code}

    words = {
        "heading": say("Đã kiểm tra %(code)s?") % {"code": code},
        "text": view.title,
        "button": say("Ghi đã kiểm tra"),
    }
    to = way_back(request, otherwise=reverse("console:work"))
    return ask(request, form=CheckForm(request.POST or None), act=act, to=to, tab="work", **words)


@enter(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def set_days(request: ActorRequest) -> HttpResponse:
    """After how many days a procedure is to be checked again."""

    def act(data: Mapping[str, Any]) -> str:
        keeping.set_check_days(days=data["days"], actor=request.actor, at=clock.now())
        return say("Đã ghi. Danh sách việc theo số ngày mới.")

    form = CheckDaysForm(request.POST or None, initial={"days": procedures.check_days()})
    words = {"heading": say("Bao lâu kiểm tra lại một lần?"), "button": say("Ghi")}
    return ask(request, form=form, act=act, to=reverse("console:work"), tab="work", **words)


def _cut(rows: Sequence[Any], number: int) -> Page[Any]:
    start = (number - 1) * PAGE_SIZE
    return Page(rows=rows[start : start + PAGE_SIZE], number=number, size=PAGE_SIZE, total=len(rows))


def _found(request: ActorRequest, gaps: Sequence[Any]) -> Mapping[str, Sequence[Any]]:
    """Every list whole: the figure is its length."""
    now, on = clock.now(), today()
    return {
        "checks": [row for row in procedures.due_checks(now=now, on=on) if row.due],
        "codes": gaps,
        "parts": procedures.parts_missing(on=on, centre_id=centre_of(request)),
        "misses": procedures.misses(since=on - MISSES_SINCE),
    }


def _shown(wanted: str, rows: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of one list with the words the page needs."""
    if wanted == "checks":
        names = names_of(row.checked_by for row in rows if row.checked_by)
        return [(row, names.get(row.checked_by, "")) for row in rows]
    if wanted == "codes":
        return [(row, change_words.CODE_GAPS[row.kind]) for row in rows]
    if wanted == "parts":
        return [(row, [change_words.PARTS[part] for part in row.missing]) for row in rows]
    return [(row, "") for row in rows]
