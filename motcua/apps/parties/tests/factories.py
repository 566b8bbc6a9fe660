"""Made-up people who look made up: numbers begin with 999, phones with 0000."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motcua.apps.parties import commands
from motcua.apps.parties.states import Sex
from motcua.apps.parties.values import Birth, OrganisationStated, PersonStated
from motcua.kernel.clock import office_time
from motcua.kernel.ids import uuid7

NOON = office_time(2026, 11, 20, 12)


def person(**changed: Any) -> PersonStated:
    """Nguyễn Mẫu Lan, or a change of her."""
    stated: dict[str, Any] = {
        "name": "Nguyễn Mẫu Lan",
        "birth": Birth(1990, 5, 17),
        "sex": Sex.FEMALE,
        "number": "999190000001",
        "phone": "0000 123 456",
        "address": "Thôn Mẫu, xã Suối Mẫu, tỉnh Mẫu",
    }
    return PersonStated(**(stated | changed))


def organisation(**changed: Any) -> OrganisationStated:
    """A made-up cooperative."""
    return OrganisationStated(**({"name": "Hợp tác xã Suối Mẫu", "tax_code": "9990000001"} | changed))


def party(*, dossier_id: UUID | None = None, centre_id: int = 1, **changed: Any) -> UUID:
    """A party recorded by the real command; the scope must hold the centre."""
    stated = person(**changed)
    return commands.record(dossier_id=dossier_id or uuid7(), centre_id=centre_id, stated=[stated], at=NOON)[0]
