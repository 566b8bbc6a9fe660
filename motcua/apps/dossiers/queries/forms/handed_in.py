"""What form 01 confirms: the papers that are really there, those still to come, for whom somebody files, which case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from motcua.apps.dossiers.queries.forms.source import HeldPaper, Source
from motcua.apps.dossiers.states import Action, ComponentState
from motcua.apps.parties.values import MandateStated
from motcua.apps.printing.values import ComponentLine

_THERE: Final = frozenset({ComponentState.GIVEN, ComponentState.CHECKED})
_NOT_ON_PAPER: Final = frozenset({ComponentState.PROMISED, ComponentState.CLAIMED})


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The papers of a slip: received, promised, those that need not be given, and those the filer says so of."""

    received: tuple[ComponentLine, ...]
    promised: tuple[str, ...]
    waived: tuple[str, ...]
    claimed: tuple[str, ...]


def papers_of(source: Source) -> HandedIn:
    """What the slip may confirm; an optional paper nobody gave is not on it at all."""
    return HandedIn(
        received=tuple(_line(paper) for paper in source.papers if _is_here(source, paper)),
        promised=_titles(source, ComponentState.PROMISED),
        waived=_titles(source, ComponentState.WAIVED),
        claimed=tuple(
            f"{one.row.title} ({one.row.claim})" for one in source.papers if one.row.state == ComponentState.CLAIMED
        ),
    )


def content_of(source: Source) -> str:
    """What is asked for; with the case, where the procedure knows several."""
    if not source.case:
        return source.version.title
    return gettext("%(title)s. Trường hợp: %(case)s") % {"title": source.version.title, "case": source.case}


def mandate_in_words(mandate: MandateStated | None) -> str:
    """«mẹ, không cần văn bản uỷ quyền»; '' where the owner files."""
    if mandate is None:
        return ""
    told = [", ".join(part for part in (mandate.relation, str(mandate.basis.label)) if part)]
    if mandate.scope:
        told.append(gettext("được %(scope)s") % {"scope": mandate.scope})
    if mandate.until:
        told.append(gettext("đến hết ngày %(day)s") % {"day": f"{mandate.until:%d/%m/%Y}"})
    return "; ".join(told)


def _is_here(source: Source, paper: HeldPaper) -> bool:
    """A paper found faulty later was received all the same: with its file, or by the clerk who took in the whole.

    Of an original still to come the picture may be here, and of a paper said not to be needed too.
    """
    if paper.row.state != ComponentState.FAULTY:
        return paper.row.state in _THERE or (paper.row.state in _NOT_ON_PAPER and bool(paper.files))
    return bool(paper.files) or any(move.action == Action.RECEIVE_AT_COUNTER for move in source.view.transitions)


def _line(paper: HeldPaper) -> ComponentLine:
    """Numbers of paper copies; of an upload there are none, whatever the catalogue asks for.

    A fault found after the slip was handed out does not get onto its later prints: form 02 tells of it.
    """
    row = paper.row
    note = "" if row.state == ComponentState.FAULTY else row.reason
    if paper.files:
        return ComponentLine(name=row.title, note="; ".join(filter(None, (gettext("bản điện tử"), note))))
    return ComponentLine(name=row.title, original=row.originals, photo=row.copies, note=note)


def _titles(source: Source, state: ComponentState) -> tuple[str, ...]:
    return tuple(paper.row.title for paper in source.papers if paper.row.state == state)
