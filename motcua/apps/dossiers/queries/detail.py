"""One dossier whole, for an officer with the duty or the person whose own it is; drafts for their author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.apps.dossiers import policy, rules
from motcua.apps.dossiers.models import (
    Assignment,
    Component,
    Condition,
    Dossier,
    HandOver,
    Note,
    OutsideReport,
    Pause,
    Promise,
    Relief,
    Result,
    ResultDraft,
    Supplement,
    SupplementItem,
    Transition,
)
from motcua.apps.dossiers.queries import _rows
from motcua.apps.dossiers.queries.helping import awaits_filer, confirmation_of
from motcua.apps.dossiers.queries.signing import signatories_of
from motcua.apps.dossiers.states import Action, Authority, DossierState, Work
from motcua.apps.dossiers.values import ConditionRow, DossierHead, DossierView, DraftView, SupplementRow
from motcua.apps.dossiers.values.outside import ReportRow
from motcua.apps.dossiers.values.results import ResultRow
from motcua.apps.dossiers.values.signing import SignatoryRow
from motcua.apps.procedures import queries as procedures
from motcua.base import eforms
from motcua.base.db import scope
from motcua.base.db.fields import showing_damage
from motcua.kernel.actor import Actor, ActorKind
from motcua.kernel.errors import NotFound

#: A draft and its papers in one statement: every page of the filing guide begins with it.
_DRAFT = """
SELECT d.id, d.centre_id, d.version_id, d.case_key, d.revision, d.state, d.answers, d.touched_at, d.helper_id,
       d.portal_code, c.id, c.paper_key, c.title, c.state, c.required, c.originals, c.copies, c.reason, c.position,
       c.claim
  FROM dossiers_dossier d LEFT JOIN dossiers_component c ON c.dossier_id = d.id
 WHERE d.id = %(id)s AND d.state = %(draft)s AND d.author_id IS NOT DISTINCT FROM %(author)s::bigint
 ORDER BY c.position, c.id
"""
#: Where a result may be drafted.
_DRAFTABLE = frozenset({DossierState.RECEIVED, DossierState.PROCESSING})


def find(*, actor: Actor, dossier_id: UUID, now: datetime) -> DossierView:
    """What this actor may see of it, or NotFound; a stranger must not learn that it exists."""
    dossier = policy.visible_to(actor).exclude(state=DossierState.DRAFT).filter(pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    with scope.opened(dossier_id):
        return _view(dossier, actor=actor, now=now)


def head_of(*, actor: Actor, dossier_id: UUID, now: datetime) -> DossierHead:
    """The row alone, or NotFound."""
    dossier = policy.visible_to(actor).filter(pk=dossier_id).first()
    if dossier is None:
        raise NotFound
    return _rows.head(dossier, now=now)


def way_given(*, dossier_id: UUID) -> str:
    """By which way the result was returned, where that return still holds; '' where none does."""
    with scope.opened(dossier_id):
        held = HandOver.objects.filter(dossier_id=dossier_id, recalled_at__isnull=True)
        return held.order_by("-at").values_list("way", flat=True).first() or ""


@showing_damage()
def own(*, actor: Actor, now: datetime) -> tuple[DossierHead, ...]:
    """The citizen's own dossiers and drafts, newest first; one statement."""
    found = policy.visible_to(actor).order_by("-begun_at")[:200]
    return tuple(_rows.head(dossier, now=now) for dossier in found)


@showing_damage()
def kept_pages(*, actor: Actor) -> dict[UUID, frozenset[str]]:
    """The pages kept so far of each draft this account began; one statement."""
    begun = Dossier.objects.filter(author_id=actor.account_id, state=DossierState.DRAFT).order_by("-begun_at")[:200]
    kept: Iterable[tuple[UUID, Any]] = begun.values_list("pk", "answers")
    return {key: frozenset(answers or ()) for key, answers in kept}


def draft(*, actor: Actor, draft_id: UUID) -> DraftView:
    """A draft for its author; a stranger's only behind the cookie from which the page took the id."""
    told: dict[str, Any] = {"id": draft_id, "draft": DossierState.DRAFT.value, "author": actor.account_id}
    with scope.opened(draft_id), connection.cursor() as cursor:
        cursor.execute(_DRAFT, told)
        found = cursor.fetchall()
    if not found:
        raise NotFound
    return _rows.draft_view(found)


