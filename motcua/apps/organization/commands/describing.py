"""What papers and pages say of a centre, the code its dossiers begin with, and the calendar it goes by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.apps.audit import commands as audit
from motcua.apps.organization import policy
from motcua.apps.organization.events import CentreCalendarChanged
from motcua.apps.organization.models import Agency, Centre
from motcua.apps.organization.queries import forget_centres
from motcua.apps.outbox import commands as outbox
from motcua.apps.workcalendar import queries as workcalendar
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.text import nfc

#: How agencies are coded: the letters' form of 20/2020/QĐ-TTg and the older one of numbers.
_AGENCY_CODE = re.compile(r"[A-Z]\d{2}(\.\d{1,3}){0,3}|\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")
_PHONE = re.compile(r"\+?\d[\d ().-]{2,28}\d")
# Facts keep their order per key and a centre has no UUID, so its key is made from its number.
_CENTRES = UUID("0d0f6b1e-52b4-5c57-8f0e-6c1a2f0c7d21")
#: What a column of the centre holds.
LONGEST = {"address": 300, "phone": 30, "hours": 300}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of the centre; the code of the agency is '' where none is official yet."""

    address: str = ""
    phone: str = ""
    hours: str = ""
    agency_code: str = ""


def require_sayable(commune_code: str, said: Said) -> None:
    """Raise Invalid for a fact of the centre that cannot be right, naming each."""
    told = {"address": nfc(said.address), "phone": nfc(said.phone), "hours": nfc(said.hours)}
    problems = {field: "Xin ghi ngắn hơn." for field, text in told.items() if len(text) > LONGEST[field]}
    if told["phone"] and "phone" not in problems and not _PHONE.fullmatch(told["phone"]):
        problems["phone"] = "Số điện thoại chỉ gồm chữ số và khoảng trắng, ví dụ 0225 3 999 999."
    if said.agency_code and not _AGENCY_CODE.fullmatch(said.agency_code):
        problems["agency_code"] = "Mã định danh cơ quan có dạng như H56.12.34; chưa có mã thì để trống."
    elif Agency.objects.filter(code=said.agency_code).exclude(unit__code=commune_code).exists():
        problems["agency_code"] = "Mã định danh này là của cơ quan khác; hai nơi không đánh số chung."
    if problems:
        raise Invalid(problems)


def describe_centre(*, centre_id: int, said: Said, actor: Actor, at: datetime) -> None:
    """Say anew what papers and pages tell of a centre. Raises NotAllowed, NotFound, Invalid.

    An official code of the agency is for the dossiers from now on, those numbered before keep theirs; it may be
    corrected and not taken away.
    """
    policy.require_administrator_of(actor, centre_id)
    with transaction.atomic():
        centre = Centre.objects.select_for_update(of=("self",)).select_related("agency").filter(id=centre_id).first()
        if centre is None:
            raise NotFound
        require_sayable(centre.commune_code, said)
        centre.address, centre.phone, centre.hours = nfc(said.address), nfc(said.phone), nfc(said.hours)
        centre.save(update_fields=["address", "phone", "hours"])
        if said.agency_code:
            Agency.objects.filter(id=centre.agency_id).update(code=said.agency_code, known=True)
        elif centre.agency.known:
            raise Invalid({"agency_code": "Mã định danh đã ghi thì sửa được, không bỏ được."})
        audit.record(
            command="organization.describe_centre",
            actor=actor,
            at=at,
            ids=(centre_id,),
            outcome=said.agency_code or "described",
            centre_id=centre_id,
        )
    forget_centres()


def choose_calendar(*, centre_id: int, calendar: str, actor: Actor, at: datetime) -> None:
    """Let a centre go by another calendar; its running dates follow. The one it goes by already changes nothing.

    Raises NotAllowed, NotFound, Invalid for a calendar nobody has made.
    """
    policy.require_administrator_of(actor, centre_id)
    if calendar not in dict(workcalendar.names()):
        raise Invalid({"calendar": "Không có lịch làm việc này."})
    with transaction.atomic():
        centre = Centre.objects.select_for_update().filter(id=centre_id).first()
        if centre is None:
            raise NotFound
        if centre.calendar == calendar:
            return
        centre.calendar = calendar
        centre.save(update_fields=["calendar"])
        audit.record(
            command="organization.choose_calendar",
            actor=actor.by(policy.ADMINISTRATORS, centre_id),
            at=at,
            ids=(centre_id,),
            outcome=calendar,
            centre_id=centre_id,
        )
        fact = CentreCalendarChanged(centre_id=centre_id, calendar=calendar)
        outbox.record(fact, key=uuid5(_CENTRES, str(centre_id)), centre_id=centre_id, at=at)
    forget_centres()
