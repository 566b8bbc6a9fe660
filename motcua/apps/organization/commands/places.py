"""Centres and counters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.apps.audit import commands as audit
from motcua.apps.organization import policy
from motcua.apps.organization.models import Agency, Centre, Counter, Unit, UnitRevision
from motcua.apps.organization.queries import forget_centres, forget_units
from motcua.apps.organization.rules.unit_rows import type_of
from motcua.apps.organization.values import UnitLevel
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid

#: The two-tier order of communes began on this day; units without another date count from it.
TWO_TIERS_SINCE = date(2025, 7, 1)


def agency_code(*, official: str, commune_code: str) -> str:
    """The code dossiers of an agency begin with; TMP where no official one is known (design, ids and numbers)."""
    return official or f"TMP.{commune_code}"


def open_centre(
    *,
    code: str,
    name: str,
    commune: tuple[str, str],
    province: tuple[str, str],
    official_agency_code: str,
    calendar: str,
    actor: Actor,
    at: datetime,
    address: str = "",
    phone: str = "",
    hours: str = "",
    demo: bool = False,
) -> int:
    """Open a centre with its units and deciding agency; commune and province are (code, name). Returns its id.

    Raises NotAllowed (the installer's work), Invalid when the code is taken.
    """
    policy.require_program(actor)
    said = {"name": name, "calendar": calendar, "address": address, "phone": phone, "hours": hours, "demo": demo}
    try:
        with transaction.atomic():
            agency = _agency(commune, province, official_agency_code, at=at)
            centre = _centre(commune, province, agency=agency, code=code, **said)
            _record("open_centre", actor, at, centre.id, centre.id)
    except IntegrityError:
        raise Invalid({"code": "Mã trung tâm này đã có."}) from None
    forget_centres()
    forget_units()
    return centre.id


def add_counter(
    *, centre_id: int, number: int, name: str, actor: Actor, at: datetime, fields: Iterable[str] = ()
) -> int:
    """Add a counter to a centre; no fields means every field of work. Raises NotAllowed, Invalid."""
    policy.require_administrator_of(actor, centre_id)
    try:
        with transaction.atomic():
            counter = Counter.objects.create(centre_id=centre_id, number=number, name=name, fields=sorted(fields))
            _record("add_counter", actor, at, counter.id, centre_id)
    except IntegrityError:
        raise Invalid({"number": "Quầy số này đã có."}) from None
    return counter.id


def _record(command: str, actor: Actor, at: datetime, row_id: int, centre_id: int) -> None:
    audit.record(
        command=f"organization.{command}",
        actor=actor.by(policy.ADMINISTRATORS, centre_id),
        at=at,
        ids=(row_id,),
        outcome=str(row_id),
        centre_id=centre_id,
    )


def _centre(commune: tuple[str, str], province: tuple[str, str], **said: Any) -> Centre:
    return Centre.objects.create(
        commune_code=commune[0],
        commune_name=commune[1],
        province_code=province[0],
        province_name=province[1],
        **said,
    )


def _agency(commune: tuple[str, str], province: tuple[str, str], official: str, *, at: datetime) -> Agency:
    _unit(province, UnitLevel.PROVINCE, "", at=at)
    unit = _unit(commune, UnitLevel.COMMUNE, province[0], at=at)
    agency, _ = Agency.objects.get_or_create(
        code=agency_code(official=official, commune_code=commune[0]),
        defaults={
            "name": f"Uỷ ban nhân dân {commune[1]}",
            "unit": unit,
            "level": "commune",
            "known": bool(official),
        },
    )
    return agency


def _unit(told: tuple[str, str], level: UnitLevel, parent_code: str, *, at: datetime) -> Unit:
    """The unit in force of this code; a centre may be opened for one that no list of units knows."""
    code, name = told
    known = Unit.objects.filter(code=code, valid_to=None).order_by("-valid_from").first()
    if known is not None:
        return known
    made = Unit.objects.create(
        code=code,
        level=level,
        type=type_of(name, level),
        name=name,
        parent_code=parent_code,
        valid_from=TWO_TIERS_SINCE,
        source="open_centre",
    )
    UnitRevision.objects.create(at=at, outcome=f"open_centre {code}")
    return made
