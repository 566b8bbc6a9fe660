"""How an installation begins: a centre of a shipped commune, and its first administrator, together or not at all.

Refusals: Refusal > UnknownCommune, UnitsMissing, CentreExists, DemonstrationHere; Invalid for what was said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.apps.identity import commands as identity
from motcua.apps.organization import policy, queries
from motcua.apps.organization.commands.describing import Said, require_sayable
from motcua.apps.organization.commands.places import open_centre
from motcua.apps.organization.commands.positions import appoint, create_position
from motcua.apps.organization.commands.province import PROVINCE_TITLE
from motcua.apps.organization.models import Unit
from motcua.apps.organization.values import CentreView, UnitLevel, UnitView
from motcua.apps.workcalendar.values import NATIONAL
from motcua.kernel import clock
from motcua.kernel.actor import Actor, Role
from motcua.kernel.errors import Invalid, NotFound, Refusal
from motcua.kernel.text import fold, nfc

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


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
class First:
    """The first administrator."""

    username: str
    name: str
    password: str
    #: Whether they follow the whole province too, and so may give the roles that reach beyond one centre.
    province: bool = False

    @property
    def posts(self) -> dict[Role, str]:
        """The roles they begin with, each with its title."""
        whole = {Role.PROVINCE: PROVINCE_TITLE} if self.province else {}
        return {Role.ADMINISTRATOR: "Quản trị hệ thống", **whole}


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


def begin_centre(*, commune_code: str, said: Said, first: First, actor: Actor, at: datetime) -> CentreView:
    """Open the centre of a commune with its first administrator, who may do everything from there.

    Raises NotAllowed, Invalid, and what `require_openable` raises; nothing is written then.
    """
    policy.require_program(actor)
    commune = require_openable(commune_code, at=at)
    require_sayable(commune.code, said)
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
        for role, title in first.posts.items():
            post = create_position(centre_id=centre_id, role=role, title=title, **when)
            appoint(position_id=post, account_id=account, since=at, **when)
    queries.forget_centres()
    return queries.centre(centre_id)


def _code_for(commune: UnitView) -> str:
    """The short name of the centre, as in «suoi-mau»; with the commune's code where another one bears that name."""
    short = fold(commune.name).removeprefix(fold(commune.type)).strip()
    code = re.sub(r"[^a-z0-9]+", "-", short).strip("-")[:30]
    taken = {one.code for one in queries.centres()}
    return f"{code}-{commune.code}" if code in taken or not code else code
