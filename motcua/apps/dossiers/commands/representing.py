"""Filing for somebody else: the draft asks for the paper it rests on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.apps.dossiers.commands import _proofs
from motcua.apps.dossiers.commands.drafting import own_draft
from motcua.apps.parties.states import Basis
from motcua.base.db import rows, scope
from motcua.kernel.actor import Actor


def paper_of(basis: Basis | None) -> str:
    """The title of the paper that proves it; '' where none is needed."""
    return _proofs.paper_of(basis)


def prove(*, draft_id: UUID, basis: Basis | None, actor: Actor, at: datetime) -> None:
    """Ask for the paper by which the filer acts for the owner, or no longer (None, or kin). Raises NotFound."""
    with transaction.atomic(), scope.opened(draft_id), rows.together():
        dossier = own_draft(draft_id, actor=actor, columns=("centre_id",))
        _proofs.lay_out(dossier, basis, at=at)
