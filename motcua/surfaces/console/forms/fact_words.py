"""Facts of the catalogue in words: their names, and their plain values as a person reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from motcua.apps.procedures.values import (
    Channel,
    ConfirmedBefore,
    Exemption,
    Fee,
    FeeMoment,
    OnlineLevel,
    OnlineWhere,
    ProcessStep,
    Representation,
    Signatories,
)
from motcua.apps.workcalendar.values import Term, Unit
from motcua.kernel.actor import Role
from motcua.ui import format as told

CHANNELS = {Channel.COUNTER: _("trực tiếp"), Channel.ONLINE: _("trực tuyến"), Channel.POST: _("bưu chính")}
UNITS = {
    Unit.WORKING_DAY: _("ngày làm việc"),
    Unit.WORKING_HOUR: _("giờ làm việc"),
    Unit.DAY: _("ngày"),
    Unit.MONTH: _("tháng"),
    Unit.SAME_DAY: _("trong ngày"),
}
WHERE = {OnlineWhere.HERE: _("Nộp ngay tại đây"), OnlineWhere.PORTAL: _("Cổng Dịch vụ công quốc gia")}
LEVELS = {
    OnlineLevel.FULL: _("Toàn trình"),
    OnlineLevel.PARTIAL: _("Một phần"),
    OnlineLevel.INFORMATION: _("Cung cấp thông tin"),
}
MOMENTS = {
    FeeMoment.FILING: _("Khi nộp"),
    FeeMoment.ACCEPTANCE: _("Khi tiếp nhận"),
    FeeMoment.RETURN: _("Khi trả kết quả"),
}
BEFORE = {
    ConfirmedBefore.ACCEPTANCE: _("Trước khi tiếp nhận"),
    ConfirmedBefore.DECISION: _("Trước khi ký duyệt kết quả"),
}
ROLES = {
    Role.GUIDE: _("Hướng dẫn"),
    Role.CLERK: _("Tiếp nhận"),
    Role.SPECIALIST: _("Giải quyết"),
    Role.LEADER: _("Lãnh đạo"),
    Role.RECORDS: _("Văn thư"),
    Role.DIRECTOR: _("Giám đốc Trung tâm"),
    Role.PROVINCE: _("Cấp tỉnh theo dõi"),
    Role.KEEPER: _("Giữ danh mục thủ tục"),
    Role.ADMINISTRATOR: _("Quản trị"),
    Role.AUDITOR: _("Thanh tra, kiểm tra"),
    Role.VOLUNTEER: _("Tổ công nghệ số cộng đồng"),
    Role.SECONDED: _("Cán bộ cơ quan khác"),
}
#: Kinds of fact by the first part of their path.
NAMES = {
    "term": _("Thời hạn giải quyết"),
    "fee": _("Phí, lệ phí"),
    "exemptions": _("Đối tượng miễn, giảm"),
    "competent_agency": _("Cơ quan có thẩm quyền"),
    "online_where": _("Nơi nộp trực tuyến"),
    "online_level": _("Mức độ trực tuyến"),
    "fee_at": _("Thu phí khi nào"),
    "duty_pauses": _("Tạm dừng khi chờ nghĩa vụ tài chính"),
    "supplement_days": _("Số ngày để bổ sung"),
    "signatories": _("Những người cùng ký"),
    "representation": _("Người nộp thay"),
    "process": _("Các bước giải quyết"),
    "short_title": _("Tên gọi ngắn"),
    "summary": _("Một câu giới thiệu"),
    "keywords": _("Từ hay tìm"),
    "replaced_by": _("Được thay bằng"),
}
PER_CHANNEL = ("term", "fee")
#: Every path of a procedure, in the order a page shows them.
PATHS = (
    *(f"{kind}:{channel.value}" for kind in PER_CHANNEL for channel in Channel),
    *(kind for kind in NAMES if kind not in PER_CHANNEL),
)


def name_of(path: str) -> str:
    """«Thời hạn giải quyết, trực tiếp»."""
    kind, _colon, channel = path.partition(":")
    name = str(NAMES.get(kind, kind))
    if not channel:
        return name
    way = CHANNELS[Channel(int(channel))] if channel.isdigit() else say("mọi kênh")
    return f"{name}, {way}"


def plain(value: object) -> object:
    """A value of the catalogue as the plain JSON that `set_fact` takes."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    teller = _PLAIN.get(type(value))
    return teller(value) if teller else value


