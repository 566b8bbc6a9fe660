"""Events of a life: their names and words here, their procedures in the catalogue's reviewed list."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import ProcedureRow
from motcua.base.guards import ActorRequest, everyone
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.views import frame

#: So many stand on the front page.
ON_FRONT = 12


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event as it is shown."""

    key: str
    icon: str
    name: str
    text: str


def events() -> tuple[LifeEvent, ...]:
    """All events with a name, in the order of the reviewed list."""
    named = _named()
    return tuple(named[event.key] for event in procedures.life_events() if event.key in named)


@everyone()
@require_safe
def every(request: ActorRequest) -> HttpResponse:
    """All events of a life."""
    return frame.page(request, "portal/life/all.html", {"events": events()})


@everyone()
@require_safe
def one(request: ActorRequest, key: str) -> HttpResponse:
    """One event: what is needed, first things first. Raises NotFound."""
    event = next((event for event in events() if event.key == key), None)
    if event is None:
        raise NotFound
    return frame.page(request, "portal/life/one.html", {"event": event, "rows": _rows(request, key)})


def _rows(request: ActorRequest, key: str) -> tuple[ProcedureRow, ...]:
    codes = next(event.codes for event in procedures.life_events() if event.key == key)
    return procedures.rows_of(codes, on=clock.local(clock.now()).date(), centre_id=frame.centre_of(request).id)


def _named() -> dict[str, LifeEvent]:
    found = (
        LifeEvent("sinh-con", "baby", _("Sinh con"), _("Khai sinh, thẻ bảo hiểm y tế, thường trú cho bé")),
        LifeEvent("ket-hon", "rings", _("Kết hôn"), _("Xác nhận tình trạng hôn nhân, đăng ký kết hôn")),
        LifeEvent("mat-nguoi-than", "lotus", _("Người thân qua đời"), _("Khai tử, mai táng, tử tuất, thừa kế")),
        LifeEvent("chuyen-cho-o", "move", _("Chuyển chỗ ở"), _("Thường trú, tạm trú, tạm vắng, tách hộ")),
        LifeEvent("ho-kinh-doanh", "shop", _("Mở hộ kinh doanh"), _("Đăng ký mới, thay đổi, tạm ngừng, chấm dứt")),
        LifeEvent("dat-dai", "land", _("Đất đai"), _("Cấp giấy chứng nhận, hoà giải, đính chính")),
        LifeEvent("xay-nha", "home", _("Xây, sửa nhà"), _("Thông tin quy hoạch, giấy phép xây dựng")),
        LifeEvent("sao-y", "stamp", _("Sao y, chứng thực"), _("Bản sao, chữ ký, hợp đồng")),
        LifeEvent("cao-tuoi", "heart", _("Về hưu, cao tuổi"), _("Hưu trí xã hội, lương hưu, nhận thay")),
        LifeEvent("khuyet-tat", "wheel", _("Khuyết tật"), _("Xác định mức độ, giấy xác nhận, trợ cấp")),
        LifeEvent("di-hoc", "cap", _("Đi học"), _("Hỗ trợ học tập, ăn trưa, tuyển sinh")),
        LifeEvent("di-bo-doi", "flag", _("Đi bộ đội"), _("Đăng ký nghĩa vụ quân sự, chuyển đi, chuyển đến")),
        LifeEvent("mat-giay-to", "search", _("Mất giấy tờ"), _("Thẻ căn cước, giấy khai sinh, sổ bảo hiểm")),
        LifeEvent("can-cuoc", "user", _("Căn cước, định danh"), _("Cấp, đổi thẻ, tài khoản định danh điện tử")),
        LifeEvent("kho-khan", "people", _("Gặp khó khăn"), _("Hộ nghèo, cận nghèo, trợ cấp xã hội, nhà ở")),
        LifeEvent("nguoi-co-cong", "flag", _("Người có công"), _("Xác nhận thân nhân, trợ cấp, thờ cúng liệt sĩ")),
        LifeEvent("nhan-con-nuoi", "people", _("Nhận con nuôi"), _("Nuôi con nuôi trong nước, giám hộ")),
        LifeEvent("mua-ban-xe", "move", _("Mua, bán xe"), _("Đăng ký xe, sang tên, đổi biển số")),
    )
    return {event.key: event for event in found}
