"""What the guided questions concluded, carried into a filing: which papers this person was told are not needed.

The answers travel in the address, closed and read against the guide: what is none of its answers is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext, override

from motcua.apps.dossiers.values.papers import LONGEST_CLAIM
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Case, Paper, VersionView
from motcua.apps.procedures.values.guide import Guided, Need, Way

#: The answers, as one part of the address.
GUIDED: Final = "huong-dan"


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers as the guide knows them, the papers that are not needed, and why by their key."""

    answers: str = ""
    papers: tuple[Paper, ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)


def part_of(step: Guided) -> dict[str, str]:
    """The part of an address that carries these answers."""
    return {GUIDED: urlencode({question.key: choice.key for question, choice in step.said})}


def carried(version: VersionView, case: Case | None, answers: str) -> Carried:
    """What follows for a filing of this case; nothing where the answers end elsewhere, or at another case."""
    if not answers or not version.guide.is_known:
        return Carried()
    step = procedures.guided(version.id, dict(parse_qsl(answers)))
    chosen = case or (version.cases[0] if len(version.cases) == 1 else None)
    if chosen is None or step.outcome is None or step.outcome.way is not Way.FILE or step.outcome.case != chosen.id:
        return Carried()
    notes = {said.paper: said.note for said in step.papers if said.need is Need.NO}
    spared = tuple(_asked_online(version, (paper for paper in chosen.papers if paper.id in notes)))
    return Carried(part_of(step)[GUIDED], spared, {paper.id: _why(notes[paper.id]) for paper in spared})


def _asked_online(version: VersionView, papers: Iterable[Paper]) -> Iterable[Paper]:
    """Those the filing would demand: required, and not declared in its e-form."""
    form = procedures.eform(version.id)
    declared = form.stands_for if form else ()
    return (one for one in papers if one.required and (one.originals or one.copies) and one.id not in declared)


def _why(note: str) -> str:
    """Kept in the dossier, so Vietnamese whoever files."""
    with override("vi"):
        told = gettext("Theo câu hỏi hướng dẫn: %(note)s") % {"note": note}
        return (told if note else gettext("Theo câu trả lời của tôi ở phần câu hỏi hướng dẫn."))[:LONGEST_CLAIM]
