"""Made-up centres and the people who work there, written straight into the tables."""

from __future__ import annotations

from motcua.apps.identity.tests.factories import LONG_AGO, make_staff
from motcua.apps.organization.models import Agency, Centre, Holding, Position
from motcua.apps.organization.queries import forget_centres
from motcua.kernel.actor import Actor, ActorKind, Duty, Role


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
