"""Opening a dossier: everything the page shows, gathered over the apps, and the look written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.apps.audit import commands as audit
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.states import WAYS, Authority, Channel, ComponentState, DossierState
from motcua.apps.dossiers.values import (
    ComponentRow,
    DossierHead,
    DossierView,
    NoteRow,
    PromiseRow,
)
from motcua.apps.dossiers.values.alike import AlikeRow
from motcua.apps.dossiers.values.results import ResultRow
from motcua.apps.dossiers.values.signing import SignatoryRow
from motcua.apps.files import queries as files
from motcua.apps.files.values import FileRow
from motcua.apps.identity import queries as identity
from motcua.apps.organization import queries as organization
from motcua.apps.organization.values import CentreView
from motcua.apps.parties import queries as parties
from motcua.apps.parties.values import MandateStated, PartyView
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import Owed, VersionView
from motcua.apps.workcalendar import queries as workcalendar
from motcua.apps.workcalendar.values import DayRow, Span
from motcua.base import eforms
from motcua.base.eforms import SaidPart
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.surfaces.desk.episodes import listing
from motcua.surfaces.desk.episodes.conditions import ConditionLine, condition_lines
from motcua.surfaces.desk.episodes.elsewhere import Elsewhere, elsewhere_of
from motcua.surfaces.desk.episodes.history import Event, events_of
from motcua.surfaces.desk.episodes.persons import HandedLine, PersonLine, corrector, handed_lines, person_line

#: The light of a paper, by how it stands.
#: What is fetched or refused while a page lies open belongs to the same look at it.
ONE_LOOK: Final = timedelta(hours=12)
_PAPER_LIGHTS: Final = {
    ComponentState.CHECKED: "done",
    ComponentState.GIVEN: "near",
    ComponentState.PROMISED: "wait",
    ComponentState.FAULTY: "late",
    ComponentState.WAIVED: "new",
    ComponentState.CLAIMED: "near",
}
#: While these last somebody is to hold the work.
_WORKED: Final = frozenset(state for state in DossierState if state.clock_runs or state.pauses)
_PROMISES: Final[dict[str, str | Promise]] = {
    "acceptance": _("Hạn tiếp nhận (8 giờ làm việc)"),
    "first": _("Hẹn trả trên mẫu 01"),
    "legal": _("Hạn sau tạm dừng"),
    "calendar": _("Hạn tính lại khi lịch làm việc đổi"),
    "told": _("Ngày đã báo lại (mẫu 04)"),
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper with its files, its light and its word."""

    row: ComponentRow
    files: tuple[FileRow, ...]
    light: str
    label: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The dossier page."""

    view: DossierView
    version: VersionView
    centre: CentreView
    owner: PersonLine | None
    filer: PersonLine | None
    parties: tuple[PartyView, ...]
    papers: tuple[PaperLine, ...]
    #: The e-form as it was filed, numbers in part; () where it was filed without one.
    declared: tuple[SaidPart, ...]
    events: tuple[Event, ...]
    names: dict[int, str]
    state: str
    light: str
    remaining: str
    channel: str
    step: str
    alike: tuple[AlikeRow, ...]
    #: Why the filer acts for the owner; None where nobody does, or nothing was said.
    mandate: MandateStated | None

    @property
    def case(self) -> str:
        """Which case of the procedure was chosen; '' where it knows only one."""
        chosen = self.version.case(self.view.head.case_key) if len(self.version.cases) > 1 else None
        return chosen.name if chosen else ""

    @property
    def way_back(self) -> str:
        """How the filer wants the result, for the post where to; '' where nobody said."""
        head = self.view.head
        way = str(WAYS[head.return_by]) if head.return_by in WAYS else ""
        return f"{way}: {head.post_address}" if head.post_address else way

    @property
    def elsewhere(self) -> Elsewhere | None:
        """What is known of a dossier another system holds; None for one of ours."""
        return elsewhere_of(self.view, self.names) if self.view.head.authority == Authority.OUTSIDE else None

    @property
    def refused_or_stopped(self) -> bool:
        """Whether it ended without a result: nobody waits for a date any more."""
        return self.view.head.state in {DossierState.REFUSED, DossierState.STOPPED}

    @property
    def signers(self) -> list[tuple[SignatoryRow, str]]:
        """Those who sign together, with the name each was given, if any."""
        names = {party.id: party.stated.name for party in self.parties}
        return [(one, names.get(one.party, "") if one.party else "") for one in self.view.signatories]

    @property
    def handed(self) -> tuple[HandedLine, ...]:
        """To whom the result was given, the newest first."""
        return handed_lines(self.view.hand_overs, self.names)

    @property
    def drafter(self) -> str:
        """Who wrote the draft there is."""
        return self.names.get(self.view.draft.drafted_by, "") if self.view.draft else ""

    @property
    def results(self) -> list[tuple[ResultRow, str, str]]:
        """What was signed, the newest first, by whom, and who had written it."""
        names = self.names
        return [(r, names.get(r.signed_by, ""), names.get(r.drafted_by or 0, "")) for r in reversed(self.view.results)]

    @property
    def notes(self) -> list[tuple[NoteRow, str]]:
        """Remarks for colleagues, each with who wrote it."""
        return [(note, self.names.get(note.account_id, "")) for note in self.view.notes]

    @property
    def conditions(self) -> list[ConditionLine]:
        """What had to be done first, or still has."""
        titles = {line.row.id: line.row.title for line in self.papers}
        return condition_lines(self.view, names=self.names, titles=titles)

    @property
    def holder(self) -> str:
        """In whose hands the work is, told plainly where in nobody's; '' while there is none to do."""
        head = self.view.head
        if head.authority == Authority.OUTSIDE or head.state not in _WORKED:
            return ""
        return self.names.get(head.holder_id or 0, gettext("Chưa có người giữ"))

    @property
    def unasked_fee(self) -> str:
        """Why no fee is waited for though the procedure says when one is due; '' where one is, or was."""
        head = self.view.head
        if self.version.fee_at is None or any(one.kind == "fee" for one in self.view.conditions):
            return ""
        told = procedures.quote(
            version_id=head.version_id,
            case=head.case_key,
            channel=Channel(head.channel or Channel.COUNTER).code,
            on=clock.local(head.submitted_at or head.begun_at).date(),
        )
        return gettext("Không thu.") if told.owed is Owed.NOTHING else gettext("Chưa xác định, nên chưa thu.")

    @property
    def code(self) -> str:
        """Our code, or the other system's."""
        return self.view.head.code or self.view.head.external_code

    def changes_since(self, revision: int) -> tuple[Event, ...]:
        """The newest moves made since a revision was seen, three at most; () where all that changed is no move.

        A draft, a fee or a signature raises the revision too and names nobody: who made the last move is not meant.
        """
        return tuple(one for one in self.events if one.revision > revision)[:3]


