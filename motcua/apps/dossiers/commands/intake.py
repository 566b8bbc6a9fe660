"""Receiving: at the counter or from a filing, asking for what is missing, refusing.

Refusals: Refusal > Invalid, NotAllowed, SomeoneWasFaster, SentTwice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.apps.dossiers import policy, rules
from motcua.apps.dossiers.commands import _codes, _proofs, _supplements, moves
from motcua.apps.dossiers.commands.filing import ask_back, filed, open_conditions
from motcua.apps.dossiers.models import Component, Dossier
from motcua.apps.dossiers.states import Action, ComponentState, DossierState, Work
from motcua.apps.dossiers.values import ComponentGiven, Filed, ItemAsked, Place
from motcua.apps.dossiers.values.attested import SIGNED, Attested
from motcua.apps.dossiers.values.way_back import WayBack
from motcua.apps.parties.values import MandateStated, PersonStated
from motcua.apps.procedures import queries as procedures
from motcua.apps.procedures.values import VersionView
from motcua.base.db import rows
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, Refusal
from motcua.kernel.ids import uuid7


class SentTwice(Refusal):
    """The form with this key has made a dossier already: a second press, or a page gone back to."""

    code = "sent-twice"
    message = gettext_noop("Biểu này đã gửi rồi, thành hồ sơ %(code)s. Nếu đây là một hồ sơ khác, xin gửi lần nữa.")

    def __init__(self, before: Dossier) -> None:
        super().__init__(code=before.code)
        self.dossier_id = before.id


def receive_at_counter(
    *,
    centre_id: int,
    version_id: int,
    case_key: str,
    filer: PersonStated,
    owner: PersonStated | None,
    components: Sequence[ComponentGiven],
    way_back: WayBack,
    actor: Actor,
    at: datetime,
    place: Place = Place.COUNTER,
    copies: int = 1,
    key: UUID | None = None,
    attested: Attested = SIGNED,
    mandate: MandateStated | None = None,
) -> Filed:
    """Take a complete dossier in at the counter (or from the post): form 01, the processing clock starts.

    `key` becomes the dossier's id: one form makes one dossier however often it is sent.
    Raises Invalid when a paper, the case or the post's address is missing, NotAllowed, SentTwice.
    """
    version = procedures.version(version_id)
    _refuse_unusable(actor, centre_id, version, case_key)
    _refuse_incomplete(components)
    _refuse_unattested(attested)
    _proofs.refuse_unallowed(mandate, version, owner=owner)
    dossier = _new(key, centre_id=centre_id, version=version, case_key=case_key, actor=actor, at=at)
    dossier.code = _codes.take(centre_id=centre_id, at=at)
    dossier.channel, dossier.copies = rules.channel_at(place), copies
    ask_back(dossier, way_back)
    dossier.attested = attested.to_json()
    with (
        _once(dossier, actor=actor),
        moves.first_turn(dossier, actor=actor, at=at, command="receive_at_counter") as held,
    ):
        _write(dossier, filer=filer, owner=owner, mandate=mandate, components=components, actor=actor, at=at)
        held.advance(Action.RECEIVE_AT_COUNTER)
        open_conditions(dossier, version, at=at)
    return filed(dossier)


def turn_away(
    *,
    centre_id: int,
    version_id: int,
    case_key: str,
    filer: PersonStated,
    owner: PersonStated | None,
    components: Sequence[ComponentGiven],
    items: Sequence[ItemAsked],
    reason: str,
    actor: Actor,
    at: datetime,
    way_back: WayBack,
    place: Place = Place.COUNTER,
    copies: int = 1,
    days: int | None = None,
    key: UUID | None = None,
    attested: Attested = SIGNED,
    mandate: MandateStated | None = None,
) -> Filed:
    """At the counter: what was brought is not complete, so every fault is named at once (form 02).

    `key` and refusals as in `receive_at_counter`.
    """
    version = procedures.version(version_id)
    _refuse_unusable(actor, centre_id, version, case_key)
    _refuse_unattested(attested)
    _proofs.refuse_unallowed(mandate, version, owner=owner)
    dossier = _new(key, centre_id=centre_id, version=version, case_key=case_key, actor=actor, at=at)
    dossier.code = _codes.take(centre_id=centre_id, at=at)
    dossier.channel, dossier.copies, dossier.submitted_at = rules.channel_at(place), copies, at
    ask_back(dossier, way_back)
    dossier.attested = attested.to_json()
    with _once(dossier, actor=actor), moves.first_turn(dossier, actor=actor, at=at, command="turn_away") as held:
        _write(dossier, filer=filer, owner=owner, mandate=mandate, components=components, actor=actor, at=at)
        _supplements.ask(held, items=items, reason=reason, days=days)
        open_conditions(dossier, version, at=at)
    return filed(dossier)


def accept(*, dossier_id: UUID, actor: Actor, at: datetime, seen_revision: int) -> Filed:
    """Receive an online filing: form 01, the processing clock starts. A paper still faulty stops it."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="accept", seen_revision=seen_revision) as held:
        held.advance(Action.ACCEPT)
        faulty = Component.objects.filter(dossier=held.dossier, state=ComponentState.FAULTY).count()
        if faulty:
            raise Invalid({"components": _("Còn giấy tờ chưa đạt. Xin yêu cầu bổ sung, hoặc kiểm tra lại.")})
    return filed(held.dossier)


