"""Acts of a filer that touch dossiers and files together: one transaction over commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext

from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.commands import drafting
from motcua.apps.dossiers.states import ComponentState
from motcua.apps.dossiers.values import ComponentRow, DraftView
from motcua.apps.dossiers.values.papers import PaperSaid, said_of
from motcua.apps.files import commands as files
from motcua.apps.files import queries as stored
from motcua.apps.files.values import AdmittedBlob, FileRow
from motcua.apps.procedures.values import Case, VersionView
from motcua.base.db import scope
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid

#: What holds the files of a paper.
HOLDER = "dossiers.component"

Uploads: TypeAlias = "Mapping[UUID, Sequence[UploadedFile[bytes]]]"
Admitted = list[tuple[UUID, AdmittedBlob, str]]


def begin(
    *, centre_id: int, version: VersionView, case: Case | None, actor: Actor, at: datetime,
    spared: Mapping[str, str] | None = None,
) -> UUID:  # fmt: skip
    """Open a draft, its case chosen already where the guided questions found it.

    `spared`: by key the papers they found not to be needed, each with why; the filer reads it again before filing.
    """
    with transaction.atomic():
        draft_id = drafting.begin_draft(centre_id=centre_id, version_id=version.id, actor=actor, at=at)
        if case is not None and len(version.cases) > 1:
            drafting.choose_case(draft_id=draft_id, case_key=case.id, actor=actor, at=at)
        if spared:
            papers = dossiers.draft(actor=actor, draft_id=draft_id).components
            claims = {paper.id: spared[paper.paper_key] for paper in papers if paper.paper_key in spared}
            states = dict.fromkeys(claims, ComponentState.CLAIMED)
            drafting.mark_components(draft_id=draft_id, states=states, claims=claims, actor=actor, at=at)
    return draft_id


@dataclass(frozen=True, slots=True)
class PapersKept:
    """The draft as it is then, the papers with a file, and by paper what did not pass the gate."""

    draft: DraftView
    have: frozenset[UUID]
    problems: dict[UUID, str]


def keep_papers(
    *,
    draft: DraftView,
    uploads: Uploads,
    said: Mapping[UUID, PaperSaid],
    actor: Actor,
    at: datetime,
    page: str = "",
    pen: str = "",
) -> PapersKept:
    """Keep what passed the gate, and what is said of each paper beside its files; `pen`: by which window."""
    admitted, problems = admit(uploads, at=at)
    with transaction.atomic(), scope.opened(draft.id):
        full = refer(admitted, dossier_id=draft.id, centre_id=draft.centre_id, actor=actor, at=at)
        have = frozenset(key for key, held in files_of(draft.components).items() if held)
        papers = tuple(_told(paper, said[paper.id], has_file=paper.id in have) for paper in draft.components)
        changed = [new for new, old in zip(papers, draft.components, strict=True) if new != old]
        drafting.mark_components(
            draft_id=draft.id, states={paper.id: paper.state for paper in changed},
            claims={paper.id: paper.claim for paper in changed}, actor=actor, at=at, seen=draft, page=page, pen=pen,
        )  # fmt: skip
    return PapersKept(replace(draft, components=papers, touched_at=at), have, full | problems)


def remove_file(*, draft: DraftView, ref_id: UUID, actor: Actor, at: datetime) -> UUID | None:
    """Take one file away; a paper without any, of which nothing else is said, is open again.

    The paper it was given for, None where it had gone.
    """
    with transaction.atomic(), scope.opened(draft.id):
        held = files_of(draft.components)
        paper_id = next((key for key, rows in held.items() if any(row.id == ref_id for row in rows)), None)
        if paper_id is None:
            return None
        files.unrefer(ref_id=ref_id, at=at)
        paper = next(paper for paper in draft.components if paper.id == paper_id)
        if len(held[paper_id]) == 1 and paper.state == ComponentState.GIVEN:
            drafting.mark_component(draft_id=draft.id, component_id=paper_id, state="", actor=actor, at=at)
        return paper_id


def files_of(papers: Sequence[ComponentRow]) -> Mapping[UUID, Sequence[FileRow]]:
    """The files of each paper, within the present scope."""
    return stored.refs_of(holder=HOLDER, holder_ids=[paper.id for paper in papers])


def admit(uploads: Uploads, *, at: datetime) -> tuple[Admitted, dict[UUID, str]]:
    """Take each upload through the gate, before any transaction; what did not pass is told by its paper."""
    admitted: Admitted = []
    problems: dict[UUID, str] = {}
    for component_id, given in uploads.items():
        for upload in given:
            try:
                blob = files.admit(stream=upload, name=upload.name or "", at=at)
            except Invalid as refused:
                told = [problems[component_id]] if component_id in problems else []
                problems[component_id] = " ".join([*told, f"{upload.name}: {gettext(str(refused))}"])
            else:
                admitted.append((component_id, blob, upload.name or ""))
    return admitted, problems


def refer(
    admitted: Admitted, *, dossier_id: UUID, centre_id: int, actor: Actor, at: datetime, holder: str = HOLDER
) -> dict[UUID, str]:
    """Give each paper (or item) what came for it; where the dossier's day is full none is kept, which is told by key.

    What else came with the files is not lost for that.
    """
    try:
        files.refer_all(
            given=admitted,
            holder=holder,
            centre_id=centre_id,
            dossier_id=dossier_id,
            account_id=actor.account_id,
            at=at,
        )
    except files.TooMuchComing as full:
        return dict.fromkeys((key for key, _blob, _name in admitted), gettext(full.message))
    return {}


def _told(paper: ComponentRow, said: PaperSaid, *, has_file: bool) -> ComponentRow:
    return replace(paper, state=said.kept.state(has_file=has_file), claim=said.kept.why)


def with_file(paper: ComponentRow) -> str:
    """How a paper stands once a file has come for it."""
    return said_of(paper).state(has_file=True)