def _plain_fee(fee: Fee) -> object:
    lines = [{"line": t.line, "amount": int(t.amount), "per": t.per, "first": t.first, "last": t.last}
             for t in fee.tariffs]  # fmt: skip
    return {"lines": lines, "cap": None if fee.cap is None else int(fee.cap), "cap_per": fee.cap_per}


_PLAIN: Mapping[type, Callable[[Any], object]] = {
    Term: lambda t: {"quantity": f"{t.quantity.normalize():f}", "unit": t.unit.value},
    Fee: _plain_fee,
    Exemption: lambda e: {"class": e.applicant_class, "name": e.name, "percent_off": e.percent_off},
    ProcessStep: lambda s: {
        "key": s.key,
        "name": s.name,
        "role": s.role.value,
        "budget_minutes": s.budget_minutes,
    },
    Signatories: lambda s: {"roles": list(s.roles), "before": s.before.value},
    Representation: lambda r: {"allowed": r.allowed, "kin": list(r.kin), "uncertified": list(r.uncertified)},
}


def words(path: str, value: Any) -> tuple[str, ...]:
    """A plain value line by line, as a person reads it; () where nothing is known."""
    if value is None or value == "":
        return ()
    return tuple(_SAYERS.get(path.partition(":")[0], _list)(value))


def _term(value: Mapping[str, Any]) -> Sequence[str]:
    unit = Unit(value["unit"])
    return [str(UNITS[unit]) if unit is Unit.SAME_DAY else f"{value['quantity']} {UNITS[unit]}"]


def _fee(value: Mapping[str, Any]) -> Sequence[str]:
    lines = [_tariff(line) for line in value["lines"]] or [say("Không thu")]
    if value.get("cap") is not None:
        lines.append(say("Không quá %(amount)s") % {"amount": told.money(value["cap"])} + _per(value.get("cap_per")))
    return lines


def _tariff(line: Mapping[str, Any]) -> str:
    said = told.money(line["amount"]) + _per(line.get("per"))
    if line.get("line"):
        said = f"{line['line']}: {said}"
    first, last = line.get("first", 1), line.get("last")
    if last is not None:
        return say("%(fee)s (từ %(first)s đến %(last)s)") % {"fee": said, "first": first, "last": last}
    return said if first == 1 else say("%(fee)s (từ %(first)s)") % {"fee": said, "first": first}


def _per(unit: object) -> str:
    return f"/{unit}" if unit else ""


def _exemptions(value: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    return [f"{e.get('name') or e['class']}: {e.get('percent_off', 100)} %" for e in value] or [say("Không có")]


def _process(value: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    return [
        f"{step['name']} ({ROLES.get(Role(step['role']), step['role'])})"
        + (f", {told.minutes(step['budget_minutes'])}" if step.get("budget_minutes") else "")
        for step in value
    ]


def _list(value: Any) -> Sequence[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]


def _representation(value: Mapping[str, Any]) -> Sequence[str]:
    if not value["allowed"]:
        return [say("Không được nộp thay")]
    spared = [say("%(who)s: không cần văn bản uỷ quyền") % {"who": who} for who in value["kin"]]
    return [*spared, *(say("%(who)s: uỷ quyền không phải chứng thực") % {"who": who} for who in value["uncertified"])]


_SAYERS: Mapping[str, Callable[[Any], Sequence[str]]] = {
    "term": _term,
    "fee": _fee,
    "exemptions": _exemptions,
    "process": _process,
    "online_where": lambda value: [str(WHERE[OnlineWhere(value)])],
    "online_level": lambda value: [str(LEVELS[OnlineLevel(value)])],
    "fee_at": lambda value: [str(MOMENTS[FeeMoment(value)])],
    "duty_pauses": lambda value: [say("Có") if value else say("Không")],
    "supplement_days": lambda value: [say("%(n)s ngày") % {"n": value}],
    "signatories": lambda value: [*value["roles"], str(BEFORE[ConfirmedBefore(value["before"])])],
    "representation": _representation,
}