def refuse(*, dossier_id: UUID, ground: str, reason: str, actor: Actor, at: datetime, seen_revision: int) -> None:
    """Refuse to receive (form 03). Raises GroundMissing without a legal ground and a text."""
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="refuse", seen_revision=seen_revision) as held:
        held.advance(Action.REFUSE, note=reason, ground=ground)


def check_component(
    *, dossier_id: UUID, component_id: UUID, state: str, reason: str, actor: Actor, at: datetime
) -> None:
    """Mark one paper: checked, faulty (with why), waived (with why), given or promised.

    Why it is waived may go unsaid where the filer has said why: then the officer agrees to that.
    """
    if state not in ComponentState.values or state == ComponentState.CLAIMED:  # that only the filer says
        raise Invalid({"state": _("Xin chọn tình trạng giấy tờ.")})
    with moves.turn(dossier_id=dossier_id, actor=actor, at=at, command="check_component") as held:
        held.require(Work.CHECK)
        if not policy.fits(Work.CHECK, held.dossier):
            raise moves.MoveNotAllowed(state=DossierState(held.dossier.state).label)
        row = Component.objects.filter(pk=component_id, dossier=held.dossier).first()
        if row is None:
            raise Invalid({"component": _("Hồ sơ này không có giấy tờ đó.")})
        said = reason.strip() or (state == ComponentState.WAIVED and row.claim)
        if state in {ComponentState.FAULTY, ComponentState.WAIVED} and not said:
            raise Invalid({"reason": _("Xin ghi vì sao chưa đạt, hoặc vì sao không phải nộp.")})
        # The same mark once more, without a word, takes nothing away that a colleague wrote.
        row.reason = reason.strip() or (row.reason if row.state == state else None)
        row.state, row.officer_id, row.at = state, actor.account_id, at
        row.save(update_fields=["state", "reason", "officer_id", "at"])
        held.touch()
        held.about, held.outcome = (row.id,), state


def _refuse_unusable(actor: Actor, centre_id: int, version: VersionView, case_key: str) -> None:
    if not policy.may_use(
        actor, centre_id=centre_id, roles=policy.STAFF_ACTIONS[Action.RECEIVE_AT_COUNTER], work_field=version.field
    ):
        raise NotAllowed
    if len(version.cases) > 1 and version.case(case_key) is None:
        raise Invalid({"case_key": _("Xin chọn một trường hợp.")})


def _refuse_incomplete(components: Sequence[ComponentGiven]) -> None:
    wrong = [c.title for c in components if c.state in {ComponentState.FAULTY, ComponentState.PROMISED, ""}]
    if wrong:
        raise Invalid({"components": _("Còn giấy tờ chưa có hoặc chưa đạt. Xin lập phiếu yêu cầu bổ sung.")})


def _refuse_unattested(attested: Attested) -> None:
    if problems := attested.problems():
        raise Invalid({field: _(text) for field, text in problems.items()})


@contextmanager
def _once(dossier: Dossier, *, actor: Actor) -> Iterator[None]:
    """Raise SentTwice where the dossier's row is there already; asks the database only then."""
    try:
        yield
    except IntegrityError as clash:
        if not rows.is_about_key(clash, Dossier):
            raise
        before = policy.visible_to(actor).filter(pk=dossier.id).first()
        raise (SentTwice(before) if before else NotFound()) from None


def _new(
    key: UUID | None, *, centre_id: int, version: VersionView, case_key: str, actor: Actor, at: datetime
) -> Dossier:
    return Dossier(
        id=key or uuid7(),
        centre_id=centre_id,
        version_id=version.id,
        case_key=case_key or (version.cases[0].id if len(version.cases) == 1 else ""),
        work_field=version.field,
        state=DossierState.DRAFT,
        author_id=actor.account_id,
        begun_at=at,
        touched_at=at,
    )


def _write(
    dossier: Dossier,
    *,
    filer: PersonStated,
    owner: PersonStated | None,
    mandate: MandateStated | None,
    components: Sequence[ComponentGiven],
    actor: Actor,
    at: datetime,
) -> None:
    _proofs.record_people(dossier, filer=filer, owner=owner, mandate=mandate, at=at)
    for position, given in enumerate(components):
        rows.add(_component(dossier, given, position=position, actor=actor, at=at))


def _component(dossier: Dossier, given: ComponentGiven, *, position: int, actor: Actor, at: datetime) -> Component:
    return Component(
        id=given.id or uuid7(),
        dossier=dossier,
        centre_id=dossier.centre_id,
        paper_key=given.paper_key,
        title=given.title,
        position=position,
        state=given.state,
        originals=given.originals,
        copies=given.copies,
        reason=given.reason or None,
        officer_id=actor.account_id,
        at=at,
    )
