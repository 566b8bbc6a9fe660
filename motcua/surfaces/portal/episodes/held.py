"""Papers a person has given before, given once more: nobody photographs the same card for each dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values import DraftView
from motcua.apps.files import commands as files
from motcua.apps.files import queries as stored
from motcua.apps.files.values import FileRow
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page
from motcua.surfaces.portal.episodes.filing import HOLDER, with_file


def held_by(actor: Actor, *, now: datetime, number: int) -> Page[FileRow]:
    """What the person gave in dossiers of their own; what they gave helping somebody is not theirs."""
    if actor.account_id is None:
        return Page((), 1, stored.OWN_A_PAGE, 0)
    own = _own(actor, now=now)
    return stored.own_files(account_id=actor.account_id, holder=HOLDER, dossier_ids=own, number=number)


def _own(actor: Actor, *, now: datetime) -> list[UUID]:
    return [head.id for head in dossiers.own(actor=actor, now=now) if head.helped is None]


def give(*, draft: DraftView, paper_id: UUID, ref_id: UUID, actor: Actor, at: datetime) -> None:
    """Give a paper of the draft what the person holds already. Raises NotFound."""
    if actor.account_id is None or not stored.is_own_file(
        ref_id=ref_id, account_id=actor.account_id, holder=HOLDER, dossier_ids=_own(actor, now=at)
    ):
        raise NotFound
    state = next((with_file(paper) for paper in draft.components if paper.id == paper_id), ComponentState.GIVEN)
    with transaction.atomic(), scope.opened(draft.id):
        files.give_again(
            ref_id=ref_id, account_id=actor.account_id, holder_id=paper_id, dossier_id=draft.id,
            centre_id=draft.centre_id, at=at,
        )  # fmt: skip
        drafting.mark_component(draft_id=draft.id, component_id=paper_id, state=state, actor=actor, at=at)
