"""Made-up centres and the people who work there, written straight into the tables; made-up units, imported."""

from __future__ import annotations

from datetime import UTC, datetime

from motcua.apps.identity.tests.factories import LONG_AGO, make_staff
from motcua.apps.organization.commands import import_units
from motcua.apps.organization.models import Agency, Centre, Holding, Position
from motcua.apps.organization.queries import forget_centres
from motcua.apps.organization.values import UnitsReport
from motcua.kernel.actor import Actor, ActorKind, Duty, Role

#: Province Mẫu before and after the districts: two hamlets' worth of everything that happens to a commune.
UNITS = """\
code,level,name,parent,from,to,source,became
98,province,Tỉnh Mẫu Cũ,,,2025-06-30,thử,99:whole
99,province,Tỉnh Mẫu,,2025-07-01,,thử,
99901,commune,Xã Suối Mẫu,99,2025-07-01,,thử,
99902,commune,Xã Đồi Mẫu,99,2025-07-01,,thử,
99903,commune,Xã Rừng Mẫu,99,2025-07-01,,thử,
990,district,Huyện Núi Mẫu,98,,2025-06-30,thử,
991,district,Huyện Sông Mẫu,98,,2025-06-30,thử,
99911,commune,Xã Lá Mẫu,990,,2025-06-30,thử,99903:whole
99912,commune,Xã Khe Mẫu,990,,2025-06-30,thử,99901:people 99902:part
99913,commune,Xã Bến Mẫu,990,,2025-06-30,thử,99901:whole
99914,commune,Xã Bến Mẫu,991,,2025-06-30,thử,99902:whole
"""


def make_units() -> UnitsReport:
    """The units of province Mẫu, as the installer takes them in."""
    at = datetime(2025, 7, 1, tzinfo=UTC)
    return import_units(UNITS.splitlines(keepends=True), actor=Actor.system("test"), at=at)


def make_centre(
    *, code: str = "suoi-mau", commune: str = "Xã Suối Mẫu", agency_code: str = "H99.99", commune_code: str = "99901"
) -> Centre:
    """A centre of the made-up province."""
    agency = Agency.objects.create(
        code=agency_code, name=f"Uỷ ban nhân dân {commune}", level="commune", known=not agency_code.startswith("TMP")
    )
    forget_centres()
    return Centre.objects.create(
        code=code,
        name=f"Trung tâm Phục vụ hành chính công {commune}",
        commune_code=commune_code,
        commune_name=commune,
        province_code="99",
        province_name="Tỉnh Mẫu",
        agency=agency,
        calendar="vn-office",
        address=f"Số 1 đường Mẫu, {commune}",
        phone="0000 000 001",
        hours="Thứ Hai đến thứ Sáu, 7:30–11:30 và 13:30–17:00",
        demo=True,
    )


def make_officer(
    *, centre_id: int, role: Role, username: str, name: str, title: str = "", fields: tuple[str, ...] = ()
) -> Actor:
    """An officer with an account and one position at a centre, as the actor of a request."""
    account = make_staff(username=username, name=name)
    give_position(account_id=account.id, centre_id=centre_id, role=role, title=title or role.value, fields=fields)
    duties = frozenset({Duty(role, centre_id, frozenset(fields))})
    return Actor(kind=ActorKind.STAFF, account_id=account.id, duties=duties)


def give_position(
    *, account_id: int, centre_id: int, role: Role, title: str = "", fields: tuple[str, ...] = ()
) -> Holding:
    """One more position for an account, held since long ago."""
    position = Position.objects.create(centre_id=centre_id, role=role, title=title or role.value, fields=list(fields))
    return Holding.objects.create(position=position, account_id=account_id, since=LONG_AGO)


def leave_office(*actors: Actor, at: datetime) -> None:
    """These hold no position from a moment on."""
    Holding.objects.filter(account_id__in=[actor.account_id for actor in actors]).update(until=at)
