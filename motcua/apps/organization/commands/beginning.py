"""How an installation begins: a centre of a shipped commune, and its first administrator, together or not at all.

Refusals: Refusal > UnknownCommune, UnitsMissing, CentreExists, DemonstrationHere; Invalid for what was said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.apps.identity import commands as identity
from motcua.apps.organization import policy, queries
from motcua.apps.organization.commands.places import open_centre
from motcua.apps.organization.commands.positions import appoint, create_position
from motcua.apps.organization.models import Agency, Unit
from motcua.apps.organization.values import CentreView, UnitLevel, UnitView
from motcua.apps.workcalendar.values import NATIONAL
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import Invalid, NotFound, Refusal
from motcua.kernel.text import fold, nfc

#: How agencies are coded: the letters' form of 20/2020/QĐ-TTg and the older one of numbers.
_AGENCY_CODE = re.compile(r"[A-Z]\d{2}(\.\d{1,3}){0,3}|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
_PHONE = re.compile(r"\+?\d[\d ().-]{4,28}\d")
#: What a column of the centre holds.
LONGEST = {"address": 300, "phone": 30, "hours": 300}


class UnitsMissing(Refusal):
    """No unit is known here yet: the installation was never prepared."""

    code = "units-missing"
    message = (
        "Cơ sở dữ liệu này chưa có danh mục đơn vị hành chính. Hãy chạy bin/start --no-demo một lần, hoặc "
        "bin/motcua units import, rồi chạy lại lệnh này."
    )


class UnknownCommune(Refusal):
    """No commune, ward or special zone bears this code today."""

    code = "unknown-commune"
    message = "Không có xã, phường, đặc khu nào hiện nay mang mã «%(code)s»."


class CentreExists(Refusal):
    """This commune has its centre already."""

    code = "centre-exists"
    message = "Nơi này, %(commune)s, đã có Trung tâm (mã %(code)s). Cán bộ mới được tạo ở «Nhân sự» trong bàn quản trị."


class DemonstrationHere(Refusal):
    """Made-up dossiers lie in this database; nothing real is put beside them."""

    code = "demonstration-here"
    message = (
        "Đây là bản trình diễn: cơ sở dữ liệu này có trung tâm mẫu, nên không mở trung tâm thật ở đây. Hãy dừng "
        "Motcua, đặt MOTCUA_VAR là một thư mục mới (hoặc trỏ DATABASE_URL tới cơ sở dữ liệu mới), chạy bin/start "
        "--no-demo, rồi chạy lại lệnh này."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the person at the machine says of the centre; the code of the agency is '' where none is official yet."""

    address: str = ""
    phone: str = ""
    hours: str = ""
    agency_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first administrator."""

    username: str
    name: str
    password: str
    title: str = "Quản trị hệ thống"


def require_openable(commune_code: str, *, at: datetime) -> UnitView:
    """The commune whose centre may be opened. Raises DemonstrationHere, UnitsMissing, UnknownCommune, CentreExists."""
    centres = queries.centres()
    if any(one.demo for one in centres):
        raise DemonstrationHere
    try:
        commune = queries.unit(commune_code, on=clock.local(at).date())
    except NotFound:
        commune = None
    if commune is None or commune.level is not UnitLevel.COMMUNE:
        if not Unit.objects.filter(level=UnitLevel.COMMUNE).exists():
            raise UnitsMissing
        raise UnknownCommune(code=commune_code)
    for one in centres:
        if one.commune_code == commune.code:
            raise CentreExists(commune=one.commune_name, code=one.code)
    return commune


def require_sayable(commune: UnitView, said: Said) -> None:
    """Raise Invalid for a fact of the centre that cannot be right, naming each."""
    problems = dict(_problems_of({"address": said.address, "phone": said.phone, "hours": said.hours}))
    if said.agency_code and not _AGENCY_CODE.fullmatch(said.agency_code):
        problems["agency_code"] = "Mã định danh cơ quan có dạng như H56.12.34; chưa có mã thì để trống."
    elif Agency.objects.filter(code=said.agency_code).exclude(unit__code=commune.code).exists():
        problems["agency_code"] = "Mã định danh này là của cơ quan khác; hai nơi không đánh số chung."
    if problems:
        raise Invalid(problems)


def begin_centre(*, commune_code: str, said: Said, first: First, actor: Actor, at: datetime) -> CentreView:
    """Open the centre of a commune with its first administrator, who may do everything from there.

    Raises NotAllowed, Invalid, and what `require_openable` raises; nothing is written then.
    """
    policy.require_program(actor)
    commune = require_openable(commune_code, at=at)
    require_sayable(commune, said)
    if not _USERNAME.fullmatch(first.username.strip().lower()):
        raise Invalid(
            {"username": "Tên đăng nhập chỉ dùng chữ thường không dấu, số, dấu chấm, gạch; từ 2 đến 60 ký tự."}
        )
    when: dict[str, Any] = {"actor": actor, "at": at}
    with transaction.atomic():
        centre_id = open_centre(
            code=_code_for(commune),
            name=f"Trung tâm Phục vụ hành chính công {commune.name}",
            commune=(commune.code, commune.name),
            province=(commune.province_code, commune.province),
            official_agency_code=said.agency_code,
            calendar=NATIONAL,
            address=nfc(said.address),
            phone=nfc(said.phone),
            hours=nfc(said.hours),
            **when,
        )
        account = identity.create_staff(username=first.username, name=first.name, password=first.password, **when)
        post = create_position(centre_id=centre_id, role=Role.ADMINISTRATOR, title=first.title, **when)
        appoint(position_id=post, account_id=account, since=at, **when)
    queries.forget_centres()
    return queries.centre(centre_id)


def _problems_of(told: Mapping[str, str]) -> Mapping[str, str]:
    """What is too long or no telephone, by field."""
    problems = {field: "Xin ghi ngắn hơn." for field, text in told.items() if len(nfc(text)) > LONGEST[field]}
    if told["phone"] and "phone" not in problems and not _PHONE.fullmatch(nfc(told["phone"])):
        problems["phone"] = "Số điện thoại chỉ gồm chữ số và khoảng trắng, ví dụ 0225 3 999 999."
    return problems


def _code_for(commune: UnitView) -> str:
    """The short name of the centre, as in «suoi-mau»; with the commune's code where another one bears that name."""
    short = fold(commune.name).removeprefix(fold(commune.type)).strip()
    code = re.sub(r"[^a-z0-9]+", "-", short).strip("-")[:30]
    taken = {one.code for one in queries.centres()}
    return f"{code}-{commune.code}" if code in taken or not code else code
