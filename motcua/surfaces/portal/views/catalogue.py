"""Finding a procedure and reading what it asks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.views import frame
from motcua.surfaces.portal.views.answers import Answers, answers_of, steps_of
from motcua.surfaces.portal.views.doors import door_text

RESULTS = 10


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event of life and the words it searches by."""

    icon: str
    name: str
    text: str
    words: str


def life_events() -> tuple[LifeEvent, ...]:
    """What happens in a life, and the words that find its procedures."""
    return (
        LifeEvent("baby", _("Sinh con"), _("Khai sinh, nhận cha mẹ con"), "đăng ký khai sinh"),
        LifeEvent("rings", _("Kết hôn"), _("Tình trạng hôn nhân, đăng ký kết hôn"), "đăng ký kết hôn"),
        LifeEvent("move", _("Chuyển chỗ ở"), _("Thường trú, tạm trú"), "đăng ký thường trú tạm trú"),
        LifeEvent("land", _("Đất đai"), _("Đăng ký, hoà giải, chuyển mục đích"), "đất đai"),
        LifeEvent("shop", _("Mở cửa hàng"), _("Hộ kinh doanh, hợp tác xã"), "đăng ký hộ kinh doanh"),
        LifeEvent("stamp", _("Sao y, chứng thực"), _("Bản sao, chữ ký, hợp đồng"), "chứng thực bản sao"),
        LifeEvent("heart", _("Trợ cấp"), _("Bảo trợ xã hội, người có công"), "trợ cấp xã hội"),
        LifeEvent("lotus", _("Người thân qua đời"), _("Khai tử, mai táng"), "đăng ký khai tử mai táng"),
    )


@everyone()
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """The front page: what does the visitor need?"""
    now = clock.now()
    context = {
        "life": life_events(),
        "popular": procedures.popular(on=clock.local(now).date())[:6],
        "today": frame.today(frame.centre_of(request), now=now),
    }
    return frame.page(request, "portal/home.html", context)


@everyone()
@require_safe
def find(request: ActorRequest) -> HttpResponse:
    """Procedures by words, by field, or all fields."""
    on, words = clock.local(clock.now()).date(), request.GET.get("q", "").strip()[:500]
    field = request.GET.get("linh-vuc", "")
    fields = procedures.fields(on=on)
    found = procedures.search(words, on=on, limit=RESULTS) if words else None
    context = {
        "words": words,
        "found": found,
        "door": door_text(found.door) if found and found.refused else "",
        "fields": fields,
        "field": next((f for f in fields if f.slug == field), None),
        "listed": procedures.listed(field, on=on, centre_id=frame.centre_of(request).id) if field and not words else (),
    }
    return frame.page(request, "portal/find.html", context)


@everyone()
@require_safe
def procedure(request: ActorRequest, code: str) -> HttpResponse:
    """One procedure: what to bring, how long, how much, where; unknown is said."""
    on, centre = clock.local(clock.now()).date(), frame.centre_of(request)
    try:
        version = procedures.in_force(code, on=on, centre_id=centre.id)
    except NotFound:
        return frame.page(request, "portal/no_procedure.html", {"code": code}, status=404)
    context = {
        "version": version,
        "answers": _answers(version, request),
        "steps": steps_of(version),
        "posting": procedures.posting(code, centre_id=centre.id),
        "address": settings.PUBLIC_URL + reverse("portal:procedure", args=[code]),
    }
    return frame.page(request, "portal/procedure.html", context)


def _answers(version: VersionView, request: ActorRequest) -> Answers:
    return answers_of(version, centre=frame.centre_of(request), on=clock.local(clock.now()).date())


@everyone()
@require_safe
def help_page(request: ActorRequest) -> HttpResponse:
    """How to file, follow and ask, on one page."""
    return frame.page(request, "portal/help.html")