def open_dossier(
    *,
    actor: Actor,
    dossier_id: UUID,
    now: datetime,
    look: str = "dossier.opened",
    shown: UUID | None = None,
    at_intake: bool = False,
) -> Opened:
    """The whole page; `look` '' where the page before has said so, within the last hours.

    `shown` is the party told in full; `at_intake` the page right after receiving, which tells of dossiers alike as the
    page of a filing does.

    Raises NotFound.
    """
    view = dossiers.find(actor=actor, dossier_id=dossier_id, now=now)
    head, version = view.head, procedures.version(view.head.version_id)
    people, names, line = _people(view, shown=shown, now=now)
    centre = organization.centre(head.centre_id)
    write_look(head, look, actor=actor, now=now)
    return Opened(
        view=view,
        version=version,
        centre=centre,
        owner=line(head.owner_party),
        filer=line(head.filer_party),
        parties=people,
        papers=_papers(view.components),
        declared=declared(view),
        events=events_of(view, names),
        names=names,
        state=str(DossierState(head.state).label),
        light=listing.light_of(head.state, head.light),
        remaining=_remaining(head, centre, now=now),
        channel=str(listing.CHANNELS.get(head.channel, "")),
        step=listing.step_of(head.version_id, head.step_key, head.state, asked=head.approval_asked_at is not None),
        alike=_alike(view, people, version, actor=actor, at_intake=at_intake),
        mandate=_mandate(head),
    )


def _people(
    view: DossierView, *, shown: UUID | None, now: datetime
) -> tuple[tuple[PartyView, ...], dict[int, str], Callable[[UUID | None], PersonLine | None]]:
    """Everybody of the dossier, the officers' names, and how one of the people is told."""
    people = parties.of_dossier(dossier_id=view.head.id)
    mended = parties.corrections(people=people)
    names = identity.names_of({*_accounts(view), *filter(None, map(corrector, mended))})
    day = clock.local(now).date()
    return people, names, partial(person_line, people, shown=shown, on=day, mended=mended, names=names)


def write_look(head: DossierHead, look: str, *, actor: Actor, now: datetime) -> None:
    """Write down who sees it; `look` '' where the page before has said so, within the last hours."""
    audit.look(
        actor=actor,
        at=now,
        what=look or "dossier.opened",
        dossier_id=head.id,
        centre_id=head.centre_id,
        unless_since=None if look else now - ONE_LOOK,
    )


