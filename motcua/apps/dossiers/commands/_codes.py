"""Dossier codes: unique, with gaps where a leased block was not used up."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.dossiers import rules
from motcua.apps.numbering import commands as numbering
from motcua.apps.organization import queries as organization
from motcua.kernel import clock


def take(*, centre_id: int, at: datetime) -> str:
    """A new code of the deciding centre for the local day of `at`; call it before the transaction."""
    centre = organization.centre(centre_id)
    agency = centre.agency_code if centre.agency_known else f"TMP.{centre.commune_code}"
    day = clock.local(at).date()
    number = numbering.take_code(book=f"dossier:{agency}", period=f"{day:%y%m%d}")
    return rules.code_of(agency_code=agency, day=day, number=number)
