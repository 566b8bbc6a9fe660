"""Who works at the centre: positions and their holders, new accounts, counters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.apps.identity import commands as identity
from motcua.apps.identity.values import fresh_password
from motcua.apps.organization import commands
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import HoldingRow
from motcua.apps.procedures import queries as procedures
from motcua.apps.workcalendar import queries as workcalendar
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.surfaces.console.episodes.centre import describe
from motcua.surfaces.console.forms.fact_words import ROLES
from motcua.surfaces.console.forms.people import AccountForm, CentreForm, CounterForm
from motcua.surfaces.console.views._page import ADMINISTRATORS, ask, attempt, centre_of, show
from motcua.surfaces.console.views._people import renewed_rows


@enter(*ADMINISTRATORS)
@require_safe
def show_people(request: ActorRequest) -> HttpResponse:
    """Positions with their holders and substitutes, and the counters."""
    centre_id, now = centre_of(request), clock.now()
    held: dict[int, list[HoldingRow]] = {}
    for holding in organization.holdings_of(centre_id, at=now):
        held.setdefault(holding.position_id, []).append(holding)
    positions = organization.positions(centre_id, at=now)
    titles = {position.id: position.title for position in positions}
    names = dict(fields_of_work())
    rows = [
        (p, ROLES[p.role], _limits(p.fields, names), titles.get(p.reports_to or 0, ""), held.get(p.id, []))
        for p in positions
    ]
    counters = [(counter, _limits(counter.fields, names)) for counter in organization.counters_of(centre_id)]
    context = {"rows": rows, "counters": counters, "now": now, "renewed": renewed_rows(centre_id, now)}
    return show(request, "people", context, tab="people")


@enter(*ADMINISTRATORS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create_account(request: ActorRequest) -> HttpResponse:
    """Make an account; its first password is shown on this one page, to be printed and handed over."""
    form, password, status = AccountForm(request.POST or None), fresh_password(), 200

    def act(data: Mapping[str, Any]) -> str:
        identity.create_staff(**data, password=password, actor=request.actor, at=clock.now())
        return password

    if form.is_bound:
        made, status = attempt(form, act)
        if made is not None:
            return show(request, "account_made", {"password": made, **form.cleaned_data}, tab="people")
    text = _("Mật khẩu đầu tiên hiện một lần để in và trao tận tay. Lần đầu đăng nhập, cán bộ cài mã xác thực thứ hai.")
    words = {"heading": _("Tạo tài khoản cán bộ"), "text": text, "button": _("Tạo tài khoản")}
    context = {"form": form, "back": reverse("console:people"), **words}
    return show(request, "form", context, tab="people", status=status)


@enter(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_counter(request: ActorRequest) -> HttpResponse:
    """Add a counter."""

    def act(data: Mapping[str, Any]) -> str:
        said = {"number": data["number"], "name": data["name"], "fields": data["fields_of_work"]}
        commands.add_counter(centre_id=centre_of(request), **said, actor=request.actor, at=clock.now())
        return _("Đã thêm quầy %(number)s.") % said

    form = CounterForm(request.POST or None, fields=fields_of_work())
    words = {"heading": _("Thêm quầy"), "text": "", "button": _("Thêm quầy")}
    return ask(request, form=form, act=act, to=reverse("console:people"), tab="people", **words)


@enter(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def describe_centre(request: ActorRequest) -> HttpResponse:
    """Say where the centre is, how to call it, when it is open and by which code its dossiers are numbered."""
    centre = organization.centre(centre_of(request))

    def act(data: Mapping[str, Any]) -> str:
        describe(centre_id=centre.id, told=data, actor=request.actor, at=clock.now())
        return _("Đã ghi. Giấy in và trang của Trung tâm nói như thế từ bây giờ.")

    present = {"address": centre.address, "phone": centre.phone, "hours": centre.hours}
    present["agency_code"] = centre.agency_code if centre.agency_known else ""
    text = _("Điện thoại và giờ làm việc đổi thì bảng niêm yết đã treo cần in lại. Ngày nghỉ ghi ở «Lịch làm việc».")
    words = {"heading": centre.name, "text": text, "button": _("Ghi lại")}
    present["calendar"] = centre.calendar
    form = CentreForm(request.POST or None, initial=present, calendars=workcalendar.names())
    return ask(request, form=form, act=act, to=reverse("console:people"), tab="people", **words)


def fields_of_work() -> list[tuple[str, str]]:
    """Fields of work by slug, in dictionary order."""
    return [(field.slug, field.name) for field in procedures.fields(on=clock.local(clock.now()).date())]


def _limits(slugs: frozenset[str], names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names.get(slug, slug) for slug in slugs))
