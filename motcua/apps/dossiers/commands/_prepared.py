"""What a prepared filing says of its people, and how an outside dossier finds the one prepared for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from motcua.apps.dossiers import rules
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.states import DossierState
from motcua.apps.dossiers.values.outside import OutsideRow
from motcua.apps.identity import queries as identity
from motcua.apps.parties import commands as parties
from motcua.apps.parties.values import MandateStated, PersonStated, from_json, number_key, phone_key, to_json
from motcua.apps.procedures import queries as procedures
from motcua.base.db import scope
from motcua.kernel import clock

#: Beside the pages of a draft's answers: filer and owner as they were when the code was noted.
WHO: Final = "_who"
_BY_CODE: Final = "SELECT dossiers_prepared(%s, %s)"


@dataclass(frozen=True, slots=True)
class Said:
    """Who files for whom and by what right, as it was said when the code was noted."""

    filer: PersonStated
    owner: PersonStated | None
    mandate: MandateStated | None
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """To be kept with the draft."""
        kept: dict[str, Any] = {"filer": to_json(self.filer), "at": self.at.isoformat()}
        if self.owner:
            kept["owner"] = to_json(self.owner)
        if self.owner and self.mandate:
            kept["mandate"] = self.mandate.to_json()
        return kept


def mandate_of(draft: Dossier) -> tuple[MandateStated, datetime] | None:
    """By what right the filer acts, and when that was said: a right that has ended since was one then."""
    kept: Mapping[str, Any] = (draft.answers or {}).get(WHO, {})
    if "mandate" not in kept:
        return None
    return MandateStated.from_json(kept["mandate"]), datetime.fromisoformat(kept["at"])


def record_mandate(
    *, filer_party: UUID | None, owner_party: UUID | None, said: tuple[MandateStated, datetime] | None
) -> None:
    """Tie the two by what was said; what says too little, or had ended when it was said, ties nobody.

    It never keeps the office from taking the dossier in. Both parties must be written already.
    """
    if said is None or filer_party is None or owner_party is None or filer_party == owner_party:
        return
    mandate, at = said
    if not mandate.problems(today=clock.local(at).date()):
        parties.record_mandate(grantor_id=owner_party, grantee_id=filer_party, stated=mandate, at=at)


def people_of(draft: Dossier) -> tuple[PersonStated, PersonStated]:
    """Filer and owner as they were said."""
    kept: Mapping[str, Any] = (draft.answers or {}).get(WHO, {})
    filer = from_json(kept["filer"])
    owner = from_json(kept["owner"]) if "owner" in kept else filer
    assert isinstance(filer, PersonStated)
    assert isinstance(owner, PersonStated)
    return filer, owner


def pages_of(draft: Dossier) -> dict[str, Any]:
    """The pages as typed, without what stood beside them."""
    return {name: page for name, page in (draft.answers or {}).items() if not name.startswith("_")}


def find(*, centre_id: int, row: OutsideRow) -> Dossier | None:
    """The draft, locked, prepared for this very dossier: same code, procedure and person. The first noted wins."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_CODE, [centre_id, rules.outside_code(row.external_code)])
        keys: list[UUID] = [key for (key,) in cursor.fetchall()]
    for key in keys:
        with scope.opened(key):
            draft = Dossier.objects.select_for_update().filter(pk=key, state=DossierState.DRAFT).first()
            if draft is not None and _is_of(draft, row):
                return draft
    return None


def owner_of(draft: Dossier, row: OutsideRow) -> PersonStated:
    """The owner as the other system says, with what only the preparation knows."""
    known = people_of(draft)[1]
    return replace(
        known, name=row.owner_name, number=row.owner_number or known.number, phone=row.owner_phone or known.phone
    )


#: What of a person the preparation may add; a place's code goes with the words it was made of.
_ADDED: Final = ("also", "birth", "sex", "email", "nationality")


def lacking(kept: PersonStated, said: PersonStated) -> dict[str, Any]:
    """What was said of a person where nothing is kept."""
    added = {name: getattr(said, name) for name in _ADDED if not getattr(kept, name)}
    if not kept.address:
        added |= {"address": said.address, "address_unit": said.address_unit}
    return added


def is_the_accounts(account_id: int | None, *, phone: str, number: str) -> bool:
    """Whether a dossier that states these may become this account's: what was typed into the draft proves nothing.

    The telephone decides where one is stated, for a code has proven it; else the number the account was opened with.
    Whoever has neither follows the dossier by its code, as everybody may.
    """
    if account_id is None:
        return False
    if phone.strip():
        return identity.has_phone(account_id=account_id, phone=phone)
    return bool(number.strip()) and identity.has_number(account_id=account_id, number=number)


def _is_of(draft: Dossier, row: OutsideRow) -> bool:
    """A number decides where one is given: several people share a telephone."""
    if procedures.version(draft.version_id).procedure_code != row.procedure_code.strip():
        return False
    if not is_the_accounts(draft.filer_account_id, phone=row.owner_phone, number=row.owner_number):
        return False
    people = people_of(draft)
    if row.owner_number.strip():
        return number_key(row.owner_number) in {number_key(one.number) for one in people if one.number}
    wanted = phone_key(row.owner_phone)
    return bool(wanted) and wanted in {phone_key(one.phone) for one in people if one.phone}
