"""Open dossiers of the same procedure for probably the same person: told, never a reason to refuse.

The same person is an equal number. Equal names are many people's: they are shown apart, with what differs.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.models import DossierQuerySet
from motcua.apps.dossiers.values.alike import AlikeRow
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import PartyView, name_key, number_key
from motcua.base.db import scope
from motcua.base.db.fields import showing_damage
from motcua.kernel.actor import Actor

MOST: Final = 5


def alike(
    *,
    actor: Actor,
    centre_id: int,
    procedure_code: str,
    number: str,
    name: str,
    birth: str = "",
    but: UUID | None = None,
) -> tuple[AlikeRow, ...]:
    """What this officer may open of the centre, the same person first. Seeking by number is a look: the caller's.

    `birth` as it is written in the dossier at hand is put beside the namesake's.
    """
    found = parties.namesakes(name=name, number=number, centre_ids=[centre_id])
    visible = _open(policy.visible_to(actor, centre_id=centre_id), procedure_code)
    wanted = {one.dossier_id for one in found} - {but}
    codes = dict(visible.filter(pk__in=wanted).values_list("pk", "code"))
    seen: dict[UUID, AlikeRow] = {}
    for one in sorted(found, key=lambda one: not one.same_number):
        if one.dossier_id in codes:
            row = AlikeRow(
                one.dossier_id,
                codes[one.dossier_id] or "",
                same=one.same_number,
                birth=one.birth,
                numbered=one.numbered,
                our_birth=birth,
            )
            seen.setdefault(row.id, row)
    return tuple(seen.values())[:MOST]


def own_alike(
    *, actor: Actor, procedure_code: str, number: str, name: str = "", birth: str = ""
) -> tuple[AlikeRow, ...]:
    """What this citizen has filed already for that number, or for somebody of that name, and still waits for.

    Other people's filings are not told: whoever types a number would learn what its owner is about.
    """
    if not number.strip() and not name.strip():
        return ()
    mine = _open(policy.visible_to(actor), procedure_code).order_by("-begun_at")
    found = []
    for pk, code, owner in mine.values_list("pk", "code", "owner_party")[:MOST]:
        with scope.opened(pk), showing_damage():  # one that does not open is like nobody, and stops no filing
            people = parties.of_dossier(dossier_id=pk)
        if number.strip() and any(number_key(one.stated.number) == number_key(number) for one in people):
            found.append(AlikeRow(pk, code or "", same=True, birth="", numbered=True))
        elif about := next((one.stated for one in people if one.id == owner and _named(one, name)), None):
            born = getattr(about, "birth", None)
            said = born.written() if born else ""
            row = AlikeRow(pk, code or "", same=False, birth=said, numbered=bool(about.number), our_birth=birth)
            found.append(row)
    return tuple(sorted(found, key=lambda row: not row.same))


def _named(party: PartyView, name: str) -> bool:
    return bool(name.strip()) and name_key(party.stated.name) == name_key(name)


def _open(found: DossierQuerySet, procedure_code: str) -> DossierQuerySet:
    return found.open().filter(version__procedure__code=procedure_code)
