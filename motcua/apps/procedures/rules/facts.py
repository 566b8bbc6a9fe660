"""Facts that may be set: which paths there are, and what a value under each must look like.

A path is a kind, and for terms and fees a channel: "term:1", "fee:*", "online_where". The same readers check
what a keeper types, what the overlay ships and what a stored version holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TypeVar

from motcua.apps.procedures.rules.document import BadRow, canonical
from motcua.apps.procedures.rules.guide_reading import read_guide
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
    Tariff,
)
from motcua.apps.workcalendar.values import Term, Unit
from motcua.kernel.actor import Role
from motcua.kernel.money import Dong
from motcua.kernel.text import nfc

Choice = TypeVar("Choice", bound=Enum)
PER_CHANNEL = frozenset({"term", "fee"})
LONGEST_TEXT = 500
LONGEST_ROLE = 60
LONGEST_TERM = 1000
HIGHEST_AMOUNT = 1_000_000_000


def check(path: str, value: object) -> None:
    """Raises BadRow unless the path exists and the value fits it."""
    kind, _, channel = path.partition(":")
    if kind not in READERS:
        raise BadRow("path", "Không có mục này trong thủ tục.")
    if (kind in PER_CHANNEL) != bool(channel) or (channel and channel not in _CHANNELS):
        raise BadRow("path", "Thời hạn và phí ghi theo kênh: 1 trực tiếp, 2 trực tuyến, 3 bưu chính.")
    READERS[kind](value)


def read_term(value: object) -> Term:
    """{"quantity", "unit"} as a Term; a same-day term needs no quantity."""
    given = _mapping(value, "term")
    unit = _choice(Unit, given.get("unit"), "unit", "Thiếu đơn vị của thời hạn.")
    if unit is Unit.SAME_DAY:
        return Term(quantity=Decimal(1), unit=unit)
    try:
        quantity = Decimal(str(given.get("quantity")))
    except InvalidOperation:
        raise BadRow("quantity", "Thời hạn phải là một số.") from None
    if not quantity.is_finite() or not 0 < quantity <= LONGEST_TERM:
        raise BadRow("quantity", "Thời hạn phải lớn hơn 0 và không quá 1000.")
    if unit in {Unit.DAY, Unit.MONTH} and quantity != quantity.to_integral_value():
        raise BadRow("quantity", "Ngày và tháng theo lịch phải là số nguyên.")
    return Term(quantity=quantity, unit=unit)


def read_fee(value: object) -> Fee:
    """{"lines": [...], "cap", "cap_per"} as a Fee; no lines means free of charge."""
    given = _mapping(value, "fee")
    lines = given.get("lines")
    if not isinstance(lines, list):
        raise BadRow("lines", "Thiếu danh sách mức thu; để trống danh sách nếu không thu.")
    cap = given.get("cap")
    tariffs = tuple(_tariff(_mapping(line, "lines")) for line in lines)
    return Fee(tariffs=tariffs, cap=None if cap is None else _amount(cap), cap_per=_words(given.get("cap_per")))


def read_exemptions(value: object) -> tuple[Exemption, ...]:
    """[{"class", "name", "percent_off"}] as exemptions; an empty list says that nobody is exempt."""
    if not isinstance(value, list):
        raise BadRow("exemptions", "Phải là danh sách đối tượng miễn, giảm.")
    return tuple(_exemption(_mapping(item, "exemptions")) for item in value)


def read_process(value: object) -> tuple[ProcessStep, ...]:
    """[{"key", "name", "role", "budget_minutes"}] as the steps of the work."""
    if not isinstance(value, list) or not value:
        raise BadRow("process", "Quy trình phải có ít nhất một bước.")
    return tuple(_step(_mapping(item, "process")) for item in value)


def read_eform(value: object) -> str:
    """An e-form as its one spelling; whether it holds together, `base.eforms` proves where it comes in and is used."""
    given = _mapping(value, "eform")
    if not all(isinstance(given.get(part), dict) for part in ("schema", "layout", "fields", "sources")):
        raise BadRow("eform", "Tờ khai điện tử cần đủ các trường, cách xếp và nguồn.")
    return canonical(given)


def _tariff(line: Mapping[str, object]) -> Tariff:
    first, last = line.get("first", 1), line.get("last")
    if not isinstance(first, int) or not (last is None or (isinstance(last, int) and last >= first)):
        raise BadRow("lines", "Khoảng tính của một mức thu không đúng.")
    return Tariff(
        line=_words(line.get("line")),
        amount=_amount(line.get("amount")),
        per=_words(line.get("per")),
        first=first,
        last=last,
    )


def _exemption(item: Mapping[str, object]) -> Exemption:
    percent, key = item.get("percent_off", 100), _words(item.get("class"))
    if not key or not isinstance(percent, int) or not 0 < percent <= 100:
        raise BadRow("exemptions", "Mỗi đối tượng cần một khoá và tỉ lệ giảm từ 1 đến 100.")
    return Exemption(applicant_class=key, name=_words(item.get("name")), percent_off=percent)


def _step(item: Mapping[str, object]) -> ProcessStep:
    budget = item.get("budget_minutes")
    if budget is not None and (not isinstance(budget, int) or budget <= 0):
        raise BadRow("process", "Thời gian của bước tính bằng phút làm việc, lớn hơn 0.")
    role = _choice(Role, item.get("role"), "process", "Không có vai trò này.")
    return ProcessStep(_words(item.get("key")), _words(item.get("name")), role, budget)


def read_signatories(value: object) -> Signatories:
    """{"roles": [...], "before"}: two roles at least, each once."""
    given = _mapping(value, "signatories")
    roles = _word_list(given.get("roles"))
    if len(roles) < 2 or len(set(roles)) < len(roles) or any(len(role) > LONGEST_ROLE for role in roles):
        raise BadRow("roles", "Xin ghi từ hai vai trở lên, mỗi vai một dòng, không quá 60 chữ, không trùng nhau.")
    before = _choice(
        ConfirmedBefore, given.get("before"), "before", "Chọn: trước khi tiếp nhận hoặc trước khi ký duyệt."
    )
    return Signatories(roles=roles, before=before)


def read_representation(value: object) -> Representation:
    """{"allowed", "kin": [...], "uncertified": [...]}: nobody is spared a proxy where nobody may be represented."""
    given = _mapping(value, "representation")
    allowed, kin, spared = given.get("allowed"), _word_list(given.get("kin")), _word_list(given.get("uncertified"))
    if not isinstance(allowed, bool) or (not allowed and (kin or spared)):
        raise BadRow("allowed", "Chọn có hoặc không; nếu không cho nộp thay thì không ghi ai ở dưới.")
    if any(len(word) > LONGEST_ROLE for word in (*kin, *spared)):
        raise BadRow("kin", "Mỗi dòng một quan hệ, không quá 60 chữ.")
    return Representation(allowed=allowed, kin=kin, uncertified=spared)


def _mapping(value: object, field: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadRow(field, "Giá trị không đúng dạng.")
    return value


def _amount(value: object) -> Dong:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST_AMOUNT:
        raise BadRow("amount", "Số tiền phải là số nguyên đồng, không âm.")
    return Dong(value)


def _words(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise BadRow("text", "Phải là chữ, không quá 500 ký tự.")
    return nfc(value)


def _said(value: object) -> str:
    words = _words(value)
    if not words:
        raise BadRow("text", "Không để trống.")
    return words


def _choice(kind: type[Choice], value: object, field: str, reason: str) -> Choice:
    try:
        return kind(value)
    except ValueError:
        raise BadRow(field, reason) from None


def _where(value: object) -> OnlineWhere:
    return _choice(OnlineWhere, value, "online_where", "Chọn: nộp tại đây (here) hoặc Cổng quốc gia (portal).")


def _level(value: object) -> OnlineLevel:
    return _choice(OnlineLevel, value, "online_level", "Chọn: toàn trình, một phần hoặc cung cấp thông tin.")


def _moment(value: object) -> FeeMoment:
    return _choice(FeeMoment, value, "fee_at", "Chọn: khi nộp, khi tiếp nhận hoặc khi trả kết quả.")


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadRow("value", "Phải là có hoặc không.")
    return value


def _days(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LONGEST_TERM:
        raise BadRow("supplement_days", "Số ngày phải là số nguyên lớn hơn 0.")
    return value


def _word_list(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise BadRow("value", "Phải là danh sách.")
    return tuple(_said(item) for item in value)


_CHANNELS = frozenset({"*", *(str(int(channel)) for channel in Channel)})
READERS: Mapping[str, Callable[[object], object]] = {
    "term": read_term,
    "fee": read_fee,
    "exemptions": read_exemptions,
    "process": read_process,
    "online_where": _where,
    "online_level": _level,
    "fee_at": _moment,
    "duty_pauses": _yes_or_no,
    "supplement_days": _days,
    "competent_agency": _said,
    "short_title": _said,
    "summary": _said,
    "keywords": _word_list,
    "replaced_by": _word_list,
    "guide": read_guide,
    "eform": read_eform,
    "signatories": read_signatories,
    "representation": read_representation,
}
