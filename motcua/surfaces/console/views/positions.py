"""Positions of the centre: making one, giving it, ending that, and who stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.apps.identity import queries as identity
from motcua.apps.organization import commands
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import HoldingRow, SubstituteRow
from motcua.base.guards import ActorRequest, enter
from motcua.kernel import clock
from motcua.kernel.actor import Role
from motcua.kernel.errors import Invalid, NotFound
from motcua.surfaces.console.forms.people import AppointForm, EndForm, PositionForm, SubstituteForm, begin_of, end_of
from motcua.surfaces.console.views._page import ADMINISTRATORS, ask, centre_of
from motcua.surfaces.console.views.people import fields_of_work
from motcua.ui import format as told


@enter(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """Make a position."""
    centre_id = centre_of(request)
    above = [(p.id, p.title) for p in organization.positions(centre_id, at=clock.now())]

    def act(data: Mapping[str, Any]) -> str:
        said = {"role": Role(data["role"]), "title": data["title"], "fields": data["fields_of_work"]}
        order = {"centre_id": centre_id, "reports_to": data["reports_to"], "actor": request.actor, "at": clock.now()}
        commands.create_position(**said, **order)
        return _("Đã thêm chức danh %(title)s.") % said

    roles = organization.roles_to_give(request.actor, centre_id)
    form = PositionForm(request.POST or None, fields=fields_of_work(), positions=above, roles=roles)
    words = {"heading": _("Thêm chức danh"), "text": "", "button": _("Thêm chức danh")}
    return ask(request, form=form, act=act, to=reverse("console:people"), tab="people", **words)


@enter(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: ActorRequest, position_id: int) -> HttpResponse:
    """Give a position to an officer."""
    title = _position_title(request, position_id)

    def act(data: Mapping[str, Any]) -> str:
        account_id, since = _account_id(data["username"]), begin_of(data["since"])
        when = {"since": since, "until": data["until"], "actor": request.actor, "at": clock.now()}
        commands.appoint(position_id=position_id, account_id=account_id, **when)
        return _("Đã giao chức danh %(title)s.") % {"title": title}

    form = AppointForm(request.POST or None)
    text = _("Quyền bắt đầu từ ngày ghi ở đây. Quyền thanh tra phải có ngày kết thúc.")
    words = {"heading": _("Giao chức danh: %(title)s") % {"title": title}, "text": text, "button": _("Giao chức danh")}
    return ask(request, form=form, act=act, to=reverse("console:people"), tab="people", **words)


@enter(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: ActorRequest, holding_id: int) -> HttpResponse:
    """Ask once more, then end a holding; the rights end with it."""
    holding = _holding(request, holding_id)

    def act(data: Mapping[str, Any]) -> str:
        now = clock.now()
        commands.end_holding(holding_id=holding_id, until=data["until"] or now, actor=request.actor, at=now)
        return _("Đã ghi ngày thôi giữ chức danh %(title)s.") % {"title": holding.title}

    form = EndForm(request.POST if request.method == "POST" else None)
    said = {"name": holding.name, "title": holding.title}
    text = _("Hồ sơ người này đang giữ cần được bàn giao trước.")
    words = {"heading": _("%(name)s thôi giữ chức danh %(title)s?") % said, "text": text, "button": _("Ghi ngày thôi")}
    return ask(request, form=form, act=act, to=reverse("console:people"), tab="people", **words)


@enter(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def substitute(request: ActorRequest, holding_id: int) -> HttpResponse:
    """Let somebody stand in for an absent holder."""
    holding = _holding(request, holding_id)

    def act(data: Mapping[str, Any]) -> str:
        commands.substitute(
            holding_id=holding_id,
            account_id=_account_id(data["username"]),
            since=begin_of(data["since"]),
            until=end_of(data["until"]),
            reason=data["reason"],
            actor=request.actor,
            at=clock.now(),
        )
        return _("Đã ghi người thay cho %(name)s.") % {"name": holding.name}

    form, said = SubstituteForm(request.POST or None), {"name": holding.name, "title": holding.title}
    text = _("Người thay có quyền của chức danh trong những ngày này; nhật ký ghi rõ thay cho ai.")
    words = {"heading": _("Người thay cho %(name)s, %(title)s") % said, "text": text, "button": _("Ghi người thay")}
    return ask(request, form=form, act=act, to=reverse("console:people"), tab="people", **words)


@enter(*ADMINISTRATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def end_substitution(request: ActorRequest, substitution_id: int) -> HttpResponse:
    """Ask once more, then end a substitution at once; the lent rights end with it."""
    holding, lent = _substitution(request, substitution_id)
    said = {"name": lent.name, "holder": holding.name, "title": holding.title, "reason": lent.reason}
    said["day"] = told.day(lent.last_day)

    def act(_data: Mapping[str, Any]) -> str:
        commands.end_substitution(substitution_id=substitution_id, actor=request.actor, at=clock.now())
        return _("%(name)s không còn thay %(holder)s.") % said

    form = Form(request.POST if request.method == "POST" else None)
    text = _(
        "Chức danh: %(title)s. Lý do vắng: %(reason)s. Đang ghi đến hết %(day)s. Quyền được thay kết thúc ngay bây giờ."
    )
    heading = _("Kết thúc uỷ quyền cho %(name)s thay %(holder)s?") % said
    words = {"heading": heading, "text": text % said, "button": _("Kết thúc uỷ quyền")}
    return ask(request, form=form, act=act, to=reverse("console:people"), tab="people", **words)


def _position_title(request: ActorRequest, position_id: int) -> str:
    """The title of a position of the present centre. Raises NotFound."""
    for position in organization.positions(centre_of(request), at=clock.now()):
        if position.id == position_id:
            return position.title
    raise NotFound


def _holding(request: ActorRequest, holding_id: int) -> HoldingRow:
    """A holding of the present centre that has not ended. Raises NotFound."""
    for holding in organization.holdings_of(centre_of(request), at=clock.now()):
        if holding.id == holding_id:
            return holding
    raise NotFound


def _substitution(request: ActorRequest, substitution_id: int) -> tuple[HoldingRow, SubstituteRow]:
    """A substitution of the present centre that is not over, with the holding it is for. Raises NotFound."""
    for holding in organization.holdings_of(centre_of(request), at=clock.now()):
        for lent in holding.substitutes:
            if lent.id == substitution_id:
                return holding, lent
    raise NotFound


def _account_id(username: str) -> int:
    """The officer of a username. Raises Invalid beside the field where there is none."""
    try:
        return identity.staff_account(username=username).id
    except NotFound:
        raise Invalid({"username": _("Không có cán bộ nào dùng tên đăng nhập này.")}) from None
