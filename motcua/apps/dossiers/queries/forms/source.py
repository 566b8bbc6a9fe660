"""What a form is composed from: one dossier's frozen rows, and what other apps know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from motcua.apps.dossiers.values import ComponentRow, DossierHead, DossierView
from motcua.apps.files import queries as files
from motcua.apps.identity import queries as identity
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import CentreView
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import MandateStated, PartyView, Stated
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.db import scope


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """One paper, and whether files came with it."""

    row: ComponentRow
    files: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Everything a form says something of."""

    view: DossierView
    version: VersionView
    centre: CentreView
    people: tuple[PartyView, ...]
    papers: tuple[HeldPaper, ...]
    #: Officers by account.
    names: Mapping[int, str]
    #: Why the filer acts for the owner; None where nobody does.
    mandate: MandateStated | None
    #: How the filer hears of the result, in words: which messages can reach them, an app above knows.
    news: str = ""

    @property
    def code(self) -> str:
        """Our code, or the other system's."""
        return self.view.head.code or self.view.head.external_code

    @property
    def case(self) -> str:
        """Which case of the procedure was chosen; '' where it knows only one."""
        chosen = self.version.case(self.view.head.case_key) if len(self.version.cases) > 1 else None
        return chosen.name if chosen else ""

    def person(self, party_id: UUID | None) -> Stated | None:
        """One of the dossier's people as they stated themselves."""
        return next((one.stated for one in self.people if one.id == party_id), None)


def source_of(view: DossierView, *, people: tuple[PartyView, ...], news: str) -> Source:
    """Gathered for a dossier that its reader was found to be allowed to see whole."""
    head = view.head
    with scope.opened(head.id):
        held = files.refs_of(holder="dossiers.component", holder_ids=[c.id for c in view.components])
        return Source(
            view=view,
            version=procedures.version(head.version_id),
            centre=organization.centre(head.centre_id),
            people=people,
            papers=tuple(HeldPaper(row, bool(held.get(row.id))) for row in view.components),
            names=identity.names_of(_officers(view)),
            mandate=_mandate(head),
            news=news,
        )


def _mandate(head: DossierHead) -> MandateStated | None:
    kept = parties.mandate_of(dossier_id=head.id) if head.filer_party != head.owner_party else None
    return kept.stated if kept else None


def _officers(view: DossierView) -> Iterable[int]:
    """Those the forms name: who moved it, asked for papers, held it, put a date off."""
    found = {move.account_id for move in view.transitions} | {one.asked_by for one in view.supplements}
    found |= {one.holder_id for one in view.assignments} | {one.handed_over_by for one in view.assignments}
    found |= {one.approver_id for one in view.promises}
    return (account for account in found if account is not None)