def _view(dossier: Dossier, *, actor: Actor, now: datetime) -> DossierView:
    """The whole, asking only for what the moves made so far can have left behind."""
    of = {"dossier": dossier}
    inside = actor.kind is ActorKind.STAFF
    moves = _rows.transitions(Transition.objects.filter(**of).order_by("at", "revision"))
    made = {move.action for move in moves}
    paused = any(DossierState(move.to_state).pauses for move in moves)
    worked = dossier.holder_id is not None or Action.START in made
    decided = Action.DECIDE in made
    drafts = _drafts(dossier) if inside and not DossierState(dossier.state).pauses else []
    draft = next((d for d in drafts if d.is_living and dossier.state in _DRAFTABLE), None)
    several = procedures.version(dossier.version_id).signatories is not None
    conditions = _conditions(dossier)
    signatories = signatories_of(dossier_id=dossier.id) if several else ()
    return DossierView(
        head=_rows.head(dossier, now=now),
        components=_rows.components(Component.objects.filter(**of).order_by("position", "id")),
        transitions=moves,
        assignments=_rows.assignments(Assignment.objects.filter(**of).order_by("since")) if worked else (),
        pauses=_rows.pauses(Pause.objects.filter(**of).order_by("since")) if paused else (),
        promises=_rows.promises(Promise.objects.filter(**of).order_by("at", "id")),
        supplements=_supplements(dossier) if Action.ASK_SUPPLEMENT in made else (),
        draft=_rows.draft(draft),
        results=_results(dossier) if decided else (),
        hand_overs=_rows.hand_overs(HandOver.objects.filter(**of).order_by("at")) if decided else (),
        notes=_rows.notes(Note.objects.filter(**of).order_by("-at")) if inside else (),
        actions=_open(
            dossier, actor=actor, now=now, drafted=draft is not None, signatories=signatories, conditions=conditions
        ),
        declared=_declared(dossier),
        signatories=signatories,
        confirmation=confirmation_of(dossier) if dossier.helper_id is not None else None,
        reports=_reports(dossier) if inside and dossier.authority == Authority.OUTSIDE else (),
        given_back=_rows.given_back(drafts),
        conditions=conditions,
    )


def _drafts(dossier: Dossier) -> list[ResultDraft]:
    """The living draft, those a leader gave back and those that were signed; while the clock stands nobody drafts."""
    return list(ResultDraft.objects.filter(dossier=dossier).order_by("drafted_at"))


def _results(dossier: Dossier) -> tuple[ResultRow, ...]:
    return _rows.results(Result.objects.filter(dossier=dossier).select_related("draft").order_by("version"))


def _conditions(dossier: Dossier) -> tuple[ConditionRow, ...]:
    """Asked for only where one can have been opened that no other part of the page tells of."""
    if procedures.version(dossier.version_id).fee_at is None and not dossier.conditions_open:
        return ()
    found = list(Condition.objects.filter(dossier=dossier).order_by("opened_at", "id"))
    owed = any(one.kind == "fee" for one in found)
    return _rows.conditions(found, Relief.objects.filter(dossier=dossier).order_by("at", "id") if owed else ())


def _open(
    dossier: Dossier,
    *,
    actor: Actor,
    now: datetime,
    drafted: bool,
    signatories: Sequence[SignatoryRow],
    conditions: Sequence[ConditionRow],
) -> frozenset[str]:
    """What the page may offer: moves and other work of this actor, less what waits for something else first."""
    offered: set[str] = {action.value for action in policy.open_actions(actor, dossier)}
    if actor.kind is ActorKind.STAFF:
        offered |= {work.value for work in policy.open_works(actor, dossier)}
        if not drafted:
            offered -= {Action.DECIDE, Work.ASK_APPROVAL, Work.GIVE_BACK}
        version = procedures.version(dossier.version_id)
        if not version.duty_pauses:
            offered -= {Action.REQUIRE_DUTY}
        offered -= _shut_fee(dossier, conditions)
        if all(one.confirmed_at for one in signatories):
            offered -= {Work.SIGNED_HERE}
        if dossier.helper_id is None or not awaits_filer(dossier):
            offered -= {Work.FILER_SAID}
        if not rules.is_to_be_put_off(due_at=dossier.told_due or dossier.legal_due, now=now):
            offered -= {Work.APOLOGISE}
    return frozenset(offered)


def _shut_fee(dossier: Dossier, conditions: Sequence[ConditionRow]) -> frozenset[str]:
    """What of the work on a fee is not open: none is waited for, an exemption is kept already, or none is."""
    fee = next((one for one in conditions if one.kind == "fee"), None)
    if fee is None:
        return frozenset({Work.FEE_PAID, Work.FEE_RELIEF, Work.RELIEF_BACK})
    shut: set[str] = {Work.FEE_PAID, Work.FEE_RELIEF} if fee.met_at else set()
    if fee.relief is None:
        return frozenset(shut | {Work.RELIEF_BACK})
    may_end = rules.relief_may_end(state=DossierState(dossier.state), blocks=fee.blocks)
    paid_since = fee.met_at is not None and not fee.relief.is_whole
    return frozenset(shut | {Work.FEE_RELIEF} | ({Work.RELIEF_BACK} if paid_since or not may_end else set()))


def _declared(dossier: Dossier) -> Mapping[str, Mapping[str, object]]:
    """The pages of the e-form alone: the people stand in the parties, each with their own mask."""
    form = procedures.eform(dossier.version_id)
    pages = {eforms.kept_name(page.key) for page in form.pages} if form else set()
    return {name: typed for name, typed in (dossier.answers or {}).items() if name in pages}


def _reports(dossier: Dossier) -> tuple[ReportRow, ...]:
    return _rows.reports(OutsideReport.objects.filter(dossier=dossier).order_by("-reported_at", "-id"))


def _supplements(dossier: Dossier) -> tuple[SupplementRow, ...]:
    items: dict[UUID, list[SupplementItem]] = {}
    for item in SupplementItem.objects.filter(dossier=dossier).order_by("position"):
        items.setdefault(item.supplement_id, []).append(item)
    asked = Supplement.objects.filter(dossier=dossier).order_by("number")
    return tuple(_rows.supplement(row, items.get(row.id, [])) for row in asked)