def _remaining(head: DossierHead, centre: CentreView, *, now: datetime) -> str:
    """What is left of the clock that runs; '' where none does."""
    ours = head.authority == Authority.OURS
    due = head.acceptance_due if ours and head.state == DossierState.SUBMITTED else head.legal_due
    running = DossierState(head.state).clock_runs or head.state == DossierState.SUBMITTED
    return listing.remaining(due, calendar=centre.calendar, now=now) if running and due else ""


def _mandate(head: DossierHead) -> MandateStated | None:
    """Asked for only where two people stand in the dossier."""
    kept = parties.mandate_of(dossier_id=head.id) if head.filer_party != head.owner_party else None
    return kept.stated if kept else None


def alike_at_counter(
    *,
    actor: Actor,
    centre_id: int,
    version: VersionView,
    told: Callable[[str], object],
    written: Callable[[str], str],
    now: datetime,
) -> tuple[AlikeRow, ...]:
    """Dossiers alike, once the counter's page holds a number or a name; `told` gives a field's value, `written` the
    birth that was typed as papers write it.
    """
    who = "owner" if told("other_owner") and told("owner_name") else "filer"
    number, name = str(told(f"{who}_number") or ""), str(told(f"{who}_name") or "")
    if not number and not name:
        return ()
    audit.look(actor=actor, at=now, what="search.alike", centre_id=centre_id)
    return dossiers.alike(
        actor=actor, centre_id=centre_id, procedure_code=version.procedure_code, number=number, name=name,
        birth=written(str(told(f"{who}_birth") or "")),
    )  # fmt: skip


def _alike(
    view: DossierView, people: Sequence[PartyView], version: VersionView, *, actor: Actor, at_intake: bool
) -> tuple[AlikeRow, ...]:
    """Told while the dossier comes in: later the officer knows the person."""
    owner = next((p.stated for p in people if p.id == view.head.owner_party), None)
    if owner is None or not (at_intake or view.head.state == DossierState.SUBMITTED):
        return ()
    return dossiers.alike(
        actor=actor,
        centre_id=view.head.centre_id,
        procedure_code=version.procedure_code,
        number=owner.number,
        name=owner.name,
        birth=born.written() if (born := getattr(owner, "birth", None)) else "",
        but=view.head.id,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """One date that was told, with its days."""

    name: str
    row: PromiseRow
    days: tuple[DayRow, ...]


def told_dates(view: DossierView) -> tuple[Told, ...]:
    """Every date that was told, newest first, each with the days it was made of."""
    return tuple(
        Told(str(_PROMISES.get(p.kind, p.kind)), p, workcalendar.explain(Span.restored(s) for s in p.derivation))  # type: ignore[arg-type]
        for p in reversed(view.promises)
    )


def declared(view: DossierView, *, in_full: bool = False) -> tuple[SaidPart, ...]:
    """The e-form of the pinned version with the answers as they were filed."""
    form = procedures.eform(view.head.version_id)
    return eforms.said(form, view.declared, in_full=in_full) if form and view.declared else ()


def _papers(components: Sequence[ComponentRow]) -> tuple[PaperLine, ...]:
    held = files.refs_of(holder="dossiers.component", holder_ids=[c.id for c in components]) if components else {}
    return tuple(
        PaperLine(
            row=c,
            files=held.get(c.id, ()),
            light=_PAPER_LIGHTS.get(ComponentState(c.state), "new") if c.state else "new",
            label=str(ComponentState(c.state).label) if c.state else gettext("Chưa có"),
        )
        for c in components
    )


def _accounts(view: DossierView) -> Iterable[int]:
    found = {t.account_id for t in view.transitions} | {n.account_id for n in view.notes}
    found |= {a.holder_id for a in view.assignments} | {a.handed_over_by for a in view.assignments}
    found |= {p.approver_id for p in view.promises}
    found |= {view.head.holder_id, view.head.helper_id} | {r.signed_by for r in view.results}
    found |= {r.settled_by for r in view.reports}
    found |= {h.officer_id for h in view.hand_overs} | ({view.draft.drafted_by} if view.draft else set())
    found |= {r.drafted_by for r in view.results} | {d.drafted_by for d in view.given_back}
    found |= {c.met_by for c in view.conditions}
    found |= {by for c in view.conditions for r in c.reliefs for by in (r.account_id, r.taken_back_by)}
    return (account for account in found if account is not None)
