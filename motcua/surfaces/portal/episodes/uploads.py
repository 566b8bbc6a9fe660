"""A paper that comes in pieces: dossiers and files together, one transaction over commands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.values import DraftView
from motcua.apps.files import commands as files
from motcua.apps.files import queries as stored
from motcua.apps.files.commands import coming
from motcua.apps.files.values import ComingFile
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.episodes.filing import HOLDER, remove_file, with_file


def begin(
    *, draft: DraftView, paper_id: UUID, name: str, size: int, mark: str, actor: Actor, at: datetime
) -> ComingFile:
    """A file is to come for one paper of the draft. Raises NotFound for a paper of another."""
    if all(paper.id != paper_id for paper in draft.components):
        raise NotFound
    with scope.opened(draft.id):
        return coming.begin(
            name=name, size=size, mark=mark, holder=HOLDER, holder_id=paper_id, dossier_id=draft.id,
            centre_id=draft.centre_id, account_id=actor.account_id, at=at,
        )  # fmt: skip


def finish(*, draft: DraftView, coming_id: UUID, sha256: str, actor: Actor, at: datetime) -> DraftView:
    """Take a file that has come whole into the draft; done twice, it is there once. The draft as it is then."""
    with scope.opened(draft.id):
        try:
            return _finish(draft, coming_id, sha256=sha256, actor=actor, at=at)
        except NotFound:
            if not stored.coming(coming_id=coming_id, dossier_id=draft.id).done:
                raise
    return draft


def give_up(*, draft: DraftView, coming_id: UUID, actor: Actor, at: datetime) -> None:
    """A file is not wanted, on its way or come whole this moment: whoever pressed knew only the former."""
    with transaction.atomic(), scope.opened(draft.id):
        ref_id = coming.give_up(coming_id=coming_id, dossier_id=draft.id)
        if ref_id is not None:
            remove_file(draft=draft, ref_id=ref_id, actor=actor, at=at)


def discard(*, draft: DraftView, actor: Actor, at: datetime) -> None:
    """Throw the draft away with all that was still on its way."""
    with transaction.atomic(), scope.opened(draft.id):
        coming.give_up_all(dossier_id=draft.id)
        drafting.discard_draft(draft_id=draft.id, actor=actor, at=at)


def _finish(draft: DraftView, coming_id: UUID, *, sha256: str, actor: Actor, at: datetime) -> DraftView:
    told, blob = coming.take_in(coming_id=coming_id, dossier_id=draft.id, sha256=sha256, at=at)
    states = {paper.id: with_file(paper) for paper in draft.components if paper.id == told.holder_id}
    with transaction.atomic():
        ref_id = files.refer(
            blob=blob, name=told.name, holder=HOLDER, holder_id=told.holder_id, centre_id=told.centre_id, at=at,
            dossier_id=draft.id, account_id=actor.account_id,
        )  # fmt: skip
        drafting.mark_components(draft_id=draft.id, states=states, actor=actor, at=at)
        coming.settle(coming=told, ref_id=ref_id, actor=actor, at=at)
    given = tuple(replace(paper, state=states.get(paper.id, paper.state)) for paper in draft.components)
    return replace(draft, components=given, touched_at=at)
