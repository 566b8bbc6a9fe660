"""One own dossier for the pages that show it: found, the look written down, drawn as a picture."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from motcua.apps.audit import commands as log
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values import DossierView
from motcua.apps.organization import queries as organization
from motcua.base.guards import ActorRequest
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.views import following


def own(request: ActorRequest, dossier_id: UUID) -> DossierView:
    """The filer's own dossier, to do something to it; raises NotFound for every other."""
    view = dossiers.find(actor=request.actor, dossier_id=dossier_id, now=clock.now())
    if view.head.filer_account_id != request.actor.account_id:
        raise NotFound
    return view


def find(request: ActorRequest, dossier_id: UUID) -> DossierView:
    """The same, to be looked at: the look is written down."""
    view = own(request, dossier_id)
    log.look(
        actor=request.actor,
        at=clock.now(),
        what="dossier.opened_by_owner",
        dossier_id=dossier_id,
        centre_id=view.head.centre_id,
    )
    return view


def _owed(view: DossierView) -> tuple[str, ...]:
    """Kinds of conditions still open, and papers still to be brought."""
    kinds = [one.kind for one in view.conditions if one.met_at is None]
    promised = any(paper.state == ComponentState.PROMISED for paper in view.components)
    return (*kinds, *((dossiers.PAPERS,) if promised else ()))


def picture(view: DossierView) -> dict[str, Any]:
    """What every page of it draws."""
    it = following.of_own(
        view.head,
        transitions=view.transitions,
        promises=view.promises,
        pauses=view.pauses,
        signatories=view.signatories,
        owed=_owed(view),
    )
    told = [row.reason for row in view.promises if row.kind == "told"]
    deciding = organization.centre(view.head.centre_id)
    return {"view": view, "it": it, "head": view.head, "deciding": deciding, "late_why": told[-1] if told else ""}
