"""The filer's yes that comes after a helped filing: a sheet signed, or marked by a thumb, which a clerk has seen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.apps.dossiers import policy
from motcua.apps.dossiers.commands import moves
from motcua.apps.dossiers.commands.conditions import meet
from motcua.apps.dossiers.events import FilerConfirmed
from motcua.apps.dossiers.models import Condition
from motcua.apps.dossiers.queries.helping import FILER, awaits_filer
from motcua.apps.dossiers.states import DossierState, Work
from motcua.apps.dossiers.values.attested import Attested
from motcua.apps.outbox import commands as outbox
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid


def record_filer_said(*, dossier_id: UUID, attested: Attested, actor: Actor, at: datetime, seen_revision: int) -> None:
    """The clerk holds the filer's sheet. Raises Invalid, NotAllowed, MoveNotAllowed where none is awaited."""
    if problems := attested.problems():
        raise Invalid({field: _(text) for field, text in problems.items()})
    with moves.turn(
        dossier_id=dossier_id, actor=actor, at=at, command="record_filer_said", seen_revision=seen_revision
    ) as held:
        dossier = held.dossier
        held.require(Work.FILER_SAID)
        if not policy.fits(Work.FILER_SAID, dossier) or not awaits_filer(dossier):
            raise moves.MoveNotAllowed(state=DossierState(dossier.state).label)
        held.touch()
        condition = Condition.objects.get(dossier=dossier, kind=FILER, met_at__isnull=True)
        meet(held, kind=FILER, reference=str(attested.manner))
        dossier.attested = attested.to_json()
        fact = FilerConfirmed(
            dossier_id=dossier.id, centre_id=dossier.centre_id, condition_id=condition.id, confirmed_at=at
        )
        outbox.record(fact, key=dossier.id, centre_id=dossier.centre_id, at=at)
