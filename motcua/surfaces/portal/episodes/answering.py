"""Answering a request for papers: dossiers and files together, one transaction over commands.

A file is held by the item it answers, so that an officer reads it beside what was asked; once the reply is complete
the paper it is for has it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from motcua.apps.dossiers.commands import supplementing
from motcua.apps.dossiers.values import ItemRow, SupplementRow
from motcua.apps.dossiers.values.answering import ItemAnswer
from motcua.apps.files import commands as files
from motcua.apps.files import queries as stored
from motcua.apps.files.commands import coming
from motcua.apps.files.values import ComingFile, FileRow
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotFound
from motcua.surfaces.portal.episodes.filing import HOLDER as PAPER
from motcua.surfaces.portal.episodes.filing import Uploads, admit, refer

#: What holds the files of an answer.
HOLDER: Final = "dossiers.item"


def files_of(items: Sequence[ItemRow]) -> Mapping[UUID, Sequence[FileRow]]:
    """The files of each item, within the present scope."""
    return stored.refs_of(holder=HOLDER, holder_ids=[item.id for item in items])


def begin(
    *, asked: SupplementRow, dossier_id: UUID, centre_id: int, paper_id: UUID, name: str, size: int, mark: str,
    actor: Actor, at: datetime,
) -> ComingFile:  # fmt: skip
    """A file is to come for one item. Raises NotFound for an item of another request."""
    if all(item.id != paper_id for item in asked.items):
        raise NotFound
    return coming.begin(
        name=name, size=size, mark=mark, holder=HOLDER, holder_id=paper_id, dossier_id=dossier_id,
        centre_id=centre_id, account_id=actor.account_id, at=at,
    )  # fmt: skip


def finish(*, dossier_id: UUID, coming_id: UUID, sha256: str, actor: Actor, at: datetime) -> None:
    """Take in a file that has come whole; done twice, it is there once."""
    try:
        there, blob = coming.take_in(coming_id=coming_id, dossier_id=dossier_id, sha256=sha256, at=at)
    except NotFound:
        if stored.coming(coming_id=coming_id, dossier_id=dossier_id).done:
            return
        raise
    with transaction.atomic():
        ref_id = files.refer(
            blob=blob, name=there.name, holder=HOLDER, holder_id=there.holder_id, centre_id=there.centre_id, at=at,
            dossier_id=dossier_id, account_id=actor.account_id,
        )  # fmt: skip
        coming.settle(coming=there, ref_id=ref_id, actor=actor, at=at)


def keep_files(*, uploads: Uploads, dossier_id: UUID, centre_id: int, actor: Actor, at: datetime) -> dict[UUID, str]:
    """Keep files that came with the form itself; what did not pass the gate is told by its item."""
    if not uploads:
        return {}
    admitted, problems = admit(uploads, at=at)
    with transaction.atomic(), scope.opened(dossier_id):
        full = refer(admitted, dossier_id=dossier_id, centre_id=centre_id, actor=actor, at=at, holder=HOLDER)
    return full | problems


def remove_file(*, asked: SupplementRow, ref_id: UUID, at: datetime) -> None:
    """Take away one file that was not sent yet, within the present scope. Raises NotFound for another."""
    sent = {item.id: item.answered_at for item in asked.items}
    for key, rows in files_of(asked.items).items():
        answered_at = sent[key]
        if any(row.id == ref_id and (answered_at is None or row.created_at > answered_at) for row in rows):
            files.unrefer(ref_id=ref_id, at=at)
            return
    raise NotFound


def give_up(*, asked: SupplementRow, dossier_id: UUID, coming_id: UUID, at: datetime) -> None:
    """A file is not wanted, on its way or come whole this moment. Raises NotFound for one that was sent."""
    with transaction.atomic(), scope.opened(dossier_id):
        ref_id = coming.give_up(coming_id=coming_id, dossier_id=dossier_id)
        if ref_id is not None:
            remove_file(asked=asked, ref_id=ref_id, at=at)


def send(
    *, asked: SupplementRow, dossier_id: UUID, answers: Mapping[UUID, ItemAnswer], actor: Actor, at: datetime
) -> frozenset[UUID]:
    """Send what there is; the items still missing. A complete reply gives each paper its files."""
    with transaction.atomic(), scope.opened(dossier_id):
        held = files_of(asked.items)
        told = {item.id: replace(answers[item.id], given=bool(held[item.id])) for item in asked.items}
        missing = supplementing.send(dossier_id=dossier_id, answers=told, actor=actor, at=at)
        if not missing:
            papers = {item.id: item.component_id for item in asked.items if item.component_id}
            given = {row.id: papers[key] for key, rows in held.items() if key in papers for row in rows}
            files.refer_again(holders=given, holder=PAPER, at=at)
            coming.give_up_all(dossier_id=dossier_id)
    return missing
