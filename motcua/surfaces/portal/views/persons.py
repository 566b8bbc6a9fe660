"""Who stands in an own dossier: whoever filed, for whom and by what right, and those who sign too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.apps.dossiers.values import DossierView
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import Stated, number_named
from motcua.base.db import scope
from motcua.base.db.fields import showing_damage
from motcua.base.eforms import masked


@dataclass(frozen=True, slots=True)
class Standing:
    """One person and what they are in the dossier; `acts`: they act for its owner."""

    part: str
    stated: Stated
    acts: bool = False
    #: Who signs too has their own page: here the name alone.
    only_named: bool = False

    @property
    def number_name(self) -> str:
        """Which paper the number stands on."""
        return number_named(self.stated)[0]

    @property
    def number(self) -> str:
        """Enough of it to see a slip of the pen."""
        return masked(number_named(self.stated)[1])


def people_of(view: DossierView) -> dict[str, Any]:
    """The people as they stand in the dossier, for the page of its filer, and why one acts for the other."""
    head = view.head
    with scope.opened(head.id), showing_damage():
        stated = {party.id: party.stated for party in parties.of_dossier(dossier_id=head.id)}
        kept = parties.mandate_of(dossier_id=head.id) if head.filer_party != head.owner_party else None
    return {"people": tuple(_standing(view, stated)), "mandate": kept.stated if kept else None}


def _standing(view: DossierView, stated: dict[UUID, Stated]) -> Iterator[Standing]:
    head = view.head
    alone = head.filer_party == head.owner_party
    if head.filer_party in stated:
        yield Standing(_("Người nộp"), stated[head.filer_party], acts=not alone)
    if not alone and head.owner_party in stated:
        yield Standing(_("Chủ hồ sơ"), stated[head.owner_party])
    for one in view.signatories:
        if one.party in stated and one.party not in {head.filer_party, head.owner_party}:
            yield Standing(one.role, stated[one.party], only_named=True)
